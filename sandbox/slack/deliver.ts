/** Bringing a payload to the app, and the verdict on what it did with it. */
import type { Delivery, Json } from './api.ts';
import { takeLoss, takeRedelivery } from './faults.ts';
import { sendHttp } from './http-delivery.ts';
import { textOf } from './json.ts';
import type { Envelope, SocketMode } from './socket-mode.ts';
import { changed, type State } from './state.ts';

export interface Outcome {
  readonly verdict: Delivery['verdict'];
  readonly ackMs?: number;
  /** What the app sent with its acknowledgement. */
  readonly payload: Json;
  /** The HTTP status, when that was the refusal. */
  readonly status?: number;
  readonly noRetry?: boolean;
}

export type Deliver = (envelope: Envelope) => Promise<Outcome>;

/** What an act of a person needs: the world, and a way to the app. */
export interface Sandbox {
  readonly state: State;
  readonly deliver: Deliver;
  connected(): boolean;
}

interface DeliveryOptions {
  readonly via: 'socket' | 'http';
  readonly requestUrl: () => string | undefined;
  readonly ackTimeoutMs: number;
  /** When events that were not acknowledged are tried again. Commands and interactions never are. */
  readonly eventRetriesMs: readonly number[];
}

export function createDeliver(state: State, sockets: SocketMode, options: DeliveryOptions): Deliver {
  async function once(envelope: Envelope): Promise<Outcome> {
    const began = performance.now();
    const lost = envelope.type === 'events_api' && takeLoss(state);
    const outcome = await (lost ? NOT_CONNECTED : options.via === 'socket' ? viaSocket(envelope) : viaHttp(envelope));
    const acknowledged = outcome.verdict === 'acknowledged';
    const timed = acknowledged ? { ackMs: Math.round(performance.now() - began) } : {};
    state.deliveries.push({
      at: state.now(),
      via: options.via,
      type: nameOf(envelope),
      verdict: outcome.verdict,
      ...timed,
      ...aboutMessage(envelope),
      ...(envelope.retry === undefined ? {} : { retry: envelope.retry.attempt }),
    });
    changed(state);
    return { ...outcome, ...timed };
  }

  async function viaSocket(envelope: Envelope): Promise<Outcome> {
    const acked = sockets.send(envelope);
    if (acked === undefined) return NOT_CONNECTED;
    const payload = await within(options.ackTimeoutMs, acked);
    return payload === TIMED_OUT ? { verdict: 'timed_out', payload: null } : { verdict: 'acknowledged', payload };
  }

  async function viaHttp(envelope: Envelope): Promise<Outcome> {
    const url = options.requestUrl();
    if (url === undefined) return NOT_CONNECTED;
    try {
      const answer = await sendHttp(state, url, envelope, AbortSignal.timeout(options.ackTimeoutMs));
      if (answer.kind === 'accepted') return { verdict: 'acknowledged', payload: answer.payload };
      return { verdict: 'refused', payload: null, status: answer.status, noRetry: answer.noRetry };
    } catch (error) {
      const late = error instanceof Error && error.name === 'TimeoutError';
      return { verdict: late ? 'timed_out' : 'not_connected', payload: null };
    }
  }

  function retryLater(envelope: Envelope, failed: Outcome): void {
    const attempt = (envelope.retry?.attempt ?? 0) + 1;
    const delay = options.eventRetriesMs[attempt - 1];
    if (delay === undefined || failed.noRetry === true) return;
    const reason =
      failed.verdict === 'timed_out'
        ? 'http_timeout'
        : failed.verdict === 'refused'
          ? 'http_error'
          : 'connection_failed';
    setTimeout(() => void attemptEvent({ ...envelope, retry: { attempt, reason } }), delay).unref();
  }

  async function attemptEvent(envelope: Envelope): Promise<Outcome> {
    const outcome = await once(envelope);
    if (outcome.verdict !== 'acknowledged') retryLater(envelope, outcome);
    return outcome;
  }

  return async (envelope) => {
    const twice = takeRedelivery(state);
    const outcome = envelope.type === 'events_api' ? attemptEvent(envelope) : once(envelope);
    if (twice) void once(envelope);
    return outcome;
  };
}

/** `slash_commands`, or the type inside: `block_actions`, `view_submission`, `app_home_opened`, … */
function nameOf({ type, payload }: Envelope): string {
  if (type === 'slash_commands') return type;
  const event = payload['event'] as { readonly type?: Json } | undefined;
  return textOf(event?.type) ?? textOf(payload['type']) ?? type;
}

function aboutMessage({ payload }: Envelope): { readonly messageTs?: string } {
  const event = payload['event'] as { readonly message_ts?: Json } | undefined;
  const messageTs = textOf(event?.message_ts);
  return messageTs === undefined ? {} : { messageTs };
}

const NOT_CONNECTED: Outcome = { verdict: 'not_connected', payload: null };

const TIMED_OUT = Symbol('timed out');

async function within<T>(ms: number, promise: Promise<T>): Promise<T | typeof TIMED_OUT> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof TIMED_OUT>((resolve) => {
    timer = setTimeout(() => resolve(TIMED_OUT), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

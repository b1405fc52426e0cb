/** Audit events for a SIEM or a ticket system: CloudEvents 1.0, signed as Standard Webhooks, strictly in order. */
import { createHmac } from 'node:crypto';
import type { Log } from '../core/log.ts';
import { NO_TRACING, type Tracing } from './tracing.ts';

/** An event as `audit export` writes it. */
interface AuditLine {
  readonly seq: number;
  readonly at: string;
  readonly requestId: string;
  readonly kind: string;
  readonly hash: string;
}

/** The place in the audit log from which it reads on. */
export interface WebhookLog {
  take(): Promise<{ readonly tries: number; readonly events: readonly AuditLine[] } | undefined>;
  delivered(seq: number): Promise<boolean>;
  failed(failure: string, pauseMs: number): Promise<void>;
  gaveUp(seq: number): Promise<void>;
}

export interface WebhookOptions {
  readonly url: string;
  /** `whsec_` and base64. */
  readonly secret: string;
  readonly audit: WebhookLog;
  readonly now: () => Date;
  readonly log: Pick<Log, 'info' | 'warn'>;
  /** Runs a delivery; gives the W3C context of its trace, or an empty text. */
  readonly traced?: Tracing['span'];
  readonly timeoutMs?: number;
}

const TIMEOUT_MS = 10_000;
const EVERY_MS = 1_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;
/** The most that a Retry-After is believed. */
const LONGEST_WAIT_MS = 3_600_000;

/** It refuses this event, not us: after so many tries, about 20 minutes, those behind it are not kept waiting. */
const REFUSED: readonly number[] = [400, 413, 415, 422];
const MOST_TRIES = 12;

interface Failure {
  readonly failure: string;
  readonly refused: boolean;
  readonly waitMs: number;
}

export function createWebhook(options: WebhookOptions) {
  const { audit, log, secret, traced = NO_TRACING.span } = options;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const stop = new AbortController();
  const isStopped = (): boolean => stop.signal.aborted;
  let troubled: string | undefined;

  async function post(event: AuditLine, traceparent: string): Promise<Failure | undefined> {
    const body = JSON.stringify(cloudEvent(event));
    const [id, timestamp] = [event.hash, String(Math.floor(options.now().getTime() / 1000))];
    const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
    const headers = {
      'content-type': 'application/cloudevents+json; charset=utf-8',
      'webhook-id': id,
      'webhook-timestamp': timestamp,
      'webhook-signature': `v1,${signature}`,
      ...(traceparent === '' ? {} : { traceparent }),
    };
    const late = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
    const signal = AbortSignal.any([late, stop.signal]);
    try {
      const response = await fetch(options.url, { method: 'POST', redirect: 'manual', headers, body, signal });
      await response.body?.cancel();
      if (response.ok) return undefined;
      const waitMs = retryAfterMs(response.headers.get('retry-after'), options.now());
      return { failure: `Http${String(response.status)}`, refused: REFUSED.includes(response.status), waitMs };
    } catch (error) {
      return { failure: late.aborted ? 'Timeout' : codeOf(error), refused: false, waitMs: 0 };
    }
  }

  /** Sends what is due, until all of it is delivered or one fails. */
  async function sendDue(): Promise<void> {
    for (let due = await audit.take(); due !== undefined && !isStopped(); due = await audit.take()) {
      let { tries } = due;
      for (const event of due.events) {
        const about = event.requestId === '' ? [] : [event.requestId];
        const failed = await traced('audit webhook', about, (traceparent) => post(event, traceparent));
        if (failed !== undefined) return isStopped() ? undefined : fail(event, failed, tries + 1);
        if (troubled !== undefined) log.info({ seq: event.seq }, 'the audit webhook takes events again');
        troubled = undefined;
        if (!(await audit.delivered(event.seq)) || isStopped()) return;
        tries = 0;
      }
    }
  }

  async function fail(event: AuditLine, { failure, refused, waitMs }: Failure, tries: number): Promise<void> {
    const facts = { seq: event.seq, reason: failure, tries };
    // Once per reason, not once per try.
    if (failure !== troubled) log.warn(facts, 'the audit webhook did not take an event; it is tried again');
    troubled = failure;
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** (tries - 1), LONGEST_PAUSE_MS);
    if (refused && tries >= MOST_TRIES) {
      log.warn(facts, 'the audit webhook refuses an event; it is given up');
      return audit.gaveUp(event.seq);
    }
    await audit.failed(failure, Math.max(pause, waitMs));
  }

  return {
    sendDue,
    /** Looks once a second from now on; the result ends it, and what is being sent is sent again by others. */
    keepSending(): () => void {
      let running = false;
      const timer = setInterval(() => {
        if (running) return;
        running = true;
        sendDue()
          .catch((error: unknown) => {
            const reason = codeOf(error);
            if (reason !== troubled) log.warn({ reason }, 'the audit webhook cannot read the audit log');
            troubled = reason;
          })
          .finally(() => (running = false));
      }, EVERY_MS);
      return () => {
        clearInterval(timer);
        stop.abort();
      };
    },
  };
}

/** Structured content mode. The id is the hash of the event: a restored backup uses numbers again, but no hash. */
function cloudEvent(event: AuditLine) {
  return {
    specversion: '1.0',
    id: event.hash,
    source: '/redis-resize',
    type: `redis-resize.audit.${event.kind}`,
    time: event.at,
    ...(event.requestId === '' ? {} : { subject: event.requestId }),
    datacontenttype: 'application/json',
    data: event,
  };
}

function retryAfterMs(header: string | null, now: Date): number {
  if (header === null) return 0;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now.getTime();
  return Number.isNaN(ms) ? 0 : Math.min(Math.max(ms, 0), LONGEST_WAIT_MS);
}

function codeOf(error: unknown): string {
  const { name, code, cause } = error as { name?: string; code?: string; cause?: { code?: string } };
  return cause?.code ?? code ?? name ?? 'unknown';
}

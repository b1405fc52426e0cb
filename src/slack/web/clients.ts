import { WebClient, type Logger, type WebClientOptions } from '@slack/web-api';
import type { Subject } from '../../core/request/step.ts';
import { faultOf } from './faults.ts';
import { wholeAnswer } from './whole-answer.ts';

export interface Clients {
  /** For what must happen within the three seconds of a trigger: fails fast, never waits, never repeats. */
  readonly quick: WebClient;
  /** For reads and edits, which do no harm when repeated. */
  readonly steady: WebClient;
  /** For posts: a lost answer may mean a posted message, so the client repeats nothing; the job that posts does. */
  readonly post: WebClient;
}

/** A call of the Web API with all its retries: `ok` or the code of its fault, and the seconds it took. */
export type CallDone = (method: string, outcome: string, seconds: number) => void;

const QUICK_MS = 2_500;
const STEADY_MS = 10_000;

/** A rate limit is always thrown: waiting inside a client would stop every other call of that client as well. */
export function createClients(
  botToken: string,
  slackApiUrl: string,
  logger: Logger,
  called: CallDone = () => undefined,
): Clients {
  const base: WebClientOptions = {
    ...{ slackApiUrl, logger, fetch: wholeAnswer },
    ...{ rejectRateLimitedCalls: true, allowAbsoluteUrls: false },
  };
  const make = (timeout: number, retries: number) =>
    new MeasuredClient(called, botToken, { ...base, timeout, retryConfig: { retries, minTimeout: 300, factor: 2 } });
  return { quick: make(QUICK_MS, 0), steady: make(STEADY_MS, 2), post: make(STEADY_MS, 0) };
}

/** Every method of the client goes through `apiCall`. */
class MeasuredClient extends WebClient {
  readonly #called: CallDone;

  constructor(called: CallDone, token: string, options: WebClientOptions) {
    super(token, options);
    this.#called = called;
  }

  override async apiCall(...[method, options]: Parameters<WebClient['apiCall']>): ReturnType<WebClient['apiCall']> {
    const from = performance.now();
    const done = (outcome: string) => this.#called(method, outcome, (performance.now() - from) / 1000);
    try {
      const result = await super.apiCall(method, options && flat(options));
      done('ok');
      return result;
    } catch (error) {
      done(faultOf(error).code);
      throw error;
    }
  }
}

/**
 * Objects as the JSON that the client makes of them in the end: for a debug line that nobody sees it would first copy them
 * through and through, which was a sixth of all that a filled form allocates.
 */
function flat(options: Record<string, unknown>): Record<string, unknown> {
  const text = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Buffer.isBuffer(value) ? JSON.stringify(value) : value;
  return Object.fromEntries(Object.entries(options).map(([name, value]) => [name, text(value)]));
}

/** Event types of the metadata of our messages, as the manifest subscribes to them. */
export const METADATA = { thread: 'redis_resize_request', mirror: 'redis_resize_mirror' } as const;

/**
 * Metadata of a message: what it is about, and the first and the last event that it shows (the card: only `seq` 0). Nothing else:
 * other apps can read it.
 */
export function metadataOf(
  kind: keyof typeof METADATA,
  id: Subject,
  shows: { readonly from?: number; readonly seq: number },
) {
  return { event_type: METADATA[kind], event_payload: { request_id: id, ...shows } };
}

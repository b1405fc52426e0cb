/**
 * In HTTP mode only requests that Slack signed, with a current timestamp, and only once, reach Bolt. Bolt itself checks
 * the signature and its age, but accepts timestamps in the future and replays.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import { within } from '../../core/within.ts';

export interface SignedOptions {
  readonly signingSecret: string;
  readonly now: () => Date;
  /** Claims a key across all replicas; false if it was claimed before. */
  readonly claim: (key: string) => Promise<boolean>;
  readonly refused: (reason: RefusedRequest) => void;
  /** Largest body, in bytes. Slack's largest payload is a view of 250 KB, form-encoded. */
  readonly bodyLimit?: number;
}

/** Why a request is refused, with its HTTP status. */
const REFUSED = {
  media_type: 415,
  too_large: 413,
  too_busy: 503,
  cut_off: 400,
  unsigned: 401,
  stale: 401,
  future: 401,
  forged: 401,
  // Not 200: that would confirm that the first one was stored, which is not known here.
  replayed: 401,
  // Fail closed if the store of claimed keys can't be reached: nothing could be stored either.
  memory_unavailable: 503,
} as const;
type RefusedRequest = keyof typeof REFUSED;
export const REFUSED_REQUESTS = Object.keys(REFUSED);

type Checked =
  | { readonly kind: 'signed'; readonly body: Buffer; readonly type: string }
  | { readonly kind: 'ssl_check' }
  | { readonly kind: 'refused'; readonly reason: RefusedRequest };

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

export const BODY_LIMIT = 1024 * 1024;
/** Of a body without a valid signature. */
const UNSIGNED_LIMIT = 4096;
/** Of all bodies that are being read, in bytes: whether one is signed is known at its end. */
const HELD_LIMIT = 32 * BODY_LIMIT;
const PAST_MS = 5 * 60_000;
/** Clocks differ a little; no honest sender signs for later than this. */
const FUTURE_MS = 60_000;
/** Part of the three seconds that Slack waits. */
const CLAIM_MS = 1_000;

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';
const TYPES: readonly string[] = [FORM, JSON_TYPE];

export function onlySigned(options: SignedOptions, bolt: Listener): Listener {
  const refuse = (response: ServerResponse, reason: RefusedRequest): void => {
    options.refused(reason);
    // An unread rest of the body would keep the connection busy.
    response.writeHead(REFUSED[reason], { connection: 'close' }).end();
  };
  const held: Held = { bytes: 0 };
  return (request, response) => {
    check(options, request, held).then(
      (checked) => {
        if (checked.kind === 'refused') refuse(response, checked.reason);
        else if (checked.kind === 'ssl_check') response.writeHead(200).end();
        else {
          // Bolt compares the whole media type, and reads an already consumed body from `rawBody`.
          request.headers['content-type'] = checked.type;
          bolt(Object.assign(request, { rawBody: checked.body }), response);
        }
      },
      () => refuse(response, 'cut_off'),
    );
  };
}

async function check(options: SignedOptions, request: IncomingMessage, held: Held): Promise<Checked> {
  const refused = (reason: RefusedRequest): Checked => ({ kind: 'refused', reason });
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!TYPES.includes(type)) return refused('media_type');
  const signature = headerOf(request, 'x-slack-signature', /^v0=[0-9a-f]{64}$/);
  const timestamp = headerOf(request, 'x-slack-request-timestamp', /^\d{1,12}$/);
  const nowMilliseconds = options.now().getTime();
  if (signature === undefined || timestamp === undefined) return unsigned(request, type, held, options.bodyLimit);
  const age = nowMilliseconds - Number(timestamp) * 1000;
  if (age > PAST_MS) return refused('stale');
  if (age < -FUTURE_MS) return refused('future');
  const body = await bodyOf(request, options.bodyLimit ?? BODY_LIMIT, held);
  if (typeof body === 'string') return refused(body);
  if (isCertificateCheck(type, body)) return { kind: 'ssl_check' };
  const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) };
  const { signingSecret } = options;
  if (!isValidSlackRequest({ signingSecret, body: body.toString(), headers, nowMilliseconds })) {
    return refused('forged');
  }
  // Slack sends an event again until it is acknowledged, at first within the second and so with the same signature. Its
  // listeners do the same as before: they know events by their ids. Only the Events API sends JSON.
  if (type === JSON_TYPE) return { kind: 'signed', body, type };
  // Only signed requests are claimed, so that no one else can fill the store.
  const first = await firstWith(options, `request:${createHash('sha256').update(signature).digest('base64url')}`);
  if (first === undefined) return refused('memory_unavailable');
  return first ? { kind: 'signed', body, type } : refused('replayed');
}

/** Slack checks the certificate with a small unsigned request; nothing else in it is used, and nothing else is read. */
async function unsigned(request: IncomingMessage, type: string, held: Held, limit = UNSIGNED_LIMIT): Promise<Checked> {
  const body = await bodyOf(request, Math.min(limit, UNSIGNED_LIMIT), held);
  if (typeof body === 'string') return { kind: 'refused', reason: body };
  return isCertificateCheck(type, body) ? { kind: 'ssl_check' } : { kind: 'refused', reason: 'unsigned' };
}

function isCertificateCheck(type: string, body: Buffer): boolean {
  return type === FORM && new URLSearchParams(body.toString()).get('ssl_check') === '1';
}

function headerOf({ headers }: IncomingMessage, name: string, shape: RegExp): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && shape.test(value) ? value : undefined;
}

interface Held {
  bytes: number;
}

/** `too_busy`: others are sending too much at the moment. Rejects if the sender stops halfway. */
function bodyOf(request: IncomingMessage, limit: number, held: Held): Promise<Buffer | 'too_large' | 'too_busy'> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve('too_large');
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on('data', (part: Buffer) => {
      length += part.length;
      held.bytes += part.length;
      // Not destroyed: the sender still gets the status.
      if (length > limit) resolve('too_large');
      else if (held.bytes > HELD_LIMIT) resolve('too_busy');
      else parts.push(part);
    });
    request.on('end', () => resolve(Buffer.concat(parts)));
    request.on('error', reject);
    request.on('close', () => {
      held.bytes -= length;
      reject(new Error('the sender stopped halfway'));
    });
  });
}

/** Whether the key is new; undefined if the store didn't answer in time. */
export async function firstWith({ claim }: Pick<SignedOptions, 'claim'>, key: string): Promise<boolean | undefined> {
  return within(
    claim(key).catch(() => undefined),
    CLAIM_MS,
  );
}

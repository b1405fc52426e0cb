/**
 * What may pass to Bolt in HTTP mode: requests that Slack signed, for now, and once. Bolt checks the signature and that
 * it is not old, but takes times of the future and the same request again and again.
 */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isValidSlackRequest } from '@slack/bolt';
import { wait } from './receipts.ts';

export interface SignedOptions {
  readonly signingSecret: string;
  readonly now: () => Date;
  /** Whether nobody came with this key before, on any replica. */
  readonly claim: (key: string) => Promise<boolean>;
  readonly refused: (reason: RefusedRequest) => void;
  /** Of a body, in bytes; Slack's largest payload is a view of 250 KB, which a form encodes. */
  readonly bodyLimit?: number;
}

/** Why a request is not Slack's, not for now or not the first; with what it is answered. */
const REFUSED = {
  media_type: 415,
  too_large: 413,
  cut_off: 400,
  unsigned: 401,
  stale: 401,
  future: 401,
  forged: 401,
  // Not 200: whether the first one was kept is not known here, and a receipt would say so.
  replayed: 401,
  // Closed while the memory of what came is out of reach: then nothing could be stored either.
  memory_unavailable: 503,
} as const;
type RefusedRequest = keyof typeof REFUSED;

type Checked =
  | { readonly kind: 'signed'; readonly body: Buffer; readonly type: string }
  | { readonly kind: 'ssl_check' }
  | { readonly kind: 'refused'; readonly reason: RefusedRequest };

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

export const BODY_LIMIT = 1024 * 1024;
const PAST_MS = 5 * 60_000;
/** Clocks differ a little; nobody has a reason to sign for later than that. */
const FUTURE_MS = 60_000;
/** Of the three seconds that Slack waits. */
const CLAIM_MS = 1_000;

const FORM = 'application/x-www-form-urlencoded';
const TYPES: readonly string[] = [FORM, 'application/json'];

export function onlySigned(options: SignedOptions, bolt: Listener): Listener {
  const refuse = (response: ServerResponse, reason: RefusedRequest): void => {
    options.refused(reason);
    // The rest of a body that nobody reads would hold the connection.
    response.writeHead(REFUSED[reason], { connection: 'close' }).end();
  };
  return (request, response) => {
    check(options, request).then(
      (checked) => {
        if (checked.kind === 'refused') refuse(response, checked.reason);
        else if (checked.kind === 'ssl_check') response.writeHead(200).end();
        else {
          // Bolt compares the media type as a whole, and takes a body that is read already from `rawBody`.
          request.headers['content-type'] = checked.type;
          bolt(Object.assign(request, { rawBody: checked.body }), response);
        }
      },
      () => refuse(response, 'cut_off'),
    );
  };
}

async function check(options: SignedOptions, request: IncomingMessage): Promise<Checked> {
  const refused = (reason: RefusedRequest): Checked => ({ kind: 'refused', reason });
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!TYPES.includes(type)) return refused('media_type');
  const body = await bodyOf(request, options.bodyLimit ?? BODY_LIMIT);
  if (body === undefined) return refused('too_large');
  // Slack looks at the certificate with this, unsigned; there is nothing else in it that would be used.
  if (type === FORM && new URLSearchParams(body.toString()).get('ssl_check') === '1') return { kind: 'ssl_check' };
  const signature = headerOf(request, 'x-slack-signature', /^v0=[0-9a-f]{64}$/);
  const timestamp = headerOf(request, 'x-slack-request-timestamp', /^\d{1,12}$/);
  if (signature === undefined || timestamp === undefined) return refused('unsigned');
  const nowMilliseconds = options.now().getTime();
  const age = nowMilliseconds - Number(timestamp) * 1000;
  if (age > PAST_MS) return refused('stale');
  if (age < -FUTURE_MS) return refused('future');
  const headers = { 'x-slack-signature': signature, 'x-slack-request-timestamp': Number(timestamp) };
  const { signingSecret } = options;
  if (!isValidSlackRequest({ signingSecret, body: body.toString(), headers, nowMilliseconds })) {
    return refused('forged');
  }
  // Only what is signed is remembered, so that nobody else can fill the memory.
  const first = await firstWith(options, `request:${createHash('sha256').update(signature).digest('base64url')}`);
  if (first === undefined) return refused('memory_unavailable');
  return first ? { kind: 'signed', body, type } : refused('replayed');
}

function headerOf({ headers }: IncomingMessage, name: string, shape: RegExp): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && shape.test(value) ? value : undefined;
}

/** Undefined when it is longer than the limit. Rejects when the sender stops in the middle. */
function bodyOf(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > limit) return Promise.resolve(undefined);
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let length = 0;
    request.on('data', (part: Buffer) => {
      length += part.length;
      if (length <= limit) parts.push(part);
      // Not destroyed: the sender is still to hear why.
      else resolve(undefined);
    });
    request.on('end', () => resolve(Buffer.concat(parts)));
    request.on('error', reject);
    request.on('close', () => reject(new Error('the sender stopped in the middle')));
  });
}

/** Undefined when the memory did not say in time. */
export async function firstWith({ claim }: Pick<SignedOptions, 'claim'>, key: string): Promise<boolean | undefined> {
  return Promise.race([claim(key).catch(() => undefined), wait(CLAIM_MS).then(() => undefined)]);
}

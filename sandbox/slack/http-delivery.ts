/** Delivery by signed HTTP requests to the app's request URL. */
import { createHmac } from 'node:crypto';
import type { Json } from './api.ts';
import type { JsonObject } from './json.ts';
import type { Envelope } from './socket-mode.ts';
import type { State } from './state.ts';

const FORM = 'application/x-www-form-urlencoded';

type HttpAnswer =
  | { readonly kind: 'accepted'; readonly payload: Json }
  | { readonly kind: 'refused'; readonly status: number; readonly noRetry: boolean };

/** `v0=` and the HMAC-SHA256 of `v0:timestamp:body`. */
export function signatureOf(secret: string, timestamp: number, body: string): string {
  return `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;
}

export async function sendHttp(
  state: State,
  url: string,
  envelope: Envelope,
  signal: AbortSignal,
): Promise<HttpAnswer> {
  const { type, body } = encoded(envelope);
  // The app compares this with its own clock, so it is the real time even when the sandbox's clock is not.
  const timestamp = Math.floor(Date.now() / 1000);
  const headers: Record<string, string> = {
    'content-type': type,
    'user-agent': 'Slackbot 1.0 (+https://api.slack.com/robots)',
    'x-slack-request-timestamp': String(timestamp),
    'x-slack-signature': signatureOf(state.signingSecret, timestamp, body),
  };
  if (envelope.retry !== undefined) {
    headers['x-slack-retry-num'] = String(envelope.retry.attempt);
    headers['x-slack-retry-reason'] = envelope.retry.reason;
  }
  const response = await fetch(url, { method: 'POST', headers, body, signal });
  const text = await response.text();
  if (response.status === 200)
    return { kind: 'accepted', payload: payloadOf(text, response.headers.get('content-type')) };
  return { kind: 'refused', status: response.status, noRetry: response.headers.get('x-slack-no-retry') === '1' };
}

/** Commands are a form, interactions a form with one field of JSON, events are JSON. */
function encoded({ type, payload }: Envelope): { readonly type: string; readonly body: string } {
  switch (type) {
    case 'slash_commands':
      return { type: FORM, body: new URLSearchParams(stringsOf(payload)).toString() };
    case 'interactive':
      return { type: FORM, body: new URLSearchParams({ payload: JSON.stringify(payload) }).toString() };
    case 'events_api':
      return { type: 'application/json', body: JSON.stringify(payload) };
    default:
      return type satisfies never;
  }
}

function stringsOf(payload: JsonObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(payload).map(([key, value]) => [key, typeof value === 'string' ? value : '']),
  );
}

function payloadOf(text: string, type: string | null): Json {
  if (text === '') return null;
  if (type?.startsWith('application/json') !== true) return text;
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}

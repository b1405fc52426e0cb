import { randomUUID } from 'node:crypto';
import { sign } from '../../../sandbox/alicloud/signature.ts';
import type { Cloud } from '../../../sandbox/alicloud/cloud.ts';

/** A bare RPC client of our own: the tests bend what a real client would never send. */

export interface Reply {
  readonly status: number;
  readonly contentType: string;
  readonly text: string;
  /** The parsed body; an empty object where it is not JSON. */
  readonly body: Record<string, unknown>;
  readonly code: string | undefined;
}

interface Sending {
  readonly method?: 'GET' | 'POST';
  readonly version?: string;
  readonly path?: string;
  /** Laid over the common parameters; undefined takes one away. */
  readonly common?: Readonly<Record<string, string | undefined>>;
  readonly secret?: string;
}

const RKV = '2015-01-01';
export const BSS = '2017-12-14';
export const CMS = '2019-01-01';

export function signedParams(
  cloud: Cloud,
  action: string,
  params: Readonly<Record<string, string>>,
  sending: Sending = {},
): Record<string, string> {
  const all: Record<string, string | undefined> = {
    Action: action,
    Version: sending.version ?? RKV,
    Format: 'JSON',
    AccessKeyId: cloud.accessKeyId,
    SignatureMethod: 'HMAC-SHA1',
    SignatureVersion: '1.0',
    SignatureNonce: randomUUID(),
    Timestamp: new Date().toISOString().replace(/\.\d+Z$/, 'Z'),
    ...params,
    ...sending.common,
  };
  const sent: Record<string, string> = {};
  for (const [name, value] of Object.entries(all)) if (value !== undefined) sent[name] = value;
  const signature = sign(sending.method ?? 'POST', sent, sending.secret ?? cloud.accessKeySecret);
  return sending.common !== undefined && 'Signature' in sending.common ? sent : { ...sent, Signature: signature };
}

export async function deliver(cloud: Cloud, sent: Record<string, string>, sending: Sending = {}): Promise<Reply> {
  const base = `${cloud.url}${sending.path ?? '/'}`;
  const form = new URLSearchParams(sent);
  const response =
    sending.method === 'GET'
      ? await fetch(`${base}?${form.toString()}`)
      : await fetch(base, { method: 'POST', body: form });
  const text = await response.text();
  let body: Record<string, unknown> = {};
  try {
    body = (JSON.parse(text) ?? {}) as Record<string, unknown>;
  } catch {
    // Left empty: XML, HTML or nothing.
  }
  const code = typeof body['Code'] === 'string' ? body['Code'] : undefined;
  return { status: response.status, contentType: response.headers.get('content-type') ?? '', text, body, code };
}

export function call(
  cloud: Cloud,
  action: string,
  params: Readonly<Record<string, string>> = {},
  sending: Sending = {},
): Promise<Reply> {
  return deliver(cloud, signedParams(cloud, action, params, sending), sending);
}

/** `at(body, 'Instances', 'KVStoreInstance', 0)`: one place in an answer, undefined where there is none. */
export function at(body: unknown, ...path: (string | number)[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined),
    body,
  );
}

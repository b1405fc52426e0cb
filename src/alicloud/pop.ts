import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import RPCClient from '@alicloud/pop-core';
import { OWN_CODES } from '../core/cloud-errors.ts';
import { faultOf, ownFault, requestIdOf } from './errors.ts';
import { at, type Fields, fields } from './fields.ts';
import type { Keys } from './credentials.ts';

/** Parameters of one action by their API names; undefined ones are not sent. */
export type Params = Readonly<Record<string, string | undefined>>;

export interface PopCall {
  readonly action: string;
  readonly params: Params;
  readonly timeoutMs: number;
  /** A connection of its own: on a kept one, a reset by an idle server looks like a lost answer. */
  readonly alone: boolean;
  /** Asked just before the call is sent; false: it waited too long for its turn or its key, and is not sent. */
  readonly inTime?: (() => boolean) | undefined;
}

/** The part of pop-core 1.8 that its type declarations leave out. */
type Verbose = readonly [body: unknown, entry: unknown];
interface PopClient {
  request(action: string, params: object, options: object): Promise<Verbose>;
}
type PopConfig = Readonly<{ endpoint: string; apiVersion: string; credentialsProvider: object }>;
const Pop = RPCClient as unknown as new (config: PopConfig, verbose: true) => PopClient;

/** One endpoint as one account: sends an action and gives its body. Throws CloudFaults only. */
export type Channel = (call: PopCall) => Promise<Fields>;

export function createChannel(endpoint: string, apiVersion: string, keys: () => Promise<Keys>): Channel {
  let snapshot: Keys | undefined;
  const credentialsProvider = { getCredentials: () => Promise.resolve(snapshot) };
  const client = new Pop({ endpoint, apiVersion, credentialsProvider }, true);
  return async ({ action, params, timeoutMs, alone, inTime: mayStill }) => {
    const options = { method: 'POST', timeout: timeoutMs, ...(alone ? { agent: lonely(endpoint) } : {}) };
    // Fetched outside of the call: it has a time-out of its own, and when it fails nothing was sent. pop-core asks for
    // it as the first thing of a request, before another call can put its own there.
    snapshot = await keys();
    if (mayStill?.() === false) throw ownFault(OWN_CODES.queueFull);
    try {
      return bodyOf(await inTime(client.request(action, sendable(params), options), timeoutMs));
    } catch (thrown) {
      throw faultOf(thrown);
    }
  };
}

/** pop-core sends undefined as "undefined", and lets a parameter override the signature's own. */
function sendable(params: Params): Record<string, string> {
  const given = Object.entries(params).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return Object.fromEntries(given.filter(([name]) => !SIGNATURE.has(name)));
}

const SIGNATURE: ReadonlySet<string> = new Set([
  ...['Action', 'Version', 'Format', 'Timestamp', 'AccessKeyId', 'SecurityToken'],
  ...['Signature', 'SignatureMethod', 'SignatureVersion', 'SignatureNonce'],
]);

function lonely(endpoint: string): HttpAgent {
  return endpoint.startsWith('https:') ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false });
}

/** pop-core never looks at the HTTP status: a 500 with JSON and without a Code is a success to it. */
function bodyOf([body, entry]: Verbose): Fields {
  const status = at(entry, 'response', 'statusCode');
  const answered = fields(body);
  if (typeof status !== 'number' || status >= 400) throw ownFault(`Http${String(status)}`, requestIdOf(body));
  if (answered === undefined || answered['Success'] === false) throw ownFault(OWN_CODES.malformed, requestIdOf(body));
  return answered;
}

/** pop-core's own time-outs leave gaps (name resolution, a body that trickles); a call ends a second later at most. */
async function inTime<T>(call: Promise<T>, timeoutMs: number): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(ownFault(OWN_CODES.timeout)), timeoutMs + 1000);
  return Promise.race([call, late]).finally(() => clearTimeout(timer));
}

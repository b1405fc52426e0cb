import RPCClient from '@alicloud/pop-core';
import { CLIENT_CODES } from '../core/cloud-errors.ts';
import { within } from '../core/within.ts';
import type { Keys } from './credentials.ts';
import { clientFault, faultOf, requestIdOf } from './errors.ts';
import { at, type Fields, fields } from './fields.ts';
import { newAgent } from './proxy.ts';
import { readLargeAnswersQuickly } from './quick-json.ts';

/** Parameters of one action by their API names; undefined ones are not sent. */
export type Params = Readonly<Record<string, string | undefined>>;

export interface RpcCall {
  readonly action: string;
  readonly params: Params;
  readonly timeoutMs: number;
  /** On a connection of its own: on a kept one, a reset by an idle server looks like a lost answer. */
  readonly unpooled: boolean;
  /** Asked last, when permit and key are there; false: too much time has passed, and the call is not sent. */
  readonly inTime?: (() => boolean) | undefined;
}

/** The part of pop-core 1.8 that its type declarations leave out. */
type Verbose = readonly [body: unknown, entry: unknown];
interface PopClient {
  request(action: string, params: object, options: object): Promise<Verbose>;
}
type PopConfig = Readonly<{ endpoint: string; apiVersion: string; credentialsProvider: object }>;
const Pop = RPCClient as unknown as new (config: PopConfig, verbose: true) => PopClient;

/** Sends an action to one endpoint as one account and returns the body. Throws CloudFaults only. */
export type RpcSender = (call: RpcCall) => Promise<Fields>;

/** pop-core's own time-outs leave gaps (name resolution, a body that trickles): a call ends this much later at most. */
const GRACE_MS = 1000;

export function createRpcSender(endpoint: string, apiVersion: string, keys: () => Promise<Keys>): RpcSender {
  readLargeAnswersQuickly();
  let snapshot: Keys | undefined;
  const credentialsProvider = { getCredentials: () => Promise.resolve(snapshot) };
  const pooled = newAgent(endpoint, true);
  const pop = new Pop({ endpoint, apiVersion, credentialsProvider }, true);
  return async ({ action, params, timeoutMs, unpooled, inTime }) => {
    const options = { method: 'POST', timeout: timeoutMs, agent: unpooled ? newAgent(endpoint, false) : pooled };
    // Fetched outside of the call: it has a time-out of its own, and when it fails nothing was sent. pop-core reads the
    // snapshot as the first thing of a request, before another call can replace it.
    snapshot = await keys();
    if (inTime?.() === false) throw clientFault(CLIENT_CODES.queueFull);
    try {
      const answer = await within(pop.request(action, sendable(params), options), timeoutMs + GRACE_MS);
      if (answer === undefined) throw clientFault(CLIENT_CODES.timeout);
      return bodyOf(answer);
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

/** pop-core never looks at the HTTP status: a 500 with JSON and without a Code is a success to it. */
function bodyOf([body, entry]: Verbose): Fields {
  const status = at(entry, 'response', 'statusCode');
  const answered = fields(body);
  if (typeof status !== 'number' || status >= 400) throw clientFault(`Http${String(status)}`, requestIdOf(body));
  if (answered === undefined || answered['Success'] === false)
    throw clientFault(CLIENT_CODES.malformed, requestIdOf(body));
  return answered;
}

import { createHash } from 'node:crypto';
import { text } from '../params.ts';
import type { Params } from '../params.ts';
import { refuse } from '../refusal.ts';
import type { State } from '../state.ts';

/** Everything that may differ between two sendings of one request. */
const notBusiness = new Set([
  ...['AccessKeyId', 'SecurityToken', 'Signature', 'SignatureMethod', 'SignatureVersion', 'SignatureNonce'],
  ...['SignatureType', 'Timestamp', 'Format', 'Version', 'Action', 'ClientToken'],
]);

function businessDigest(params: Params): string {
  const pairs = Object.entries(params)
    .filter(([name]) => !notBusiness.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha1').update(JSON.stringify(pairs)).digest('base64');
}

/**
 * The order that this ClientToken has already made. Published for siblings (CreateInstance) and in general words: the
 * same token with the same parameters gives the same order, with others IdempotentParameterMismatch. How long a token
 * is kept is unknown; here it is kept for ever. A refused call leaves its token free.
 */
export function repeatedOrder(state: State, params: Params): string | undefined {
  const token = text(params, 'ClientToken');
  const used = token === undefined || state.settings.ignoreClientToken ? undefined : state.tokens.get(token);
  if (used === undefined) return undefined;
  if (used.business !== businessDigest(params)) throw refuse('IdempotentParameterMismatch');
  return used.orderId;
}

export function rememberToken(state: State, params: Params, orderId: string): void {
  const token = text(params, 'ClientToken');
  if (token !== undefined) state.tokens.set(token, { business: businessDigest(params), orderId });
}

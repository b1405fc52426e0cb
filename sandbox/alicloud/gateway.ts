import { createHash } from 'node:crypto';
import type { AccessKey } from './keys.ts';
import { parseTime } from './params.ts';
import type { Params } from './params.ts';
import { missingParameter, refuse } from './refusal.ts';
import { sign, signatureMatches, stringToSign } from './signature.ts';
import type { SignedMethod } from './signature.ts';
import type { State } from './state.ts';

/** About 15 minutes of clock skew are allowed. */
const MAX_SKEW_MS = 15 * 60_000;

const commonParameters = [
  ...['Version', 'Action', 'AccessKeyId', 'Signature', 'SignatureMethod', 'SignatureVersion'],
  ...['SignatureNonce', 'Timestamp'],
];

/** Whose call this is. The real gateway's order of these checks is unknown; only the first failure is told. */
export function authenticate(state: State, method: SignedMethod, params: Params): AccessKey {
  for (const name of commonParameters) {
    if ((params[name] ?? '') === '') throw missingParameter(name);
  }
  // The code for an unsupported method or version is not published; the signature certainly does not conform then.
  if (params['SignatureMethod'] !== 'HMAC-SHA1' || params['SignatureVersion'] !== '1.0') {
    throw refuse('IncompleteSignature');
  }
  checkTimestamp(state, params['Timestamp'] ?? '');
  const key = state.keys.get(params['AccessKeyId'] ?? '');
  if (key === undefined) throw refuse('InvalidAccessKeyId.NotFound');
  if (!key.active) throw refuse('InvalidAccessKeyId.Inactive');
  if (!signatureMatches(params['Signature'] ?? '', sign(method, params, key.secret))) {
    const calculated = stringToSign(method, params);
    throw refuse(
      'SignatureDoesNotMatch',
      `Specified signature is not matched with our calculation. server string to sign is:${calculated}`,
    );
  }
  checkSecurityToken(state, key, params['SecurityToken']);
  if (state.nonces.has(nonceKey(params))) throw refuse('SignatureNonceUsed');
  return key;
}

/** From here on the same nonce is refused. A call that was lost on its way never gets here. */
export function rememberNonce(state: State, params: Params): void {
  const now = state.wallClock();
  state.nonces.set(nonceKey(params), now);
  // A nonce older than every acceptable timestamp cannot come back; the oldest come first.
  for (const [key, at] of state.nonces) {
    if (now - at <= 2 * MAX_SKEW_MS) break;
    state.nonces.delete(key);
  }
}

function nonceKey(params: Params): string {
  return createHash('sha1')
    .update(`${params['AccessKeyId'] ?? ''} ${params['SignatureNonce'] ?? ''}`)
    .digest('base64');
}

function checkTimestamp(state: State, timestamp: string): void {
  const at = parseTime(timestamp);
  if (at === undefined) throw refuse('InvalidTimeStamp.Format');
  if (Math.abs(state.wallClock() - at) > MAX_SKEW_MS) throw refuse('InvalidTimeStamp.Expired');
}

function checkSecurityToken(state: State, key: AccessKey, token: string | undefined): void {
  if (token !== key.securityToken?.value) throw refuse('InvalidSecurityToken.MismatchWithAccessKey');
  if (key.securityToken !== undefined && state.wallClock() >= key.securityToken.expiresAt) {
    throw refuse('InvalidSecurityToken.Expired');
  }
}

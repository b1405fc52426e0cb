import { createHmac, timingSafeEqual } from 'node:crypto';

/** RPC signature v1.0 as documented: sorted parameters, RFC 3986 encoding, HMAC-SHA1 with `secret&`. */

export type SignedMethod = 'GET' | 'POST';

export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** Parameters of the query and of the form together; `Signature` itself never takes part. */
export function stringToSign(method: SignedMethod, params: Readonly<Record<string, string>>): string {
  const canonical = Object.entries(params)
    .filter(([name]) => name !== 'Signature')
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
    .join('&');
  return `${method}&${percentEncode('/')}&${percentEncode(canonical)}`;
}

export function sign(method: SignedMethod, params: Readonly<Record<string, string>>, secret: string): string {
  return createHmac('sha1', `${secret}&`).update(stringToSign(method, params)).digest('base64');
}

export function signatureMatches(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}

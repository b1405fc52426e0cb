import type { CloudFaultSpec } from './faults.ts';
import type { Params } from './params.ts';

/** One HTTP request as the sandbox saw it and what came of it. */
export interface CallRecord {
  /** Business time. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly action: string;
  readonly version: string;
  /** Query and form together, without Signature; AccessKeyId and SecurityToken masked. */
  readonly params: Readonly<Record<string, string>>;
  readonly contentType: string | undefined;
  /** Names in the URL, which proxies and access logs keep. */
  readonly queryNames: readonly string[];
  signatureVerified: boolean;
  /** Parameters that the operation does not document: the real gateway ignores them without a word. */
  unknownParameters: readonly string[];
  fault?: CloudFaultSpec['kind'];
  /** The operation was carried out and answered with a success, even where the answer was lost. */
  ok: boolean;
  code?: string;
  /** 0: the connection was cut or is hanging. */
  httpStatus: number;
  requestId?: string;
}

function mask(secret: string): string {
  return secret.length <= 4 ? '***' : `${secret.slice(0, 4)}***`;
}

export function loggedParams(params: Params): Record<string, string> {
  const shown: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) {
    if (name === 'Signature') continue;
    shown[name] = name === 'AccessKeyId' || name === 'SecurityToken' ? mask(value) : value;
  }
  return shown;
}

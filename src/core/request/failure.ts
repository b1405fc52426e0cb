import type { CloudFault } from '../faults.ts';
import type { Misfit } from '../instance/fit.ts';
import type { SpendLimit } from '../policy/policy-model.ts';
import type { InternalFailureCode } from './reasons.ts';

/** Why a call did not succeed: a code of the cloud or of its client (core/cloud-errors.ts), never its raw message. */
export interface CloudFailure {
  readonly kind: 'cloud';
  readonly code: string;
  /** For a ticket; undefined where no answer came. */
  readonly requestId: string | undefined;
}

/** Why the bot itself ended a request. */
export interface InternalFailure {
  readonly kind: 'internal';
  readonly code: InternalFailureCode;
  /** The class that the instance has instead of the one that was asked for. */
  readonly isClass: string | undefined;
  /** A newer order for the instance that is not ours, or for `OrderUnsure` one that may be. */
  readonly otherOrderId: string | undefined;
  /** The monthly limit that the order would have gone over. */
  readonly limit: SpendLimit | undefined;
  /** How much too small the class is. */
  readonly misfit?: Pick<Misfit, 'used' | 'limit'> | undefined;
}

/** What failed, for the card and the audit log. A refusal is no failure: its reasons are in reasons.ts. */
export type Failure = CloudFailure | InternalFailure;

/** The failure that a fault of the cloud means. */
export function cloudFailure({ code, requestId }: Pick<CloudFault, 'code' | 'requestId'>): CloudFailure {
  return { kind: 'cloud', code, requestId };
}

/** A failure of the bot's own, with the details that this code has. */
export function internalFailure(
  code: InternalFailureCode,
  details: Partial<Omit<InternalFailure, 'kind' | 'code'>> = {},
): InternalFailure {
  return {
    kind: 'internal',
    code,
    isClass: undefined,
    otherOrderId: undefined,
    limit: undefined,
    misfit: undefined,
    ...details,
  };
}

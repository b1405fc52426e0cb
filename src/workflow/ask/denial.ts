/** What it means for a request that was allowed that the policy in force now denies it. */
import { internalFailure, type InternalFailure } from '../../core/request/failure.ts';
import type { Verdict } from '../../core/policy/verdict.ts';
import type { ClickOutcome } from '../ports.ts';

type Denied = Extract<Verdict, { kind: 'denied' }>;

/** Why a click came to nothing. */
export type Refusal = Omit<Extract<ClickOutcome, { kind: 'refused' }>, 'kind' | 'request'>;

/** Whether the policy could not be asked, for which a later try may help; a clear no stays one. */
export function isUndecided({ reason, nearest }: Denied): boolean {
  return (
    reason === 'approvers_unknown' ||
    reason === 'spend_unknown' ||
    nearest?.failed.some(({ because }) => because === 'undecided') === true
  );
}

/** What the person who clicked is told. */
export function refusalOf({ reason, nearest }: Denied): Refusal {
  return reason === 'approvers_unknown' ? { reason } : { reason: 'no_longer_allowed', ...nearest };
}

/** What becomes of the order: it waits until the policy can be asked, or there is none. */
export function obstacleOf(
  denied: Denied,
):
  | { readonly kind: 'wait'; readonly because: 'cannot_look' }
  | { readonly kind: 'impossible'; readonly failure: InternalFailure } {
  if (isUndecided(denied)) return { kind: 'wait', because: 'cannot_look' };
  const failure =
    denied.limit === undefined
      ? internalFailure('NoLongerAllowed')
      : internalFailure('OverMonthlySpend', { limit: denied.limit });
  return { kind: 'impossible', failure };
}

/** What it means for a request that was allowed that the policy in force now denies it. */
import { internalFailure, type InternalFailure } from '../../core/request/failure.ts';
import type { Verdict } from '../../core/policy/verdict.ts';
import type { ClickOutcome } from '../ports.ts';

/**
 * `requester_gone`: may not use the bot any more. `person_unknown`: Slack does not say whether requester and voters may;
 * `group_unknown`: nor whether the requester belongs to a group that decides.
 */
export type Denied =
  Extract<Verdict, { kind: 'denied' }> | { readonly reason: 'requester_gone' | 'person_unknown' | 'group_unknown' };

/** Why a click came to nothing. */
export type Refusal = Omit<Extract<ClickOutcome, { kind: 'refused' }>, 'kind' | 'request'>;

/** Slack did not say who is who. */
const NOT_LISTED: ReadonlySet<string> = new Set(['approvers_unknown', 'person_unknown', 'group_unknown']);

/** Whether the policy could not be asked, for which a later try may help; a clear no stays one. */
export function isUndecided(denied: Denied): boolean {
  return (
    NOT_LISTED.has(denied.reason) ||
    denied.reason === 'spend_unknown' ||
    denied.reason === 'price_unknown' ||
    ('nearest' in denied ? denied.nearest : undefined)?.failed.some(({ because }) => because === 'undecided') === true
  );
}

/** What the person who clicked is told. */
export function refusalOf(denied: Denied): Refusal {
  if (denied.reason === 'requester_gone') return { reason: 'requester_gone' };
  if (NOT_LISTED.has(denied.reason)) return { reason: 'approvers_unknown' };
  return { reason: 'no_longer_allowed', ...('nearest' in denied ? denied.nearest : undefined) };
}

/** What becomes of the order: it waits until the policy can be asked, or there is none. */
export function obstacleOf(
  denied: Denied,
):
  | { readonly kind: 'wait'; readonly because: 'cannot_look' }
  | { readonly kind: 'impossible'; readonly failure: InternalFailure } {
  if (isUndecided(denied)) return { kind: 'wait', because: 'cannot_look' };
  if (denied.reason === 'requester_gone') return { kind: 'impossible', failure: internalFailure('RequesterGone') };
  const limit = 'limit' in denied ? denied.limit : undefined;
  const failure =
    limit === undefined ? internalFailure('NoLongerAllowed') : internalFailure('OverMonthlySpend', { limit });
  return { kind: 'impossible', failure };
}

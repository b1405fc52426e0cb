/** Requests past what stands in the way of ordinary ones, by a rule that is there for emergencies. */
import type { Misfit } from '../instance/fit.ts';
import type { Policy } from './policy-model.ts';
import type { ApprovalNeed } from '../request/request.ts';
import { timing } from './timing.ts';
import type { DenyReason, Question, RuleRef, Verdict } from './verdict.ts';

/** What a rule for emergencies looks past. A rule that denies, or approvers who cannot be found, are never among it. */
const PASSED = ['no_rule', 'over_monthly_spend', 'spend_unknown'] as const satisfies readonly DenyReason[];

export const OBSTACLES = [...PASSED, 'does_not_fit', 'window', 'freeze'] as const;
export type Obstacle = (typeof OBSTACLES)[number];

/** Kept with a request that is an emergency. */
export interface BreakGlass {
  /** The second reason: why it could not wait. */
  readonly reason: string;
  readonly despite: Obstacle;
}

/** What a person is told who could break the glass. */
export interface BreakGlassOffer {
  readonly despite: Obstacle;
  /** Until when the ordinary request waits, ISO 8601; undefined: there is none. */
  readonly notBefore?: string;
  readonly rule: RuleRef;
  readonly need: ApprovalNeed;
}

/** What stands in the way of the ordinary request; undefined: nothing, or nothing that an emergency could pass. */
export function obstacleOf(
  judged: { readonly verdict: Verdict; readonly policy: Policy; readonly question: Question },
  misfit: Misfit | undefined,
): Pick<BreakGlassOffer, 'despite' | 'notBefore'> | undefined {
  const { verdict, policy, question } = judged;
  if (verdict.kind === 'denied') {
    const despite = PASSED.find((reason) => reason === verdict.reason);
    return despite === undefined ? undefined : { despite };
  }
  if (misfit !== undefined) return { despite: 'does_not_fit' };
  const when = timing(policy, verdict.rule, question.person, question.directory, question.now);
  return when.kind === 'later' ? { despite: when.because, notBefore: when.notBefore } : undefined;
}

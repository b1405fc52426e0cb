/** Emergencies: what a rule marked `breakGlass` bypasses of what refuses or delays an ordinary request. */
import type { Misfit } from '../instance/fit.ts';
import type { ApprovalNeed } from '../request/request.ts';
import type { Obstacle } from '../request/reasons.ts';
import type { Policy } from './policy-model.ts';
import { timing } from './timing.ts';
import type { DenyReason, Question, RuleRef, Verdict } from './verdict.ts';

/** Denials that an emergency bypasses. A rule that denies, and approvers who cannot be found, are never among them. */
const BYPASSED: readonly (Obstacle & DenyReason)[] = [
  'no_rule',
  'over_monthly_spend',
  'spend_unknown',
  'price_unknown',
];

/** What a person is shown who may break the glass. */
export interface BreakGlassOffer {
  readonly despite: Obstacle;
  /** Until when the ordinary request would wait, ISO 8601; missing: it would be refused, or waits with no end in sight (`freeze`). */
  readonly notBefore?: string;
  readonly rule: RuleRef;
  readonly need: ApprovalNeed;
}

/**
 * What refuses or delays the ordinary request that was evaluated, with the misfit that was found for it. Undefined:
 * nothing does, or nothing that an emergency could bypass.
 */
export function obstacleOf(
  evaluation: { readonly verdict: Verdict; readonly policy: Policy; readonly question: Question },
  misfit: Misfit | undefined,
): Pick<BreakGlassOffer, 'despite' | 'notBefore'> | undefined {
  const { verdict, policy, question } = evaluation;
  if (verdict.kind === 'denied') {
    const despite = BYPASSED.find((reason) => reason === verdict.reason);
    return despite === undefined ? undefined : { despite };
  }
  const { freeze, prolongsSince } = question;
  // Another end of a temporary change orders nothing: nothing holds it, and the class is there.
  if (prolongsSince !== undefined) return undefined;
  if (misfit !== undefined) return { despite: 'does_not_fit' };
  const when = timing(policy, verdict.rule, question);
  // A start that was asked for is in nobody's way.
  const later =
    when.kind === 'later' && when.because !== 'start'
      ? { despite: when.because, notBefore: when.notBefore }
      : undefined;
  if (freeze === undefined || (later !== undefined && freeze.until !== undefined && freeze.until < later.notBefore))
    return later;
  return { despite: 'freeze', ...(freeze.until === undefined ? {} : { notBefore: freeze.until }) };
}

/** Everything there is to say about a verdict, once, for Slack and for the command line. */
import { alternatives, knownApprovers, type Alternatives, type KnownApprovers, type Offered } from './alternatives.ts';
import { obstacleOf } from '../policy/break-glass.ts';
import type { Misfit } from '../instance/fit.ts';
import type { InstanceFacts } from '../instance/instance.ts';
import type { StartReason } from '../lifecycle/start.ts';
import type { ChatFreeze, Lock, ResizeRequest } from '../request/request.ts';
import type { Quote } from '../value/change.ts';
import { nearestRules } from '../policy/policy.ts';
import type { Policy } from '../policy/policy-model.ts';
import { timing } from '../policy/timing.ts';
import type { NearRule, Question, Timing, Verdict } from '../policy/verdict.ts';

/** Rules shown with each of their failed terms; no one reads more. */
const NEAR = 3;

/** A verdict with everything that people need to act on it. */
export interface Explained {
  readonly verdict: Verdict;
  /** Where no rule allows the change: those that come nearest, the first of them that of the verdict. */
  readonly nearest: readonly NearRule[];
  /** Who can approve; undefined where the change is denied. */
  readonly approvers: KnownApprovers | undefined;
  /** When it could be ordered if it were approved now; undefined where it is denied. */
  readonly timing: Timing | undefined;
  /** The freeze from Slack that would hold the order as well; undefined where it is denied. */
  readonly freeze?: ChatFreeze | undefined;
  readonly instead: Alternatives;
}

/**
 * `offered`: the classes the cloud offers for the instance; undefined when they could not be read. `misfit`: why a
 * smaller class cannot hold what the instance used. An emergency is named only where the form would offer it.
 */
export function explained(
  policy: Policy,
  question: Question,
  verdict: Verdict,
  offered: readonly Offered[] | undefined,
  misfit?: Misfit,
): Explained {
  const past = obstacleOf({ verdict, policy, question }, misfit) !== undefined;
  const instead = alternatives(policy, question, verdict, past, offered);
  if (verdict.kind === 'allowed') {
    const approvers = knownApprovers(policy, verdict.need, question);
    const when = timing(policy, verdict.rule, question);
    return { verdict, nearest: [], approvers, timing: when, freeze: question.freeze, instead };
  }
  const nearest = verdict.reason === 'no_rule' ? nearestRules(policy, question, NEAR) : [];
  return { verdict, nearest, approvers: undefined, timing: undefined, instead };
}

/**
 * What `why` found out. Lock, misfit and open request only where the change is allowed: who may not change an instance
 * learns nothing of what else is going on there.
 */
export interface WhyJudged extends Explained {
  readonly kind: 'judged';
  readonly instance: InstanceFacts;
  readonly quote: Quote | undefined;
  readonly lock?: Lock | undefined;
  readonly misfit?: Misfit | undefined;
  readonly open?: ResizeRequest | undefined;
  /** The temporary change that it only gives another end: nothing is ordered. */
  readonly prolongs?: Pick<ResizeRequest, 'before' | 'change' | 'prolongs'> | undefined;
  /** The return of a temporary change that was skipped, where nothing has changed the class since. */
  readonly skipped?: ResizeRequest | undefined;
  /** Why it could not start at the time that was asked for. */
  readonly late?: StartReason | undefined;
  /** When the maintenance window begins that it would wait for until it is over, ISO 8601. */
  readonly windowAt?: string | undefined;
}

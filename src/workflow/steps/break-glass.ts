/** Past what stands in the way: rules for emergencies, and only for those whom they are made for. */
import { commandChannel } from '../../core/policy/card-channel.ts';
import { type BreakGlassOffer, obstacleOf } from '../../core/policy/break-glass.ts';
import { withdraw } from '../../core/lifecycle/decisions.ts';
import type { Misfit } from '../../core/instance/fit.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import type { BreakGlass, Draft, ResizeRequest } from '../../core/request/request.ts';
import type { Usage } from '../../core/instance/usage.ts';
import { misfitOf } from '../ask/facts.ts';
import type { Submission } from '../ports.ts';
import { evaluate, type Evaluation } from '../ask/rules.ts';
import type { World } from '../world.ts';

/** How long a submission waits for the classes that would do in place of one that is too small. */
const TARGETS_MS = 4_000;

/** What a submission is decided by in the end. */
export interface Assessment {
  readonly evaluation: Evaluation;
  /** What does not fit, where that matters. */
  readonly misfit: Misfit | undefined;
  /** The submission is an emergency, and its rule was asked. */
  readonly breakGlass: BreakGlass | undefined;
  /** It is none, and could be one. */
  readonly offer: BreakGlassOffer | undefined;
}

/**
 * Where nothing stands in the way any more, an emergency is judged as an ordinary request: nobody gets past the usual
 * approvers by having been offered to break the glass once.
 */
export async function applyBreakGlass(
  world: World,
  submission: Submission,
  instance: InstanceFacts,
  ordinary: Evaluation,
  usage: Usage | undefined,
  prolongs: ResizeRequest | undefined,
): Promise<Assessment> {
  const { person, change } = submission;
  const { policy, verdict } = ordinary;
  const noOrder = verdict.kind === 'denied' || prolongs !== undefined;
  const misfit = noOrder ? undefined : await misfitOf(world, instance, change.targetClass, usage, TARGETS_MS);
  const { startAt } = submission;
  const obstacle = obstacleOf(ordinary, misfit);
  const nothing = { evaluation: ordinary, misfit, breakGlass: undefined, offer: undefined };
  if (obstacle === undefined || !policy.rules.some((rule) => rule.breakGlass)) return nothing;
  const evaluation = await evaluate(world, person, instance, change, commandChannel(submission), {
    breakGlass: true,
    startAt,
    prolongs,
  });
  if (submission.breakGlass !== undefined) {
    const breakGlass = { reason: submission.breakGlass.reason, despite: obstacle.despite };
    return { evaluation, misfit: undefined, breakGlass, offer: undefined };
  }
  if (evaluation.verdict.kind === 'denied') return nothing;
  const { rule, need } = evaluation.verdict;
  return { ...nothing, offer: { ...obstacle, rule, need } };
}

/** The request that waits makes room for the emergency that replaces it, unless its order is out by now. */
export async function withdrawReplaced(
  { records }: World,
  { breakGlass, person }: Submission,
  draft: Draft,
  by: ResizeRequest,
): Promise<boolean> {
  if (draft.breakGlass === undefined || by.id !== breakGlass?.replaces) return false;
  const gone = await records.change(by.id, (now) => withdraw(now, person));
  return gone?.result.kind === 'done';
}

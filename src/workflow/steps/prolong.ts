/** What asked for another end of a temporary change and is approved: the planned return moves, nothing is ordered. */
import { isOver } from '../../core/lifecycle/planned-return.ts';
import { moveReturn } from '../../core/lifecycle/prolonging.ts';
import { internalFailure } from '../../core/request/failure.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { attempt } from '../ask/attempt.ts';
import { obstacleOf } from '../ask/denial.ts';
import { freshOf, reEvaluate } from '../ask/re-evaluate.ts';
import type { World } from '../world.ts';
import { covers, type NotNow, otherRule, UNTIL_PASSED } from './preflight.ts';

/** Undefined: it is done. No window, lock or freeze holds it, because they hold orders. */
export async function prolong(
  world: World,
  request: ResizeRequest,
  there: NonNullable<ResizeRequest['prolongs']>['id'],
): Promise<NotNow | undefined> {
  if (isOver(request.change, world.clock.now())) return UNTIL_PASSED;
  const evaluation = await reEvaluate(world, request);
  if (evaluation.kind === 'denied') return obstacleOf(evaluation.verdict);
  if (otherRule(request, evaluation) || !covers(request, evaluation)) {
    return { kind: 'drifted', fresh: { ...freshOf(evaluation, world), facts: request.before, quote: request.quote } };
  }
  const read = await attempt(() => world.cloud.instance(request.before));
  if (read.kind === 'fault') return { kind: 'wait', because: 'cannot_look' };
  const isClass = read.value?.realClass;
  if (isClass === undefined) return { kind: 'impossible', failure: internalFailure('InstanceGone') };
  if (isClass !== request.change.targetClass) {
    return { kind: 'impossible', failure: internalFailure('ClassMoved', { isClass }) };
  }
  await world.records.changeBoth(there, request.id, moveReturn);
  return undefined;
}

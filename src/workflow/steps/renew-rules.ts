/** The configuration changed: what waits for approval is judged by it now, so that its card shows what is voted on. */
import { barByRules, renewForRule } from '../../core/lifecycle/renewal.ts';
import { isUndecided } from '../ask/denial.ts';
import { freshOf, reEvaluate } from '../ask/re-evaluate.ts';
import type { World } from '../world.ts';

/** Most requests that are looked at; a click looks at its own in any case. */
const MOST = 5_000;

/** False where some could not be judged, because people or spending could not be read: to be tried again. */
export async function renewPendingRules(world: World): Promise<boolean> {
  const { records, clock } = world;
  const policy = world.policy();
  let all = true;
  for (const request of await records.find({ states: ['pending'], limit: MOST })) {
    const evaluation = await reEvaluate(world, request);
    // Edited again meanwhile: what was found is not what the rules say now.
    if (world.policy() !== policy) return false;
    if (evaluation.kind === 'allowed') {
      await records.change(request.id, (now) => renewForRule(now, freshOf(evaluation, world)));
    } else if (isUndecided(evaluation.verdict)) all = false;
    else if (evaluation.verdict.reason !== 'requester_gone') {
      await records.change(request.id, (now) => barByRules(now, clock.now()));
    }
  }
  return all;
}

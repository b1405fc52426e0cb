/** The configuration changed: what waits for approval is judged by it now, so that its card shows what is voted on. */
import { renewForRule } from '../../core/lifecycle/renewal.ts';
import { freshOf, reEvaluate } from '../ask/re-evaluate.ts';
import type { World } from '../world.ts';

/** Most requests that are looked at; a click looks at its own in any case. */
const MOST = 5_000;

/** Requests that the new rules deny stay as they are: each click says so, and their requesters may withdraw them. */
export async function renewPendingRules(world: World): Promise<void> {
  const { records, log } = world;
  for (const request of await records.find({ states: ['pending'], limit: MOST })) {
    const evaluation = await reEvaluate(world, request);
    if (evaluation.kind === 'denied') log.warn({ request: request.id }, 'the changed rules no longer allow a request');
    else await records.change(request.id, (now) => renewForRule(now, freshOf(evaluation, world)));
  }
}

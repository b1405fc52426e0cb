/** The button `resize_back`: whether the form with the class before may be opened. What is asked by it is judged like any other request. */
import { offersBack } from '../../core/lifecycle/back.ts';
import { mayTouch } from '../../core/policy/policy.ts';
import type { Click, ClickOutcome } from '../ports.ts';
import type { World } from '../world.ts';

export async function wouldGoBack(
  { records, people, policy, clock }: World,
  { person, requestId }: Click,
): Promise<ClickOutcome> {
  const [request, directory] = await Promise.all([records.get(requestId), people.directory()]);
  if (request === undefined) return { kind: 'refused', reason: 'unknown_request', request };
  if (!mayTouch(policy(), person, request.before, directory))
    return { kind: 'refused', reason: 'back_not_yours', request };
  return offersBack(request, clock.now())
    ? { kind: 'done', request }
    : { kind: 'refused', reason: 'back_over', request };
}

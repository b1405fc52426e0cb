/** What a look adds to a move, or to none: how far the change is, and what others did. */
import { noticed, thirdClass } from './external-change.ts';
import type { NewEvent, ResizeRequest, State } from '../request/request.ts';
import type { Sighting } from './observation.ts';
import type { Job, Patch, Step } from '../request/step.ts';
import { hasMoved, isUnderWay, progressOf } from './task.ts';

const SHOWN: readonly State[] = ['scheduled', 'changing', 'stalled'];

/** Progress goes to the card alone. It is not an event: the audit log is for what happened, not for how far it is. */
export function reporting(request: ResizeRequest, { task }: Sighting, now: Date, step: Step<void>): Step<void> {
  const moved = step.kind === 'move' ? step.to : undefined;
  const told = task !== undefined && isUnderWay(task) ? progressOf(task, now) : undefined;
  if (moved !== undefined) {
    const last = moved === 'stalled' ? (told ?? request.progress) : told;
    return extended(step, { progress: SHOWN.includes(moved) ? last : undefined });
  }
  if (told === undefined || !SHOWN.includes(request.state)) return step;
  // A task that tells ends the doubt.
  const window = request.window === 'unclear' ? undefined : request.window;
  if (window === request.window && !hasMoved(request.progress, told)) return step;
  return extended(step, { progress: told, window }, [], [{ queue: 'publish', id: request.id }]);
}

/** Said once, and before whatever the same look brings. A failure tells it in its own words. */
export function noticing(request: ResizeRequest, sighting: Sighting, step: Step<void>): Step<void> {
  const elsewhere = { isClass: thirdClass(request, sighting.detail), orderId: sighting.newerOrder };
  const event = noticed(request, elsewhere);
  if (event === undefined || (step.kind === 'move' && step.to === 'failed')) return step;
  return extended(step, { elsewhere }, [event]);
}

function extended(
  step: Step<void>,
  patch: Patch,
  events: readonly NewEvent[] = [],
  jobs: readonly Job[] = [],
): Step<void> {
  if (step.kind === 'stay') return { kind: 'move', patch, events, jobs, result: undefined };
  return {
    ...step,
    patch: { ...step.patch, ...patch },
    events: [...events, ...step.events],
    jobs: [...(step.jobs ?? []), ...jobs],
  };
}

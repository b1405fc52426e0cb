/** What a look adds to a move, or to none: how far the change is, and what others did. */
import { externalChangeEvent, thirdClass } from './external-change.ts';
import type { NewEvent, ResizeRequest } from '../request/request.ts';
import { showsProgress } from '../request/state.ts';
import type { Observation } from './observation.ts';
import type { Job, Patch, Step } from '../request/step.ts';
import { hasMoved, isUnderWay, progressOf } from './task.ts';

/** Progress goes to the card alone. It is not an event: the audit log is for what happened, not for how far it is. */
export function withProgress(request: ResizeRequest, { task }: Observation, now: Date, step: Step<void>): Step<void> {
  const next = step.kind === 'update' ? step.to : undefined;
  const told = task !== undefined && isUnderWay(task) ? progressOf(task, now) : undefined;
  if (next !== undefined) {
    const last = next === 'stalled' ? (told ?? request.progress) : told;
    return extended(step, { progress: showsProgress(next) ? last : undefined });
  }
  if (told === undefined || !showsProgress(request.state)) return step;
  // A task that tells ends the doubt.
  const window = request.window === 'unclear' ? undefined : request.window;
  if (window === request.window && !hasMoved(request.progress, told)) return step;
  return extended(step, { progress: told, window }, [], [{ queue: 'publish', id: request.id }]);
}

/** Said once, and before whatever the same look brings. A failure tells it in its own words. */
export function withExternalChange(request: ResizeRequest, observation: Observation, step: Step<void>): Step<void> {
  const externalChange = { isClass: thirdClass(request, observation.detail), orderId: observation.newerOrder };
  const event = externalChangeEvent(request, externalChange);
  if (event === undefined || (step.kind === 'update' && step.to === 'failed')) return step;
  return extended(step, { externalChange }, [event]);
}

function extended(
  step: Step<void>,
  patch: Patch,
  events: readonly NewEvent[] = [],
  jobs: readonly Job[] = [],
): Step<void> {
  if (step.kind === 'keep') return { kind: 'update', patch, events, jobs, result: undefined };
  return {
    ...step,
    patch: { ...step.patch, ...patch },
    events: [...events, ...step.events],
    jobs: [...(step.jobs ?? []), ...jobs],
  };
}

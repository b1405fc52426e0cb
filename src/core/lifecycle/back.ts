/** The way back from a change that is done: offered on its card for a while, and until the instance has another request. */
import type { ResizeRequest } from '../request/request.ts';
import type { Step } from '../request/step.ts';

const OFFERED_MS = 7 * 86_400_000;

/** Whether the class before the change can be asked for by the button of the card. */
export function offersBack(request: Pick<ResizeRequest, 'backUntil' | 'returnOf' | 'state'>, now: Date): boolean {
  const { backUntil } = request;
  return isSkippedReturn(request) || (backUntil !== undefined && now.getTime() < Date.parse(backUntil));
}

/** A return that could not be made is offered again for as long as its card stands. */
export function isSkippedReturn({ returnOf, state }: Pick<ResizeRequest, 'returnOf' | 'state'>): boolean {
  return returnOf !== undefined && state === 'failed';
}

/** The class that the button asks for: a return that was skipped has changed nothing. */
export function classOfWayBack(request: ResizeRequest): string {
  return isSkippedReturn(request) ? request.change.targetClass : request.before.realClass;
}

/** What completes a request offers the way back, where it is sure which class the order has replaced. */
export function withWayBack(request: ResizeRequest, now: Date, step: Step<void>): Step<void> {
  if (step.kind !== 'update' || step.to !== 'completed') return step;
  const { before, change, externalChange, order, returnOf } = { ...request, ...step.patch };
  // What is temporary has its own way back.
  if (change.until !== undefined || returnOf !== undefined) return step;
  if (before.realClass === '' || externalChange !== undefined || order?.orderId === undefined) return step;
  return offering(request, now, step);
}

/** The same step, with the way back offered from now on. */
export function offering<R>({ id }: ResizeRequest, now: Date, step: Extract<Step<R>, { kind: 'update' }>): Step<R> {
  const backUntil = new Date(now.getTime() + OFFERED_MS).toISOString();
  const look = { queue: 'deadline', id, after: backUntil } as const;
  return { ...step, patch: { ...step.patch, backUntil }, jobs: [...(step.jobs ?? []), look] };
}

/** Another request for the instance follows, or the time is over: the card is drawn without the button. */
export function endWayBack<R>({ id, backUntil }: ResizeRequest, result: R): Step<R> {
  if (backUntil === undefined) return { kind: 'keep', result };
  return { kind: 'update', patch: { backUntil: undefined }, events: [], jobs: [{ queue: 'publish', id }], result };
}

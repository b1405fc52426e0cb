/** The way back from a change that is done: offered on its card for a while, and until the instance has another request. */
import type { ResizeRequest } from '../request/request.ts';
import type { Step } from '../request/step.ts';

const OFFERED_MS = 7 * 86_400_000;

/** Whether the class before the change can be asked for by the button of the card. */
export function offersBack({ backUntil }: Pick<ResizeRequest, 'backUntil'>, now: Date): boolean {
  return backUntil !== undefined && now.getTime() < Date.parse(backUntil);
}

/** What completes a request offers the way back, where it is sure which class the order has replaced. */
export function withWayBack(request: ResizeRequest, now: Date, step: Step<void>): Step<void> {
  if (step.kind !== 'update' || step.to !== 'completed') return step;
  const { before, externalChange, order } = { ...request, ...step.patch };
  if (before.realClass === '' || externalChange !== undefined || order?.orderId === undefined) return step;
  const backUntil = new Date(now.getTime() + OFFERED_MS).toISOString();
  const look = { queue: 'deadline', id: request.id, after: backUntil } as const;
  return { ...step, patch: { ...step.patch, backUntil }, jobs: [...(step.jobs ?? []), look] };
}

/** Another request for the instance follows, or the time is over: the card is drawn without the button. */
export function endWayBack<R>({ id, backUntil }: ResizeRequest, result: R): Step<R> {
  if (backUntil === undefined) return { kind: 'keep', result };
  return { kind: 'update', patch: { backUntil: undefined }, events: [], jobs: [{ queue: 'publish', id }], result };
}

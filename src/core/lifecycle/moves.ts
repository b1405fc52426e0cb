/** What the watch of an order can do with its request: pure. */
import type { EventFacts, ResizeRequest } from '../request/request.ts';
import type { Job, Patch, Step } from '../request/step.ts';

type Plain = 'awaiting_payment' | 'changing' | 'stalled' | 'cancelled';

/** A state that the request is seen to be in, and the facts of its event. */
type Seen = {
  readonly [K in Plain | 'scheduled' | 'completed' | 'failed']: { readonly kind: K; readonly data: EventFacts[K] };
}[Plain | 'scheduled' | 'completed' | 'failed'];

export function to(request: ResizeRequest, state: Plain, patch: Patch = {}): Step<void> {
  return take(request, { kind: state, data: { window: patch.window } }, patch);
}

export function take(request: ResizeRequest, seen: Seen, patch: Patch = {}, jobs: readonly Job[] = []): Step<void> {
  return {
    kind: 'update',
    to: seen.kind,
    // A change that takes long is still the one that began as it began.
    patch: { window: seen.kind === 'stalled' ? request.window : undefined, ...patch, mismatchSince: undefined },
    events: [{ ...seen, actor: 'bot' }],
    jobs,
    result: undefined,
  };
}

/** Writes down, or forgets, since when something has looked odd. */
export function remember(since: Date | undefined): Step<void> {
  return { kind: 'update', patch: { mismatchSince: since?.toISOString() }, events: [], result: undefined };
}

export const stay = (): Step<void> => ({ kind: 'keep', result: undefined });

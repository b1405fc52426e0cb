/** Takes the right to make the next call of an order, where nothing stands in the way that came in the last moment. */
import { digestOf } from '../../core/policy/digest.ts';
import { claimAttempt } from '../../core/lifecycle/order-decisions.ts';
import type { Quote } from '../../core/value/change.ts';
import type { Lock, OrderSpec, ResizeRequest } from '../../core/request/request.ts';
import { obstacleOf } from '../ask/denial.ts';
import type { ReAllowed } from '../ask/re-evaluate.ts';
import { countedAtOrder, spendingIn } from '../ask/spend.ts';
import type { World } from '../world.ts';

interface Own {
  readonly kind: 'ours' | 'stale';
}

/** What stood in the way. */
type Unclaimed =
  /** Another worker has it, or the request is not what it was. */
  { readonly kind: 'lost' } | { readonly kind: 'locked'; readonly lock: Lock } | ReturnType<typeof obstacleOf>;

export type Claimed = { readonly kind: 'claimed'; readonly request: ResizeRequest } | Unclaimed;

/** A process that was held up must not order on what it read before: older facts are read again. */
const FRESH_MS = 30_000;

/**
 * Decided in the transaction that writes the attempt down, so that it sees a lock that was confirmed before it, and the
 * orders that were claimed before it and count towards the same monthly limit. `go`: what allowed the order.
 */
export async function claim(
  world: World,
  request: ResizeRequest,
  go: { readonly quote: Quote | undefined; readonly evaluation: ReAllowed; readonly readAt: Date },
  spec: OrderSpec,
): Promise<Claimed> {
  const { records, clock, timings } = world;
  const { attempts, id } = request;
  const { quote, evaluation, readAt } = go;
  const seen = { attempts: attempts.length, digest: digestOf(request), quote };
  const counted = evaluation.verdict.breakGlass ? [] : countedAtOrder(world);
  const claimed = await records.claimOrder<Unclaimed | Own>(id, counted, (now, beside) => {
    if (clock.now().getTime() - readAt.getTime() > FRESH_MS) return { kind: 'keep', result: { kind: 'stale' } };
    if (beside.lock !== undefined) return { kind: 'keep', result: { kind: 'locked', lock: beside.lock } };
    const verdict = evaluation.withSpending(spendingIn(beside.counted, id));
    if (verdict.kind === 'denied') return { kind: 'keep', result: obstacleOf(verdict) };
    const step = claimAttempt(now, { ...seen, spec, now: clock.now(), leaseMs: timings.lease });
    return { ...step, result: { kind: step.result ? 'ours' : 'lost' } };
  });
  if (claimed === undefined) return { kind: 'lost' };
  const { request: now, result } = claimed;
  switch (result.kind) {
    case 'ours':
      return { kind: 'claimed', request: now };
    case 'stale':
      await records.enqueue({ queue: 'order', id });
      return { kind: 'lost' };
    default:
      return result;
  }
}

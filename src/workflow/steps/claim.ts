/** Takes the right to make the next call of an order, where nothing stands in the way that came in the last moment. */
import { digestOf } from '../../core/policy/digest.ts';
import { claimAttempt } from '../../core/lifecycle/order-decisions.ts';
import type { Quote } from '../../core/value/change.ts';
import type { Lock, OrderSpec, ResizeRequest } from '../../core/request/request.ts';
import { obstacleOf } from '../ask/denial.ts';
import type { ReAllowed } from '../ask/re-evaluate.ts';
import { countedAtOrder, spendingIn } from '../ask/spend.ts';
import type { World } from '../world.ts';

/** What stood in the way. */
type Unclaimed =
  /** Another worker has it, or the request is not what it was. */
  { readonly kind: 'lost' } | { readonly kind: 'locked'; readonly lock: Lock } | ReturnType<typeof obstacleOf>;

export type Claimed = { readonly kind: 'claimed'; readonly request: ResizeRequest } | Unclaimed;

/**
 * Decided in the transaction that writes the attempt down, so that it sees a lock that was confirmed before it, and the
 * orders that were claimed before it and count towards the same monthly limit. `go`: what allowed the order.
 */
export async function claim(
  world: World,
  request: ResizeRequest,
  go: { readonly quote: Quote | undefined; readonly evaluation: ReAllowed },
  spec: OrderSpec,
): Promise<Claimed> {
  const { records, clock, timings } = world;
  const { attempts, id } = request;
  const { quote, evaluation } = go;
  const seen = { attempts: attempts.length, digest: digestOf(request), quote };
  const counted = evaluation.verdict.breakGlass ? [] : countedAtOrder(world);
  const claimed = await records.claimOrder<Unclaimed | { readonly kind: 'ours' }>(id, counted, (now, beside) => {
    if (beside.lock !== undefined) return { kind: 'keep', result: { kind: 'locked', lock: beside.lock } };
    const verdict = evaluation.withSpending(spendingIn(world, beside.counted, id));
    if (verdict.kind === 'denied') return { kind: 'keep', result: obstacleOf(verdict) };
    const step = claimAttempt(now, { ...seen, spec, now: clock.now(), leaseMs: timings.lease });
    return { ...step, result: { kind: step.result ? 'ours' : 'lost' } };
  });
  if (claimed === undefined) return { kind: 'lost' };
  return claimed.result.kind === 'ours' ? { kind: 'claimed', request: claimed.request } : claimed.result;
}

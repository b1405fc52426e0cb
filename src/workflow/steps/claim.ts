/** Takes the right to make the next call of an order, where nothing stands in the way that came in the last moment. */
import { digestOf } from '../../core/policy/digest.ts';
import { claimAttempt } from '../../core/lifecycle/order-decisions.ts';
import type { OrderSpec, ResizeRequest } from '../../core/request/request.ts';
import { denied, type Preflight } from './preflight.ts';
import { countedAtOrder, spendingIn } from '../ask/spend.ts';
import type { World } from '../world.ts';

type Go = Extract<Preflight, { kind: 'go' }>;

export type Claimed =
  | { readonly kind: 'claimed'; readonly request: ResizeRequest }
  /** Another worker has it, or the request is not what it was. */
  | { readonly kind: 'lost' }
  | Exclude<Preflight, Go>;

/**
 * Looked at in the transaction that writes the attempt down: a lock that was confirmed before it, and orders that were
 * claimed before it and count towards the same monthly limit.
 */
export async function claim(world: World, request: ResizeRequest, go: Go, spec: OrderSpec): Promise<Claimed> {
  const { records, clock, timings } = world;
  const { attempts, id } = request;
  const seen = { attempts: attempts.length, digest: digestOf(request), quote: go.quote };
  const counted = go.judged.verdict.breakGlass ? [] : countedAtOrder(world);
  const claimed = await records.claimOrder<Exclude<Claimed, { kind: 'claimed' }> | { readonly kind: 'ours' }>(
    id,
    counted,
    (now, networkFacts) => {
      if (networkFacts.lock !== undefined) return { kind: 'keep', result: { kind: 'locked', lock: networkFacts.lock } };
      const verdict = go.judged.withSpending(spendingIn(world, networkFacts.counted, id));
      if (verdict.kind === 'denied') return { kind: 'keep', result: denied({ verdict }) };
      const step = claimAttempt(now, { ...seen, spec, now: clock.now(), leaseMs: timings.lease });
      return { ...step, result: { kind: step.result ? 'ours' : 'lost' } };
    },
  );
  if (claimed === undefined) return { kind: 'lost' };
  return claimed.result.kind === 'ours' ? { kind: 'claimed', request: claimed.request } : claimed.result;
}

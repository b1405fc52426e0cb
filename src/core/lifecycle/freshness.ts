/** The facts that were read again just before an order, against those that were approved. */
import type { Quote } from '../value/change.ts';
import { type InstanceFacts, READY_STATUS } from '../instance/instance.ts';
import { overLimit, priceDrifted } from '../value/drift.ts';
import { type Failure, internalFailure } from '../request/failure.ts';
import type { InternalFailureCode } from '../request/reasons.ts';
import type { ResizeRequest } from '../request/request.ts';

/** What was read again just before the order. `unreadable`: there was a price, and now it cannot be read. */
export interface Reread {
  readonly facts: InstanceFacts | undefined;
  readonly quote: Quote | undefined | 'unreadable';
}

/** The facts re-read just before the order, against those that were approved. */
export type Freshness =
  | { readonly kind: 'as_approved'; readonly facts: InstanceFacts; readonly quote: Quote | undefined }
  | { readonly kind: 'wait'; readonly because: 'not_ready' | 'price_unreadable' }
  | { readonly kind: 'drifted'; readonly facts: InstanceFacts; readonly quote: Quote | undefined }
  | { readonly kind: 'impossible'; readonly failure: Failure };

export function freshness(request: ResizeRequest, { facts, quote }: Reread, drift: number): Freshness {
  if (facts === undefined) return impossible('InstanceGone');
  if (facts.realClass === request.change.targetClass) return impossible('AlreadyTargetClass');
  const classMoved = facts.realClass !== request.before.realClass;
  if (quote === 'unreadable')
    return classMoved ? impossible('ClassMoved') : { kind: 'wait', because: 'price_unreadable' };
  const dearer = quote !== undefined && isOtherPrice(request, quote, drift);
  if (classMoved || dearer) {
    // Without approvers nobody would look at the new facts: the requester must ask anew.
    if (request.need.count > 0) return { kind: 'drifted', facts, quote };
    if (classMoved) return { kind: 'impossible', failure: internalFailure('ClassMoved', { isClass: facts.realClass }) };
    return impossible(request.returnOf === undefined ? 'PriceMoved' : 'ReturnTooDear');
  }
  if (facts.status !== READY_STATUS) return { kind: 'wait', because: 'not_ready' };
  return { kind: 'as_approved', facts, quote };
}

/** A return was approved with a limit; its own price is known only when it is made. */
export function isOtherPrice({ returnOf, priceLimit, quote: was }: ResizeRequest, now: Quote, drift: number): boolean {
  if (returnOf !== undefined) return priceLimit !== undefined && overLimit(priceLimit, now, drift);
  return was !== undefined && priceDrifted(was, now, drift);
}

function impossible(code: InternalFailureCode): Freshness {
  return { kind: 'impossible', failure: internalFailure(code) };
}

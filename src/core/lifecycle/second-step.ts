/** The second step: where no one has to approve, nothing is ordered that its requester has not seen. */
import type { InstanceFacts } from '../instance/instance.ts';
import { type Change, type Quote, samePrice } from '../value/change.ts';
import { type Drift, priceDrifted } from '../value/drift.ts';

/** What a person saw of a change before they sent it. */
export interface Seen {
  /** Class that the instance had. */
  readonly class: string;
  /** Undefined: that there is none was shown. */
  readonly price: Pick<Quote, 'currency' | 'tradeAmount'> | undefined;
  /** As it would be ordered. */
  readonly change: Change;
  /** In the second step, which shows ForceUpgrade as well. */
  readonly confirmed: boolean;
}

/** Whether this is what the person saw. `drift`: fraction by which a price may move. */
export function wasSeen(
  seen: Seen | undefined,
  {
    instance,
    change,
    quote,
  }: { readonly instance: InstanceFacts; readonly change: Change; readonly quote: Quote | undefined },
  drift: number,
): boolean {
  if (seen === undefined || seen.class !== instance.realClass || !sameChange(seen.change, change)) return false;
  if (change.forceUpgrade && !seen.confirmed) return false;
  if (seen.price === undefined || quote === undefined) return seen.price === quote;
  return !priceDrifted(seen.price, quote, drift);
}

/** What is not any more as the person saw it; undefined: nothing of it, or they had not seen it. */
export function driftSince(
  seen: Seen | undefined,
  { instance, quote: is }: { readonly instance: Pick<InstanceFacts, 'realClass'>; readonly quote: Quote | undefined },
): Drift | undefined {
  if (seen === undefined) return undefined;
  const { price } = seen;
  const was = price && { ...price, originalAmount: price.tradeAmount, discountAmount: '0' };
  const asBefore = was?.tradeAmount === is?.tradeAmount && was?.currency === is?.currency;
  const drift = {
    ...(seen.class === instance.realClass ? {} : { class: { was: seen.class, is: instance.realClass } }),
    ...(asBefore ? {} : { price: { was, is } }),
  };
  return Object.keys(drift).length === 0 ? undefined : drift;
}

function sameChange(a: Change, b: Change): boolean {
  const sameEnd = JSON.stringify(a.until) === JSON.stringify(b.until);
  return samePrice(a, b) && a.effectiveTime === b.effectiveTime && a.autoPay === b.autoPay && sameEnd;
}

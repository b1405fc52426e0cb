import Big from 'big.js';
import { type Change, type Coupon, NO_COUPON, type Quote } from '../value/change.ts';
import { deploymentOf, describeClass, memoryAfter } from '../instance/classes.ts';
import type { InstanceFacts } from '../instance/instance.ts';
import type { OrderSpec } from '../request/request.ts';

/** What the wire parameters of one order are made from; a ResizeRequest is one. */
interface OrderBasis {
  readonly before: InstanceFacts;
  readonly change: Change;
  readonly quote: Quote | undefined;
  readonly clientToken: string;
}

/**
 * Parameters of ModifyInstanceSpec, exactly as they go over the wire. The cloud compares them when a ClientToken comes
 * a second time, so they are made once per request; and every flag is sent, because the documented default of AutoPay
 * differs between versions of the API page.
 */
export function orderSpec({ before, change, quote, clientToken }: OrderBasis): OrderSpec {
  return {
    RegionId: before.region,
    InstanceId: before.instanceId,
    InstanceClass: change.targetClass,
    AutoPay: String(change.autoPay),
    EffectiveTime: change.effectiveTime,
    ForceUpgrade: String(change.forceUpgrade),
    CouponNo: couponNo(change.coupon),
    ...(change.businessInfo ? { BusinessInfo: change.businessInfo } : {}),
    ...majorVersion(before),
    ...(before.chargeType === 'PrePaid' ? { OrderType: orderType(before, change, quote) } : {}),
    ClientToken: clientToken,
  };
}

/** `CouponNo` as DescribePrice and ModifyInstanceSpec want it. */
export function couponNo(coupon: Coupon): string {
  if (coupon === 'none') return NO_COUPON;
  return coupon === 'best' ? 'default' : coupon;
}

/** Classic instances refuse a class change without the major version; theirs is a change to the same one. */
function majorVersion({ realClass, engineVersion }: InstanceFacts): OrderSpec {
  const known = /^\d+\.\d+$/.test(engineVersion);
  return known && deploymentOf(realClass) === 'classic' ? { MajorVersion: engineVersion } : {};
}

/**
 * Direction of a subscription's change. The cloud judges it by price, not by size: a smaller class can cost more and
 * is an UPGRADE then. A quote of zero does not tell (a refund may be quoted so), nor does none.
 */
function orderType(before: InstanceFacts, { targetClass }: Change, quote: Quote | undefined): 'UPGRADE' | 'DOWNGRADE' {
  const toPay = quote === undefined ? 0 : new Big(quote.tradeAmount).cmp(0);
  const cheaper = toPay === 0 ? listsCheaper(before, targetClass) : toPay < 0;
  return cheaper ? 'DOWNGRADE' : 'UPGRADE';
}

function listsCheaper(before: InstanceFacts, targetClass: string): boolean {
  const [now, then] = [describeClass(before.realClass)?.planUnits, describeClass(targetClass)?.planUnits];
  if (now !== undefined && then !== undefined) return then < now;
  const memory = memoryAfter(before, targetClass);
  return memory !== undefined && before.capacityMb !== undefined && memory < before.capacityMb;
}

import { couponNo } from '../core/lifecycle/order-spec.ts';
import { describeClass, productTypeOf } from '../core/instance/classes.ts';
import type { Cloud, TargetClass } from '../workflow/ports.ts';
import { anyAnswered } from './answers.ts';
import type { CloudClient } from './cloud-client.ts';
import { quoteOf, targetsOf } from './offer-reader.ts';

/** Source: docs/cloud.md#prices-and-coupons. */
export function createOffers(client: CloudClient): Pick<Cloud, 'targets' | 'quote'> {
  return {
    async targets(facts) {
      const lists = await anyAnswered(
        // Each order type lists its own direction.
        ['UPGRADE', 'DOWNGRADE'].map(async (orderType) =>
          targetsOf(
            facts,
            await client.read(facts.account, facts.region, 'DescribeAvailableResource', {
              RegionId: facts.region,
              ZoneId: facts.zoneId,
              InstanceId: facts.instanceId,
              OrderType: orderType,
              InstanceChargeType: facts.chargeType,
              Engine: 'Redis',
              ProductType: productTypeOf(facts.realClass),
              AcceptLanguage: 'en-US',
            }),
          ),
        ),
      );
      const byName = new Map(lists.flat().map((target) => [target.name, target]));
      byName.delete(facts.realClass);
      return [...byName.values()].sort((a, b) => memoryOf(a) - memoryOf(b) || a.name.localeCompare(b.name, 'en'));
    },

    async quote(facts, change) {
      return quoteOf(
        await client.read(facts.account, facts.region, 'DescribePrice', {
          RegionId: facts.region,
          // There is no DOWNGRADE: UPGRADE stands for any change (docs/cloud.md#prices-and-coupons).
          OrderType: 'UPGRADE',
          InstanceId: facts.instanceId,
          InstanceClass: change.targetClass,
          ChargeType: facts.chargeType,
          ForceUpgrade: String(change.forceUpgrade),
          CouponNo: couponNo(change.coupon),
          BusinessInfo: change.businessInfo || undefined,
        }),
      );
    },
  };
}

/** Classes of unknown size come last. */
function memoryOf(target: TargetClass): number {
  return target.capacityMb ?? describeClass(target.name)?.memoryMb ?? Number.MAX_SAFE_INTEGER;
}

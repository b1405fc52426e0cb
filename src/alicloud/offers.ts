import { couponNo } from '../core/lifecycle/order-spec.ts';
import { describeClass, productTypeOf } from '../core/instance/classes.ts';
import type { InstanceFacts } from '../core/instance/instance.ts';
import type { Quote } from '../core/value/change.ts';
import { within } from '../core/within.ts';
import type { Cloud, TargetClass } from '../workflow/ports.ts';
import { anyAnswered } from './answers.ts';
import type { CloudClient } from './cloud-client.ts';
import { instanceCache } from './instance-cache.ts';
import { quoteOf, targetsOf } from './offer-reader.ts';
import { NO_RETRIES } from './retry.ts';

/** Source: docs/cloud.md#prices-and-coupons. */
export function createOffers(client: CloudClient, now: () => number): Pick<Cloud, 'targets' | 'quote'> {
  const targets = instanceCache(TARGETS_TTL_MS, now, (facts) => readTargets(client, facts));
  const priceNow = instanceCache(PRICE_NOW_TTL_MS, now, (facts) => readPriceNow(client, facts));
  return {
    targets: async (facts) => (await targets(facts)) ?? [],

    async quote(facts, change) {
      const [body, now] = await Promise.all([
        client.read(facts.account, facts.region, 'DescribePrice', {
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
        within(
          priceNow(facts).catch(() => undefined),
          PRICE_NOW_WAIT_MS,
        ),
      ]);
      const quote = quoteOf(body);
      // A price in another currency can't be compared.
      return now?.currency === quote.currency ? { ...quote, priceNow: now.tradeAmount } : quote;
    },
  };
}

/** A list is asked for with every letter that is typed in it, and again when the form is sent. */
const TARGETS_TTL_MS = 10_000;

async function readTargets(client: CloudClient, facts: InstanceFacts): Promise<readonly TargetClass[]> {
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
}

/** Prices of classes change with price lists, not by the minute. */
const PRICE_NOW_TTL_MS = 10 * 60_000;
/** The price that was asked for doesn't wait longer than this for the price of now. */
const PRICE_NOW_WAIT_MS = 1_500;

/**
 * DescribePrice for the class the instance has: an hour of pay-as-you-go, or one month's renewal of a subscription. It
 * makes form and card better; no decision depends on it. Source: docs/cloud.md#prices-and-coupons (inferred).
 */
async function readPriceNow(client: CloudClient, facts: InstanceFacts): Promise<Quote> {
  const { account, region, instanceId, realClass, chargeType } = facts;
  const asked = {
    RegionId: region,
    InstanceId: instanceId,
    InstanceClass: realClass,
    ChargeType: chargeType,
    CouponNo: couponNo('none'),
    ...(chargeType === 'PrePaid'
      ? { OrderType: 'RENEW', Period: '1' }
      : { OrderType: 'UPGRADE', ForceUpgrade: 'false' }),
  };
  return quoteOf(await client.read(account, region, 'DescribePrice', asked, NO_RETRIES));
}

/** Classes of unknown size come last. */
function memoryOf(target: TargetClass): number {
  return target.capacityMb ?? describeClass(target.name)?.memoryMb ?? Number.MAX_SAFE_INTEGER;
}

import { type CouponOffer, NO_COUPON, type Quote } from '../core/value/change.ts';
import { CLIENT_CODES } from '../core/cloud-errors.ts';
import { readCoupon } from '../core/value/coupon.ts';
import type { InstanceFacts } from '../core/instance/instance.ts';
import type { TargetClass } from '../workflow/ports.ts';
import { clientFault, requestIdOf, safeCode } from './errors.ts';
import { at, decimal, type Fields, flag, list, shortText, size, text, whole } from './fields.ts';

/** The nine levels of DescribeAvailableResource, each a list inside an object; what we want of them is in the last. */
const LEVELS = [
  ['AvailableZones', 'AvailableZone'],
  ['SupportedEngines', 'SupportedEngine'],
  ['SupportedEditionTypes', 'SupportedEditionType'],
  ['SupportedSeriesTypes', 'SupportedSeriesType'],
  ['SupportedEngineVersions', 'SupportedEngineVersion'],
  ['SupportedArchitectureTypes', 'SupportedArchitectureType'],
  ['SupportedShardNumbers', 'SupportedShardNumber'],
  ['SupportedNodeTypes', 'SupportedNodeType'],
  ['AvailableResources', 'AvailableResource'],
] as const;

interface Offer {
  readonly node: unknown;
  readonly version: string | undefined;
  readonly shards: number | undefined;
}

/**
 * Classes of an answer of DescribeAvailableResource, each once. One class may be listed for several shard counts and
 * versions; what fits the instance as it is comes first, because we change neither.
 */
export function targetsOf(
  facts: Pick<InstanceFacts, 'engineVersion' | 'shards'>,
  body: Fields,
): readonly TargetClass[] {
  if (list(body, ...LEVELS[0]) === undefined) throw clientFault(CLIENT_CODES.malformed, requestIdOf(body));
  const all = LEVELS.reduce<readonly Offer[]>(
    (offers, path) => offers.flatMap((offer) => (list(offer.node, ...path) ?? []).map((node) => narrowed(offer, node))),
    [{ node: body, version: undefined, shards: undefined }],
  );
  const ofVersion = all.filter((offer) => offer.version === facts.engineVersion);
  const fitting = ofVersion.length > 0 ? ofVersion : all;
  const ofShards = fitting.filter((offer) => offer.shards === facts.shards);
  const targets = new Map<string, TargetClass>();
  for (const { node } of [...ofShards, ...fitting]) {
    const name = text(at(node, 'InstanceClass'));
    if (name === undefined || targets.has(name)) continue;
    const remark = text(at(node, 'InstanceClassRemark')) ?? '';
    targets.set(name, { name, capacityMb: size(at(node, 'Capacity')), remark });
  }
  return [...targets.values()];
}

function narrowed(offer: Offer, node: unknown): Offer {
  return {
    node,
    version: text(at(node, 'Version')) ?? offer.version,
    shards: whole(at(node, 'ShardNumber')) ?? offer.shards,
  };
}

/**
 * The answer of DescribePrice (docs/cloud.md#prices-and-coupons). `TradeAmount` and `Currency` must be there; a missing
 * list price equals `TradeAmount`, and a missing discount is zero.
 */
export function quoteOf(body: Fields): Quote {
  const order = at(body, 'Order');
  const refused = text(at(order, 'Code'));
  const tradeAmount = decimal(at(order, 'TradeAmount'));
  const currency = text(at(order, 'Currency'))?.toUpperCase();
  if (refused !== undefined && !/^(?:200|OK|Success)$/i.test(refused)) {
    throw clientFault(safeCode(refused), requestIdOf(body));
  }
  if (tradeAmount === undefined || currency === undefined || !/^[A-Z]{3}$/.test(currency)) {
    throw clientFault(CLIENT_CODES.malformed, requestIdOf(body));
  }
  const coupons = couponsOf(order);
  return {
    currency,
    originalAmount: decimal(at(order, 'OriginalAmount')) ?? tradeAmount,
    discountAmount: decimal(at(order, 'DiscountAmount')) ?? '0',
    tradeAmount,
    ...(coupons.length === 0 ? {} : { coupons }),
  };
}

/** More coupons than fit in a list to choose from. */
const COUPONS = 50;

/** Each once; the row that stands for "no coupon", and numbers that could not be sent back, are left out. */
function couponsOf(order: unknown): readonly CouponOffer[] {
  const offers = new Map<string, CouponOffer>();
  for (const row of list(order, 'Coupons', 'Coupon') ?? []) {
    const couponNo = text(at(row, 'CouponNo'));
    if (couponNo === undefined || !isNumber(couponNo) || offers.has(couponNo)) continue;
    offers.set(couponNo, {
      couponNo,
      name: shortText(at(row, 'Name'), 200) ?? '',
      description: shortText(at(row, 'Description'), 200) ?? '',
      selected: flag(at(row, 'IsSelected')) ?? false,
    });
  }
  return [...offers.values()].slice(0, COUPONS);
}

/** `none`, `best` and `default` are words, not numbers of coupons. */
function isNumber(couponNo: string): boolean {
  return couponNo !== NO_COUPON && !/^(?:none|best|default)$/i.test(couponNo) && readCoupon(couponNo) !== undefined;
}

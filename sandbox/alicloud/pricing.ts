import { classOf, isClassic } from './classes.ts';
import type { InstanceClass } from './classes.ts';
import type { Shape } from './instance.ts';
import { amountOf, toCents } from './money.ts';
import type { Amount } from './money.ts';
import { findRegion } from './regions.ts';
import type { Settings, Site } from './state.ts';

/** Published: the list price is about 21 CNY per resource-plan unit and hour; redis.master.small.default is 0.21. */
const CNY_PER_UNIT_HOUR = 21;

/** Unknown: international list prices are not the Chinese ones exchanged; close enough to be a different number. */
const USD_PER_CNY = 0.14;

/** The discount of the published price sample (19.26 of 128.40). */
const SUBSCRIPTION_DISCOUNT = 0.15;

const HOUR_MS = 3_600_000;

/** A month of a subscription, as hours. */
const MONTH_HOURS = 720;

export type Priced = Pick<Shape, 'instanceClass' | 'shardCount' | 'readOnlyCount' | 'slaveReadOnlyCount'> &
  Partial<Pick<Shape, 'replicaCount' | 'slaveReplicaCount' | 'storageGb'>>;

export interface Price {
  readonly original: Amount;
  readonly discount: Amount;
  readonly trade: Amount;
}

/** No units are published for cloud-native classes: these follow the line through the classic ones, Tair 1.4 times it. */
function unitsOf(row: InstanceClass): number {
  if (row.unitsPerHour !== null) return row.unitsPerHour;
  return (0.002 + 0.0079 * row.memoryGb) * (row.series === 'community' ? 1 : 1.4);
}

/** List price of one hour in currency units. */
export function hourlyListPrice(
  shape: Priced,
  regionId: string,
  { site, priceFactors }: Pick<Settings, 'site' | 'priceFactors'>,
): number {
  const row = classOf(shape.instanceClass);
  // Classic classes carry their read replicas in their own units. Assumed: a further node costs 0.6 of the instance.
  const readOnly = isClassic(row) ? 0 : shape.readOnlyCount + shape.slaveReadOnlyCount;
  const replicas = (shape.replicaCount ?? 1) - 1 + (shape.slaveReplicaCount ?? 0);
  const shards = isClassic(row) ? 1 : shape.shardCount;
  const units = unitsOf(row) * shards * (1 + 0.6 * (readOnly + replicas)) + 0.0001 * (shape.storageGb ?? 0);
  const moved = priceFactors.all * (priceFactors.classes.get(shape.instanceClass) ?? 1);
  const factor = (findRegion(regionId)?.priceFactor ?? 1) * moved;
  return units * CNY_PER_UNIT_HOUR * factor * (site === 'china' ? 1 : USD_PER_CNY);
}

/** Whole hours that remain of a subscription, begun ones counted. Unknown how finely the real one counts. */
export function remainingHours(endTime: string, now: number): number {
  return Math.max(0, Math.ceil((Date.parse(endTime) - now) / HOUR_MS));
}

/** Documented: an upgrade costs (new - old list price for the remaining time) x discount. */
export function changePrice(from: number, to: number, hours: number): Price {
  return discounted((to - from) * hours, SUBSCRIPTION_DISCOUNT);
}

/** Pay-as-you-go: the price of one hour, assumed without a discount. */
export function hourPrice(hourly: number): Price {
  const original = amountOf(hourly);
  return { original, discount: 0, trade: original };
}

export function monthsPrice(hourly: number, months: number, quantity: number): Price {
  return discounted(hourly * MONTH_HOURS * months * quantity, SUBSCRIPTION_DISCOUNT);
}

function discounted(list: number, share: number): Price {
  const original = toCents(amountOf(list));
  const discount = toCents(Math.round(original * share));
  return { original, discount, trade: original - discount };
}

export const currencyOf = (site: Site): string => (site === 'china' ? 'CNY' : 'USD');

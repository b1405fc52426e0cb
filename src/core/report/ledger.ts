/** What was ordered in a month, by whom and for what, and what it costs: from the records and the bills of the cloud. */
import { Big } from 'big.js';
import type { OrderFacts } from '../lifecycle/cloud-answers.ts';
import { standingVotes } from '../policy/digest.ts';
import { amountOf, spendingOf } from '../policy/spending.ts';
import type { RequestId, ResizeRequest } from '../request/request.ts';
import { inCoins, monthlyCost } from '../value/money.ts';
import type { Month } from '../value/month.ts';

/** What the cloud's billing shows of an order. */
export type Bill = Pick<OrderFacts, 'payment' | 'price'>;

/** One order. Amounts are decimal strings in the currency of the ledger; null where they are not known. */
export interface LedgerOrder {
  readonly requestId: RequestId;
  readonly orderId: string | null;
  /** When it was placed, ISO 8601. */
  readonly at: string;
  readonly account: string;
  readonly region: string;
  readonly instance: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
  /** Slack user ids. */
  readonly requester: string;
  readonly approvers: readonly string[];
  readonly rule: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What it counts for under limits: of a subscription what is to pay, of pay-as-you-go what a month gets dearer. */
  readonly quoted: string | null;
  /** What was paid for it, before tax; null also for pay-as-you-go, which is billed by the hour. */
  readonly paid: string | null;
  readonly payment: Bill['payment'];
  /** The running cost. */
  readonly monthlyBefore: string | null;
  readonly monthlyAfter: string | null;
}

export interface Sums {
  readonly quoted: string;
  readonly paid: string;
}

/** The orders of a month in one currency, oldest first. Canceled ones are in no sum. */
export interface Ledger {
  readonly month: Month;
  /** Null where no order of the month has a price. */
  readonly currency: string | null;
  readonly orders: readonly LedgerOrder[];
  readonly totals: Sums;
  /** Each order counts to one group and one account, and to each tag of its instance. */
  readonly byGroup: Readonly<Record<string, Sums>>;
  readonly byAccount: Readonly<Record<string, Sums>>;
  readonly byTag: Readonly<Record<string, Sums>>;
}

/** What was read of a month. */
export interface MonthReport {
  readonly kind: 'report';
  readonly month: Month;
  readonly ledgers: readonly Ledger[];
  /** Orders whose payment could not be read, or not in time. */
  readonly unread: number;
  /** There are more orders than were added up. */
  readonly more: boolean;
}

/** Decimal strings; the difference has a minus sign where it got cheaper. */
export interface RunningCost {
  readonly before: string;
  readonly after: string;
  readonly difference: string;
}

/** What has no group or no tag is summed under this name. */
export const NONE = '(none)';

interface Entry {
  readonly currency: string | undefined;
  readonly group: string;
  readonly order: LedgerOrder;
}

/** One ledger for each currency, by name; one for a month without orders. `bills`: by request id, as far as they were read. */
export function ledgersOf(
  month: Month,
  requests: readonly ResizeRequest[],
  bills: ReadonlyMap<RequestId, Bill>,
): readonly Ledger[] {
  const entries = requests
    .flatMap((request) => entryOf(request, bills.get(request.id)))
    .toSorted((a, b) => a.order.at.localeCompare(b.order.at));
  const currencies = [...new Set(entries.flatMap(({ currency }) => currency ?? []))].sort();
  const [first] = currencies;
  if (first === undefined) return [ledgerOf(month, undefined, entries)];
  // Without a price an order has no currency; it is listed once all the same.
  return currencies.map((currency) =>
    ledgerOf(
      month,
      currency,
      entries.filter((entry) => (entry.currency ?? first) === currency),
    ),
  );
}

function ledgerOf(month: Month, currency: string | undefined, entries: readonly Entry[]): Ledger {
  const counted = entries.filter(({ order }) => isCounted(order));
  const by = (keysOf: (entry: Entry) => readonly string[]): Ledger['byGroup'] => {
    const keys = [...new Set(counted.flatMap(keysOf))].sort();
    const under = (key: string) => counted.filter((entry) => keysOf(entry).includes(key));
    return Object.fromEntries(keys.map((key) => [key, sums(under(key), currency)]));
  };
  return {
    month,
    currency: currency ?? null,
    orders: entries.map(({ order }) => order),
    totals: sums(counted, currency),
    byGroup: by(({ group }) => [group]),
    byAccount: by(({ order }) => [order.account]),
    byTag: by(({ order }) => tagsOf(order)),
  };
}

/** What the instances of these orders cost a month before the first and after the last of them; undefined: none is known. */
export function runningCost({ orders, currency }: Ledger): RunningCost | undefined {
  const instances = [...Map.groupBy(orders.filter(isCounted), ({ instance }) => instance).values()].flatMap((own) => {
    const [before, after] = [own[0]?.monthlyBefore, own.at(-1)?.monthlyAfter];
    return typeof before !== 'string' || typeof after !== 'string'
      ? []
      : [{ before: new Big(before), after: new Big(after) }];
  });
  if (currency === null || instances.length === 0) return undefined;
  const sum = (of: 'before' | 'after') => instances.reduce((total, one) => total.plus(one[of]), new Big(0));
  const [before, after] = [sum('before'), sum('after')];
  const difference = inCoins(after.minus(before), currency);
  return { before: inCoins(before, currency), after: inCoins(after, currency), difference };
}

/** The limits of a month count the same: what was charged, or may be. */
function isCounted({ payment }: LedgerOrder): boolean {
  return payment !== 'cancelled';
}

function tagsOf({ tags }: LedgerOrder): readonly string[] {
  const all = Object.entries(tags).map(([key, value]) => `${key}=${value}`);
  return all.length === 0 ? [NONE] : all;
}

function sums(entries: readonly Entry[], currency = ''): Sums {
  const sum = (of: 'quoted' | 'paid'): string =>
    inCoins(
      entries.reduce((total, { order }) => total.plus(order[of] ?? 0), new Big(0)),
      currency,
    );
  return { quoted: sum('quoted'), paid: sum('paid') };
}

function entryOf(request: ResizeRequest, bill: Bill | undefined): readonly Entry[] {
  const { id, before, change, order, requester, rule, group } = request;
  if (order === undefined) return [];
  const spent = spendingOf(request);
  const currency = spent.quote?.currency;
  const quoted = amountOf(spent);
  const month = spent.quote && monthlyCost(spent.quote, before, new Date(order.placedAt));
  const payment = paymentOf(request, bill);
  const shown: LedgerOrder = {
    requestId: id,
    orderId: order.orderId ?? null,
    at: order.placedAt,
    account: before.account,
    region: before.region,
    instance: before.instanceId,
    name: before.name,
    from: before.realClass,
    to: change.targetClass,
    requester: requester.userId,
    approvers: standingVotes(request).map(({ by }) => by.userId),
    rule: rule.name,
    tags: before.tags ?? {},
    quoted: quoted === undefined ? null : inCoins(quoted, currency ?? ''),
    paid: payment === 'paid' ? paidFor(before.chargeType, bill, currency) : null,
    payment,
    monthlyBefore: month?.now ?? null,
    monthlyAfter: month?.then ?? null,
  };
  return [{ currency, group: group ?? NONE, order: shown }];
}

/** The cloud knows best; without its word, what the state of the request proves. */
function paymentOf({ state }: ResizeRequest, bill: Bill | undefined): Bill['payment'] {
  if (state === 'cancelled') return 'cancelled';
  return bill?.payment ?? (state === 'awaiting_payment' ? 'unpaid' : 'unknown');
}

function paidFor(chargeType: string, bill: Bill | undefined, currency: string | undefined): string | null {
  const price = bill?.price;
  if (chargeType !== 'PrePaid' || price === undefined || price.currency !== currency) return null;
  return inCoins(new Big(price.amount), price.currency);
}

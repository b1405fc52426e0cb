import { LRUCache } from 'lru-cache';
import { CLIENT_CODES } from '../core/cloud-errors.ts';
import { CloudFault } from '../core/faults.ts';
import { shared } from '../core/shared.ts';
import type { Cloud, OrderFacts } from '../workflow/ports.ts';
import type { CloudClient } from './cloud-client.ts';
import { clientFault, faultOf } from './errors.ts';
import { utcSeconds } from './fields.ts';
import { orderOf, orderPageOf, type OrderRow, placedOf } from './order-reader.ts';

/** Redis in the billing centre. */
const PRODUCT = 'redisa';
const PAGE = 20;
/** Orders of one account within the minutes of one call; more than this is not searched to the end. */
const PAGES_AT_MOST = 10;
/** A renewal or a purchase in the same minutes is not the change of a class. */
const NO_CHANGE: ReadonlySet<string> = new Set(['new', 'renew']);
/** Times of a search are rounded outward to this, so that those who look at the same time ask the same. */
const ROUND_MS = 10 * 60_000;
/** Orders of which it is remembered what they are for: it never changes. */
const REMEMBERED = 5_000;

/** Orders of an account, newest first; `complete: false` when there were more than we read. */
interface Listing {
  readonly rows: readonly OrderRow[];
  readonly complete: boolean;
}

/** Source: docs/cloud.md#the-order. `now`: milliseconds since 1970. */
export function createOrders(client: CloudClient, now: () => number): Pick<Cloud, 'placeOrder' | 'ordersOf' | 'order'> {
  async function order(account: string, orderId: string): Promise<OrderFacts | undefined> {
    try {
      return orderOf(orderId, await client.billing(account, 'GetOrderDetail', { OrderId: orderId }));
    } catch (thrown) {
      if (thrown instanceof CloudFault && thrown.code === 'NotFoundOrder') return undefined;
      throw thrown;
    }
  }

  async function list(account: string, from: number, to: number): Promise<Listing> {
    const rows: OrderRow[] = [];
    for (let number = 1; number <= PAGES_AT_MOST; number++) {
      const page = await orderPage(client, account, number, { from, to });
      rows.push(...page.rows);
      if (page.rows.length === 0 || number * PAGE >= page.total) return { rows: newestFirst(rows), complete: true };
    }
    return { rows: newestFirst(rows), complete: false };
  }

  const listings = shared<Listing>();
  const details = new LRUCache<string, OrderFacts, () => Promise<OrderFacts | undefined>>({
    max: REMEMBERED,
    ignoreFetchAbort: true,
    fetchMethod: (_key, _stale, { context: read }) => read(),
  });

  function listing(account: string, since: number, until: number): Promise<Listing> {
    const from = Math.floor(since / ROUND_MS) * ROUND_MS;
    const to = Math.ceil(until / ROUND_MS) * ROUND_MS;
    return listings(JSON.stringify([account, from, to]), () => list(account, from, to));
  }

  async function detailOf(account: string, row: OrderRow): Promise<OrderFacts | undefined> {
    const key = JSON.stringify([account, row.orderId]);
    const facts = await details.fetch(key, { context: () => order(account, row.orderId) });
    // What names no instance yet may not be finished; whether it is paid, the list tells anew each time.
    if (facts?.instanceIds.length === 0) details.delete(key);
    return facts === undefined || row.payment === 'unknown' ? facts : { ...facts, payment: row.payment };
  }

  return {
    async placeOrder(ref, spec, inTime) {
      return placedOf(await client.write(ref.account, ref.region, 'ModifyInstanceSpec', spec, inTime));
    },

    async ordersOf(ref, { since, until, skip = NONE, isIt }) {
      const [from, to] = [Date.parse(since), until === undefined ? now() + ROUND_MS : Date.parse(until)];
      const { rows, complete } = await listing(ref.account, from, to);
      const inPeriod = ({ createdAt }: OrderRow): boolean =>
        !(Date.parse(createdAt) < from - SECOND_MS || Date.parse(createdAt) > to);
      let failure: CloudFault | undefined;
      const found: OrderFacts[] = [];
      for (const row of rows.filter((each) => inPeriod(each) && !NO_CHANGE.has(each.type) && !skip.has(each.orderId))) {
        try {
          const facts = await detailOf(ref.account, row);
          // Listed a moment before it can be read, or before it says what it is for.
          const unsaid = facts === undefined || facts.instanceIds.length === 0;
          if (unsaid && row.payment !== 'cancelled') failure ??= clientFault(CLIENT_CODES.malformed);
          if (facts?.instanceIds.includes(ref.instanceId) !== true) continue;
          found.push(facts);
          if (isIt(facts)) return found;
        } catch (thrown) {
          failure ??= faultOf(thrown);
        }
      }
      // An order that we could not read may be the one, and "none" would lead to a second order.
      if (failure !== undefined || !complete) throw failure ?? clientFault(CLIENT_CODES.malformed);
      return found;
    },

    order,
  };
}

/** Times of the cloud have no milliseconds. */
const SECOND_MS = 1_000;

const NONE: ReadonlySet<string> = new Set();

/** One page, from 1, of the Redis orders of an account. `period`: milliseconds since 1970; without it, of all times. */
export async function orderPage(
  client: CloudClient,
  account: string,
  number: number,
  period?: { readonly from: number; readonly to: number },
): Promise<ReturnType<typeof orderPageOf>> {
  return orderPageOf(
    await client.billing(account, 'QueryOrders', {
      ProductCode: PRODUCT,
      CreateTimeStart: period === undefined ? undefined : utcSeconds(period.from),
      CreateTimeEnd: period === undefined ? undefined : utcSeconds(period.to),
      PageNum: String(number),
      PageSize: String(PAGE),
    }),
  );
}

/** The order of the answer is not documented. */
function newestFirst(rows: readonly OrderRow[]): readonly OrderRow[] {
  return rows.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
}

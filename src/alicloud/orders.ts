import { CLIENT_CODES } from '../core/cloud-errors.ts';
import { CloudFault } from '../core/faults.ts';
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
/** The cloud's clock may be behind ours. */
const EARLIER_MS = 60_000;

/** Source: docs/cloud.md#the-order. */
export function createOrders(client: CloudClient): Pick<Cloud, 'placeOrder' | 'ordersOf' | 'order'> {
  async function order(account: string, orderId: string): Promise<OrderFacts | undefined> {
    try {
      return orderOf(orderId, await client.billing(account, 'GetOrderDetail', { OrderId: orderId }));
    } catch (thrown) {
      if (thrown instanceof CloudFault && thrown.code === 'NotFoundOrder') return undefined;
      throw thrown;
    }
  }

  /** Orders of the account since then, newest first; `complete: false` when there were more than we read. */
  async function since(account: string, time: number): Promise<{ rows: readonly OrderRow[]; complete: boolean }> {
    const rows: OrderRow[] = [];
    for (let number = 1; number <= PAGES_AT_MOST; number++) {
      const page = await orderPage(client, account, number, time);
      rows.push(...page.rows);
      if (page.rows.length === 0 || number * PAGE >= page.total) return { rows: newestFirst(rows), complete: true };
    }
    return { rows: newestFirst(rows), complete: false };
  }

  return {
    async placeOrder(ref, spec, inTime) {
      return placedOf(await client.write(ref.account, ref.region, 'ModifyInstanceSpec', spec, inTime));
    },

    async ordersOf(ref, sinceIso) {
      const { rows, complete } = await since(ref.account, Date.parse(sinceIso) - EARLIER_MS);
      let failure: CloudFault | undefined;
      const found: OrderFacts[] = [];
      for (const { orderId } of rows.filter(({ type }) => !NO_CHANGE.has(type))) {
        try {
          const facts = await order(ref.account, orderId);
          if (facts?.instanceIds.includes(ref.instanceId)) found.push(facts);
          // A live one settles it; behind a cancelled one there may be another.
          if (found.at(-1)?.payment === 'paid' || found.at(-1)?.payment === 'unpaid') return found;
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

/** One page, from 1, of the Redis orders of an account. `since`: milliseconds since 1970; without it, of all times. */
export async function orderPage(
  client: CloudClient,
  account: string,
  number: number,
  since?: number,
): Promise<ReturnType<typeof orderPageOf>> {
  return orderPageOf(
    await client.billing(account, 'QueryOrders', {
      ProductCode: PRODUCT,
      CreateTimeStart: since === undefined ? undefined : utcSeconds(since),
      PageNum: String(number),
      PageSize: String(PAGE),
    }),
  );
}

/** The order of the answer is not documented. */
function newestFirst(rows: readonly OrderRow[]): readonly OrderRow[] {
  return rows.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
}

import { OWN_CODES } from '../core/cloud-errors.ts';
import { CloudFault } from '../core/faults.ts';
import type { Cloud, OrderFacts } from '../workflow/ports.ts';
import { faultOf, ownFault } from './errors.ts';
import type { Gate } from './gate.ts';
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

export function createOrders(gate: Gate): Pick<Cloud, 'placeOrder' | 'ordersOf' | 'order'> {
  async function order(account: string, orderId: string): Promise<OrderFacts | undefined> {
    try {
      return orderOf(orderId, await gate.billing(account, 'GetOrderDetail', { OrderId: orderId }));
    } catch (thrown) {
      if (thrown instanceof CloudFault && thrown.code === 'NotFoundOrder') return undefined;
      throw thrown;
    }
  }

  /** Orders of the account since then, newest first; `complete: false` when there were more than we read. */
  async function since(account: string, time: number): Promise<{ rows: readonly OrderRow[]; complete: boolean }> {
    const rows: OrderRow[] = [];
    for (let number = 1; number <= PAGES_AT_MOST; number++) {
      const page = orderPageOf(
        await gate.billing(account, 'QueryOrders', {
          ProductCode: PRODUCT,
          CreateTimeStart: secondsOf(time),
          PageNum: String(number),
          PageSize: String(PAGE),
        }),
      );
      rows.push(...page.rows);
      if (page.rows.length === 0 || number * PAGE >= page.total) return { rows: newestFirst(rows), complete: true };
    }
    return { rows: newestFirst(rows), complete: false };
  }

  return {
    async placeOrder(ref, spec, inTime) {
      return placedOf(await gate.write(ref.account, ref.region, 'ModifyInstanceSpec', spec, inTime));
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
      if (failure !== undefined || !complete) throw failure ?? ownFault(OWN_CODES.malformed);
      return found;
    },

    order,
  };
}

/** The order of the answer is not documented. */
function newestFirst(rows: readonly OrderRow[]): readonly OrderRow[] {
  return rows.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0));
}

/** `yyyy-MM-ddTHH:mm:ssZ`, the only form the API takes. */
function secondsOf(time: number): string {
  return `${new Date(time).toISOString().slice(0, 19)}Z`;
}

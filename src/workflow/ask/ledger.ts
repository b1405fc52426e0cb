/** The orders of a month, with what the cloud's billing shows of them. */
import { LRUCache } from 'lru-cache';
import { isLastingRefusal } from '../../core/cloud-errors.ts';
import { type Bill, ledgersOf, type MonthReport } from '../../core/report/ledger.ts';
import type { RequestId, ResizeRequest } from '../../core/request/request.ts';
import { WITH_ORDER } from '../../core/request/state.ts';
import { type Month, spanOf } from '../../core/value/month.ts';
import type { Cloud, Records } from '../ports.ts';
import { attempt } from './attempt.ts';
import { inTurn } from './in-turn.ts';

/** Orders of one month; the limits of a month count as many. */
const MOST = 10_000;
/** Bills that are read at a time: billing takes some ten calls a second. */
const AT_ONCE = 5;
/** Paid bills that are remembered: they do not change. */
const REMEMBERED = 5_000;

/** Reads one month after another. `cloud` undefined: what the records prove of payments has to do. */
export function createLedgers(
  cloud: Pick<Cloud, 'order'> | undefined,
  records: Pick<Records, 'find'>,
): (month: Month, ms: number, shows?: (request: ResizeRequest) => boolean) => Promise<MonthReport> {
  const paid = new LRUCache<RequestId, Bill>({ max: REMEMBERED });

  async function billsOf(requests: readonly ResizeRequest[], ms: number): Promise<ReadonlyMap<RequestId, Bill>> {
    const closed = new Set<string>();
    const read = async ({ id, before, order }: ResizeRequest) => {
      if (cloud === undefined || order?.orderId === undefined || closed.has(before.account)) return;
      const { orderId } = order;
      const found = await attempt(() => cloud.order(before.account, orderId));
      // Whoever may not read one bill of an account may read none.
      if (found.kind === 'fault' && isLastingRefusal(found.fault.code)) closed.add(before.account);
      if (found.kind === 'fault' || found.value === undefined) return;
      const { payment, price } = found.value;
      if (payment === 'paid') paid.set(id, { payment, price });
      return [id, { payment, price }] as const;
    };
    const unread = requests.filter(({ id }) => !paid.has(id));
    const found = await inTurn(unread, AT_ONCE, ms, read);
    return new Map([...paid, ...found.filter((one) => one !== undefined)]);
  }

  return async (month, ms, shows = () => true) => {
    const found = await records.find({ states: WITH_ORDER, placed: spanOf(month), limit: MOST });
    const shown = found.filter(shows);
    const ledgers = ledgersOf(month, shown, await billsOf(shown, ms));
    const unread = ledgers.flatMap(({ orders }) => orders).filter(({ payment }) => payment === 'unknown').length;
    return { kind: 'report', month, ledgers, unread, more: found.length === MOST };
  };
}

/** What is compared when it is quiet again: the cloud's orders, the records, the cards and threads, the audit. */
import { isFinal, type State } from '../../src/core/request/state.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { openDatabase } from '../../src/store/database.ts';
import { toRequest } from '../../src/store/request-row.ts';
import type { Stage } from '../story/stage.ts';
import { hasButton } from './people.ts';
import type { Crew } from './trouble.ts';

/** Requests that are not over, by state, from the metrics of the bots. */
export async function openRequests(crew: Crew): Promise<Readonly<Record<string, number>>> {
  const open: Record<string, number> = {};
  for (const [, state, count] of (await metrics(crew)).matchAll(/^redis_resize_requests\{state="(\w+)"\} (\d+)/gm)) {
    if (!isFinal(state as State) && state !== 'unknown' && count !== '0') open[state!] = Number(count);
  }
  return open;
}

/** Events that were not said yet. */
export async function inFlight(crew: Crew): Promise<number> {
  return Number(/^redis_resize_outbox_pending (\d+)/m.exec(await metrics(crew))?.[1] ?? Number.NaN);
}

async function metrics({ bots }: Crew): Promise<string> {
  const port = /"port":(\d+)/.exec(bots.find((bot) => bot !== undefined)?.output() ?? '')?.[1];
  return (await fetch(`http://127.0.0.1:${port ?? ''}/metrics`)).text();
}

export async function accountOf(stage: Stage) {
  const wrong: string[] = [];
  const database = await openDatabase({
    at: stage.database.at,
  });
  const rows = await database.db.selectFrom('request').selectAll().execute();
  const audit = await verifyAudit(database.db);
  if (audit.kind !== 'whole') wrong.push(`the audit is broken: ${JSON.stringify(audit)}`);
  await database.close();

  const states: Record<string, number> = {};
  const tokens = new Set<string>();
  for (const request of rows.map(toRequest)) {
    const { id, state, order } = request;
    states[state] = (states[state] ?? 0) + 1;
    const token = request.clientToken;
    tokens.add(token);
    const orders = stage.cloud.orders.filter(({ clientToken }) => clientToken === token);
    if (orders.length > 1) wrong.push(`${id} has ${String(orders.length)} orders`);
    const wanted = state === 'completed' ? 1 : state === 'unknown' ? orders.length : 0;
    if (orders.length !== wanted) wrong.push(`${id} is ${state} with ${String(orders.length)} orders`);
    if (state === 'completed' && order?.orderId !== orders[0]?.orderId) {
      wrong.push(`${id} names the order ${order?.orderId ?? '-'}, not ${orders[0]?.orderId ?? '-'}`);
    }
    const cards = stage.cards().filter((card) => JSON.stringify(card).includes(id));
    if (cards.length !== 1) wrong.push(`${id} (${state}) has ${String(cards.length)} cards`);
    for (const card of cards) {
      if (isFinal(state) && ['approve', 'reject', 'withdraw'].some((button) => hasButton(card, button))) {
        wrong.push(`${id} is ${state} and its card has live buttons`);
      }
      const lines = stage.slack.thread('#payments', card.ts).map((message) => stage.read(message));
      const twice = lines.filter((line, at) => lines.indexOf(line) !== at && !/did not reach|look/.test(line));
      if (twice.length > 0) wrong.push(`${id}: said twice: ${twice.join(' | ')}`);
    }
  }
  const foreign = stage.cloud.orders.filter(({ clientToken }) => clientToken === undefined || !tokens.has(clientToken));
  if (foreign.length > 0) wrong.push(`${String(foreign.length)} orders belong to no request`);
  return { wrong, figures: { requests: rows.length, states, orders: stage.cloud.orders.length, audit: audit.kind } };
}

/** What is compared when it is quiet again: the cloud's orders, the records, the cards and threads, the audit. */
import { isFinal, type State } from '../../src/core/request/state.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { type Database, openDatabase } from '../../src/store/database.ts';
import { toEvent } from '../../src/store/events.ts';
import { toRequest } from '../../src/store/request-row.ts';
import type { RequestEvent, ResizeRequest } from '../../src/core/request/request.ts';
import type { SandboxMessage } from '../../sandbox/slack/api.ts';
import type { Stage } from '../story/stage.ts';
import { type Crew, portOf } from './crew.ts';
import { hasButton } from './people.ts';

/** What the bots still have to do, from their metrics: requests by state, submissions and clicks, events to be said. */
export async function unfinished(crew: Crew): Promise<Readonly<Record<string, number>>> {
  const text = await metrics(crew);
  const states = [...text.matchAll(/^redis_resize_requests\{state="(\w+)"\} (\d+)/gm)].filter(
    ([, state]) => !isFinal(state as State) && state !== 'unknown',
  );
  const queues = [...text.matchAll(/^redis_resize_(inbound_pending|outbox_pending) (\d+)/gm)];
  if (queues.length !== 2) throw new Error('the metrics lack what was not done yet');
  const counts = [...states, ...queues].map(([, name, count]) => [name!, Number(count)] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
}

async function metrics({ seats }: Crew): Promise<string> {
  const bot = seats.find((seat) => seat.bot !== undefined)?.bot;
  if (bot === undefined) throw new Error('no bot is running');
  return (await fetch(`http://127.0.0.1:${String(portOf(bot))}/metrics`)).text();
}

type Delivered = ReadonlyMap<number, string>;

/** Counted apart, for the table: orders too many, orders too few, untrue states, lines and cards said twice. */
const KINDS = ['double', 'lost', 'false', 'said twice', 'other'] as const;
type Wrong = (kind: (typeof KINDS)[number], what: string) => void;

/** `givenUp`: a second message stays where Slack gave up to tell of it; it is counted, and no fault of the bot. */
export async function accountOf(stage: Stage, rooms: readonly string[], givenUp: ReadonlySet<string>) {
  const wrong: string[] = [];
  const faults = Object.fromEntries(KINDS.map((kind) => [kind, 0]));
  const note: Wrong = (kind, what) => {
    wrong.push(`${kind}: ${what}`);
    faults[kind] = (faults[kind] ?? 0) + 1;
  };
  const database = await openDatabase({ at: stage.database.at });
  const { requests, events, delivered } = await recordsOf(database, note);
  await database.close();
  const kept = new Set([...requests.flatMap(({ card }) => card?.ts ?? []), ...delivered.values()]);
  const stay = (message: SandboxMessage): boolean => givenUp.has(message.ts) && !kept.has(message.ts);
  const cards = rooms.flatMap((room) => stage.cards(room)).filter((card) => !stay(card));

  const states: Record<string, number> = {};
  const tokens = new Set(requests.map(({ clientToken }) => clientToken));
  for (const request of requests) {
    states[request.state] = (states[request.state] ?? 0) + 1;
    checkOrder(stage, request, note);
    checkAudit(request, events.get(request.id) ?? [], note);
    const mine = cards.filter((card) => JSON.stringify(card).includes(request.id));
    if (mine.length !== 1)
      note(mine.length > 1 ? 'said twice' : 'lost', `${request.id} has ${String(mine.length)} cards`);
    for (const card of mine) checkThread(stage, request, card, events.get(request.id) ?? [], delivered, stay, note);
  }
  const foreign = stage.cloud.orders.filter(({ clientToken }) => clientToken === undefined || !tokens.has(clientToken));
  if (foreign.length > 0) note('double', `${String(foreign.length)} orders belong to no request`);
  return { wrong, figures: { requests: requests.length, states, orders: stage.cloud.orders.length, faults } };
}

async function recordsOf({ db }: Database, note: Wrong) {
  const audit = await verifyAudit(db);
  if (audit.kind !== 'whole') note('other', `the audit is broken: ${JSON.stringify(audit)}`);
  const requests = (await db.selectFrom('request').selectAll().execute()).map(toRequest);
  const events = Map.groupBy(
    (await db.selectFrom('event').selectAll().orderBy('seq').execute()).map(toEvent),
    ({ requestId }) => requestId,
  );
  const said = await db.selectFrom('delivery').selectAll().where('place', '=', 'thread').execute();
  const delivered: Delivered = new Map(said.flatMap(({ event_seq: seq, ts }) => (ts === null ? [] : [[seq, ts]])));
  const waiting = await db.selectFrom('stray_message').selectAll().execute();
  if (waiting.length > 0) note('said twice', `${String(waiting.length)} messages wait to be deleted`);
  const unsettled = await db.selectFrom('inbound').select('id').where('settled_at', 'is', null).execute();
  if (unsettled.length > 0) note('lost', `${String(unsettled.length)} submissions and clicks have no outcome`);
  return { requests, events, delivered };
}

function checkOrder(stage: Stage, { id, state, order, clientToken }: ResizeRequest, note: Wrong): void {
  const orders = stage.cloud.orders.filter((one) => one.clientToken === clientToken);
  if (orders.length > 1) note('double', `${id} has ${String(orders.length)} orders`);
  const wanted = state === 'completed' ? 1 : state === 'unknown' ? Math.min(1, orders.length) : 0;
  if (orders.length < wanted) note('lost', `${id} is ${state} without an order`);
  if (wanted === 0 && orders.length > 0) note('false', `${id} is ${state} with an order behind it`);
  if (state === 'completed' && order?.orderId !== orders[0]?.orderId) {
    note('false', `${id} names the order ${order?.orderId ?? '-'}, not ${orders[0]?.orderId ?? '-'}`);
  }
}

/** Exactly one event for what happens once, and one for where it ended. */
function checkAudit({ id, state }: ResizeRequest, events: readonly RequestEvent[], note: Wrong): void {
  if (!isFinal(state) && state !== 'unknown') {
    const last = events.slice(-5).map(({ kind, at }) => `${kind} ${at}`);
    note('other', `${id} is not over: it is ${state}, after ${last.join(', ')}`);
    return;
  }
  const count = (kind: string) => events.filter((event) => event.kind === kind).length;
  const once = state === 'completed' ? ['requested', 'approved', 'completed'] : ['requested', state];
  for (const kind of once) {
    if (count(kind) !== 1) note('other', `${id} (${state}) has ${String(count(kind))} events ${kind}`);
  }
}

/** The card says that it is over; each event that has a line is in one message, and these are in order. */
function checkThread(
  stage: Stage,
  { id, state }: ResizeRequest,
  card: SandboxMessage,
  events: readonly RequestEvent[],
  delivered: Delivered,
  stay: (message: SandboxMessage) => boolean,
  note: Wrong,
): void {
  if (isFinal(state) && ['approve', 'reject', 'withdraw'].some((button) => hasButton(card, button))) {
    note('false', `${id} is ${state} and its card has live buttons`);
  }
  const shown = events.flatMap(({ seq }) => delivered.get(seq) ?? []);
  const thread = stage.slack.thread(card.channel, card.ts);
  for (const message of thread.filter((message) => !shown.includes(message.ts) && !stay(message))) {
    note('said twice', `${id} (${state}): no event is behind “${stage.read(message)}”`);
  }
  for (const ts of new Set(shown)) {
    if (!thread.some((message) => message.ts === ts)) note('lost', `${id} (${state}): the message ${ts} is not there`);
  }
  if (shown.some((ts, n) => ts < (shown[n - 1] ?? ''))) note('other', `${id} (${state}): lines are out of order`);
}

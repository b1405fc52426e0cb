/** What the app did: its newest Web API calls, and what was delivered to it, with the time of the ack. */
import { fetchCalls, fetchDeliveries } from '../api.js';
import { arrange, h, iconButton } from '../dom.js';

/**
 * @typedef {import('../../api.ts').Call} Call
 * @typedef {import('../../api.ts').Delivery} Delivery
 */

const SHOWN = 80;
/** @type {Readonly<Record<Exclude<Delivery['verdict'], 'acknowledged'>, string>>} */
const FAILURES = { timed_out: 'no ack in 3 s', refused: 'refused', not_connected: 'not connected' };

const CLOCK = new Intl.DateTimeFormat('en-GB', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  fractionalSecondDigits: 3,
});

/** @param {number} at @param {Node} arrow @param {Node} name @param {'good' | 'slow' | 'bad'} tone @param {string} result */
const row = (at, arrow, name, tone, result) =>
  h(
    'li',
    { class: 'activity-row' },
    h('time', { class: 'activity-time' }, CLOCK.format(at)),
    arrow,
    name,
    h('span', { class: `pill pill-${tone}` }, result),
  );

/** @param {Delivery} delivery */
function deliveryRow({ at, type, verdict, ackMs }) {
  const arrow = h('span', { class: 'arrow-in', 'aria-label': 'to the app' }, '→');
  const name = h('span', { class: 'activity-name' }, type);
  if (verdict !== 'acknowledged') return row(at, arrow, name, 'bad', FAILURES[verdict]);
  const took = ackMs === undefined ? 'acknowledged' : `ack ${Math.round(ackMs)} ms`;
  return row(at, arrow, name, (ackMs ?? 0) > 1500 ? 'slow' : 'good', took);
}

/** @param {Call} call */
function callRow({ at, method, args, ok, error }) {
  const arrow = h('span', { class: 'arrow-out', 'aria-label': 'from the app' }, '←');
  const code = h('pre', {}, h('code', {}, JSON.stringify(args, null, 2)));
  const name = h('details', { class: 'activity-name' }, h('summary', {}, method), code);
  return row(at, arrow, name, ok ? 'good' : 'bad', ok ? 'ok' : (error ?? 'error'));
}

/** @param {import('../app.js').Page} page */
export function createActivity(page) {
  const list = h('ol', { class: 'activity-list', 'aria-label': 'Newest first' });
  const close = iconButton('Close panel', 'close', () => page.showActivity(false));
  const node = h(
    'aside',
    { class: 'activity', 'aria-label': 'App activity', 'data-testid': 'activity', hidden: true },
    h('div', { class: 'pane-head' }, h('h2', {}, 'App activity'), close),
    h(
      'p',
      { class: 'muted activity-lead' },
      h('span', { class: 'arrow-in' }, '→'),
      ' sent to the app, with its ack time (Slack allows 3 s). ',
      h('span', { class: 'arrow-out' }, '←'),
      ' Web API calls by the app.',
    ),
    h('div', { class: 'stream' }, list),
  );
  /** @type {Map<string, Node>} */
  let rows = new Map();
  let turn = 0;

  async function update() {
    const open = page.state.activity;
    node.hidden = !open;
    if (!open) return;
    const mine = (turn += 1);
    const found = await Promise.all([fetchCalls(), fetchDeliveries()]).catch(() => undefined);
    if (mine !== turn || found === undefined) return;
    const [calls, deliveries] = found;
    const all = [
      ...calls.map((call, index) => ({ key: `call/${index}/${call.at}`, at: call.at, draw: () => callRow(call) })),
      ...deliveries.map((one, index) => ({
        key: `delivery/${index}/${one.at}/${one.verdict}/${one.ackMs}`,
        at: one.at,
        draw: () => deliveryRow(one),
      })),
    ];
    const newest = all.sort((a, b) => b.at - a.at).slice(0, SHOWN);
    rows = new Map(newest.map(({ key, draw }) => [key, rows.get(key) ?? draw()]));
    arrange(list, rows.size > 0 ? [...rows.values()] : [h('li', { class: 'muted' }, 'Nothing yet.')]);
  }
  return { node, update };
}

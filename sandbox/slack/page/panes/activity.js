// @ts-check
/** "What the app did": its newest Web API calls, and what was delivered to it, with the time of the ack. */
import { arrange, h, icon } from '../dom.js';
import { fetchCalls, fetchDeliveries } from '../api.js';

const SHOWN = 80;
const VERDICTS = new Map([
  ['acknowledged', 'acknowledged'],
  ['timed_out', 'no ack in 3 s'],
  ['refused', 'refused'],
  ['not_connected', 'not connected'],
]);

/** @param {import('../app.js').Page} page */
export function createActivity(page) {
  const list = h('ol', { class: 'activity-list', 'aria-label': 'Newest first' });
  const close = h(
    'button',
    { type: 'button', class: 'btn btn-icon', 'aria-label': 'Close panel', onclick: () => page.showActivity(false) },
    icon('close'),
  );
  const node = h(
    'aside',
    { class: 'activity', 'aria-label': 'What the app did', 'data-testid': 'activity', hidden: true },
    h('div', { class: 'pane-head' }, h('h2', {}, 'What the app did'), close),
    h(
      'p',
      { class: 'muted activity-lead' },
      h('span', { class: 'arrow-in' }, '→'),
      ' delivered to the app, with the time of its ack (Slack allows 3 s). ',
      h('span', { class: 'arrow-out' }, '←'),
      ' Web API calls of the app.',
    ),
    h('div', { class: 'stream' }, list),
  );
  /** @type {Map<string, any>} */
  let rows = new Map();
  let turn = 0;

  const time = (/** @type {number} */ at) =>
    h(
      'time',
      { class: 'activity-time' },
      new Intl.DateTimeFormat('en-GB', {
        hour: '2-digit',
        minute: '2-digit',
        second: '2-digit',
        fractionalSecondDigits: 3,
      }).format(at),
    );

  /** @param {any} delivery */
  function deliveryRow(delivery) {
    const good = delivery.verdict === 'acknowledged';
    const speed = !good ? 'bad' : delivery.ackMs > 1500 ? 'slow' : 'good';
    return h(
      'li',
      { class: 'activity-row' },
      time(delivery.at),
      h('span', { class: 'arrow-in', 'aria-label': 'to the app' }, '→'),
      h('span', { class: 'activity-name' }, delivery.type),
      h(
        'span',
        { class: `pill pill-${speed}` },
        good && delivery.ackMs !== undefined
          ? `ack ${Math.round(delivery.ackMs)} ms`
          : (VERDICTS.get(delivery.verdict) ?? delivery.verdict),
      ),
    );
  }
  /** @param {any} call */
  function callRow(call) {
    return h(
      'li',
      { class: 'activity-row' },
      time(call.at),
      h('span', { class: 'arrow-out', 'aria-label': 'from the app' }, '←'),
      h(
        'details',
        { class: 'activity-name' },
        h('summary', {}, call.method),
        h('pre', {}, h('code', {}, JSON.stringify(call.args, null, 2))),
      ),
      h('span', { class: `pill pill-${call.ok ? 'good' : 'bad'}` }, call.ok ? 'ok' : (call.error ?? 'error')),
    );
  }
  async function update() {
    const open = page.state.activity;
    node.hidden = !open;
    if (!open) return;
    const mine = (turn += 1);
    const [calls, deliveries] = await Promise.all([fetchCalls(), fetchDeliveries()]).catch(() => [[], []]);
    if (mine !== turn) return;
    const all = [
      ...calls.map((/** @type {any} */ call, /** @type {number} */ at) => ({
        key: `call/${at}/${call.at}`,
        at: call.at,
        draw: () => callRow(call),
      })),
      ...deliveries.map((/** @type {any} */ one, /** @type {number} */ at) => ({
        key: `delivery/${at}/${one.at}/${one.verdict}/${one.ackMs}`,
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

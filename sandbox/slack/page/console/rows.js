/** An order and an instance of the console, as a row that is a card on a phone. */
import { h } from '../dom.js';

/**
 * @typedef {import('./console.js').ConsoleState} ConsoleState
 * @typedef {import('./console.js').ConsoleAct} ConsoleAct
 */

/** @param {ConsoleState['orders'][number]} order @param {(what: ConsoleAct) => Promise<void>} act */
export function orderRow({ orderId, status, instance, from, to, amount, at }, act) {
  /** @param {'pay' | 'cancel'} kind @param {string} words @param {string} look */
  const button = (kind, words, look) =>
    h(
      'button',
      {
        type: 'button',
        class: `btn ${look}`,
        'aria-label': `${words} order ${orderId}`,
        'data-key': `${kind} ${orderId}`,
        onclick: () => void act({ kind, orderId }),
      },
      words,
    );
  const unpaid = status === 'Unpaid';
  return h(
    'li',
    { 'data-testid': 'order' },
    h('div', {}, h('strong', {}, instance), h('div', { class: 'muted' }, orderId)),
    h('div', { class: 'change' }, h('code', {}, from), ' → ', h('code', {}, to)),
    h('div', {}, amount, h('span', { class: 'muted' }, ` · ${new Date(at).toLocaleTimeString()}`)),
    h('div', { class: `state state-${status.toLowerCase()}` }, status === 'Cancelled' ? 'Canceled' : status),
    unpaid && h('div', { class: 'buttons' }, button('pay', 'Pay', 'btn-primary'), button('cancel', 'Cancel', '')),
  );
}

/** @param {ConsoleState['instances'][number]} instance */
export function instanceRow({ id, name, region, status, class: current, tags, change }) {
  return h(
    'li',
    { 'data-testid': `instance-${id}` },
    h('div', {}, h('strong', {}, name), h('div', { class: 'muted' }, id)),
    h('div', { class: 'change' }, h('code', {}, current), change && [' → ', h('code', {}, change.to)]),
    h('div', { class: 'muted' }, [region, tags].filter((text) => text !== '').join(' · ')),
    h('div', { class: `state ${status === 'Normal' ? 'state-paid' : 'state-unpaid'}` }, status),
    change && progress(name, change),
  );
}

/** @param {string} name @param {NonNullable<ConsoleState['instances'][number]['change']>} change */
function progress(name, { percent, waitsUntil }) {
  if (waitsUntil !== undefined) return h('div', {}, `Waits for its window: ${new Date(waitsUntil).toLocaleString()}`);
  const bar = h('progress', { max: 100, value: percent, 'aria-label': `Change of ${name}` });
  return h('div', { class: 'progress' }, bar, `${percent}%`);
}

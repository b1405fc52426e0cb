/**
 * The page of the cloud console: what the demo's `console.ts` shows, and the acts it takes. Nothing is decided here.
 *
 * @typedef {import('../../../demo/console.ts').ConsoleState} ConsoleState
 * @typedef {import('../../../demo/console.ts').ConsoleAct} ConsoleAct
 * @typedef {import('../../../demo/console.ts').ActDone} ActDone
 */
import { json, messageOf } from '../api.js';
import { arrange, h, icon, keepFocus } from '../dom.js';
import { createNotices } from '../panes/notices.js';
import { instanceRow, orderRow } from './rows.js';

const LOOK_MS = 1000;
/** Minutes. @type {readonly (readonly [string, number])[]} */
const STEPS = [
  ['10 minutes', 10],
  ['1 hour', 60],
  ['6 hours', 360],
  ['1 day', 1440],
];

const notices = createNotices();
const clock = h('strong', { 'data-testid': 'clock' });
const moved = h('p', { class: 'muted', 'data-testid': 'prices' });
const orders = h('ul', { class: 'rows', 'data-testid': 'orders' });
const instances = h('ul', { class: 'rows', 'data-testid': 'instances' });
const switches = h('ul', { class: 'switches' });
const classes = h('datalist', { id: 'classes' });
const price = h('form', { class: 'console-form', onsubmit: movePrice });
const percent = h('input', {
  id: 'percent',
  class: 'control',
  type: 'number',
  required: true,
  min: -90,
  max: 900,
  step: 1,
  value: 20,
});
const of = h('input', { id: 'of', class: 'control', list: 'classes', placeholder: 'All classes', autocomplete: 'off' });

price.append(
  field('Percent', percent),
  field('Class', of),
  classes,
  h('button', { class: 'btn', type: 'submit' }, 'Move prices'),
);

document.body.append(
  h(
    'header',
    { class: 'top' },
    h(
      'span',
      { class: 'stand-in' },
      h('strong', {}, 'Local stand-in for Alibaba Cloud'),
      ' — nothing here is ordered or paid',
    ),
    h('a', { class: 'top-button', href: '../' }, icon('back'), h('span', {}, 'Local Slack')),
  ),
  h(
    'main',
    { class: 'console' },
    h('h1', {}, 'Cloud console'),
    pane('Orders', orders),
    pane(
      'Clock',
      h('p', {}, 'The clock of the cloud and of the bot: ', clock),
      h('div', { class: 'buttons' }, STEPS.map(forwardButton)),
    ),
    pane('Price', price, moved),
    pane('Trouble', h('p', { class: 'muted' }, 'Each stays until you switch it off.'), switches),
    pane('Instances', instances),
  ),
  notices.node,
);

/** @param {string} title @param {...(Node | string)} children */
function pane(title, ...children) {
  return h('section', { class: 'console-pane', 'aria-label': title }, h('h2', {}, title), children);
}

/** @param {string} label @param {HTMLInputElement} input */
function field(label, input) {
  return h('div', {}, h('label', { for: input.id }, label), input);
}

/** @param {readonly [string, number]} step */
function forwardButton([words, minutes]) {
  return h(
    'button',
    { class: 'btn', type: 'button', onclick: () => void act({ kind: 'forward', minutes }) },
    `+ ${words}`,
  );
}

/** @param {SubmitEvent} event */
function movePrice(event) {
  event.preventDefault();
  const instanceClass = of.value.trim();
  void act({ kind: 'price', percent: percent.valueAsNumber, ...(instanceClass === '' ? {} : { instanceClass }) });
}

/** @param {ConsoleAct} what */
async function act(what) {
  const headers = { 'content-type': 'application/json' };
  try {
    /** @type {ActDone} */
    const done = await json('/console/act', { method: 'POST', headers, body: JSON.stringify(what) });
    notices.say(done.said);
  } catch (error) {
    notices.say(`Not done: ${messageOf(error)}`);
  }
  await look();
}

let drawn = '';

async function look() {
  try {
    /** @type {ConsoleState} */
    const state = await json('/console/state');
    draw(state);
  } catch (error) {
    notices.say(`The local cloud did not respond: ${messageOf(error)}`);
  }
}

/** @param {ConsoleState} state */
function draw({ now, ...state }) {
  clock.textContent = new Date(now).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' });
  const facts = JSON.stringify(state);
  if (facts === drawn) return;
  drawn = facts;
  if (classes.childElementCount === 0) classes.append(...state.classes.map((name) => h('option', { value: name })));
  const factors = state.prices.map(
    ({ instanceClass, percent: by }) => `${instanceClass ?? 'all'} ${by > 0 ? '+' : ''}${by}%`,
  );
  moved.textContent = factors.length === 0 ? 'Prices are those of the list.' : `Off the list: ${factors.join(', ')}.`;
  keepFocus(document.body, () => {
    arrange(
      orders,
      state.orders.length === 0
        ? [h('li', { class: 'muted' }, 'No order yet.')]
        : state.orders.map((order) => orderRow(order, act)),
    );
    arrange(instances, state.instances.map(instanceRow));
    arrange(switches, state.troubles.map(troubleSwitch));
  });
}

/** @param {ConsoleState['troubles'][number]} trouble */
function troubleSwitch({ name, what, on }) {
  const turn = () => void act({ kind: 'trouble', name, on: !on });
  const box = h('input', { type: 'checkbox', role: 'switch', checked: on, onchange: turn, 'data-key': name });
  return h('li', {}, h('label', {}, box, h('span', {}, what)));
}

void look();
setInterval(() => {
  if (!document.hidden) void look();
}, LOOK_MS);

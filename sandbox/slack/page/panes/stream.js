/** The messages of a channel, and the thread beside them. */
import { arrange, h, iconButton } from '../dom.js';
import { dayName, isoDay } from '../text/dates.js';
import { createReply } from './composer.js';
import { messageMap, repliesText, timeOf } from './message.js';
import { APP_NAME } from './people.js';

/** @typedef {import('../../api.ts').SandboxMessage} SandboxMessage */
/** @typedef {import('../app.js').Page} Page */

const GROUPED = 5 * 60 * 1000;

/** @param {SandboxMessage | undefined} before @param {SandboxMessage} message */
const follows = (before, message) =>
  before !== undefined &&
  before.user === message.user &&
  before.ephemeralTo === message.ephemeralTo &&
  timeOf(message).getTime() - timeOf(before).getTime() < GROUPED;

/** @param {SandboxMessage} a @param {SandboxMessage} b */
const byTime = (a, b) => Number(a.ts) - Number(b.ts);
/** @param {SandboxMessage} message */
const isReply = (message) => message.threadTs !== undefined && message.threadTs !== message.ts;

/** Runs `draw`; if the reader was at the end (or `always`), keeps the end in view. @param {Element} box @param {boolean} always @param {() => void} draw */
function stickToEnd(box, always, draw) {
  const atEnd = box.scrollHeight - box.scrollTop - box.clientHeight < 60;
  draw();
  if (atEnd || always) box.scrollTop = box.scrollHeight;
}

/** @param {Page} page */
export function createStream(page) {
  const views = messageMap(page, { inThread: false });
  const list = h('div', { class: 'stream-list', role: 'log', 'aria-label': 'Messages', 'data-testid': 'messages' });
  const box = h('div', { class: 'stream', tabindex: '-1' }, list);
  /** @type {Map<string, Node>} */
  const days = new Map();
  let drawnFor = '';

  function update() {
    const { snapshot, place } = page.state;
    if (snapshot === undefined || place.kind !== 'channel') return;
    const identity = `${snapshot.me.id}/${place.id}`;
    const fresh = identity !== drawnFor;
    if (fresh) {
      views.forget();
      days.clear();
      drawnFor = identity;
    }
    stickToEnd(box, fresh, () => {
      const here = snapshot.messages.filter((message) => message.channel === place.id).sort(byTime);
      const tops = here.filter((message) => !isReply(message));
      /** @type {Node[]} */
      const nodes = tops.length === 0 ? [welcome(place.id)] : [];
      let lastDay = '';
      for (const [at, message] of tops.entries()) {
        const day = isoDay(snapshot.me, timeOf(message));
        if (day !== lastDay) nodes.push(divider(day, timeOf(message)));
        const replies = here.filter((one) => one.threadTs === message.ts && isReply(one));
        nodes.push(views.node(message, { compact: day === lastDay && follows(tops[at - 1], message), replies }));
        lastDay = day;
      }
      arrange(list, nodes);
    });
  }
  /** @param {string} day @param {Date} date */
  function divider(day, date) {
    const label = dayName({ tz: page.scene().me.tz, locale: 'en' }, date, new Date());
    const node = days.get(day) ?? h('div', { class: 'day', role: 'separator' }, h('span', {}, label));
    days.set(day, node);
    return node;
  }
  /** @param {string} id */
  function welcome(id) {
    const known = days.get('welcome');
    if (known !== undefined) return known;
    const channel = page.state.snapshot?.channels.find((one) => one.id === id);
    const open = () => page.compose(`/${APP_NAME} `);
    const node = h(
      'div',
      { class: 'welcome' },
      h('h2', {}, id.startsWith('D') ? 'No messages yet' : `#${channel?.name ?? id}`),
      h('p', {}, 'No messages yet. Type a command, just as in Slack:'),
      h('button', { type: 'button', class: 'welcome-command', onclick: open }, `/${APP_NAME}`),
      h('p', { class: 'muted' }, 'It opens the form. ', h('code', {}, `/${APP_NAME} help`), ' lists everything else.'),
    );
    days.set('welcome', node);
    return node;
  }
  return { node: box, update };
}

/** @param {Page} page */
export function createThread(page) {
  const views = messageMap(page, { inThread: true });
  const list = h('div', { class: 'stream-list' });
  const box = h('div', { class: 'stream' }, list);
  const title = h('span', { class: 'muted' });
  const close = iconButton('Close thread', 'close', () => page.openThread(undefined));
  const count = h('span');
  const rule = h('div', { class: 'day day-thin' }, count);
  const reply = createReply(page);
  const node = h(
    'aside',
    { class: 'thread', 'aria-label': 'Thread', 'data-testid': 'thread', hidden: true },
    h('div', { class: 'pane-head' }, h('h2', {}, 'Thread'), title, close),
    box,
    reply.node,
  );
  let drawnFor = '';

  function update() {
    const { snapshot, place, thread } = page.state;
    const channel = place.kind === 'channel' ? place.id : '';
    const root = snapshot?.messages.find((message) => message.channel === channel && message.ts === thread);
    node.hidden = root === undefined;
    if (snapshot === undefined || root === undefined) {
      drawnFor = '';
      views.forget();
      return;
    }
    const identity = `${snapshot.me.id}/${channel}/${root.ts}`;
    const fresh = identity !== drawnFor;
    if (fresh) views.forget();
    drawnFor = identity;
    const name = snapshot.channels.find((one) => one.id === channel)?.name;
    title.textContent = name === undefined ? '' : `#${name}`;
    stickToEnd(box, fresh, () => {
      const replies = snapshot.messages
        .filter((one) => one.channel === channel && one.threadTs === root.ts && isReply(one))
        .sort(byTime);
      count.textContent = replies.length === 0 ? 'No replies yet' : repliesText(replies.length);
      const nodes = replies.map((reply, at) =>
        views.node(reply, { compact: follows(replies[at - 1], reply), replies: [] }),
      );
      arrange(list, [views.node(root, { compact: false, replies: [] }), rule, ...nodes]);
    });
  }
  return { node, update };
}

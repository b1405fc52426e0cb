/** One message: who, when, what, and the way into its thread. */
import { blockList } from '../blocks/blocks.js';
import { h, icon, iconButton } from '../dom.js';
import { messageHost } from '../host.js';
import { clock, fullTime } from '../text/dates.js';
import { mrkdwn } from '../text/inline.js';
import { menuButton, shortcutItems } from './menu.js';
import { avatar, isApp, nameOf } from './people.js';

/** @typedef {import('../../api.ts').SandboxMessage} SandboxMessage */

/** @param {number} count */
export const repliesText = (count) => (count === 1 ? '1 reply' : `${count} replies`);

/** @param {SandboxMessage} message */
export const timeOf = (message) => new Date(Number(message.ts) * 1000);

/**
 * @param {import('../app.js').Page} page
 * @param {SandboxMessage} first
 * @param {{ inThread: boolean }} where
 */
export function messageView(page, first, where) {
  const blocks = blockList(messageHost(page, first));
  const body = h('div', { class: 'message-body' });
  const threadLink = h('button', { type: 'button', class: 'thread-link', onclick: () => page.openThread(first.ts) });
  const reply = iconButton('Open thread', 'thread', () => page.openThread(first.ts), { title: 'Open thread' });
  const more = menuButton('More actions', 'more', () => shortcutItems(page, first));
  const head = h('div', { class: 'message-head' });
  const gutter = h('div', { class: 'message-gutter' });
  const only = h('div', { class: 'only-you' }, icon('eye'), 'Only visible to you');
  const node = h(
    'article',
    {
      class: 'message',
      'data-testid': 'message',
      'data-ts': first.ts,
      'data-ephemeral': first.ephemeralTo !== undefined,
    },
    gutter,
    h(
      'div',
      { class: 'message-main' },
      first.ephemeralTo !== undefined && only,
      head,
      body,
      !where.inThread && threadLink,
    ),
    first.ephemeralTo === undefined && h('div', { class: 'message-tools' }, !where.inThread && reply, more),
  );
  let drawn = '';
  let text = '';

  /**
   * @param {SandboxMessage} message
   * @param {{ compact: boolean, replies: readonly SandboxMessage[] }} around
   */
  function update(message, around) {
    const { me, users } = page.scene();
    const author = users.find((user) => user.id === message.user);
    const signature = JSON.stringify([message.edited, around.compact, me.tz, me.locale, author?.realName]);
    if (signature !== drawn) {
      drawn = signature;
      const stamp = timeOf(message);
      const time = h(
        'time',
        { class: 'message-time', datetime: stamp.toISOString(), title: fullTime(me, stamp) },
        clock(me, stamp),
      );
      const name = nameOf(author, message.user);
      node.setAttribute(
        'aria-label',
        `${name}, ${clock(me, stamp)}${message.ephemeralTo === undefined ? '' : ', only visible to you'}`,
      );
      node.classList.toggle('compact', around.compact);
      gutter.replaceChildren(around.compact ? time : avatar(author, message.user));
      const edited = message.edited ? h('span', { class: 'edited' }, '(edited)') : '';
      const badge = author?.flags.includes('bot') ? h('span', { class: 'badge' }, 'APP') : '';
      head.replaceChildren(
        ...(around.compact
          ? [edited]
          : [h('span', { class: `author ${isApp(author) ? 'author-app' : ''}` }, name), badge, time, edited]),
      );
    }
    if (message.blocks.length > 0) {
      text = '';
      blocks.update(message.blocks);
      if (blocks.node.parentNode !== body) body.replaceChildren(blocks.node);
    } else if (text !== message.text || body.childNodes.length === 0) {
      text = message.text;
      body.replaceChildren(h('div', { class: 'text' }, mrkdwn(page.scene(), message.text)));
    }
    const last = around.replies.at(-1);
    threadLink.hidden = last === undefined;
    if (last === undefined) return;
    const count = around.replies.length;
    const faces = [...new Set(around.replies.map((one) => one.user))].slice(0, 3);
    threadLink.replaceChildren(
      ...faces.map((id) =>
        avatar(
          users.find((user) => user.id === id),
          id,
        ),
      ),
      h('span', { class: 'thread-count' }, repliesText(count)),
      h('span', { class: 'thread-last' }, `Last reply ${clock(me, timeOf(last))}`),
    );
  }
  return { node, update };
}

/**
 * The messages of a column; each keeps its node while it is edited.
 * @param {import('../app.js').Page} page
 * @param {{ inThread: boolean }} where
 */
export function messageMap(page, where) {
  /** @type {Map<string, ReturnType<typeof messageView>>} */
  const views = new Map();
  return {
    /** @param {SandboxMessage} message @param {{ compact: boolean, replies: readonly SandboxMessage[] }} around @returns {Node} */
    node(message, around) {
      const key = `${message.channel}/${message.ts}/${message.ephemeralTo ?? ''}`;
      const view = views.get(key) ?? messageView(page, message, where);
      views.set(key, view);
      view.update(message, around);
      return view.node;
    },
    forget: () => views.clear(),
  };
}

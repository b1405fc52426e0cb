/** The workspace at the left: who you are, the channels, the app, and everyone you could be. */
import { arrange, focusOn, h, icon } from '../dom.js';
import { unreadOf } from '../place.js';
import { APP_NAME, appMark, avatar, channelMark, flagTags, isApp, isDirect, nameOf, whereabouts } from './people.js';

/**
 * @typedef {import('../../api.ts').SandboxChannel} SandboxChannel
 * @typedef {import('../../api.ts').SandboxUser} SandboxUser
 */

/** @param {SandboxUser} me */
const meCard = (me) =>
  h(
    'div',
    { class: 'me-card' },
    avatar(me, me.id),
    h(
      'div',
      { class: 'me-words' },
      h('div', { class: 'me-name' }, h('span', { class: 'me-are' }, 'You are '), nameOf(me, me.id), flagTags(me)),
      me.title !== undefined && h('div', { class: 'me-where' }, me.title),
      h('div', { class: 'me-where' }, whereabouts(me)),
    ),
  );

/** @param {string} text */
const heading = (text) => h('h2', { class: 'side-heading' }, text);
/** @param {string} text */
const nameText = (text) => h('span', { class: 'side-name' }, text);
/** @param {string} text */
const noteText = (text) => h('span', { class: 'side-note' }, text);

/** @param {import('../app.js').Page} page */
export function createSidebar(page) {
  const me = h('ul', { class: 'me', 'aria-label': 'You', 'data-testid': 'me' });
  const channels = h('ul', { 'aria-label': 'Channels' });
  const apps = h('ul', { 'aria-label': 'Apps' });
  const people = h('ul', { 'aria-label': 'People' });
  const lists = [heading('Channels'), channels, heading('Apps'), apps, heading('Switch person'), people];
  const node = h(
    'nav',
    { class: 'sidebar', id: 'sidebar', 'aria-label': 'Workspace' },
    me,
    h('div', { class: 'side-scroll' }, lists),
  );
  /** Rows by key, so that an unchanged row keeps its node and its focus. @type {Map<string, { drawn: string, node: HTMLElement }>} */
  let rows = new Map();
  /** @type {typeof rows} */
  let next = new Map();

  /** @param {string} key @param {unknown} facts what the row shows @param {() => HTMLElement} draw */
  function row(key, facts, draw) {
    const drawn = JSON.stringify(facts);
    const old = rows.get(key);
    const entry = old?.drawn === drawn ? old : { drawn, node: h('li', {}, draw()) };
    if (old !== undefined && old !== entry && old.node.contains(document.activeElement)) {
      requestAnimationFrame(() => focusOn(entry.node.firstElementChild));
    }
    next.set(key, entry);
    return entry.node;
  }

  /** @param {SandboxChannel} channel */
  function channelRow(channel) {
    const { place } = page.state;
    const current = place.kind === 'channel' && place.id === channel.id;
    const { count, mentions } = current ? { count: 0, mentions: 0 } : unreadOf(page.scene(), channel.id);
    return row(`channel/${channel.id}`, [channel, current, count, mentions], () =>
      h(
        'button',
        {
          type: 'button',
          class: `side-link ${count > 0 ? 'unread' : ''}`,
          'aria-current': current ? 'page' : undefined,
          'data-testid': `channel-${channel.id}`,
          onclick: () => page.go({ kind: 'channel', id: channel.id }),
        },
        channelMark(channel),
        nameText(channel.name),
        isDirect(channel) && noteText('Messages'),
        channel.isShared && h('span', { class: 'tag' }, 'shared'),
        mentions > 0 && h('span', { class: 'side-count', 'aria-label': `${mentions} new for you` }, mentions),
      ),
    );
  }
  function homeRow() {
    const current = page.state.place.kind === 'home';
    return row('home', current, () =>
      h(
        'button',
        {
          type: 'button',
          class: 'side-link',
          'aria-current': current ? 'page' : undefined,
          'data-testid': 'app-home',
          onclick: () => page.go({ kind: 'home' }),
        },
        appMark(),
        nameText(APP_NAME),
        noteText('Home'),
      ),
    );
  }
  /** @param {SandboxUser} user @param {boolean} current */
  const personRow = (user, current) =>
    row(`person/${user.id}`, [user, current], () =>
      h(
        'button',
        {
          type: 'button',
          class: 'side-link person',
          'aria-pressed': String(current),
          title: [user.title, whereabouts(user)].filter(Boolean).join(' · '),
          'data-testid': `person-${user.id}`,
          onclick: () => page.be(user.id),
        },
        avatar(user, user.id),
        h('span', { class: 'only-heard' }, 'Switch to '),
        nameText(nameOf(user, user.id)),
        flagTags(user),
        current && icon('check', 'side-check'),
      ),
    );

  function update() {
    const { snapshot } = page.state;
    if (snapshot === undefined) return;
    next = new Map();
    const minute = new Date().toISOString().slice(0, 16);
    arrange(me, [row('me', [snapshot.me, minute], () => meCard(snapshot.me))]);
    const direct = snapshot.channels.filter(isDirect);
    arrange(channels, snapshot.channels.filter((one) => !direct.includes(one)).map(channelRow));
    arrange(apps, [homeRow(), ...direct.map(channelRow)]);
    const others = snapshot.users.filter((user) => !isApp(user)).sort((a, b) => a.flags.length - b.flags.length);
    arrange(
      people,
      others.map((user) => personRow(user, user.id === snapshot.me.id)),
    );
    rows = next;
  }
  return { node, update };
}

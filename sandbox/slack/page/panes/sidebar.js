// @ts-check
/** The workspace at the left: who you are, the channels, the app, and everyone you could be. */
import { arrange, h, icon } from '../dom.js';
import { APP_NAME, appMark, avatar, flagTags, flagWords, isApp, isDirect, nameOf, whereabouts } from './people.js';

/** @typedef {import('../../api.ts').SandboxChannel} SandboxChannel */

/** @param {import('../app.js').Page} page */
export function createSidebar(page) {
  const me = h('ul', { class: 'me', 'aria-label': 'You', 'data-testid': 'me' });
  const channels = h('ul', { 'aria-label': 'Channels' });
  const apps = h('ul', { 'aria-label': 'Apps' });
  const people = h('ul', { 'aria-label': 'People' });
  const node = h(
    'nav',
    { class: 'sidebar', id: 'sidebar', 'aria-label': 'Workspace' },
    me,
    h(
      'div',
      { class: 'side-scroll' },
      heading('Channels'),
      channels,
      heading('Apps'),
      apps,
      heading('Be someone else'),
      people,
    ),
  );
  /** Rows by key, so that an unchanged row keeps its node and its focus. @type {Map<string, { drawn: string, node: any }>} */
  let rows = new Map();

  function heading(/** @type {string} */ text) {
    return h('h2', { class: 'side-heading' }, text);
  }
  /**
   * @param {Map<string, any>} next
   * @param {string} key
   * @param {unknown} facts what the row shows
   * @param {() => any} draw
   */
  function row(next, key, facts, draw) {
    const drawn = JSON.stringify(facts);
    const old = rows.get(key);
    const entry = old?.drawn === drawn ? old : { drawn, node: h('li', {}, draw()) };
    if (old !== undefined && old !== entry && old.node.contains(document.activeElement)) {
      requestAnimationFrame(() => entry.node.firstElementChild?.focus());
    }
    next.set(key, entry);
    return entry.node;
  }

  function update() {
    const { snapshot, place } = page.state;
    if (snapshot === undefined) return;
    const next = new Map();
    const clock = new Date().toISOString().slice(0, 16);
    const mine = row(next, 'me', [snapshot.me, clock], () =>
      h(
        'div',
        { class: 'me-card' },
        avatar(snapshot.me, snapshot.me.id),
        h(
          'div',
          { class: 'me-words' },
          h(
            'div',
            { class: 'me-name' },
            h('span', { class: 'me-are' }, 'You are '),
            nameOf(snapshot.me, snapshot.me.id),
            flagTags(snapshot.me),
          ),
          h('div', { class: 'me-where' }, whereabouts(snapshot.me)),
        ),
      ),
    );
    arrange(me, [mine]);
    arrange(
      channels,
      snapshot.channels.filter((one) => !isDirect(one)).map((one) => channelRow(next, one)),
    );
    const direct = snapshot.channels.filter(isDirect).map((one) => channelRow(next, one));
    const home = row(next, 'home', [place.kind], () =>
      h(
        'button',
        {
          type: 'button',
          class: 'side-link',
          'aria-current': place.kind === 'home' ? 'page' : undefined,
          'data-testid': 'app-home',
          onclick: () => page.go({ kind: 'home' }),
        },
        appMark(),
        h('span', { class: 'side-name' }, APP_NAME),
        h('span', { class: 'side-note' }, 'Home'),
      ),
    );
    arrange(apps, [home, ...direct]);
    const others = snapshot.users.filter((user) => !isApp(user)).sort((a, b) => a.flags.length - b.flags.length);
    arrange(
      people,
      others.map((user) =>
        row(next, `person/${user.id}`, [user, user.id === snapshot.me.id], () => {
          const current = user.id === snapshot.me.id;
          return h(
            'button',
            {
              type: 'button',
              class: 'side-link person',
              'aria-pressed': String(current),
              'aria-label': ['Be ' + nameOf(user, user.id), flagWords(user)].filter(Boolean).join(', '),
              title: whereabouts(user),
              'data-testid': `person-${user.id}`,
              onclick: () => page.be(user.id),
            },
            avatar(user, user.id),
            h('span', { class: 'side-name' }, nameOf(user, user.id)),
            flagTags(user),
            current && icon('check', 'side-check'),
          );
        }),
      ),
    );
    rows = next;
  }

  /** @param {Map<string, any>} next @param {SandboxChannel} channel */
  function channelRow(next, channel) {
    const { place } = page.state;
    const current = place.kind === 'channel' && place.id === channel.id;
    const unread = current ? { count: 0, mentions: 0 } : page.unread(channel.id);
    return row(next, `channel/${channel.id}`, [channel, current, unread], () =>
      h(
        'button',
        {
          type: 'button',
          class: `side-link ${unread.count > 0 ? 'unread' : ''}`,
          'aria-current': current ? 'page' : undefined,
          'data-testid': `channel-${channel.id}`,
          onclick: () => page.go({ kind: 'channel', id: channel.id }),
        },
        isDirect(channel)
          ? appMark()
          : h('span', { class: 'hash', 'aria-hidden': 'true' }, channel.isPrivate ? icon('lock') : '#'),
        h('span', { class: 'side-name' }, channel.name),
        isDirect(channel) && h('span', { class: 'side-note' }, 'Messages'),
        channel.isShared && h('span', { class: 'tag' }, 'shared'),
        unread.mentions > 0 &&
          h('span', { class: 'side-count', 'aria-label': `${unread.mentions} new for you` }, unread.mentions),
      ),
    );
  }
  return { node, update };
}

// @ts-check
/** The strip at the top that says what this is, and the head of the channel. */
import { h, icon } from '../dom.js';
import { APP_NAME, appMark, isDirect } from './people.js';

/** @param {import('../app.js').Page} page */
export function createHeader(page) {
  const dot = h('span', { class: 'link-dot', 'aria-hidden': 'true' });
  const words = h('span', { class: 'link-words' });
  const linkState = h('span', { class: 'link-state', role: 'status', 'data-testid': 'app-state' }, dot, words);
  const toggle = h(
    'button',
    {
      type: 'button',
      class: 'top-button',
      'data-testid': 'activity-toggle',
      onclick: () => page.showActivity(!page.state.activity),
    },
    icon('pulse'),
    h('span', {}, 'What the app did'),
  );
  const menu = h(
    'button',
    {
      type: 'button',
      class: 'top-button menu-button',
      'aria-label': 'Channels and people',
      'aria-controls': 'sidebar',
      onclick: () => page.toggleMenu(),
    },
    icon('menu'),
  );
  const node = h(
    'header',
    { class: 'top' },
    menu,
    h(
      'span',
      { class: 'stand-in' },
      h('strong', {}, 'Local stand-in for Slack'),
      h('span', { class: 'stand-in-more' }, ' — nothing here reaches slack.com'),
    ),
    linkState,
    toggle,
  );
  const title = h('h1', { class: 'place-title' });
  const note = h('span', { class: 'muted place-note' });
  const place = h('div', { class: 'pane-head place' }, title, note);
  let drawn = '';

  function update() {
    const { snapshot, online, activity, place: where } = page.state;
    if (snapshot === undefined) return;
    const good = online && snapshot.appConnected;
    dot.classList.toggle('link-good', good);
    const sentence = !online
      ? 'The local Slack is gone; trying again'
      : snapshot.appConnected
        ? `${APP_NAME} is connected`
        : `${APP_NAME} is not connected`;
    if (words.textContent !== sentence) words.textContent = sentence;
    toggle.setAttribute('aria-expanded', String(activity));
    const channel = where.kind === 'channel' ? snapshot.channels.find((one) => one.id === where.id) : undefined;
    const facts = JSON.stringify([where, channel]);
    if (facts === drawn) return;
    drawn = facts;
    if (where.kind === 'home') {
      title.replaceChildren(appMark(), APP_NAME);
      note.textContent = 'Home';
    } else if (channel !== undefined) {
      const direct = isDirect(channel);
      title.replaceChildren(
        direct ? appMark() : h('span', { class: 'hash' }, channel.isPrivate ? icon('lock') : '#'),
        channel.name,
      );
      const people = `${channel.members.length} members`;
      note.textContent = direct
        ? 'Messages from the app to you'
        : channel.isShared
          ? `${people}, shared with another company`
          : people;
    }
    document.title = `${title.textContent} · local Slack`;
  }
  return { node, place, update };
}

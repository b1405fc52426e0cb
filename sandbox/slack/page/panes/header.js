/** The strip at the top that says what this is, and the head of the channel. */
import { h, icon, iconButton } from '../dom.js';
import { APP_NAME, appMark, channelMark, isDirect } from './people.js';

/** @param {import('../app.js').Page} page */
export function createHeader(page) {
  const dot = h('span', { class: 'link-dot', 'aria-hidden': 'true' });
  const words = h('span', { class: 'link-words' });
  const linkState = h('span', { class: 'link-state', role: 'status', 'data-testid': 'app-state' }, dot, words);
  const toggle = h(
    'button',
    { type: 'button', class: 'top-button', onclick: () => page.showActivity(!page.state.activity) },
    icon('pulse'),
    h('span', {}, 'App activity'),
  );
  const console = h(
    'a',
    { class: 'top-button', href: 'console/', hidden: true },
    icon('bolt'),
    h('span', {}, 'Cloud console'),
  );
  const menu = iconButton('Channels and people', 'menu', () => page.toggleMenu(), {
    class: 'top-button menu-button',
    'aria-controls': 'sidebar',
  });
  const node = h(
    'header',
    { class: 'top' },
    menu,
    h(
      'span',
      { class: 'stand-in' },
      h('strong', {}, 'Local stand-in for Slack'),
      h('span', {}, ' — nothing here reaches slack.com'),
    ),
    linkState,
    console,
    toggle,
  );
  const title = h('h1', { class: 'place-title' });
  const note = h('span', { class: 'muted place-note' });
  const tabs = createTabs(page);
  const place = h('div', { class: 'pane-head place' }, title, tabs.node, note);
  let drawn = '';

  function update() {
    const { snapshot, online, activity, place: where } = page.state;
    if (snapshot === undefined) return;
    dot.classList.toggle('link-good', online && snapshot.appConnected);
    const connected = `${APP_NAME} is ${snapshot.appConnected ? 'connected' : 'not connected'}`;
    const sentence = online ? connected : 'Local Slack is down, reconnecting';
    if (words.textContent !== sentence) words.textContent = sentence;
    console.hidden = !snapshot.hasConsole;
    toggle.setAttribute('aria-expanded', String(activity));
    tabs.update();
    const channel = where.kind === 'channel' ? snapshot.channels.find((one) => one.id === where.id) : undefined;
    const facts = JSON.stringify([where, channel]);
    if (facts === drawn) return;
    drawn = facts;
    if (where.kind === 'home') {
      title.replaceChildren(appMark(), APP_NAME);
      note.textContent = '';
    } else if (channel !== undefined) {
      title.replaceChildren(channelMark(channel), channel.name);
      const shared = channel.isShared ? ', shared with another company' : '';
      note.textContent = isDirect(channel)
        ? 'Messages from the app to you'
        : `${channel.members.length} members${shared}`;
    }
    document.title = `${title.textContent} · local Slack`;
  }
  return { node, place, update };
}

/** The two tabs of the app: its Home, and its messages to this person. @param {import('../app.js').Page} page */
function createTabs(page) {
  const direct = () => page.state.snapshot?.channels.find(isDirect);
  const home = tab('Home', () => page.go({ kind: 'home' }));
  const messages = tab('Messages', () => {
    const channel = direct();
    if (channel !== undefined) page.go({ kind: 'channel', id: channel.id });
  });
  const node = h('div', { class: 'tabs', role: 'tablist', 'aria-label': APP_NAME, hidden: true }, home, messages);
  node.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    const other = document.activeElement === home ? messages : home;
    other.click();
    other.focus();
  });
  return {
    node,
    update() {
      const { place } = page.state;
      const there = direct();
      const atHome = place.kind === 'home';
      node.hidden = !atHome && (there === undefined || place.id !== there.id);
      messages.toggleAttribute('disabled', there === undefined);
      for (const [one, current] of /** @type {const} */ ([
        [home, atHome],
        [messages, !atHome],
      ])) {
        one.setAttribute('aria-selected', String(current));
        one.tabIndex = current ? 0 : -1;
      }
    },
  };
}

/** @param {string} label @param {() => void} onclick */
const tab = (label, onclick) => h('button', { type: 'button', class: 'tab', role: 'tab', onclick }, label);

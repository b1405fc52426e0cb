/**
 * Puts the panes together, keeps what the page knows, and is the only file that changes it.
 *
 * @typedef {import('./api.js').Snapshot} Snapshot
 * @typedef {import('./host.js').Doing} Doing
 * @typedef {{ readonly kind: 'channel', readonly id: string } | { readonly kind: 'home' }} Place
 *
 * @typedef {object} PageState
 * @property {string} as
 * @property {Place} place
 * @property {string | undefined} thread
 * @property {boolean} activity
 * @property {boolean} online
 * @property {Snapshot | undefined} snapshot
 *
 * @typedef {object} Page what the panes may ask of it
 * @property {Readonly<PageState>} state
 * @property {() => Snapshot} scene throws before the first snapshot
 * @property {(what: Doing) => Promise<import('./api.js').ActResult>} act
 * @property {(place: Place) => void} go
 * @property {(ts: string | undefined) => void} openThread
 * @property {(open: boolean) => void} showActivity
 * @property {(id: string) => void} be becomes another person; nothing of the last one stays on the page
 * @property {(text: string) => void} compose
 * @property {() => void} toggleMenu
 * @property {(covered: boolean) => void} cover while a form is open, nothing behind it can be reached
 */
import { act, fetchState, listen, messageOf, Refused } from './api.js';
import { h } from './dom.js';
import { createActivity } from './panes/activity.js';
import { createComposer } from './panes/composer.js';
import { createHeader } from './panes/header.js';
import { createHome } from './panes/home.js';
import { createModals } from './panes/modal.js';
import { createNotices } from './panes/notices.js';
import { createSidebar } from './panes/sidebar.js';
import { createStream, createThread } from './panes/stream.js';
import { readAddress, writeAddress } from './place.js';

/** Who a newcomer is. */
const FIRST = 'U0DEV1';

const address = readAddress();
/** @type {PageState} */
const state = { ...address, as: address.as || FIRST, online: true, snapshot: undefined };
let stop = () => {};
/** @type {Promise<void> | undefined} */
let running;
let again = false;
/** How many notices of this person were already shown. @type {number | undefined} */
let heard;

/** @type {Page} */
const page = {
  state,
  scene() {
    if (state.snapshot === undefined) throw new Error('nothing is known yet');
    return state.snapshot;
  },
  async act(what) {
    const result = await act({ ...what, as: state.as });
    if (what.kind !== 'options') await refresh();
    // What is wrong with a field is said at the field.
    const atFields = what.kind === 'submit' && Object.keys(state.snapshot?.modals.at(-1)?.errors ?? {}).length > 0;
    if (result.notice !== undefined && what.kind !== 'options' && !atFields) notices.say(result.notice);
    return result;
  },
  go(place) {
    state.place = place;
    state.thread = undefined;
    app.classList.remove('menu-open');
    draw();
    if (place.kind === 'home') void page.act({ kind: 'home' });
  },
  openThread(ts) {
    state.thread = ts;
    if (ts !== undefined) state.activity = false;
    draw();
  },
  showActivity(open) {
    state.activity = open;
    if (open) state.thread = undefined;
    draw();
  },
  be(id) {
    state.as = id;
    heard = undefined;
    app.classList.remove('menu-open');
    void connect();
  },
  compose: (text) => composer.write(text),
  toggleMenu: () => void app.classList.toggle('menu-open'),
  cover: (covered) => void app.toggleAttribute('inert', covered),
};

const notices = createNotices();
const header = createHeader(page);
const sidebar = createSidebar(page);
const stream = createStream(page);
const home = createHome(page);
const composer = createComposer(page);
const thread = createThread(page);
const activity = createActivity(page);
const modals = createModals(page);
const main = h('main', { class: 'main' }, header.place, stream.node, home.node, composer.node);
const app = h('div', { id: 'app', class: 'app' }, header.node, sidebar.node, main, thread.node, activity.node);
document.body.append(app, modals.node, h('div', { id: 'questions' }), notices.node);

function draw() {
  const { snapshot, place } = state;
  if (snapshot === undefined) return;
  if (place.kind === 'channel' && !snapshot.channels.some((channel) => channel.id === place.id)) {
    state.place = { kind: 'channel', id: snapshot.channels[0]?.id ?? '' };
    state.thread = undefined;
  }
  stream.node.hidden = state.place.kind !== 'channel';
  for (const pane of [stream, home, composer, thread, header, sidebar, modals]) pane.update();
  void activity.update();
  app.classList.toggle('with-side', state.activity || !thread.node.hidden);
  writeAddress(state);
  if (heard !== undefined) for (const sentence of snapshot.notices.slice(heard)) notices.say(sentence);
  heard = snapshot.notices.length;
}

/** Never two requests at a time; a change that comes meanwhile asks for one more. */
function refresh() {
  again = running !== undefined;
  running ??= refreshAll().finally(() => {
    running = undefined;
  });
  return running;
}
async function refreshAll() {
  do {
    again = false;
    const { as } = state;
    try {
      const snapshot = await fetchState(as);
      if (as !== state.as) {
        again = true;
        continue;
      }
      state.snapshot = snapshot;
      state.online = true;
      draw();
    } catch (error) {
      // This browser remembers a person of another sandbox.
      if (error instanceof Refused && error.status === 404 && state.as !== FIRST) {
        state.as = FIRST;
        again = true;
        continue;
      }
      state.online = false;
      header.update();
      if (state.snapshot === undefined) notices.say(messageOf(error));
    }
  } while (again);
}
async function connect() {
  stop();
  await refresh();
  const me = state.snapshot?.me.id;
  if (me === undefined) {
    setTimeout(() => void connect(), 2000);
    return;
  }
  state.as = me;
  stop = listen(
    me,
    () => void refresh(),
    (online) => {
      state.online = online;
      header.update();
    },
  );
  if (state.place.kind === 'home') void page.act({ kind: 'home' });
}
void connect();

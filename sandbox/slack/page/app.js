// @ts-check
/** Puts the panes together, keeps what the page knows, and is the only file that changes it. */
import { act, fetchState, listen } from './api.js';
import { h } from './dom.js';
import { createActivity } from './panes/activity.js';
import { createComposer } from './panes/composer.js';
import { createHeader } from './panes/header.js';
import { createHome } from './panes/home.js';
import { createModals } from './panes/modal.js';
import { createNotices } from './panes/notices.js';
import { createSidebar } from './panes/sidebar.js';
import { createStream, createThread } from './panes/stream.js';
import { readAddress, unreadOf, writeAddress } from './place.js';

/** @typedef {import('./api.js').Snapshot} Snapshot */
/** @typedef {{ kind: 'channel', id: string } | { kind: 'home' }} Place */
/** @typedef {ReturnType<typeof start>} Page */

/** Who a newcomer is. */
const FIRST = 'U0DEV1';

export function start() {
  const address = readAddress();
  /** @type {{ as: string, place: Place, thread: string | undefined, activity: boolean, online: boolean, snapshot: Snapshot | undefined }} */
  const state = { ...address, as: address.as ?? FIRST, online: true, snapshot: undefined };
  let stop = () => {};
  /** @type {Promise<void> | undefined} */
  let running;
  let again = false;
  /** How many notices of this person were already shown. @type {number | undefined} */
  let heard;

  const page = {
    state,
    scene: () => /** @type {Snapshot} */ (state.snapshot),
    say: (/** @type {string} */ sentence, /** @type {'plain' | 'trouble'} */ tone = 'trouble') =>
      notices.say(sentence, tone),
    /** @param {any} what @returns {Promise<import('./api.js').ActResult>} */
    async act(what) {
      const result = await act({ ...what, as: state.as });
      if (what.kind !== 'options') await refresh();
      // What is wrong with a field is said at the field.
      const atFields = what.kind === 'submit' && Object.keys(state.snapshot?.modals.at(-1)?.errors ?? {}).length > 0;
      if (result.notice !== undefined && what.kind !== 'options' && !atFields) notices.say(result.notice);
      return result;
    },
    /** @param {Place} place */
    go(place) {
      state.place = place;
      state.thread = undefined;
      app.classList.remove('menu-open');
      draw();
      if (place.kind === 'home') void page.act({ kind: 'home' });
    },
    openThread(/** @type {string | undefined} */ ts) {
      state.thread = ts;
      if (ts !== undefined) state.activity = false;
      draw();
    },
    showActivity(/** @type {boolean} */ open) {
      state.activity = open;
      if (open) state.thread = undefined;
      draw();
    },
    /** Becomes another person; nothing of the last one stays on the page. */
    be(/** @type {string} */ id) {
      state.as = id;
      heard = undefined;
      app.classList.remove('menu-open');
      connect();
    },
    compose: (/** @type {string} */ text) => composer.write(text),
    toggleMenu: () => app.classList.toggle('menu-open'),
    /** While a form is open, nothing behind it can be reached. */
    cover(/** @type {boolean} */ covered) {
      if (covered) app.setAttribute('inert', '');
      else app.removeAttribute('inert');
    },
    unread: (/** @type {string} */ channel) => unreadOf(page.scene(), channel),
  };

  const notices = createNotices();
  const header = createHeader(/** @type {any} */ (page));
  const sidebar = createSidebar(/** @type {any} */ (page));
  const stream = createStream(/** @type {any} */ (page));
  const home = createHome(/** @type {any} */ (page));
  const composer = createComposer(/** @type {any} */ (page));
  const thread = createThread(/** @type {any} */ (page));
  const activity = createActivity(/** @type {any} */ (page));
  const modals = createModals(/** @type {any} */ (page));
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
    for (const pane of [stream, home, composer, thread, header, sidebar, modals, activity]) void pane.update();
    app.classList.toggle('with-side', state.activity || !thread.node.hidden);
    writeAddress(state);
    announce(snapshot);
  }
  function announce(/** @type {Snapshot} */ snapshot) {
    if (heard !== undefined) for (const sentence of snapshot.notices.slice(heard)) notices.say(sentence);
    heard = snapshot.notices.length;
  }
  /** Never two requests at a time; a change that comes meanwhile asks for one more. */
  function refresh() {
    if (running !== undefined) {
      again = true;
      return running;
    }
    running = (async () => {
      do {
        again = false;
        const as = state.as;
        try {
          const snapshot = await fetchState(as);
          if (as !== state.as) again = true;
          else {
            state.snapshot = snapshot;
            state.online = true;
            draw();
          }
        } catch (error) {
          // Somebody remembered from another sandbox.
          if (/** @type {any} */ (error).status === 404 && state.as !== FIRST) {
            state.as = FIRST;
            again = true;
            continue;
          }
          state.online = false;
          header.update();
          if (state.snapshot === undefined) notices.say(error instanceof Error ? error.message : String(error));
        }
      } while (again);
      running = undefined;
    })();
    return running;
  }
  async function connect() {
    stop();
    await refresh();
    const me = state.snapshot?.me.id;
    if (me === undefined) {
      setTimeout(connect, 2000);
      return;
    }
    state.as = me;
    stop = listen(me, refresh, (online) => {
      state.online = online;
      header.update();
    });
    if (state.place.kind === 'home') void page.act({ kind: 'home' });
  }
  void connect();
  return page;
}

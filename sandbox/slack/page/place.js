/** Where the reader is and has been: the address line, and what they have seen, remembered in this browser. */
import { objectOf, textOf } from './json.js';

/** @typedef {import('./api.js').Snapshot} Snapshot */

const REMEMBERED = 'redis-resize.sandbox.place';
const SEEN = 'redis-resize.sandbox.seen';

/** @param {string} key */
function recall(key) {
  try {
    return objectOf(JSON.parse(localStorage.getItem(key) ?? '{}'));
  } catch {
    return objectOf(undefined);
  }
}

/** @param {string} key @param {unknown} value */
function remember(key, value) {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // A browser that forgets is no reason to stop.
  }
}

/** `?as=U…&channel=C…&thread=ts`, `&home`, `&activity`; what is missing comes from the last visit. */
export function readAddress() {
  const query = new URLSearchParams(location.search);
  const last = recall(REMEMBERED);
  const as = query.get('as') ?? textOf(last['as']);
  const channel = query.get('channel') ?? textOf(last['channel']);
  /** @type {import('./app.js').Place} */
  const place = query.has('home') ? { kind: 'home' } : { kind: 'channel', id: channel };
  return { as, place, thread: query.get('thread') ?? undefined, activity: query.has('activity') };
}

/** @param {{ as: string | undefined, place: import('./app.js').Place, thread: string | undefined, activity: boolean, snapshot: Snapshot | undefined }} state */
export function writeAddress(state) {
  const query = new URLSearchParams();
  if (state.as !== undefined) query.set('as', state.as);
  if (state.place.kind === 'channel') query.set('channel', state.place.id);
  else query.set('home', '1');
  if (state.thread !== undefined) query.set('thread', state.thread);
  if (state.activity) query.set('activity', '1');
  const address = `${location.pathname}?${query}`;
  if (address !== location.pathname + location.search) window.history.replaceState(null, '', address);
  remember(REMEMBERED, { as: state.as, ...(state.place.kind === 'channel' ? { channel: state.place.id } : {}) });
  if (state.snapshot !== undefined && state.place.kind === 'channel') markSeen(state.snapshot, state.place.id);
}

/** @param {Snapshot} snapshot @param {string} channel */
const newestIn = (snapshot, channel) =>
  snapshot.messages.reduce(
    (newest, message) => (message.channel === channel ? Math.max(newest, Number(message.ts)) : newest),
    0,
  );

/** @param {Snapshot} snapshot @param {string} channel */
function markSeen(snapshot, channel) {
  const key = `${snapshot.me.id}/${channel}`;
  const seen = recall(SEEN);
  const newest = newestIn(snapshot, channel);
  if (seen[key] !== newest) remember(SEEN, { ...seen, [key]: newest });
}

/** How much is new in a channel, and how much of it speaks to this person. @param {Snapshot} snapshot @param {string} channel */
export function unreadOf(snapshot, channel) {
  const since = Number(recall(SEEN)[`${snapshot.me.id}/${channel}`] ?? 0);
  const fresh = snapshot.messages.filter((message) => message.channel === channel && Number(message.ts) > since);
  const { me, userGroups } = snapshot;
  const mine = [me.id, ...userGroups.filter((group) => group.users.includes(me.id)).map((group) => group.id)].join('|');
  const toMe = new RegExp(`<(@|!subteam\\^)(${mine})[>|]|<!(here|channel|everyone)|"user(group)?_id":"(${mine})"`);
  const mentions = fresh.filter((message) => toMe.test(message.text + JSON.stringify(message.blocks))).length;
  return { count: fresh.length, mentions: channel.startsWith('D') ? fresh.length : mentions };
}

// @ts-check
/** How people and the app look: avatar, name, flags. */
import { h, svg } from '../dom.js';

/** @typedef {import('../../api.ts').SandboxUser} SandboxUser */

const FLAGS = new Map([
  ['guest', 'guest'],
  ['single_channel_guest', 'one-channel guest'],
  ['stranger', 'stranger'],
  ['bot', 'bot'],
  ['deleted', 'deactivated'],
  ['other_team', 'other team'],
]);

export const APP_NAME = 'redis-resize';

/** The app's own bot user: nobody can act as it. */
export const isApp = (/** @type {SandboxUser | undefined} */ user) =>
  user?.name === APP_NAME && user.flags.includes('bot');

/** The conversation between the app and one person. */
export const isDirect = (/** @type {import('../../api.ts').SandboxChannel} */ channel) =>
  channel.isDirect ?? channel.id.startsWith('D');

export const nameOf = (/** @type {SandboxUser | undefined} */ user, /** @type {string} */ id) =>
  user?.realName || user?.name || id;

/** The same person has the same colour everywhere. */
function hue(/** @type {string} */ id) {
  let hash = 0x811c9dc5;
  for (const char of id) hash = Math.imul(hash ^ char.charCodeAt(0), 0x01000193) >>> 0;
  return (Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d) >>> 8) % 360;
}

/** Three stacked discs: the memory store that grows. */
export const appMark = () =>
  svg(
    'svg',
    { class: 'avatar avatar-app', viewBox: '0 0 36 36', 'aria-hidden': 'true' },
    svg('rect', { class: 'app-back', width: 36, height: 36, rx: 8 }),
    svg('path', {
      class: 'app-disc',
      d: 'M8 24v2.5c0 1.6 4.5 3 10 3s10-1.4 10-3V24c-2 1.5-6 2.2-10 2.2S10 25.5 8 24z',
    }),
    svg('path', {
      class: 'app-disc',
      d: 'M8 17.5V20c0 1.6 4.5 3 10 3s10-1.4 10-3v-2.5c-2 1.5-6 2.2-10 2.2s-8-.7-10-2.200z',
    }),
    svg('ellipse', { class: 'app-disc', cx: 18, cy: 12, rx: 10, ry: 4.2 }),
    svg('path', { class: 'app-arrow', d: 'M18 14.3V9.600m-2.4 2.2L18 9.4l2.4 2.4' }),
  );

/** @param {SandboxUser | undefined} user @param {string} id */
export function avatar(user, id) {
  if (isApp(user)) return appMark();
  const words = nameOf(user, id).split(/\s+/).filter(Boolean);
  const letters = words
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('')
    .toUpperCase();
  const node = h('span', { class: 'avatar', 'aria-hidden': 'true' }, letters);
  node.style.setProperty('--hue', String(hue(id)));
  return node;
}

export const flagWords = (/** @type {SandboxUser} */ user) =>
  user.flags.map((flag) => FLAGS.get(flag) ?? flag).join(' · ');

export function flagTags(/** @type {SandboxUser} */ user) {
  const words = flagWords(user);
  return words === '' ? undefined : h('span', { class: 'tag', title: words }, words);
}

/** "Asia/Shanghai, 21:05" */
export function whereabouts(/** @type {SandboxUser} */ user) {
  const city = (user.tz.split('/').at(-1) ?? user.tz).replaceAll('_', ' ');
  try {
    const time = new Intl.DateTimeFormat('en-GB', { timeZone: user.tz, hour: '2-digit', minute: '2-digit' }).format(
      new Date(),
    );
    return `${city} ${time} · ${user.locale}`;
  } catch {
    return `${city} · ${user.locale}`;
  }
}

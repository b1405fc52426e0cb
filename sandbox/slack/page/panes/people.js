/** How people, channels and the app look: avatar, name, flags. */
import { h, icon, svg } from '../dom.js';

/**
 * @typedef {import('../../api.ts').SandboxUser} SandboxUser
 * @typedef {import('../../api.ts').SandboxChannel} SandboxChannel
 */

/** @type {Readonly<Record<SandboxUser['flags'][number], string>>} */
const FLAGS = {
  guest: 'guest',
  single_channel_guest: 'one-channel guest',
  stranger: 'stranger',
  bot: 'bot',
  deleted: 'deactivated',
  other_team: 'other team',
};

export const APP_NAME = 'redis-resize';

/** The app's own bot user, as which no one can act. @param {SandboxUser | undefined} user */
export const isApp = (user) => user?.name === APP_NAME && user.flags.includes('bot');

/** The conversation between the app and one person. @param {SandboxChannel} channel */
export const isDirect = (channel) => channel.isDirect ?? channel.id.startsWith('D');

/** @param {SandboxUser | undefined} user @param {string} id */
export const nameOf = (user, id) => user?.realName || user?.name || id;

/** What stands before the name of a channel. @param {SandboxChannel} channel */
export const channelMark = (channel) =>
  isDirect(channel)
    ? appMark()
    : h('span', { class: 'hash', 'aria-hidden': 'true' }, channel.isPrivate ? icon('lock') : '#');

/** The same person has the same color everywhere. @param {string} id */
function hue(id) {
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
    .map((word) => String.fromCodePoint(word.codePointAt(0) ?? 32))
    .join('')
    .toUpperCase();
  const node = h('span', { class: 'avatar', 'aria-hidden': 'true', 'data-letters': letters });
  node.style.setProperty('--hue', String(hue(id)));
  return node;
}

/** @param {SandboxUser} user */
const flagWords = (user) => user.flags.map((flag) => FLAGS[flag]).join(' · ');

/** @param {SandboxUser} user */
export function flagTags(user) {
  const words = flagWords(user);
  return words === '' ? undefined : h('span', { class: 'tag', title: words }, words);
}

/** "Shanghai 21:05 · zh-CN" @param {SandboxUser} user */
export function whereabouts({ tz, locale }) {
  const city = (tz.split('/').at(-1) ?? tz).replaceAll('_', ' ');
  try {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: tz, hour: '2-digit', minute: '2-digit' });
    return `${city} ${format.format(new Date())} · ${locale}`;
  } catch {
    return `${city} · ${locale}`;
  }
}

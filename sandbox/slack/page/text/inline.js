// @ts-check
/** Draws parsed text as nodes; the only place that knows how a mention, a date or a link looks. */
import { h, safeUrl } from '../dom.js';
import { formatDate, fullTime } from './dates.js';
import { emoji, withEmoji } from './emoji.js';
import { parseMrkdwn } from './mrkdwn.js';

/**
 * What the renderers need to know about the world.
 * @typedef {object} Scene
 * @property {import('../../api.ts').SandboxUser} me
 * @property {readonly import('../../api.ts').SandboxUser[]} users
 * @property {readonly import('../../api.ts').SandboxChannel[]} channels
 * @property {readonly { id: string, handle: string, users: readonly string[] }[]} userGroups
 */

const now = () => new Date();

/** @param {string} url @param {string} [label] */
export function link(url, label) {
  const href = safeUrl(url);
  const text = label === undefined || label === '' ? url.replace(/^mailto:/, '') : withEmoji(label);
  if (href === undefined) return h('span', {}, text);
  return h('a', { href, target: '_blank', rel: 'noopener noreferrer', title: href }, text);
}

/** @param {Scene} scene @param {string} id @param {string} [label] */
export function userMention(scene, id, label) {
  const name = scene.users.find((user) => user.id === id)?.name ?? label ?? id;
  return h('span', { class: scene.me.id === id ? 'mention mention-me' : 'mention', 'data-user': id }, `@${name}`);
}

/** @param {Scene} scene @param {string} id @param {string} [label] */
export function channelMention(scene, id, label) {
  const name = scene.channels.find((channel) => channel.id === id)?.name ?? label ?? id;
  return h('span', { class: 'mention', 'data-channel': id }, `#${name}`);
}

/** Lit up for those who are in the group. @param {Scene} scene @param {string} id @param {string} [label] */
export function groupMention(scene, id, label) {
  const group = scene.userGroups.find((one) => one.id === id);
  const name = group?.handle ?? (label ? label.replace(/^@/, '') : id);
  const mine = group?.users.includes(scene.me.id);
  return h('span', { class: mine ? 'mention mention-me' : 'mention', 'data-subteam': id }, `@${name}`);
}

/** `@here`, `@channel`, `@everyone` that really would notify people: it must not be overlooked in a test. */
export const broadcast = (/** @type {string} */ range) =>
  h('span', { class: 'mention mention-live', 'data-broadcast': range, title: 'This notifies people' }, `@${range}`);

/** @param {Scene} scene @param {number} seconds @param {string} template @param {string} fallback @param {string} [url] */
export function date(scene, seconds, template, fallback, url) {
  const text = formatDate(seconds, template, scene.me, now());
  const stamp = new Date(seconds * 1000);
  const valid = !Number.isNaN(stamp.getTime());
  const time = h(
    'time',
    { datetime: valid && stamp.toISOString(), title: valid && `${fullTime(scene.me, stamp)} (${scene.me.tz})` },
    text ?? (fallback || template),
  );
  const href = safeUrl(url);
  return href ? h('a', { href, target: '_blank', rel: 'noopener noreferrer' }, time) : time;
}

export function emojiNode(/** @type {string} */ name) {
  const picture = emoji(name);
  return picture === undefined ? `:${name}:` : h('span', { class: 'emoji', title: `:${name}:` }, picture);
}

/** @param {Scene} scene @param {readonly import('./mrkdwn.js').Inline[]} nodes @returns {Node[]} */
export function drawInline(scene, nodes) {
  return nodes.map((node) => {
    switch (node.kind) {
      case 'text':
        return document.createTextNode(node.text);
      case 'bold':
        return h('strong', {}, drawInline(scene, node.children));
      case 'italic':
        return h('em', {}, drawInline(scene, node.children));
      case 'strike':
        return h('s', {}, drawInline(scene, node.children));
      case 'code':
        return h('code', {}, node.text);
      case 'emoji': {
        const picture = emojiNode(node.name);
        return typeof picture === 'string' ? document.createTextNode(picture) : picture;
      }
      case 'link':
        return link(node.url, node.label);
      case 'user':
        return userMention(scene, node.id, node.label);
      case 'channel':
        return channelMention(scene, node.id, node.label);
      case 'subteam':
        return groupMention(scene, node.id, node.label);
      case 'broadcast':
        return broadcast(node.range);
      case 'date':
        return date(scene, node.seconds, node.template, node.fallback, node.url);
    }
  });
}

/** @param {Scene} scene @param {readonly (readonly import('./mrkdwn.js').Inline[])[]} lines */
const drawLines = (scene, lines) =>
  lines.flatMap((line, index) => (index === 0 ? drawInline(scene, line) : [h('br'), ...drawInline(scene, line)]));

/** @param {Scene} scene @param {string} text @param {boolean} [verbatim] @returns {Node[]} */
export function mrkdwn(scene, text, verbatim = false) {
  return parseMrkdwn(text, verbatim).map((part) => {
    switch (part.kind) {
      case 'lines':
        return h('div', { class: 'lines' }, drawLines(scene, part.lines));
      case 'quote':
        return h('blockquote', {}, drawLines(scene, part.lines));
      case 'pre':
        return h('pre', {}, h('code', {}, part.text));
      case 'list':
        return h(
          'ul',
          {},
          part.items.map((item) => h('li', {}, drawInline(scene, item))),
        );
    }
  });
}

/** A text object (`plain_text` or `mrkdwn`) as nodes. @param {Scene} scene @param {any} object @returns {Node[]} */
export function textObject(scene, object) {
  if (object === undefined || object === null) return [];
  if (typeof object === 'string') return [document.createTextNode(withEmoji(object))];
  const text = String(object.text ?? '');
  if (object.type === 'mrkdwn') return mrkdwn(scene, text, object.verbatim === true);
  return [h('span', { class: 'plain' }, plainText(object))];
}

/** A text object as a string, for labels and buttons. */
export const plainText = (/** @type {any} */ object) =>
  withEmoji(typeof object === 'string' ? object : String(object?.text ?? ''));

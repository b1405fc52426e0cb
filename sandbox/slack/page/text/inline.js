/**
 * Draws text as nodes; the only place that knows how a mention, a date or a link looks. Shortcodes such as `:tada:`
 * stay as they are written: the app sends none.
 *
 * What the renderers need to know about the world.
 * @typedef {object} Scene
 * @property {import('../../api.ts').SandboxUser} me
 * @property {readonly import('../../api.ts').SandboxUser[]} users
 * @property {readonly import('../../api.ts').SandboxChannel[]} channels
 * @property {readonly { id: string, handle: string, users: readonly string[] }[]} userGroups
 *
 * @typedef {import('../json.js').Json} Json
 * @typedef {import('../json.js').JsonObject} JsonObject
 * @typedef {import('./mrkdwn.js').Inline} Inline
 */
import { h, safeUrl, unknown } from '../dom.js';
import { objectOf, objectsOf, textOf } from '../json.js';
import { formatDate, fullTime } from './dates.js';
import { parseMrkdwn } from './mrkdwn.js';

/** @param {string} url @param {string} [label] */
function link(url, label = '') {
  const href = safeUrl(url);
  const text = label === '' ? url.replace(/^mailto:/, '') : label;
  return href === undefined ? h('span', {}, text) : anchor(href, text, href);
}

/** @param {string} href @param {import('../dom.js').Child} content @param {string} [title] */
const anchor = (href, content, title) => h('a', { href, target: '_blank', rel: 'noopener noreferrer', title }, content);

/** @param {Scene} scene @param {string} id @param {string} [label] */
function userMention(scene, id, label) {
  const name = scene.users.find((user) => user.id === id)?.name ?? label ?? id;
  return h('span', { class: scene.me.id === id ? 'mention mention-me' : 'mention', 'data-user': id }, `@${name}`);
}

/** Lit up for those who are in the group. @param {Scene} scene @param {string} id @param {string} [label] */
function groupMention(scene, id, label) {
  const group = scene.userGroups.find((one) => one.id === id);
  const name = group?.handle ?? label?.replace(/^@/, '') ?? id;
  const mine = group?.users.includes(scene.me.id);
  return h('span', { class: mine ? 'mention mention-me' : 'mention', 'data-subteam': id }, `@${name}`);
}

/** @param {Scene} scene @param {Extract<Inline, { kind: 'date' }>} node */
function date(scene, { seconds, template, fallback, url }) {
  const text = formatDate(seconds, template, scene.me, new Date());
  const stamp = new Date(seconds * 1000);
  const valid = !Number.isNaN(stamp.getTime());
  const time = h(
    'time',
    { datetime: valid && stamp.toISOString(), title: valid && `${fullTime(scene.me, stamp)} (${scene.me.tz})` },
    text ?? (fallback || template),
  );
  const href = safeUrl(url);
  return href === undefined ? time : anchor(href, time);
}

/** @param {Scene} scene @param {Inline} node */
function drawOne(scene, node) {
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
    case 'link':
      return link(node.url, node.label);
    case 'user':
      return userMention(scene, node.id, node.label);
    case 'channel': {
      const name = scene.channels.find((channel) => channel.id === node.id)?.name ?? node.label ?? node.id;
      return h('span', { class: 'mention', 'data-channel': node.id }, `#${name}`);
    }
    case 'subteam':
      return groupMention(scene, node.id, node.label);
    case 'broadcast':
      // This would notify people: it must not be overlooked in a test.
      return h(
        'span',
        { class: 'mention mention-live', 'data-broadcast': node.range, title: 'This notifies people' },
        `@${node.range}`,
      );
    case 'date':
      return date(scene, node);
  }
}

/** @param {Scene} scene @param {readonly Inline[]} nodes @returns {readonly Node[]} */
const drawInline = (scene, nodes) => nodes.map((node) => drawOne(scene, node));

/** @param {Scene} scene @param {readonly (readonly Inline[])[]} lines */
const drawLines = (scene, lines) =>
  lines.flatMap((line, index) => (index === 0 ? drawInline(scene, line) : [h('br'), ...drawInline(scene, line)]));

/** @param {Scene} scene @param {string} text @param {boolean} [verbatim] @returns {readonly Node[]} */
export function mrkdwn(scene, text, verbatim = false) {
  return parseMrkdwn(text, verbatim).map((part) => {
    switch (part.kind) {
      case 'lines':
        return h('div', { class: 'lines' }, drawLines(scene, part.lines));
      case 'quote':
        return h('blockquote', {}, drawLines(scene, part.lines));
      case 'list':
        return h(
          'ul',
          {},
          part.lines.map((item) => h('li', {}, drawInline(scene, item))),
        );
      case 'pre':
        return h('pre', {}, h('code', {}, part.text));
    }
  });
}

/** A text object (`plain_text` or `mrkdwn`) as nodes. @param {Scene} scene @param {Json | undefined} value */
export function textObject(scene, value) {
  const { type, text, verbatim } = objectOf(value);
  if (type === 'mrkdwn') return mrkdwn(scene, textOf(text), verbatim === true);
  return [h('span', { class: 'plain' }, textOf(text))];
}

/** A text object as a string, for labels and buttons. @param {Json | undefined} value */
export const plainText = (value) => textOf(objectOf(value)['text']);

/** @type {Readonly<Record<string, 'code' | 's' | 'em' | 'strong' | 'u'>>} */
const STYLES = { code: 'code', strike: 's', italic: 'em', bold: 'strong', underline: 'u' };

/** @param {Scene} scene @param {JsonObject} leaf */
function richLeaf(scene, leaf) {
  switch (leaf['type']) {
    case 'text':
      return h('span', { class: 'plain' }, textOf(leaf['text']));
    case 'link':
      return link(textOf(leaf['url']), textOf(leaf['text']));
    case 'user':
      return userMention(scene, textOf(leaf['user_id']));
    default:
      return unknown('rich text element', leaf['type']);
  }
}

/** The `rich_text` block. @param {Scene} scene @param {JsonObject} block @returns {readonly HTMLElement[]} */
export function richText(scene, block) {
  return objectsOf(block['elements']).map((part) => {
    const leaves = objectsOf(part['elements']).map((leaf) => {
      const wanted = objectOf(leaf['style']);
      const tags = Object.entries(STYLES).filter(([style]) => wanted[style] === true);
      return tags.reduce((node, [, tag]) => h(tag, {}, node), /** @type {HTMLElement} */ (richLeaf(scene, leaf)));
    });
    if (part['type'] === 'rich_text_section') return h('p', { class: 'rt' }, leaves);
    if (part['type'] === 'rich_text_quote') return h('blockquote', {}, leaves);
    return unknown('rich text part', part['type']);
  });
}

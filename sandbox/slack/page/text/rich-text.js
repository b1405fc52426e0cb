// @ts-check
/** The `rich_text` block: sections, lists, quotes, preformatted text, and every inline element in them. */
import { h } from '../dom.js';
import { broadcast, channelMention, date, emojiNode, groupMention, link, userMention } from './inline.js';

/** @typedef {import('./inline.js').Scene} Scene */

/** @param {any} node @param {any} style */
function styled(node, style) {
  let out = node;
  if (style?.code) out = h('code', {}, out);
  if (style?.strike) out = h('s', {}, out);
  if (style?.italic) out = h('em', {}, out);
  if (style?.bold) out = h('strong', {}, out);
  if (style?.underline) out = h('u', {}, out);
  if (style?.highlight || style?.client_highlight) out = h('mark', {}, out);
  return out;
}

/** @param {Scene} scene @param {any} element */
function inline(scene, element) {
  switch (element?.type) {
    case 'text':
      return h('span', { class: 'plain' }, String(element.text ?? ''));
    case 'link':
      return link(String(element.url ?? ''), element.text);
    case 'user':
      return userMention(scene, String(element.user_id));
    case 'channel':
      return channelMention(scene, String(element.channel_id));
    case 'usergroup':
      return groupMention(scene, String(element.usergroup_id));
    case 'team':
      return h('span', { class: 'mention' }, String(element.team_id));
    case 'broadcast':
      return broadcast(String(element.range));
    case 'emoji':
      return emojiNode(String(element.name));
    case 'date':
      return date(
        scene,
        Number(element.timestamp),
        String(element.format ?? ''),
        String(element.fallback ?? ''),
        element.url,
      );
    case 'color':
      return h('code', { class: 'colour' }, String(element.value));
    default:
      return unknown('rich text element', element?.type);
  }
}

/** @param {Scene} scene @param {any} elements */
const inlines = (scene, elements) =>
  Array.isArray(elements) ? elements.map((element) => styled(inline(scene, element), element?.style)) : [];

/** Nothing an app sends may disappear quietly. @param {string} what @param {unknown} type */
export function unknown(what, type) {
  return h(
    'span',
    { class: 'unknown', role: 'alert', 'data-testid': 'unknown' },
    `This page cannot show the ${what} “${typeof type === 'string' ? type : 'without a type'}”.`,
  );
}

/** @param {Scene} scene @param {any} part */
function part(scene, part) {
  switch (part?.type) {
    case 'rich_text_section':
      return h('p', { class: 'rt' }, inlines(scene, part.elements));
    case 'rich_text_quote':
      return h('blockquote', {}, inlines(scene, part.elements));
    case 'rich_text_preformatted':
      return h('pre', {}, h('code', {}, inlines(scene, part.elements)));
    case 'rich_text_list': {
      const items = (part.elements ?? []).map((/** @type {any} */ item) => h('li', {}, inlines(scene, item?.elements)));
      const indent = Number(part.indent ?? 0);
      const ordered = part.style === 'ordered';
      const start = ordered && Number(part.offset ?? 0) > 0 ? Number(part.offset) + 1 : undefined;
      return h(ordered ? 'ol' : 'ul', { class: `indent-${Math.min(Math.max(indent, 0), 8)}`, start }, items);
    }
    default:
      return unknown('rich text part', part?.type);
  }
}

/** @param {Scene} scene @param {any} block @returns {Node[]} */
export function richText(scene, block) {
  return (Array.isArray(block?.elements) ? block.elements : []).map((/** @type {any} */ element) =>
    part(scene, element),
  );
}

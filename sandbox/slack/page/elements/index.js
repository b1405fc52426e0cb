// @ts-check
/** From an element's `type` to its drawing. A type that is not here is shown as an error, never left out. */
import { h, icon } from '../dom.js';
import { unknown } from '../text/rich-text.js';
import { button, feedbackButtons, iconButton, overflow } from './button.js';
import { choice } from './choice.js';
import { select } from './select.js';
import { textInput } from './text.js';
import { when } from './when.js';

/** @typedef {import('./site.js').Site} Site */

/** Pictures are never fetched: nothing of this page leaves the machine. @param {any} element */
export function picture(element, size = 'thumb') {
  const alt = String(element?.alt_text ?? '');
  return h(
    'span',
    { class: `picture picture-${size}`, role: 'img', 'aria-label': alt, title: element?.image_url ?? alt },
    icon('image'),
    size !== 'tiny' && h('span', {}, alt),
  );
}

const text = (/** @type {Site} */ site, /** @type {any} */ element) => textInput(site, element).node;

/** @type {Readonly<Record<string, (site: Site, element: any) => any>>} */
const DRAW = {
  button,
  workflow_button: button,
  icon_button: iconButton,
  feedback_buttons: feedbackButtons,
  overflow,
  static_select: select,
  external_select: select,
  users_select: select,
  conversations_select: select,
  channels_select: select,
  multi_static_select: select,
  multi_external_select: select,
  multi_users_select: select,
  multi_conversations_select: select,
  multi_channels_select: select,
  checkboxes: choice,
  radio_buttons: choice,
  plain_text_input: text,
  number_input: text,
  email_text_input: text,
  url_text_input: text,
  rich_text_input: text,
  datepicker: when,
  timepicker: when,
  datetimepicker: when,
  image: (_, element) => picture(element),
};

/** @param {Site} site @param {any} element @returns {any} */
export function drawElement(site, element) {
  const draw = typeof element?.type === 'string' && Object.hasOwn(DRAW, element.type) ? DRAW[element.type] : undefined;
  return draw === undefined ? unknown('element', element?.type) : draw(site, element);
}

export const isTyped = (/** @type {any} */ element) =>
  Object.hasOwn(DRAW, element?.type) && DRAW[element.type] === text;

/** From an element's `type` to its drawing. A type that is not here is shown as an error, never left out. */
import { unknown } from '../dom.js';
import { textOf } from '../json.js';
import { button } from './button.js';
import { choice } from './choice.js';
import { select } from './select.js';
import { textInput } from './text.js';
import { when } from './when.js';

/**
 * @typedef {import('./site.js').Site} Site
 * @typedef {import('../json.js').JsonObject} JsonObject
 */

/** @type {ReadonlyMap<string, (site: Site, element: JsonObject) => HTMLElement>} */
const DRAW = new Map([
  ['button', button],
  ['static_select', select],
  ['external_select', select],
  ['conversations_select', select],
  ['checkboxes', choice],
  ['radio_buttons', choice],
  ['plain_text_input', (site, element) => textInput(site, element).node],
  ['datetimepicker', when],
]);

/** @param {Site} site @param {JsonObject} element */
export const drawElement = (site, element) =>
  DRAW.get(textOf(element['type']))?.(site, element) ?? unknown('element', element['type']);

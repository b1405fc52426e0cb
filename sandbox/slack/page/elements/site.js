/**
 * Where an element stands (which block, under which label) and the one way out of it: `emit`.
 *
 * @typedef {import('../json.js').Json} Json
 * @typedef {import('../json.js').JsonObject} JsonObject
 *
 * @typedef {object} Host a message or a view
 * @property {import('../text/inline.js').Scene} scene
 * @property {(blockId: string, actionId: string) => Json | undefined} read what was typed or chosen so far
 * @property {(blockId: string, actionId: string, value: JsonObject, when: 'now' | 'soon' | 'held') => Promise<unknown>} fill
 * @property {(blockId: string, actionId: string, value: JsonObject) => Promise<unknown>} press
 * @property {(blockId: string, actionId: string, text: string) => Promise<import('../../api.ts').ActResult>} options
 *
 * @typedef {object} Site
 * @property {Host} host
 * @property {string} blockId
 * @property {InputSite} [input] in an `input` block: the value waits for the submission
 *
 * @typedef {object} InputSite
 * @property {boolean} dispatch the block has `dispatch_action`
 * @property {boolean} optional
 * @property {string} controlId the id that the label points to
 * @property {string} labelId
 * @property {string} describedBy
 */
import { objectOf, textOf } from '../json.js';
import { plainText } from '../text/inline.js';
import { ask } from './confirm.js';

/** A stable name of this element on the page, so that it keeps the focus when it is drawn anew. @param {Site} site @param {JsonObject} element */
export const keyOf = (site, element, extra = '') => `${site.blockId}/${textOf(element['action_id'])}${extra}`;

/** The state that the person left; undefined before they touched it. @param {Site} site @param {JsonObject} element */
export function valueOf(site, element) {
  const value = site.host.read(site.blockId, textOf(element['action_id']));
  return value === undefined ? undefined : objectOf(value);
}

/** The accessible name: a label in input blocks, otherwise the words the element brings along. @param {Site} site @param {JsonObject} element */
export function naming({ input }, element) {
  if (input !== undefined) return { 'aria-labelledby': input.labelId, 'aria-describedby': input.describedBy };
  return { 'aria-label': plainText(element['placeholder']) || textOf(element['action_id']) };
}

/**
 * Tells the app's side that something was typed, chosen or pressed. A `confirm` is asked first; false means
 * the person declined and the element must show its old state again.
 * @param {Site} site
 * @param {JsonObject} element
 * @param {JsonObject} value
 * @param {'now' | 'soon' | 'held'} [when]
 * @returns {Promise<boolean>}
 */
export async function emit(site, element, value, when = 'now') {
  const question = element['confirm'];
  if (question !== undefined && !(await ask(site.host.scene, objectOf(question)))) return false;
  const actionId = textOf(element['action_id']);
  if (site.input !== undefined) await site.host.fill(site.blockId, actionId, value, when);
  else await site.host.press(site.blockId, actionId, value);
  return true;
}

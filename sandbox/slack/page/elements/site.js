// @ts-check
/**
 * Where an element stands (which surface, which block, under which label) and the one way out of it: `emit`.
 *
 * @typedef {object} Host a message or a view
 * @property {import('../text/inline.js').Scene} scene
 * @property {'message' | 'modal' | 'home'} surface
 * @property {(blockId: string, actionId: string) => any} read what was typed or chosen so far
 * @property {(blockId: string, actionId: string, value: any, when: 'now' | 'soon' | 'held') => Promise<unknown>} fill
 * @property {(blockId: string, actionId: string, value: any) => Promise<unknown>} press
 * @property {(blockId: string, actionId: string, text: string) => Promise<import('../../api.ts').ActResult>} options
 *
 * @typedef {object} Site
 * @property {Host} host
 * @property {string} blockId
 * @property {boolean} inInput in an `input` block: the value waits for the submission
 * @property {boolean} [dispatch] the input block has `dispatch_action`
 * @property {boolean} [optional]
 * @property {string} [controlId] the id that the label points to
 * @property {string} [labelId]
 * @property {string} [describedBy]
 */
import { plainText } from '../text/inline.js';
import { ask } from './confirm.js';

/** A stable name of this element on the page, so that it keeps the focus when it is drawn anew. */
export const keyOf = (/** @type {Site} */ site, /** @type {any} */ element, extra = '') =>
  `${site.blockId}/${element.action_id}${extra}`;

export const valueOf = (/** @type {Site} */ site, /** @type {any} */ element) =>
  site.host.read(site.blockId, String(element.action_id ?? ''));

/** The accessible name: a label in input blocks, otherwise the words the element brings along. @param {Site} site @param {any} element */
export function naming(site, element) {
  const describedby = site.describedBy === undefined ? {} : { 'aria-describedby': site.describedBy };
  if (site.labelId !== undefined) return { 'aria-labelledby': site.labelId, ...describedby };
  const words = element.accessibility_label ?? plainText(element.placeholder);
  return { 'aria-label': words || String(element.action_id ?? element.type), ...describedby };
}

/**
 * Tells the app's side that something was typed, chosen or pressed. A `confirm` is asked first; false means
 * the person declined and the element must show its old state again.
 * @param {Site} site
 * @param {any} element
 * @param {any} value
 * @param {'now' | 'soon' | 'held'} [when]
 * @returns {Promise<boolean>}
 */
export async function emit(site, element, value, when = 'now') {
  if (element.confirm && !(await ask(site.host.scene, element.confirm))) return false;
  const actionId = String(element.action_id ?? '');
  if (site.inInput) await site.host.fill(site.blockId, actionId, value, when);
  else await site.host.press(site.blockId, actionId, value);
  return true;
}

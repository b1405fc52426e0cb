/**
 * Reading JSON of unknown shape: the blocks that the app sent. (`json.ts` beside this folder does the
 * same for the server.)
 *
 * @typedef {import('../api.ts').Json} Json
 * @typedef {import('../json.ts').JsonObject} JsonObject
 */

/** @param {unknown} value @returns {value is JsonObject} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @param {unknown} value @returns {JsonObject} */
export const objectOf = (value) => (isObject(value) ? value : {});

/** @param {unknown} value @returns {value is readonly Json[]} */
const isList = (value) => Array.isArray(value);

/** @param {unknown} value @returns {readonly Json[]} */
export const listOf = (value) => (isList(value) ? value : []);

/** @param {unknown} value */
export const objectsOf = (value) => listOf(value).map(objectOf);

/** @param {unknown} value */
export const textOf = (value) => (typeof value === 'string' ? value : '');

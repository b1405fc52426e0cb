// @ts-check
/** Connects elements to the act they cause: for messages, and for views with what is typed in them. */

/** @typedef {import('./elements/site.js').Host} Host */
/** @typedef {import('./api.js').ActResult} ActResult */

/**
 * What elements need of the page.
 * @typedef {object} Acting
 * @property {() => import('./text/inline.js').Scene} scene
 * @property {(what: any) => Promise<ActResult>} act adds who acts, shows the notice, refreshes
 */

/** @param {Acting} page @param {{ channel: string, ts: string }} message @returns {Host} */
export function messageHost(page, message) {
  /** @type {Map<string, any>} */
  const chosen = new Map();
  const at = { channel: message.channel, ts: message.ts };
  return {
    get scene() {
      return page.scene();
    },
    surface: 'message',
    read: (blockId, actionId) => chosen.get(`${blockId}\n${actionId}`),
    fill: (blockId, actionId, value) => page.act({ kind: 'press', message: at, blockId, actionId, value }),
    press: (blockId, actionId, value) => {
      chosen.set(`${blockId}\n${actionId}`, value);
      return page.act({ kind: 'press', message: at, blockId, actionId, value });
    },
    options: (blockId, actionId, text) => page.act({ kind: 'options', message: at, blockId, actionId, text }),
  };
}

const PAUSE = 150;

/**
 * Acts of one view leave in the order in which the person did them; what is still being typed is sent before
 * anything is pressed or submitted.
 * @param {Acting} page
 * @param {string} view
 * @param {'modal' | 'home'} surface
 * @param {() => Readonly<Record<string, Readonly<Record<string, any>>>>} values what the server knows
 */
export function viewHost(page, view, surface, values) {
  /** @type {Map<string, { blockId: string, actionId: string, value: any }>} */
  const local = new Map();
  /** @type {Set<string>} */
  const unsent = new Set();
  /** @type {Promise<unknown>} */
  let queue = Promise.resolve();
  /** @type {any} */
  let timer;

  const send = (/** @type {any} */ what) => {
    const sent = queue.then(() => page.act({ view, ...what }));
    queue = sent;
    return sent;
  };
  const flush = () => {
    clearTimeout(timer);
    for (const key of unsent) {
      const item = local.get(key);
      if (item !== undefined) void send({ kind: 'fill', ...item });
    }
    unsent.clear();
    return queue;
  };
  const keep = (/** @type {string} */ blockId, /** @type {string} */ actionId, /** @type {any} */ value) => {
    const key = `${blockId}\n${actionId}`;
    local.set(key, { blockId, actionId, value });
    return key;
  };

  /** @type {Host} */
  const host = {
    get scene() {
      return page.scene();
    },
    surface,
    read: (blockId, actionId) => local.get(`${blockId}\n${actionId}`)?.value ?? values()[blockId]?.[actionId],
    async fill(blockId, actionId, value, when) {
      unsent.add(keep(blockId, actionId, value));
      clearTimeout(timer);
      if (when === 'now') await flush();
      else if (when === 'soon') timer = setTimeout(flush, PAUSE);
    },
    press(blockId, actionId, value) {
      void flush();
      if (value?.type !== 'button') keep(blockId, actionId, value);
      return send({ kind: 'press', blockId, actionId, value });
    },
    options: (blockId, actionId, text) => page.act({ kind: 'options', view, blockId, actionId, text }),
  };
  return {
    host,
    touched: () => local.size > 0,
    /** @returns {Promise<ActResult>} */
    async end(/** @type {'submit' | 'close'} */ kind) {
      if (kind === 'submit') void flush();
      else clearTimeout(timer);
      return send({ kind });
    },
  };
}

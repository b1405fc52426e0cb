/**
 * Connects elements to the act they cause: for messages, and for views with what is typed in them.
 *
 * @typedef {import('./elements/site.js').Host} Host
 * @typedef {import('./json.js').JsonObject} JsonObject
 * @typedef {import('./api.js').ActResult} ActResult
 */
/** @template A @typedef {A extends unknown ? Omit<A, 'as'> : never} WithoutActor */
/** What a person does on this page; who acts is added by the page. @typedef {WithoutActor<import('./api.js').Act>} Doing */
/**
 * What elements need of the page.
 * @typedef {object} Acting
 * @property {() => import('./text/inline.js').Scene} scene
 * @property {(what: Doing) => Promise<ActResult>} act shows the notice and refreshes
 */

/** @param {Acting} page @param {{ channel: string, ts: string }} message @returns {Host} */
export function messageHost(page, message) {
  /** @type {Map<string, JsonObject>} */
  const chosen = new Map();
  const at = { channel: message.channel, ts: message.ts };
  /** @type {Host['press']} */
  const press = (blockId, actionId, value) => {
    chosen.set(`${blockId}\n${actionId}`, value);
    return page.act({ kind: 'press', message: at, blockId, actionId, value });
  };
  return {
    get scene() {
      return page.scene();
    },
    read: (blockId, actionId) => chosen.get(`${blockId}\n${actionId}`),
    fill: press,
    press,
    options: (blockId, actionId, text) => page.act({ kind: 'options', message: at, blockId, actionId, text }),
  };
}

const PAUSE = 150;

/**
 * Acts of one view leave in the order in which the person did them; what is still being typed is sent before
 * anything is pressed or submitted.
 * @param {Acting} page
 * @param {string} view
 * @param {() => import('../api.ts').SandboxView['values']} values what the server knows
 */
export function viewHost(page, view, values) {
  /** @type {Map<string, { blockId: string, actionId: string, value: JsonObject }>} */
  const local = new Map();
  /** @type {Set<string>} */
  const unsent = new Set();
  /** @type {Promise<unknown>} */
  let queue = Promise.resolve();
  let timer = 0;

  /** @param {Doing} what */
  function send(what) {
    const sent = queue.then(() => page.act(what));
    queue = sent;
    return sent;
  }
  function flush() {
    window.clearTimeout(timer);
    for (const key of unsent) {
      const item = local.get(key);
      if (item !== undefined) void send({ kind: 'fill', view, ...item });
    }
    unsent.clear();
    return queue;
  }
  /** @param {string} blockId @param {string} actionId @param {JsonObject} value */
  function keep(blockId, actionId, value) {
    const key = `${blockId}\n${actionId}`;
    local.set(key, { blockId, actionId, value });
    return key;
  }

  /** @type {Host} */
  const host = {
    get scene() {
      return page.scene();
    },
    read: (blockId, actionId) => local.get(`${blockId}\n${actionId}`)?.value ?? values()[blockId]?.[actionId],
    async fill(blockId, actionId, value, when) {
      unsent.add(keep(blockId, actionId, value));
      window.clearTimeout(timer);
      if (when === 'now') await flush();
      else if (when === 'soon') timer = window.setTimeout(() => void flush(), PAUSE);
    },
    press(blockId, actionId, value) {
      void flush();
      if (value['type'] !== 'button') keep(blockId, actionId, value);
      return send({ kind: 'press', view, blockId, actionId, value });
    },
    options: (blockId, actionId, text) => page.act({ kind: 'options', view, blockId, actionId, text }),
  };
  return {
    host,
    touched: () => local.size > 0,
    /** @param {'submit' | 'close'} kind */
    end(kind) {
      if (kind === 'submit') void flush();
      else window.clearTimeout(timer);
      return send({ kind, view });
    },
  };
}

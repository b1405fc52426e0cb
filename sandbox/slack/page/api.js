/**
 * The JSON API of the stand-in (see `api.ts` beside this folder).
 *
 * @typedef {import('../api.ts').Snapshot} Snapshot
 * @typedef {import('../api.ts').Act} Act
 * @typedef {import('../api.ts').ActResult} ActResult
 */

/** What the local Slack does not answer with a result. */
export class Refused extends Error {
  /** @param {number} status @param {string} text */
  constructor(status, text) {
    super(text);
    this.status = status;
  }
}

/**
 * @template T what api.ts promises for this path
 * @param {string} path
 * @param {RequestInit} [init]
 * @returns {Promise<T>}
 */
export async function json(path, init) {
  const response = await fetch(path, init);
  if (!response.ok) {
    const text = (await response.text()).slice(0, 300);
    throw new Refused(response.status, text || `${response.status} ${response.statusText}`);
  }
  const body = /** @type {unknown} */ (await response.json());
  return /** @type {T} */ (body);
}

/** @param {string} as @returns {Promise<Snapshot>} */
export const fetchState = (as) => json(`/sandbox/state?as=${encodeURIComponent(as)}`);

/** Never throws: a server that is gone is a result like any other. @param {Act} what @returns {Promise<ActResult>} */
export async function act(what) {
  const headers = { 'content-type': 'application/json' };
  try {
    return await json('/sandbox/act', { method: 'POST', headers, body: JSON.stringify(what) });
  } catch (error) {
    return { ok: false, notice: `The local Slack did not respond: ${messageOf(error)}` };
  }
}

/** @param {unknown} error */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** @returns {Promise<readonly import('../api.ts').Call[]>} */
export const fetchCalls = () => json('/sandbox/calls');
/** @returns {Promise<readonly import('../api.ts').Delivery[]>} */
export const fetchDeliveries = () => json('/sandbox/deliveries');

/**
 * Calls `onChange` now and then whenever the snapshot may differ; returns a stop function. A hidden tab
 * closes its connection, because a browser has only six for one server.
 * @param {string} as
 * @param {() => void} onChange
 * @param {(online: boolean) => void} onLink
 */
export function listen(as, onChange, onLink) {
  /** @type {EventSource | undefined} */
  let source;
  function follow() {
    if (document.hidden === (source === undefined)) return;
    source?.close();
    source = document.hidden ? undefined : new EventSource(`/sandbox/changes?as=${encodeURIComponent(as)}`);
    source?.addEventListener('changed', onChange);
    source?.addEventListener('open', () => {
      onLink(true);
      onChange();
    });
    source?.addEventListener('error', () => onLink(false));
  }
  document.addEventListener('visibilitychange', follow);
  follow();
  return () => {
    document.removeEventListener('visibilitychange', follow);
    source?.close();
  };
}

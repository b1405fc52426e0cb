// @ts-check
/** The JSON API of the stand-in (see `api.ts` beside this folder). */

/** @typedef {import('../api.ts').Snapshot} Snapshot */
/** @typedef {import('../api.ts').Act} Act */
/** @typedef {import('../api.ts').ActResult} ActResult */

/** @param {string} path @param {any} [init] */
async function json(path, init) {
  const response = await fetch(path, init);
  if (!response.ok) {
    const text = await response.text();
    const error = new Error(text.slice(0, 300) || `${response.status} ${response.statusText}`);
    throw Object.assign(error, { status: response.status });
  }
  return response.json();
}

/** @returns {Promise<Snapshot>} */
export const fetchState = (/** @type {string} */ as) => json(`/sandbox/state?as=${encodeURIComponent(as)}`);

/** Never throws: a server that is gone is a result like any other. @returns {Promise<ActResult>} */
export async function act(/** @type {Act} */ what) {
  try {
    return await json('/sandbox/act', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(what),
    });
  } catch (error) {
    return { ok: false, notice: `The local Slack did not answer: ${error instanceof Error ? error.message : error}` };
  }
}

export const fetchCalls = () => json('/sandbox/calls');
export const fetchDeliveries = () => json('/sandbox/deliveries');

/**
 * Calls `onChange` now and then whenever the snapshot may differ; returns a stop function. A tab that nobody sees
 * lets go of its connection, because a browser has only six for one server.
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

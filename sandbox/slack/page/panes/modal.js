/** Modals: the stack of views, of which the top one is shown. */
import { blockList } from '../blocks/blocks.js';
import { focusOn, freshId, h, iconButton } from '../dom.js';
import { ask } from '../elements/confirm.js';
import { viewHost } from '../host.js';
import { appMark } from './people.js';

/** @typedef {import('../../api.ts').SandboxView} SandboxView */

/** @param {string} text */
const words = (text) => ({ type: 'plain_text', text });
const DISCARD = {
  title: words('Discard changes?'),
  text: words('What you entered will be lost.'),
  confirm: words('Discard'),
  deny: words('Keep editing'),
  style: 'danger',
};

/** @param {import('../app.js').Page} page @param {SandboxView} first */
function sheet(page, first) {
  let view = first;
  let busy = false;
  const work = viewHost(page, first.id, () => view.values);
  const blocks = blockList(work.host);
  const titleId = freshId('modal');
  const title = h('h2', { id: titleId });
  const cancel = h('button', { type: 'button', class: 'btn', onclick: () => void work.end('close') });
  const submit = h('button', { type: 'submit', class: 'btn btn-primary' });
  const back = iconButton('Back', 'back', () => void leave());
  const x = iconButton('Close form', 'close', () => void leave());
  const body = h('div', { class: 'sheet-body' }, blocks.node);
  const form = h(
    'form',
    { novalidate: true, autocomplete: 'off', class: 'sheet-form' },
    h('div', { class: 'sheet-head' }, back, appMark(), title, x),
    body,
    h('div', { class: 'sheet-foot' }, cancel, submit),
  );
  const node = h(
    'div',
    {
      class: 'sheet',
      role: 'dialog',
      'aria-modal': 'true',
      'aria-labelledby': titleId,
      tabindex: '-1',
      'data-testid': 'modal',
    },
    form,
  );

  async function leave() {
    if (busy && !submit.hidden) return;
    // A view without a submit button is an answer: nothing in it can be lost.
    if (!submit.hidden && work.touched() && !(await ask(page.scene(), DISCARD))) return;
    await work.end('close');
  }
  async function send() {
    if (busy || submit.hidden) return;
    busy = true;
    mark();
    await work.end('submit');
    busy = false;
    mark();
    focusOn(node.querySelector('[aria-invalid=true]'));
  }
  function mark() {
    submit.disabled = busy;
    cancel.disabled = busy;
    if (busy) submit.setAttribute('aria-busy', 'true');
    else submit.removeAttribute('aria-busy');
  }
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    void send();
  });
  node.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') void leave();
    else if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void send();
    else return;
    event.preventDefault();
  });

  return {
    node,
    leave,
    /** @param {SandboxView} next @param {boolean} pushed */
    update(next, pushed) {
      view = next;
      title.textContent = next.title ?? '';
      submit.hidden = next.submit === undefined;
      submit.textContent = next.submit ?? '';
      cancel.textContent = next.close ?? (next.submit === undefined ? 'Close' : 'Cancel');
      back.hidden = !pushed;
      const focused = node.contains(document.activeElement);
      blocks.update(next.blocks, next.errors);
      // The field with the focus may be gone; the keys must still reach the sheet.
      if (focused && !node.contains(document.activeElement)) focusOn(node);
    },
    /** The first thing that can be filled in; else the sheet itself, so that keys reach it. */
    focus() {
      focusOn(body.querySelector('input, textarea') ?? node);
    },
  };
}

/** @param {import('../app.js').Page} page */
export function createModals(page) {
  const node = h('div', { id: 'modals' });
  /** @type {Map<string, ReturnType<typeof sheet>>} */
  let sheets = new Map();
  /** @type {string | undefined} */
  let shown;
  /** @type {Element | null} */
  let before = null;

  function update() {
    const views = page.state.snapshot?.modals ?? [];
    const kept = new Map(views.map((view) => [view.id, sheets.get(view.id) ?? sheet(page, view)]));
    sheets = kept;
    for (const [at, view] of views.entries()) kept.get(view.id)?.update(view, at > 0);
    const top = views.at(-1)?.id;
    if (top === shown) return;
    if (shown === undefined) before = document.activeElement;
    shown = top;
    const current = top === undefined ? undefined : kept.get(top);
    page.cover(current !== undefined);
    if (current === undefined) {
      node.replaceChildren();
      focusOn(before);
      return;
    }
    const outside = (/** @type {MouseEvent} */ event) => event.target === backdrop && void current.leave();
    const backdrop = h('div', { class: 'backdrop', onmousedown: outside }, current.node);
    node.replaceChildren(backdrop);
    current.focus();
  }
  return { node, update };
}

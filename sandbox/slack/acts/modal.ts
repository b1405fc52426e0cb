/** What a person does with a modal: fills it in, submits it, closes it. */
import type { ActResult, Json } from '../api.ts';
import { findElement } from '../elements.ts';
import { isObject } from '../json.ts';
import { closedPayload, submissionPayload } from '../payloads.ts';
import { changed, type StoredView } from '../state.ts';
import { blocksOf, stackOf, topModal } from '../views.ts';
import type { MutableUser } from '../world.ts';
import { acceptedValue } from './choices.ts';
import { inputErrors } from './inputs.ts';
import { accepted, refused, TROUBLE } from './notices.ts';
import { remember, sendAction } from './press.ts';
import { carryOut } from './response-action.ts';
import type { Sandbox } from '../deliver.ts';

const NOT_OPEN = 'This is not on your screen.';

function onTop(sandbox: Sandbox, user: MutableUser, id: string): StoredView | undefined {
  const top = topModal(sandbox.state, user.id);
  return top?.id === id ? top : undefined;
}

/**
 * An input reports only with `dispatch_action`, an element outside of an input always. Where a text reports on Enter,
 * filling stands for typing and pressing Enter; where on every character, for the last one.
 */
export async function fill(
  sandbox: Sandbox,
  user: MutableUser,
  act: { readonly view: string; readonly blockId: string; readonly actionId: string; readonly value: Json },
): Promise<ActResult> {
  const home = sandbox.state.homes.get(user.id);
  const view = home?.id === act.view ? home : onTop(sandbox, user, act.view);
  if (view === undefined) return refused(sandbox, user.id, NOT_OPEN);
  const placed = findElement(blocksOf(view), act.blockId, act.actionId);
  if (placed === undefined) return refused(sandbox, user.id, 'There is no such input.');
  const checked = acceptedValue(sandbox.state, user.id, placed, act.value);
  if (checked.kind === 'refused') return refused(sandbox, user.id, checked.why);
  const place = { kind: 'view', view } as const;
  remember(sandbox.state, place, placed, checked.value);
  const { [act.blockId]: _repaired, ...errors } = view.errors;
  view.errors = errors;
  const reports = placed.block['type'] !== 'input' || placed.block['dispatch_action'] === true;
  return reports ? sendAction(sandbox, user, place, placed, checked.value) : { ok: true };
}

export async function submit(sandbox: Sandbox, user: MutableUser, act: { readonly view: string }): Promise<ActResult> {
  const { state } = sandbox;
  const view = onTop(sandbox, user, act.view);
  if (view === undefined) return refused(sandbox, user.id, NOT_OPEN);
  if (!isObject(view.body['submit'])) return refused(sandbox, user.id, 'This dialog has nothing to submit.');
  view.errors = inputErrors(view);
  changed(state);
  const [first] = Object.values(view.errors);
  if (first !== undefined) return { ok: false, notice: first };

  const outcome = await sandbox.deliver({ type: 'interactive', payload: submissionPayload(state, user, view) });
  if (outcome.verdict !== 'acknowledged') return refused(sandbox, user.id, TROUBLE, outcome.ackMs);
  const done = carryOut(state, view, outcome.payload);
  if (done.kind === 'invalid') return refused(sandbox, user.id, `${TROUBLE} (${done.why})`, outcome.ackMs);
  if (done.kind === 'errors') {
    const notice = Object.values(view.errors).join('\n');
    return { ok: false, notice, ...(outcome.ackMs === undefined ? {} : { ackMs: outcome.ackMs }) };
  }
  return accepted(outcome);
}

/** The Cancel button. With `clear_on_close` all views go, and each that asked for it is told (order not documented). */
export async function close(sandbox: Sandbox, user: MutableUser, act: { readonly view: string }): Promise<ActResult> {
  const { state } = sandbox;
  const view = onTop(sandbox, user, act.view);
  if (view === undefined) return refused(sandbox, user.id, NOT_OPEN);
  const clears = view.body['clear_on_close'] === true;
  const stack = stackOf(state, user.id);
  const gone = stack.splice(clears ? 0 : stack.length - 1).reverse();
  changed(state);
  const told = gone.filter((each) => each.body['notify_on_close'] === true);
  const outcomes = told.map((each) =>
    sandbox.deliver({ type: 'interactive', payload: closedPayload(state, user, each, clears) }),
  );
  const [last] = (await Promise.all(outcomes)).slice(-1);
  return last === undefined ? { ok: true } : accepted(last);
}

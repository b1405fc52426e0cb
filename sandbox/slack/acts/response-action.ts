/** What the app may answer to a submission. */
import type { Json } from '../api.ts';
import { checkView } from '../block-kit.ts';
import { isObject, listOf, textOf, type JsonObject } from '../json.ts';
import { Refusal } from '../refusal.ts';
import { changed, type State, type StoredView } from '../state.ts';
import { blocksOf, pushModal, replaceView, stackOf } from '../views.ts';

type Done =
  | { readonly kind: 'done' }
  | { readonly kind: 'errors' }
  /** Slack tells the person only that something went wrong, and the modal stays. */
  | { readonly kind: 'invalid'; readonly why: string };

export function carryOut(state: State, view: StoredView, answer: Json): Done {
  if (answer === null || answer === '' || (isObject(answer) && Object.keys(answer).length === 0)) {
    const stack = stackOf(state, view.userId);
    const at = stack.indexOf(view);
    if (at >= 0) stack.splice(at, 1);
    changed(state);
    return { kind: 'done' };
  }
  if (!isObject(answer)) return { kind: 'invalid', why: 'the answer is not an object' };
  const action = textOf(answer['response_action']);
  switch (action) {
    case 'errors':
      return showErrors(state, view, answer);
    case 'clear':
      state.modals.set(view.userId, []);
      changed(state);
      return { kind: 'done' };
    case 'update':
    case 'push':
      return showView(state, view, action, answer['view']);
    default:
      return { kind: 'invalid', why: `unknown response_action ${String(action)}` };
  }
}

/** Errors are shown under inputs, so each must name an input block of this view, and nothing else may be sent. */
function showErrors(state: State, view: StoredView, answer: JsonObject): Done {
  const { errors, response_action: _action, ...rest } = answer;
  const extra = Object.keys(rest);
  if (extra.length > 0) return { kind: 'invalid', why: `errors came with ${extra.join(', ')}` };
  if (!isObject(errors) || Object.keys(errors).length === 0) return { kind: 'invalid', why: 'no errors given' };
  const inputs = listOf(blocksOf(view))
    .filter(isObject)
    .filter((block) => block['type'] === 'input');
  const shown: Record<string, string> = {};
  for (const [blockId, text] of Object.entries(errors)) {
    if (!inputs.some((block) => block['block_id'] === blockId)) {
      return { kind: 'invalid', why: `errors name ${blockId}, which is no input block` };
    }
    if (typeof text !== 'string' || text === '') return { kind: 'invalid', why: `the error of ${blockId} is no text` };
    shown[blockId] = text;
  }
  view.errors = shown;
  changed(state);
  return { kind: 'errors' };
}

function showView(state: State, view: StoredView, action: 'update' | 'push', body: Json | undefined): Done {
  if (!isObject(body)) return { kind: 'invalid', why: `${action} came without a view` };
  const problems = body['type'] === 'modal' ? checkView(body) : ['[ERROR] the view must be a modal'];
  if (problems.length > 0) return { kind: 'invalid', why: problems.join('; ') };
  try {
    if (action === 'update') replaceView(state, view, body);
    else pushModal(state, view.userId, body);
    return { kind: 'done' };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { kind: 'invalid', why: error.code };
  }
}

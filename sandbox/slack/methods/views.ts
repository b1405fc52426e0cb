import { needed, optional, viewArgument } from '../arguments.ts';
import { checkView, MAX_VIEW_BYTES } from '../block-kit.ts';
import { findUser } from '../channels.ts';
import { textOf, type JsonObject } from '../json.ts';
import { Refusal, refusalWith } from '../refusal.ts';
import type { State, StoredView } from '../state.ts';
import { liveTrigger } from '../triggers.ts';
import {
  openModal,
  publishHome,
  pushModal,
  replaceView,
  stackOf,
  viewByExternalId,
  viewById,
  viewObject,
} from '../views.ts';
import type { Method } from './method.ts';

const VIEWS = { token: 'bot', tier: 4, json: true } as const;

/** Refuses the view before the trigger is spent. (Which Slack does first is not known.) */
function checkedView(args: JsonObject, type: 'modal' | 'home' | 'either'): JsonObject {
  const view = viewArgument(args);
  if (Buffer.byteLength(JSON.stringify(view)) > MAX_VIEW_BYTES) throw new Refusal('view_too_large');
  if (type !== 'either' && textOf(view['type']) !== type) {
    throw refusalWith('invalid_arguments', [
      `[ERROR] unsupported type: ${JSON.stringify(view['type'] ?? null)} [json-pointer:/view/type]`,
    ]);
  }
  const problems = checkView(view);
  if (problems.length > 0) throw refusalWith('invalid_arguments', problems);
  return view;
}

export const open: Method = {
  ...VIEWS,
  name: 'views.open',
  run(state, args) {
    const id = needed(args, 'trigger_id');
    const body = checkedView(args, 'modal');
    const trigger = liveTrigger(state, id);
    const view = openModal(state, trigger.userId, body);
    trigger.used = true;
    return { view: viewObject(view) };
  },
};

export const push: Method = {
  ...VIEWS,
  name: 'views.push',
  run(state, args) {
    const id = needed(args, 'trigger_id');
    const body = checkedView(args, 'modal');
    const trigger = liveTrigger(state, id);
    // A push needs a modal to lie on. What Slack calls the missing one is not known.
    const below = stackOf(state, trigger.userId).some((view) => view.id === trigger.viewId);
    if (!below) throw new Refusal('invalid_trigger_id');
    const view = pushModal(state, trigger.userId, body);
    trigger.used = true;
    return { view: viewObject(view) };
  },
};

export const update: Method = {
  ...VIEWS,
  name: 'views.update',
  run(state, args) {
    const view = wanted(state, args);
    const body = checkedView(args, 'either');
    refuseStale(view, args);
    return { view: viewObject(replaceView(state, view, body)) };
  },
};

export const publish: Method = {
  ...VIEWS,
  name: 'views.publish',
  run(state, args) {
    const userId = needed(args, 'user_id');
    if (!state.features.homeTab) throw new Refusal('not_enabled');
    const user = findUser(state, userId);
    if (user === undefined || user.flags.includes('bot') || user.flags.includes('deleted')) {
      throw refusalWith('invalid_arguments', ['[ERROR] invalid user id [json-pointer:/user_id]']);
    }
    const body = checkedView(args, 'home');
    refuseStale(state.homes.get(userId), args);
    return { view: viewObject(publishHome(state, userId, body)) };
  },
};

function wanted(state: State, args: JsonObject): StoredView {
  const external = optional(args, 'external_id');
  const view = external === undefined ? viewById(state, needed(args, 'view_id')) : viewByExternalId(state, external);
  if (view === undefined) throw new Refusal('not_found');
  return view;
}

function refuseStale(view: StoredView | undefined, args: JsonObject): void {
  const hash = optional(args, 'hash');
  if (hash !== undefined && hash !== view?.hash) throw new Refusal('hash_conflict');
}

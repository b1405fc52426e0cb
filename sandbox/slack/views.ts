/** Modals and home tabs: what is open on whose screen. */
import type { Json, SandboxView } from './api.ts';
import { statesOf } from './element-state.ts';
import { withIds } from './elements.ts';
import { isObject, listOf, objectOf, textOf, type JsonObject } from './json.ts';
import { Refusal } from './refusal.ts';
import { changed, nextHash, nextId, type State, type StoredView } from './state.ts';
import { APP_ID, BOT_ID, TEAM_ID } from './world.ts';

const MAX_STACK = 3;

export function stackOf(state: State, userId: string): StoredView[] {
  const stack = state.modals.get(userId) ?? [];
  state.modals.set(userId, stack);
  return stack;
}

export function topModal(state: State, userId: string): StoredView | undefined {
  return stackOf(state, userId).at(-1);
}

export function allViews(state: State): readonly StoredView[] {
  return [...[...state.modals.values()].flat(), ...state.homes.values()];
}

export function viewById(state: State, id: string): StoredView | undefined {
  return allViews(state).find((view) => view.id === id);
}

/** By the id that the app gave it. */
export function viewByExternalId(state: State, id: string): StoredView | undefined {
  return allViews(state).find(({ body }) => id !== '' && body['external_id'] === id);
}

/** Unique in the workspace. */
function refuseTakenId(state: State, body: JsonObject, own?: StoredView): void {
  const taken = viewByExternalId(state, textOf(body['external_id']) ?? '');
  if (taken !== undefined && taken !== own) throw new Refusal('duplicate_external_id');
}

export function blocksOf(view: StoredView): readonly Json[] {
  return listOf(view.body['blocks']);
}

/**
 * Opens a root modal. Slack shows one stack per person and app; what becomes of a stack that is already open when
 * views.open is called is not documented. Here the new modal replaces it, as clients do.
 */
export function openModal(state: State, userId: string, body: JsonObject): StoredView {
  return add(state, userId, body, []);
}

export function pushModal(state: State, userId: string, body: JsonObject): StoredView {
  const stack = stackOf(state, userId);
  if (stack.length >= MAX_STACK) throw new Refusal('push_limit_reached');
  return add(state, userId, body, stack);
}

function add(state: State, userId: string, body: JsonObject, below: readonly StoredView[]): StoredView {
  refuseTakenId(state, body);
  const id = nextId(state, 'V');
  const filled = filledIn(body);
  const view: StoredView = {
    id,
    type: 'modal',
    userId,
    rootId: below[0]?.id ?? id,
    previousId: below.at(-1)?.id ?? null,
    hash: nextHash(state),
    body: filled,
    values: statesOf(listOf(filled['blocks'])),
    errors: {},
  };
  state.modals.set(userId, [...below, view]);
  changed(state);
  return view;
}

/** The new body replaces the old one whole: what it does not repeat (private_metadata, callback_id) is gone. */
export function replaceView(state: State, view: StoredView, body: JsonObject): StoredView {
  if (body['type'] !== view.type) throw new Refusal('invalid_arguments');
  refuseTakenId(state, body, view);
  view.body = filledIn(body);
  view.values = statesOf(blocksOf(view), view.values);
  view.errors = {};
  view.hash = nextHash(state);
  changed(state);
  return view;
}

export function publishHome(state: State, userId: string, body: JsonObject): StoredView {
  const before = state.homes.get(userId);
  if (before !== undefined) return replaceView(state, before, body);
  const id = nextId(state, 'V');
  const filled = filledIn(body);
  const values = statesOf(listOf(filled['blocks']));
  const hash = nextHash(state);
  const view: StoredView = {
    id,
    type: 'home',
    userId,
    rootId: id,
    previousId: null,
    hash,
    body: filled,
    values,
    errors: {},
  };
  state.homes.set(userId, view);
  changed(state);
  return view;
}

function filledIn(body: JsonObject): JsonObject {
  return { ...body, blocks: withIds(listOf(body['blocks'])) };
}

/** The view object as the Web API answers it and payloads carry it. */
export function viewObject(view: StoredView): JsonObject {
  const { body } = view;
  const common: JsonObject = {
    id: view.id,
    team_id: TEAM_ID,
    type: view.type,
    blocks: blocksOf(view),
    private_metadata: body['private_metadata'] ?? '',
    callback_id: body['callback_id'] ?? '',
    state: { values: view.values },
    hash: view.hash,
    title: body['title'] ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: body['clear_on_close'] ?? false,
    notify_on_close: body['notify_on_close'] ?? false,
    close: body['close'] ?? null,
    submit: body['submit'] ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: APP_ID,
    external_id: body['external_id'] ?? '',
    app_installed_team_id: TEAM_ID,
    bot_id: BOT_ID,
  };
  return structuredClone(common);
}

export function sandboxView(view: StoredView): SandboxView {
  const { body } = view;
  const label = (key: string): string | undefined => {
    const value = body[key];
    return isObject(value) ? textOf(value['text']) : undefined;
  };
  const labels = { title: label('title'), submit: label('submit'), close: label('close') };
  const given = Object.fromEntries(Object.entries(labels).filter(([, text]) => text !== undefined));
  return structuredClone({
    id: view.id,
    hash: view.hash,
    callbackId: textOf(body['callback_id']) ?? '',
    type: view.type,
    ...given,
    blocks: blocksOf(view) as SandboxView['blocks'],
    errors: view.errors,
    values: objectOf(view.values) as SandboxView['values'],
  });
}

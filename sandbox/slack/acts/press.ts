/** A person clicks a button or chooses in an element that reports at once. */
import type { ActResult, Json, SandboxMessage } from '../api.ts';
import { actionBody } from '../element-state.ts';
import { elementsIn, findElement, type PlacedElement } from '../elements.ts';
import { actionsPayload, type Place } from '../payloads.ts';
import { changed, nextTs, type State } from '../state.ts';
import { blocksOf } from '../views.ts';
import type { MutableUser } from '../world.ts';
import { acceptedValue } from './choices.ts';
import { accepted, actionFailed, refused } from './notices.ts';
import { placeOf, type Pointed } from './place.ts';
import type { Sandbox } from '../deliver.ts';

export interface Press extends Pointed {
  readonly blockId: string;
  readonly actionId: string;
  readonly value?: Json;
}

export async function press(sandbox: Sandbox, user: MutableUser, act: Press): Promise<ActResult> {
  const place = placeOf(sandbox.state, user.id, act);
  if (place === undefined) return refused(sandbox, user.id, 'This is not on your screen.');
  const placed = findElement(blocksIn(place), act.blockId, act.actionId);
  if (placed === undefined) return refused(sandbox, user.id, 'There is no such button.');
  const checked = acceptedValue(sandbox.state, user.id, placed, act.value);
  if (checked.kind === 'refused') return refused(sandbox, user.id, checked.why);
  if (place.kind === 'view') remember(sandbox.state, place, placed, checked.value);
  return sendAction(sandbox, user, place, placed, checked.value);
}

/**
 * A click on a message as it was drawn once: the client had not yet heard that it changed. The action is the old one, the message in the payload the present one. Whether Slack lets a click through whose
 * button is gone from the message is not documented; the app must cope with it either way, so here it arrives.
 */
export async function pressOld(
  sandbox: Sandbox,
  user: MutableUser,
  message: SandboxMessage,
  actionId: string,
): Promise<ActResult> {
  const place = placeOf(sandbox.state, user.id, { message });
  if (place === undefined) return refused(sandbox, user.id, 'This message is not on your screen.');
  const placed = elementsIn(message.blocks as readonly Json[]).find((each) => each.actionId === actionId);
  if (placed === undefined) throw new Error(`the remembered message has no element with the action_id ${actionId}`);
  return sendAction(sandbox, user, place, placed, undefined);
}

export function blocksIn(place: Place): readonly Json[] {
  return place.kind === 'view' ? blocksOf(place.view) : place.message.blocks;
}

export function remember(state: State, place: Place, placed: PlacedElement, value: Json | undefined): void {
  if (place.kind !== 'view' || value === undefined) return;
  const ofBlock = place.view.values[placed.blockId];
  if (ofBlock?.[placed.actionId] === undefined) return;
  ofBlock[placed.actionId] = value;
  changed(state);
}

/**
 * Sends `block_actions`. A click in a view and one in a message look the same to the person when they fail: a small
 * warning beside the element.
 */
export async function sendAction(
  sandbox: Sandbox,
  user: MutableUser,
  place: Place,
  placed: PlacedElement,
  value: Json | undefined,
): Promise<ActResult> {
  const { state } = sandbox;
  const ids = { action_id: placed.actionId, block_id: placed.blockId, action_ts: nextTs(state) };
  const payload = actionsPayload(state, user, place, [{ ...actionBody(placed, value), ...ids }]);
  const outcome = await sandbox.deliver({ type: 'interactive', payload });
  if (outcome.verdict === 'acknowledged') return accepted(outcome);
  return refused(sandbox, user.id, actionFailed(outcome), outcome.ackMs);
}

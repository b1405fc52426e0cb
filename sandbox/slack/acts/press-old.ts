/** A click on a message as it was drawn once: the client had not yet heard that it changed. */
import type { ActResult, Json, SandboxMessage } from '../api.ts';
import { elementsIn } from '../elements.ts';
import type { MutableUser } from '../world.ts';
import { refused } from './notices.ts';
import { placeOf } from './place.ts';
import { sendAction } from './press.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * The action is the old one, the message in the payload the present one. Whether Slack lets a click through whose
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

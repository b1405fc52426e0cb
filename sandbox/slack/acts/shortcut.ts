/** A person uses a shortcut of the app: a global one, or one in the menu of a message. */
import type { ActResult } from '../api.ts';
import { isHome } from '../channels.ts';
import type { Sandbox } from '../deliver.ts';
import { messageActionPayload, shortcutPayload } from '../payloads.ts';
import type { MutableUser } from '../world.ts';
import { accepted, refused, TROUBLE } from './notices.ts';
import { placeOf } from './place.ts';

export async function shortcut(
  sandbox: Sandbox,
  user: MutableUser,
  act: { readonly callbackId: string; readonly message?: { readonly channel: string; readonly ts: string } },
): Promise<ActResult> {
  const { state } = sandbox;
  const type = act.message === undefined ? 'global' : 'message';
  const wanted = state.features.shortcuts.some((each) => each.callback_id === act.callbackId && each.type === type);
  // Like commands, shortcuts belong to the workspace that installed the app.
  if (!wanted || !state.scopes.includes('commands') || !isHome(user)) {
    return refused(sandbox, user.id, 'There is no such shortcut.');
  }
  const place = act.message === undefined ? undefined : placeOf(state, user.id, { message: act.message });
  if (act.message !== undefined && (place?.kind !== 'message' || place.message.ephemeralTo !== undefined)) {
    return refused(sandbox, user.id, 'There is no menu for this message.');
  }
  const payload =
    place?.kind === 'message'
      ? messageActionPayload(state, user, act.callbackId, place)
      : shortcutPayload(state, user, act.callbackId);
  const outcome = await sandbox.deliver({ type: 'interactive', payload });
  return outcome.verdict === 'acknowledged' ? accepted(outcome) : refused(sandbox, user.id, TROUBLE, outcome.ackMs);
}

/** Everything a person can do, by name. */
import { close, fill, submit } from './acts/modal.ts';
import { command } from './acts/command.ts';
import { options } from './acts/options.ts';
import { press } from './acts/press.ts';
import type { Sandbox } from './deliver.ts';
import type { Act, ActResult } from './api.ts';
import { directChannel, findChannel, findUser, isMember } from './channels.ts';
import { findMessage, post } from './messages.ts';
import { homeOpenedPayload } from './payloads.ts';
import type { MutableUser } from './world.ts';

export async function perform(sandbox: Sandbox, act: Act): Promise<ActResult> {
  const user = findUser(sandbox.state, act.as);
  if (user === undefined) return { ok: false, notice: 'There is no such user.' };
  if (user.flags.includes('deleted')) return { ok: false, notice: 'This account has been deactivated.' };
  if (user.flags.includes('bot')) return { ok: false, notice: 'This account is a bot.' };
  switch (act.kind) {
    case 'command':
      return command(sandbox, user, act);
    case 'press':
      return press(sandbox, user, act);
    case 'fill':
      return fill(sandbox, user, act);
    case 'options':
      return options(sandbox, user, act);
    case 'submit':
      return submit(sandbox, user, act);
    case 'close':
      return close(sandbox, user, act);
    case 'home':
      return openHome(sandbox, user);
    case 'say':
      return say(sandbox, user, act);
    default:
      return act satisfies never;
  }
}

/** Opening the tab never fails for the person: what the app does with the event shows later, or not at all. */
async function openHome(sandbox: Sandbox, user: MutableUser): Promise<ActResult> {
  const channel = directChannel(sandbox.state, user.id);
  const payload = homeOpenedPayload(sandbox.state, user, channel.id);
  const { ackMs } = await sandbox.deliver({ type: 'events_api', payload });
  return ackMs === undefined ? { ok: true } : { ok: true, ackMs };
}

function say(
  { state }: Sandbox,
  user: MutableUser,
  act: { readonly channel: string; readonly text: string; readonly threadTs?: string },
): ActResult {
  const channel = findChannel(state, act.channel);
  if (channel === undefined || !isMember(channel, user.id))
    return { ok: false, notice: 'You are not in this channel.' };
  const { threadTs } = act;
  if (threadTs !== undefined && findMessage(state, channel.id, threadTs) === undefined) {
    return { ok: false, notice: 'There is no such thread.' };
  }
  const thread = threadTs === undefined ? {} : { threadTs };
  post(state, { channel: channel.id, user: user.id, ours: false, text: act.text, blocks: [], ...thread });
  return { ok: true };
}

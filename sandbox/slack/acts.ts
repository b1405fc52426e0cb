/** Everything a person can do, by name. */
import { close, fill, submit } from './acts/modal.ts';
import { command } from './acts/command.ts';
import { options } from './acts/options.ts';
import { press } from './acts/press.ts';
import { say } from './acts/say.ts';
import { shortcut } from './acts/shortcut.ts';
import type { Sandbox } from './deliver.ts';
import type { Act, ActResult } from './api.ts';
import { directChannel, findUser } from './channels.ts';
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
    case 'shortcut':
      return shortcut(sandbox, user, act);
    case 'say':
      return say(sandbox, user, act);
    default:
      return act satisfies never;
  }
}

/** Opening the tab never fails for the person: what the app does with the event shows later, or not at all. */
async function openHome({ state, deliver }: Sandbox, user: MutableUser): Promise<ActResult> {
  if (!state.features.homeTab || !state.features.events.includes('app_home_opened')) return { ok: true };
  const channel = directChannel(state, user.id);
  const { ackMs } = await deliver({ type: 'events_api', payload: homeOpenedPayload(state, user, channel.id) });
  return ackMs === undefined ? { ok: true } : { ok: true, ackMs };
}

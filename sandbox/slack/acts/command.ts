/** A person types a slash command. */
import type { ActResult } from '../api.ts';
import { findChannel, isHome, isMember } from '../channels.ts';
import { isObject } from '../json.ts';
import { commandPayload } from '../payloads.ts';
import { respond } from '../response-url.ts';
import { Refusal } from '../refusal.ts';
import type { MutableUser } from '../world.ts';
import { escaped } from './escaped.ts';
import { accepted, commandFailed, refused } from './notices.ts';
import type { Sandbox } from '../deliver.ts';

export async function command(
  sandbox: Sandbox,
  user: MutableUser,
  act: { readonly channel: string; readonly command: string; readonly text: string },
): Promise<ActResult> {
  const { state } = sandbox;
  const channel = findChannel(state, act.channel);
  if (channel === undefined || !isMember(channel, user.id))
    return refused(sandbox, user.id, 'You are not in this channel.');
  // A command belongs to the workspace that installed the app: people from elsewhere do not have it.
  const known = state.commands.includes(act.command) && state.scopes.includes('commands') && isHome(user);
  if (!known) return refused(sandbox, user.id, `${act.command} is not a valid command.`);

  const payload = commandPayload(state, user, channel, act.command, escaped(state, act.text.trim(), 'named'));
  const outcome = await sandbox.deliver({ type: 'slash_commands', payload });
  if (outcome.verdict !== 'acknowledged')
    return refused(sandbox, user.id, commandFailed(act.command, outcome), outcome.ackMs);
  const { payload: answer } = outcome;
  const body = typeof answer === 'string' ? { text: answer } : answer;
  if (isObject(body) && Object.keys(body).length > 0) {
    try {
      respond(state, { userId: user.id, channel: channel.id, at: 0, uses: 0 }, body);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const notice = `${act.command} failed with the error "invalid_command_response"`;
      return refused(sandbox, user.id, notice, outcome.ackMs);
    }
  }
  return accepted(outcome);
}

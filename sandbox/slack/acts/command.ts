/** A person types a slash command. */
import type { ActResult } from '../api.ts';
import { findChannel, isHome, isMember, payloadName } from '../channels.ts';
import { isObject } from '../json.ts';
import { commandPayload } from '../payloads.ts';
import { respond } from '../response-url.ts';
import { Refusal } from '../refusal.ts';
import type { State } from '../state.ts';
import type { MutableUser } from '../world.ts';
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

  const payload = commandPayload(state, user, channel, act.command, escaped(state, act.text.trim()));
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

const URLS = /\bhttps?:\/\/[^\s<>|]+/g;
/** Text that looks like a host name becomes a link as well. The list of endings is much longer in Slack. */
const HOSTS = /(?<![\w.:/-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|io)(?::\d+)?(?![\w.-])/gi;

/** What `should_escape: true` in the manifest does to the text after the command. */
function escaped(state: State, text: string): string {
  const links: string[] = [];
  const keep = (link: string): string => `\uE000${links.push(link) - 1}\uE001`;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(URLS, (url) => keep(`<${url}>`))
    .replace(HOSTS, (host) => keep(`<http://${host}|${host}>`))
    .replace(/@([\w.-]+)/g, (whole, name: string) => mention(state, name) ?? whole)
    .replace(/#([\w-]+)/g, (whole, name: string) => channelLink(state, name) ?? whole)
    .replace(/\uE000(\d+)\uE001/g, (_whole, index: string) => links[Number(index)] ?? '');
}

function mention(state: State, name: string): string | undefined {
  const user = state.users.find((each) => each.name === name);
  if (user !== undefined) return `<@${user.id}|${user.name}>`;
  const group = state.userGroups.find((each) => each.handle === name && !each.disabled);
  return group === undefined ? undefined : `<!subteam^${group.id}|@${group.handle}>`;
}

function channelLink(state: State, name: string): string | undefined {
  const channel = state.channels.find((each) => each.name === name && each.isDirect !== true);
  if (channel === undefined) return undefined;
  return `<#${channel.id}|${channel.isPrivate ? '' : payloadName(channel)}>`;
}

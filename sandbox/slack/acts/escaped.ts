import { payloadName } from '../channels.ts';
import type { State } from '../state.ts';

const URLS = /\bhttps?:\/\/[^\s<>|]+/g;
/** Text that looks like a host name becomes a link as well. The list of endings is much longer in Slack. */
const HOSTS = /(?<![\w.:/-])(?:[a-z0-9-]+\.)+(?:com|cn|net|org|io)(?::\d+)?(?![\w.-])/gi;

/** With `should_escape: true` in the manifest the text of a command says beside each id how it was shown; a message does not. */
type Mentions = 'named' | 'bare';

/** What Slack makes of what a person typed. */
export function escaped(state: State, text: string, mentions: Mentions): string {
  const links: string[] = [];
  const keep = (link: string): string => `\uE000${links.push(link) - 1}\uE001`;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(URLS, (url) => keep(`<${url}>`))
    .replace(HOSTS, (host) => keep(`<http://${host}|${host}>`))
    .replace(/@([\w.-]+)/g, (whole, name: string) => mention(state, name, mentions) ?? whole)
    .replace(/#([\w-]+)/g, (whole, name: string) => channelLink(state, name) ?? whole)
    .replace(/\uE000(\d+)\uE001/g, (_whole, index: string) => links[Number(index)] ?? '');
}

function mention(state: State, name: string, mentions: Mentions): string | undefined {
  const user = state.users.find((each) => each.name === name);
  if (user !== undefined) return mentions === 'named' ? `<@${user.id}|${user.name}>` : `<@${user.id}>`;
  const group = state.userGroups.find((each) => each.handle === name && !each.disabled);
  return group === undefined ? undefined : `<!subteam^${group.id}|@${group.handle}>`;
}

function channelLink(state: State, name: string): string | undefined {
  const channel = state.channels.find((each) => each.name === name && each.isDirect !== true);
  if (channel === undefined) return undefined;
  return `<#${channel.id}|${channel.isPrivate ? '' : payloadName(channel)}>`;
}

/** The groups of a rule, in a sentence. */
import type { ApprovalNeed } from '../core/request/request.ts';
import { CHANNEL_ID, USER_ID, USERGROUP_ID } from '../core/value/ids.ts';
import { inert, type Markup } from './inert.ts';
import { channelMention, joined, MENTIONS, mention, subjectMention } from './markup.ts';

/** Groups that must approve, for a sentence; with numbers where each of several has to. */
export function groupsOf({ from: groups, parts }: ApprovalNeed, print: (names: readonly string[]) => string): string {
  if (parts.length < 2) return groups.length === 0 ? '–' : print(groups);
  return parts.map(({ from, count }) => `${print(from)} (${count})`).join(' + ');
}

/** Groups of the configuration, for a sentence. A Slack id that stands in place of one is shown as whom it names. */
export function groupNames(names: readonly string[]): Markup {
  const shown = names.slice(0, MENTIONS).map(groupName);
  return joined(names.length > MENTIONS ? [...shown, { markup: '…' }] : shown, ', ');
}

/** Names of groups are lower case (config/fields.ts). */
function groupName(name: string): Markup {
  if (USERGROUP_ID.test(name)) return subjectMention({ kind: 'usergroup', id: name });
  if (CHANNEL_ID.test(name)) return channelMention(name);
  return USER_ID.test(name) ? mention({ userId: name }) : { markup: inert(name) };
}

/** Who must approve, for a sentence. */
export function neededGroups(need: ApprovalNeed): Markup {
  return { markup: groupsOf(need, (names) => groupNames(names).markup) };
}

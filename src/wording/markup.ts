import type { Policy, Subject } from '../core/policy/policy-model.ts';
import { askedGroups } from '../core/policy/quorum.ts';
import type { ApprovalNeed, Lock, MessageRef, Person } from '../core/request/request.ts';
import { inert, type Markup } from './inert.ts';
import type { Words } from './words.ts';

const SLACK_ID = /^[A-Z0-9]{2,32}$/;

export function mention(person: Pick<Person, 'userId'>): Markup {
  return subjectMention({ kind: 'user', id: person.userId });
}

/** Ids come from Slack and from the configuration; whatever does not look like one is shown as text. */
export function subjectMention(subject: Subject): Markup {
  if (subject.kind === 'everybody') return { markup: '–' };
  if (subject.kind === 'channel') return channelMention(subject.id);
  if (!SLACK_ID.test(subject.id)) return { markup: inert(subject.id, 40) };
  return { markup: subject.kind === 'user' ? `<@${subject.id}>` : `<!subteam^${subject.id}>` };
}

export function channelMention(channelId: string): Markup {
  return { markup: SLACK_ID.test(channelId) ? `<#${channelId}>` : inert(channelId, 40) };
}

/** A moment in each reader's own time zone; the fallback is UTC for clients that cannot. */
export function moment(iso: string, format = '{date_short_pretty} {time}'): Markup {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return { markup: inert(iso, 40) };
  const fallback = `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
  return { markup: `<!date^${Math.floor(at / 1000)}^${format}|${fallback}>` };
}

/** When the order is to be placed, at the earliest; nothing where no time was asked for. */
export function startLine({ startAt }: { readonly startAt?: string | undefined }, words: Words): readonly string[] {
  return startAt === undefined ? [] : [words.mrkdwn('card.start', { at: moment(startAt) })];
}

/** `url` is ours or Slack's, never a person's; `label` may be anything. */
export function link(url: string, label: string): Markup {
  return { markup: `<${url.replace(/[<>|\s]/g, encodeURIComponent)}|${inert(label, 100).replace(/\|/g, '¦')}>` };
}

export function joined(parts: readonly Markup[], separator: string): Markup {
  return { markup: parts.map((part) => part.markup).join(separator) };
}

/** Who locked an instance, when and why: the values of every sentence about it. */
export function lockFacts({ by, at, reason }: Pick<Lock, 'by' | 'at' | 'reason'>) {
  return { who: mention(by), at: moment(at), reason };
}

/** Slack's own address of a message; undefined when the workspace's address is not known. */
export function permalink(workspaceUrl: string | undefined, card: MessageRef | undefined) {
  if (workspaceUrl === undefined || card === undefined) return undefined;
  return `${workspaceUrl.replace(/\/$/, '')}/archives/${card.channelId}/p${card.ts.replace('.', '')}`;
}

/** Enough to reach the approvers; a rule that names more people than this should name a user group. */
export const MENTIONS = 20;

/** Who may agree, so that Slack notifies them: user groups and people of the groups the rule names. */
export function approverMentions(need: ApprovalNeed, policy: Policy): Markup {
  const ids = subjectsOf(askedGroups(need), policy);
  const shown = [...ids.values()].slice(0, MENTIONS).map(subjectMention);
  return shown.length === 0 ? { markup: inert(need.from.join(', ')) || '–' } : joined(shown, ' ');
}

/** People and user groups that are notified without a vote; a mention of a channel would not notify its members. Undefined: none. */
export function notifyMentions({ notify }: ApprovalNeed, policy: Policy): Markup | undefined {
  const people = [...subjectsOf(notify, policy).values()].filter(({ kind }) => kind === 'user' || kind === 'usergroup');
  return people.length === 0 ? undefined : joined(people.slice(0, MENTIONS).map(subjectMention), ' ');
}

function subjectsOf(groups: readonly string[], policy: Policy): ReadonlyMap<string, Subject> {
  const subjects = groups.flatMap((group) => (Object.hasOwn(policy.groups, group) ? (policy.groups[group] ?? []) : []));
  return new Map(subjects.map((subject) => ['id' in subject ? subject.id : '', subject]));
}

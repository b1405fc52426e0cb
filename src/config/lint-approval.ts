/** Approvals that cannot be given, judged by the people that the file itself lists. */
import { CHANNEL_ID, USER_ID } from '../core/value/ids.ts';
import { parseDuration } from '../core/value/duration.ts';
import { maxMatching, MOST_DIRECT } from '../core/policy/quorum.ts';
import { partsOf } from './build.ts';
import type { At } from './draft.ts';
import type { Linted } from './linted.ts';
import { finding, type Finding, type Path } from './problem.ts';
import { subjectsOf, type Groups } from './reach.ts';
import type { RawAsk } from './approval-schema.ts';
import type { RawRule } from './rule-schema.ts';

export function approvals({ path, value: { approval } }: At<RawRule>, { groups }: Linted): readonly Finding[] {
  if (approval === undefined || approval === 'none') return [];
  const { expires = '24h', remind, escalate, silent = [], quiet, over = [] } = approval;
  const at = [...path, 'approval'];
  const isLate = (after: string | undefined): boolean =>
    after !== undefined && (parseDuration(after) ?? 0) >= (parseDuration(expires) ?? 0);
  const late = [...(isLate(remind) ? [['remind']] : []), ...(isLate(escalate?.after) ? [['escalate', 'after']] : [])];
  const asks = [{ at, ask: approval }, ...over.map((level, index) => ({ at: [...at, 'over', index], ask: level }))];
  return [
    ...(groups === undefined ? [] : asks.flatMap((one) => tooFew(one.at, one.ask, silent, groups))),
    ...late.map((key) => finding([...at, ...key], `must be shorter than expires (${expires})`)),
    ...(quiet !== undefined && quiet.from === quiet.to
      ? [finding([...at, 'quiet', 'to'], 'is the same as from, so these hours are never quiet')]
      : []),
    ...over.flatMap(({ price }, index) =>
      over.slice(0, index).some((other) => Number(other.price) === Number(price))
        ? [finding([...at, 'over', index, 'price'], 'is listed twice')]
        : [],
    ),
  ];
}

function tooFew(at: Path, ask: RawAsk, silent: readonly string[], groups: Groups): readonly Finding[] {
  const { count, people, most } = listed(ask, silent, groups);
  if (people.size === 0 || most(people) >= count) return [];
  const key = ask.all === undefined ? 'count' : 'all';
  const could = most(people) === 1 ? 'only 1 person can' : `only ${most(people)} people can`;
  return [finding([...at, key], `requires ${count} approvals, but ${could} approve`)];
}

/** Rules under which some requesters could never get an approval. */
export function lonely({ path, value: { approval, who } }: At<RawRule>, { groups }: Linted): readonly Finding[] {
  if (groups === undefined || approval === undefined || approval === 'none' || approval.self === true) return [];
  const { count, people, most } = listed(approval, approval.silent ?? [], groups);
  if (people.size === 0 || most(people) < count) return [];
  const askers = [...subjectsOf(who, groups)].filter((id) => people.has(id));
  if (!askers.some((id) => most(new Set([...people].filter((one) => one !== id))) < count)) return [];
  const message = 'when one of these people makes the request, too few are left to approve it';
  const hint = { hint: 'add approvers, or set self: true' };
  return [finding([...path, 'approval', approval.all === undefined ? 'from' : 'all'], message, hint)];
}

/** An emergency of which no one would be told: no mirror channel, and no person or user group that is mentioned. */
export function unseen({ path, value: { approval, breakGlass } }: At<RawRule>, { draft, groups }: Linted) {
  const mirrors = draft.slack?.mirror ?? [];
  if (breakGlass !== true || approval === undefined || mirrors.length > 0) return [];
  if (approval !== 'none') {
    const named = [...partsOf(approval).flatMap(({ from }) => from), ...(approval.notify ?? [])];
    if (groups === undefined || notifies(named, groups)) return [];
  }
  const hint = { hint: 'set slack.mirror, or list users or user groups under approval.notify' };
  return [finding([...path, 'approval'], 'without "mirror" no one would hear of this emergency', hint)];
}

/** Direct messages to so many people would be noise: the channel is mentioned instead. */
export function crowded({ path, value: { approval } }: At<RawRule>, { groups }: Linted): readonly Finding[] {
  if (groups === undefined || approval === undefined || approval === 'none') return [];
  const { tell = 'channel', silent = [] } = approval;
  const asked = partsOf(approval).flatMap(({ from }) => from.filter((name) => !silent.includes(name)));
  const people = [...subjectsOf(asked, groups)].filter((id) => USER_ID.test(id)).length;
  if (tell === 'channel' || people <= MOST_DIRECT) return [];
  const message = `more than ${MOST_DIRECT} approvers get no direct messages; the channel is mentioned instead`;
  return [finding([...path, 'approval', 'tell'], message)];
}

/** A mention of a channel notifies no one. */
function notifies(names: readonly string[], groups: Groups): boolean {
  return [...subjectsOf(names, groups)].some((id) => !CHANNEL_ID.test(id));
}

/** Entries of `notify` that would never notify anyone: a mention of a channel does not. */
export function unheard({ path, value: { approval } }: At<RawRule>, { groups }: Linted): readonly Finding[] {
  if (groups === undefined || approval === undefined || approval === 'none') return [];
  const hint = { hint: 'mentioning a channel notifies no one; list users or user groups' };
  return (approval.notify ?? []).flatMap((name, index) => {
    return notifies([name], groups) ? [] : [finding([...path, 'approval', 'notify', index], 'notifies no one', hint)];
  });
}

/** The parts whose people are all listed in the file; only Slack knows how many a user group or channel has. */
function listed(ask: RawAsk, silent: readonly string[], groups: Groups) {
  const all = partsOf(ask).map(({ from, count }) => ({ from: [...from, ...silent], count }));
  const parts = all.filter(({ from }) => [...subjectsOf(from, groups)].every((id) => USER_ID.test(id)));
  const crowds = parts.map(({ from }) => subjectsOf(from, groups));
  return {
    count: parts.reduce((sum, part) => sum + part.count, 0),
    people: new Set(crowds.flatMap((crowd) => [...crowd])),
    most: (people: ReadonlySet<string>) => maxMatching(parts, people, (id, part) => crowds[part]?.has(id) === true),
  };
}

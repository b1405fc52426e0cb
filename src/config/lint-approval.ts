/** Approvals that cannot be given, by what the file itself tells of people. */
import { parseDuration } from '../core/value/duration.ts';
import { maxMatching } from '../core/policy/quorum.ts';
import { partsOf } from './build.ts';
import { CHANNEL_ID, USER_ID } from './fields.ts';
import type { At } from './names.ts';
import type { Parts } from './parts.ts';
import { finding, type Finding, type Path } from './problem.ts';
import { subjectsOf, type Groups } from './reach.ts';
import type { RawAsk, RawRule } from './schema.ts';

export function approvals({ path, value: { approval } }: At<RawRule>, parts: Parts): readonly Finding[] {
  if (approval === undefined || approval === 'none') return [];
  const { expires = '24h', remind, over = [] } = approval;
  const at = [...path, 'approval'];
  const late = remind !== undefined && (parseDuration(remind) ?? 0) >= (parseDuration(expires) ?? 0);
  const asks = [{ at, ask: approval }, ...over.map((level, index) => ({ at: [...at, 'over', index], ask: level }))];
  return [
    ...(parts.groupsComplete ? asks.flatMap((one) => tooFew(one.at, one.ask, parts.groups)) : []),
    ...(late ? [finding([...at, 'remind'], `must be shorter than the wait of ${expires}`)] : []),
    ...over.flatMap(({ price }, index) =>
      over.slice(0, index).some((other) => Number(other.price) === Number(price))
        ? [finding([...at, 'over', index, 'price'], 'is given twice')]
        : [],
    ),
  ];
}

function tooFew(at: Path, ask: RawAsk, groups: Groups): readonly Finding[] {
  const { count, people, most } = listed(ask, groups);
  if (people.size === 0 || most(people) >= count) return [];
  const key = ask.all === undefined ? 'count' : 'all';
  return [finding([...at, key], `${count} must agree, but only ${most(people)} could`)];
}

/** Rules that some of those they are for could never get approved. */
export function lonely({ path, value: { approval, who } }: At<RawRule>, { groups }: Parts): readonly Finding[] {
  if (approval === undefined || approval === 'none' || approval.self === true) return [];
  const { count, people, most } = listed(approval, groups);
  if (people.size === 0 || most(people) < count) return [];
  const askers = [...subjectsOf(who, groups)].filter((id) => people.has(id));
  if (!askers.some((id) => most(new Set([...people].filter((one) => one !== id))) < count)) return [];
  const message = 'whoever asks does not count, so when one of these people asks, too few are left to agree';
  return [finding([...path, 'approval', approval.all === undefined ? 'from' : 'all'], message)];
}

/** Who is meant to be told and never would be: a mention of a channel notifies nobody. */
export function unheard({ path, value: { approval } }: At<RawRule>, { groups }: Parts): readonly Finding[] {
  if (approval === undefined || approval === 'none') return [];
  const hint = { hint: 'a mention of a channel notifies nobody; name people or user groups' };
  return (approval.notify ?? []).flatMap((name, index) => {
    const reached = [...subjectsOf([name], groups)].some((id) => !CHANNEL_ID.test(id));
    return reached ? [] : [finding([...path, 'approval', 'notify', index], 'tells nobody', hint)];
  });
}

/** The parts of which every person is named in the file; how many are in a user group or channel only Slack knows. */
function listed(ask: RawAsk, groups: Groups) {
  const parts = partsOf(ask).filter(({ from }) => [...subjectsOf(from, groups)].every((id) => USER_ID.test(id)));
  const crowds = parts.map(({ from }) => subjectsOf(from, groups));
  return {
    count: parts.reduce((sum, part) => sum + part.count, 0),
    people: new Set(crowds.flatMap((crowd) => [...crowd])),
    most: (people: ReadonlySet<string>) => maxMatching(parts, people, (id, part) => crowds[part]?.has(id) === true),
  };
}

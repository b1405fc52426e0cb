import { each, type At, type Draft } from './draft.ts';
import type { Path } from './problem.ts';
import type { RawAsk } from './approval-schema.ts';
import type { RawFile } from './schema.ts';

interface Mention extends At<string> {
  /** `who`: `"*"` is allowed. `people`: they must be known one by one. */
  readonly as: 'who' | 'people';
}

/** Every place where a file names a group or a Slack id. */
export function* mentions({ rules, freezes, locks, freezers, limits }: Draft<RawFile>): Iterable<Mention> {
  for (const { path, value } of each(['rules'], rules)) {
    yield* named([...path, 'who'], value.who, 'who');
    const at = [...path, 'approval'];
    if (value.approval === undefined || value.approval === 'none') continue;
    yield* asked(at, value.approval);
    for (const level of each([...at, 'over'], value.approval.over)) yield* asked(level.path, level.value);
    const { notify, silent, escalate } = value.approval;
    yield* named([...at, 'notify'], notify, 'people');
    yield* named([...at, 'silent'], silent, 'people');
    yield* named([...at, 'escalate', 'to'], escalate?.to, 'people');
  }
  for (const { path, value } of each(['freezes'], freezes)) yield* named([...path, 'except'], value.except, 'people');
  for (const { path, value } of each(['locks'], locks)) yield* named([...path, 'who'], value.who, 'who');
  yield* named(['freezers'], freezers, 'who');
  for (const { path, value } of spendLimits(limits)) yield* named([...path, 'groups'], value.groups, 'people');
}

/** Limits that are written as a list. */
export function spendLimits(limits: Draft<RawFile>['limits']) {
  const { monthlySpend } = limits ?? {};
  return isList(monthlySpend) ? each(['limits', 'monthlySpend'], monthlySpend) : [];
}

type MonthlySpend = NonNullable<Draft<RawFile>['limits']>['monthlySpend'];

function isList(spend: MonthlySpend): spend is Extract<MonthlySpend, readonly unknown[]> {
  return Array.isArray(spend);
}

function* asked(path: Path, { from, all }: Draft<RawAsk>): Iterable<Mention> {
  yield* named([...path, 'from'], from, 'people');
  for (const part of each([...path, 'all'], all)) yield* named([...part.path, 'from'], part.value.from, 'people');
}

function named(path: Path, names: readonly (string | undefined)[] | undefined, as: Mention['as']) {
  return each(path, names).map((name) => ({ ...name, as }));
}

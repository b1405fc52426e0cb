import type { Path } from './problem.ts';
import type { RawAsk, RawFile, RawFreeze, RawLock, RawRule, RawSpendLimit } from './schema.ts';

export interface At<T> {
  readonly path: Path;
  readonly value: T;
}

type Rest<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

/** Every part of a file in which groups, Slack ids or holidays are named; what is malformed in one is left out of it. */
export interface Naming {
  readonly rules: readonly At<Rest<RawRule>>[];
  readonly freezes: readonly At<Rest<RawFreeze>>[];
  readonly locks: readonly At<Rest<RawLock>>[];
  readonly spendLimits: readonly At<Rest<RawSpendLimit>>[];
}

export interface Mention extends At<string> {
  /** `who`: everybody may be meant. `people`: they must be known one by one. */
  readonly as: 'who' | 'people';
}

/** Every place where a group or a Slack id is named. */
export function* mentions({ rules, freezes, locks, spendLimits }: Naming): Iterable<Mention> {
  for (const { path, value } of rules) {
    yield* each([...path, 'who'], value.who, 'who');
    if (value.approval === undefined || value.approval === 'none') continue;
    const at = [...path, 'approval'];
    yield* asked(at, value.approval);
    for (const [index, level] of (value.approval.over ?? []).entries()) yield* asked([...at, 'over', index], level);
    yield* each([...at, 'notify'], value.approval.notify, 'people');
  }
  for (const { path, value } of freezes) yield* each([...path, 'except'], value.except, 'people');
  for (const { path, value } of locks) yield* each([...path, 'who'], value.who, 'who');
  for (const { path, value } of spendLimits) yield* each([...path, 'groups'], value.groups, 'people');
}

function* asked(path: Path, { from, all = [] }: RawAsk): Iterable<Mention> {
  yield* each([...path, 'from'], from, 'people');
  for (const [index, part] of all.entries()) yield* each([...path, 'all', index, 'from'], part.from, 'people');
}

function each(path: Path, names: readonly string[] | undefined, as: Mention['as']): readonly Mention[] {
  return (names ?? []).map((value, index) => ({ path: [...path, index], value, as }));
}

/** Every group or Slack id that a whole file names. */
export function namesIn({ rules, freezes = [], locks = [], limits }: RawFile): readonly string[] {
  const at = <T>(values: readonly T[]): readonly At<T>[] => values.map((value) => ({ path: [], value }));
  const { monthlySpend = [] } = limits ?? {};
  const spendLimits = Array.isArray(monthlySpend) ? monthlySpend : [];
  const found = mentions({ rules: at(rules), freezes: at(freezes), locks: at(locks), spendLimits: at(spendLimits) });
  return [...found].map(({ value }) => value);
}

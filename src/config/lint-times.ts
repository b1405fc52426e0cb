/** Windows that never open, freezes that freeze nothing, holidays that nobody knows. */
import { nearest } from '../core/value/nearest.ts';
import type { At, Naming } from './names.ts';
import type { Parts } from './parts.ts';
import { didYouMean, finding, printPath, type Finding } from './problem.ts';
import { list } from './reach.ts';
import type { RawFreeze, RawRule } from './schema.ts';

export function windows({ path, value }: At<RawRule>): readonly Finding[] {
  return (value.windows ?? []).flatMap(({ from, to }, index) =>
    from === to ? [finding([...path, 'windows', index, 'to'], 'is the same as from, so the window is never open')] : [],
  );
}

/** Names of holidays that are used and not defined. */
export function unknownHolidays({ naming, holidayNames }: Parts): readonly Finding[] {
  return usedHolidays(naming.rules)
    .filter(({ value }) => !holidayNames.includes(value))
    .map(({ path, value }) => {
      const near = nearest(value, holidayNames);
      const hint = near === undefined ? { hint: 'define it under holidays' } : didYouMean(near);
      return finding(path, `there are no holidays ${JSON.stringify(value)}`, hint);
    });
}

/** Names of holidays that are defined and not used. */
export function unusedHolidays({ rules, holidayNames }: Parts): readonly Finding[] {
  const used = new Set(usedHolidays(rules).map(({ value }) => value));
  return holidayNames
    .filter((name) => !used.has(name))
    .map((name) => ({ path: ['holidays', name], at: 'key', message: 'is not used' }));
}

function usedHolidays(rules: Naming['rules']): readonly At<string>[] {
  return rules.flatMap(({ path, value }) =>
    (value.windows ?? []).flatMap(({ holidays }, index) => {
      const at = [...path, 'windows', index, 'holidays'];
      return (list(holidays) ?? []).map((name, position) => ({
        path: typeof holidays === 'string' ? at : [...at, position],
        value: name,
      }));
    }),
  );
}

export function backwards({ path, value }: At<RawFreeze>): readonly Finding[] {
  return Date.parse(value.from) < Date.parse(value.to) ? [] : [finding([...path, 'to'], 'must be later than from')];
}

/** Freezes that are over, or share time with an earlier one. */
export function idleFreezes({ freezes }: Parts, now: Date): readonly Finding[] {
  return freezes.flatMap(({ path, value }, index) => {
    const over =
      Date.parse(value.to) <= now.getTime() ? [finding([...path, 'to'], 'is past, so it freezes nothing')] : [];
    const other = freezes.slice(0, index).find((earlier) => overlap(earlier.value, value));
    return [...over, ...(other === undefined ? [] : [finding(path, `overlaps ${printPath(other.path)}`)])];
  });
}

function overlap(a: RawFreeze, b: RawFreeze): boolean {
  return Date.parse(a.from) < Date.parse(b.to) && Date.parse(b.from) < Date.parse(a.to);
}

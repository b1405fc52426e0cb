/** Windows that never open, freezes without effect, and holidays that are undefined or unused. */
import { nearest } from '../core/value/nearest.ts';
import { each, type At, type Draft } from './draft.ts';
import { didYouMean, finding, printPath, wrongKey, type Finding } from './problem.ts';
import type { RawRule } from './rule-schema.ts';
import type { RawFile, RawFreeze } from './schema.ts';

export function neverOpen({ path, value }: At<RawRule>): readonly Finding[] {
  return (value.windows ?? []).flatMap(({ from, to }, index) =>
    from === to ? [finding([...path, 'windows', index, 'to'], 'is the same as from, so the window never opens')] : [],
  );
}

export function unknownHolidays(draft: Draft<RawFile>): readonly Finding[] {
  const names = Object.keys(draft.holidays ?? {});
  return usedHolidays(draft)
    .filter(({ value }) => !names.includes(value))
    .map(({ path, value }) => {
      const near = nearest(value, names);
      const hint = near === undefined ? { hint: 'define them under holidays' } : didYouMean(near);
      return finding(path, `there are no holidays ${JSON.stringify(value)}`, hint);
    });
}

export function unusedHolidays(draft: Draft<RawFile>): readonly Finding[] {
  const used = new Set(usedHolidays(draft).map(({ value }) => value));
  return Object.keys(draft.holidays ?? {})
    .filter((name) => !used.has(name))
    .map((name) => wrongKey(['holidays', name], 'is not used'));
}

function usedHolidays({ rules }: Draft<RawFile>): readonly At<string>[] {
  return each(['rules'], rules).flatMap((rule) =>
    each([...rule.path, 'windows'], rule.value.windows).flatMap(({ path, value: { holidays } }) => {
      const at = [...path, 'holidays'];
      return typeof holidays === 'string' ? [{ path: at, value: holidays }] : each(at, holidays);
    }),
  );
}

export function backwards({ path, value }: At<RawFreeze>): readonly Finding[] {
  return Date.parse(value.from) < Date.parse(value.to) ? [] : [finding([...path, 'to'], 'must be later than from')];
}

/** Freezes that are over, or overlap an earlier one. */
export function idleFreezes(freezes: readonly At<RawFreeze>[], now: Date): readonly Finding[] {
  return freezes.flatMap(({ path, value }, index) => {
    const over = Date.parse(value.to) <= now.getTime();
    const other = freezes.slice(0, index).find((earlier) => overlap(earlier.value, value));
    return [
      ...(over ? [finding([...path, 'to'], 'is in the past, so this freeze has no effect')] : []),
      ...(other === undefined ? [] : [finding(path, `overlaps ${printPath(other.path)}`)]),
    ];
  });
}

function overlap(a: RawFreeze, b: RawFreeze): boolean {
  return Date.parse(a.from) < Date.parse(b.to) && Date.parse(b.from) < Date.parse(a.to);
}

/** Rules that contradict themselves, match no known class, or are hidden by other rules. */
import { CLASS_TABLE } from '../core/instance/class-table.ts';
import { describeClass, nearestClasses } from '../core/instance/classes.ts';
import { matcher } from '../core/policy/globs.ts';
import { parseSize } from '../core/value/size.ts';
import { list, OFFERED } from './build.ts';
import type { At } from './draft.ts';
import type { Linted } from './linted.ts';
import { didYouMean, finding, printPath, type Finding } from './problem.ts';
import { shadows } from './reach.ts';
import type { RawRule } from './rule-schema.ts';

/** Terms that no change can meet at the same time. */
export function impossible({ path, value: { change = {}, flags = {} } }: At<RawRule>): readonly Finding[] {
  const { minMemory, maxMemory } = change;
  const crossed =
    minMemory !== undefined && maxMemory !== undefined && (parseSize(minMemory) ?? 0) > (parseSize(maxMemory) ?? 0);
  const { force = {} } = flags;
  const excluded = (['autoPay', 'effectiveTime', 'forceUpgrade'] as const).flatMap((flag) => {
    const allowed: readonly (string | boolean)[] | undefined = list<string | boolean>(flags[flag]);
    const forced = force[flag];
    if (forced === undefined || allowed === undefined || allowed.includes(forced)) return [];
    return [finding([...path, 'flags', 'force', flag], `is not allowed by flags.${flag}`)];
  });
  const coupon = flags.coupon === false && force.coupon !== undefined && force.coupon.toLowerCase() !== 'none';
  return [
    ...(crossed ? [finding([...path, 'change', 'minMemory'], `is more than maxMemory (${maxMemory})`)] : []),
    ...excluded,
    ...(coupon ? [finding([...path, 'flags', 'force', 'coupon'], 'is a coupon, but flags.coupon is false')] : []),
  ];
}

/** In a deny rule an upper limit denies small changes and lets large ones pass; usually the opposite is meant. */
export function bounded({ path, value: { deny, change = {} } }: At<RawRule>): readonly Finding[] {
  if (deny === undefined) return [];
  // A downgrade below a floor is what such a rule means to deny.
  const floor = change.maxMemory !== undefined && list(change.direction)?.join() === 'downgrade';
  const bounds = ['maxMemory', 'maxStep', 'maxShards', 'maxPrice', 'maxMonthlyPrice', 'maxDuration'] as const;
  return bounds
    .filter((bound) => change[bound] !== undefined && !(floor && bound === 'maxMemory'))
    .map((bound) => {
      const instead = bound === 'maxMemory' ? 'use minMemory' : 'set the limit in the rules that allow';
      const hint = { hint: `to deny changes above it, ${instead}` };
      return finding([...path, 'change', bound], 'denies changes up to this value, but none above it', hint);
    });
}

/** Values the form starts with and no rule allows: a form submitted as it opens would be refused. */
export function forbiddenDefaults({ rules, draft }: Linted): readonly Finding[] {
  const ordinary = rules.filter(({ value }) => value.deny === undefined && value.breakGlass !== true);
  if (ordinary.length === 0) return [];
  return (['autoPay', 'effectiveTime', 'forceUpgrade'] as const).flatMap((flag) => {
    const value = draft.defaults?.[flag] ?? OFFERED[flag];
    const forbidden = ordinary.every(({ value: { flags = {} } }) => {
      const allowed: readonly unknown[] | undefined = list<string | boolean>(flags[flag]);
      return allowed !== undefined && !allowed.includes(value) && flags.force?.[flag] === undefined;
    });
    if (!forbidden) return [];
    const hint = { hint: 'the form starts with this value' };
    return [finding(['defaults', flag], `is ${String(value)}, which no rule allows`, hint)];
  });
}

/** Class patterns without a match in our table, and memory limits that none of the matches meets. Warnings: new classes appear. */
export function classes({ path, value: { instances, change = {} } }: At<RawRule>): readonly Finding[] {
  const unknown = (at: At<unknown>['path'], patterns: readonly string[] = []): readonly Finding[] =>
    patterns.flatMap((pattern, index) => {
      if (known(pattern).length > 0 || describeClass(pattern) !== undefined) return [];
      const near = /[*?{[]/.test(pattern) ? undefined : nearestClasses(pattern, 1)[0];
      return [finding([...at, index], 'matches no known instance class', didYouMean(near))];
    });
  return [
    ...unknown([...path, 'instances', 'classes'], instances.classes),
    ...unknown([...path, 'change', 'classes'], change.classes),
    ...tooNarrow(path, change),
  ];
}

function tooNarrow(path: At<unknown>['path'], change: NonNullable<RawRule['change']>): readonly Finding[] {
  const sizes = (change.classes ?? []).flatMap(known).map((name) => describeClass(name));
  // The memory of a class sold by the shard depends on the instance.
  if (sizes.length === 0 || sizes.some((one) => one?.shards === undefined)) return [];
  const memories = sizes.map((one) => one?.memoryMb ?? 0);
  const none = (bound: 'minMemory' | 'maxMemory', fits: (mb: number, limit: number) => boolean): readonly Finding[] => {
    const limit = change[bound] === undefined ? undefined : parseSize(change[bound]);
    if (limit === undefined || memories.some((mb) => fits(mb, limit))) return [];
    return [finding([...path, 'change', bound], 'no class matched by change.classes has such a size')];
  };
  return [...none('minMemory', (mb, limit) => mb >= limit), ...none('maxMemory', (mb, limit) => mb <= limit)];
}

const matched = new Map<string, readonly string[]>();

function known(pattern: string): readonly string[] {
  const earlier = matched.get(pattern);
  if (earlier !== undefined) return earlier;
  const matches = matcher([pattern]);
  const names = CLASS_TABLE.map(([name]) => name).filter(matches);
  matched.set(pattern, names);
  return names;
}

/** Rules that an earlier one of the same kind leaves nothing to match. */
export function unreachable({ rules, groups }: Linted): readonly Finding[] {
  if (groups === undefined) return [];
  const covers = shadows(groups);
  return rules.flatMap(({ path, value }, index) => {
    const above = rules.slice(0, index).find((one) => kindOf(one.value) === kindOf(value) && covers(one.value, value));
    if (above === undefined) return [];
    return [finding(path, 'can never be reached', { hint: `${nameOf(above)} matches everything it matches` })];
  });
}

/** Rules that allow nothing because a deny rule covers all of it. */
export function whollyDenied({ rules, groups }: Linted): readonly Finding[] {
  if (groups === undefined) return [];
  const covers = shadows(groups);
  const denials = rules.filter(({ value }) => value.deny !== undefined);
  return rules.flatMap(({ path, value }) => {
    const denies = value.deny === undefined ? denials.find((one) => covers(one.value, value)) : undefined;
    if (denies === undefined) return [];
    return [finding(path, 'allows nothing', { hint: `${nameOf(denies)} denies everything it matches` })];
  });
}

function kindOf({ deny, breakGlass }: RawRule): string {
  if (deny !== undefined) return 'deny';
  return breakGlass === true ? 'breakGlass' : 'allow';
}

function nameOf({ path, value }: At<RawRule>): string {
  return `${printPath(path)} ${JSON.stringify(value.name)}`;
}

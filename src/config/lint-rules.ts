/** Rules that contradict themselves, name what does not exist, or are hidden by others. */
import { CLASS_TABLE } from '../core/instance/class-table.ts';
import { describeClass, nearestClasses } from '../core/instance/classes.ts';
import { matcher } from '../core/policy/globs.ts';
import { nearest } from '../core/value/nearest.ts';
import { parseSize } from '../core/value/size.ts';
import { OFFERED } from './build.ts';
import type { At } from './names.ts';
import { isRecord, type Parts } from './parts.ts';
import { didYouMean, finding, printPath, type Finding } from './problem.ts';
import { list, shadows } from './reach.ts';
import type { RawRule } from './schema.ts';

/** Regions and accounts that no account of the file has. */
export function places(path: At<unknown>['path'], instances: RawRule['instances'], parts: Parts): readonly Finding[] {
  if (!parts.accountsComplete) return [];
  const regions = parts.accounts.flatMap((one) => one.value.regions);
  const names = parts.accounts.map((one) => one.value.name);
  const strange = (key: 'regions' | 'accounts', known: readonly string[], message: string): readonly Finding[] =>
    (instances[key] ?? []).flatMap((name, index) =>
      known.includes(name)
        ? []
        : [finding([...path, 'instances', key, index], message, didYouMean(nearest(name, known)))],
    );
  return [
    ...strange('regions', regions, 'is not a region of any account'),
    ...strange('accounts', names, 'is not the name of an account'),
  ];
}

/** Terms that no change can meet together. */
export function impossible({ path, value: { change = {}, flags = {} } }: At<RawRule>): readonly Finding[] {
  const { minMemory, maxMemory } = change;
  const crossed =
    minMemory !== undefined && maxMemory !== undefined && (parseSize(minMemory) ?? 0) > (parseSize(maxMemory) ?? 0);
  const { force = {} } = flags;
  const excluded = (['autoPay', 'effectiveTime', 'forceUpgrade'] as const).flatMap((flag) => {
    const allowed: readonly (string | boolean)[] | undefined = list<string | boolean>(flags[flag]);
    const forced = force[flag];
    if (forced === undefined || allowed === undefined || allowed.includes(forced)) return [];
    return [finding([...path, 'flags', 'force', flag], `is not among the values that flags.${flag} allows`)];
  });
  const coupon = flags.coupon === false && force.coupon !== undefined && force.coupon.toLowerCase() !== 'none';
  return [
    ...(crossed ? [finding([...path, 'change', 'minMemory'], `is more than maxMemory, ${maxMemory}`)] : []),
    ...excluded,
    ...(coupon ? [finding([...path, 'flags', 'force', 'coupon'], 'is a coupon, which flags.coupon forbids')] : []),
  ];
}

/** In a rule that denies, an upper bound denies what is small and lets the rest by. Mostly the opposite is meant. */
export function bounded({ path, value: { deny, change = {} } }: At<RawRule>): readonly Finding[] {
  if (deny === undefined) return [];
  // "Not smaller than this" is a floor, and says so.
  const floor = change.maxMemory !== undefined && list(change.direction)?.join() === 'downgrade';
  const bounds = ['maxMemory', 'maxStep', 'maxShards', 'maxPrice', 'maxMonthlyPrice'] as const;
  return bounds
    .filter((bound) => change[bound] !== undefined && !(floor && bound === 'maxMemory'))
    .map((bound) => {
      const instead = bound === 'maxMemory' ? 'use minMemory' : 'put the bound into the rules that allow';
      const hint = { hint: `to deny what is above it, ${instead}` };
      return finding([...path, 'change', bound], 'denies changes up to this and none above it', hint);
    });
}

/** What the form offers at first and no rule allows: whoever sends it as it opens is refused. */
export function forbiddenDefaults({ rules, defaults }: Parts): readonly Finding[] {
  const ordinary = rules.filter(({ value }) => value.deny === undefined && value.breakGlass !== true);
  if (ordinary.length === 0) return [];
  const given = isRecord(defaults) ? defaults : {};
  return (['autoPay', 'effectiveTime', 'forceUpgrade'] as const).flatMap((flag) => {
    const set = given[flag];
    const value = typeof set === 'boolean' || typeof set === 'string' ? set : OFFERED[flag];
    const forbidden = ordinary.every(({ value: { flags = {} } }) => {
      const allowed: readonly unknown[] | undefined = list<string | boolean>(flags[flag]);
      return allowed !== undefined && !allowed.includes(value) && flags.force?.[flag] === undefined;
    });
    if (!forbidden) return [];
    return [finding(['defaults', flag], `is ${String(value)}, which no rule allows`, { hint: 'the form offers it' })];
  });
}

/** Patterns of classes that match none we know, and memory that none of those matched has. New classes appear: warnings. */
export function classes({ path, value: { instances, change = {} } }: At<RawRule>): readonly Finding[] {
  const unknown = (at: At<unknown>['path'], patterns: readonly string[] = []): readonly Finding[] =>
    patterns.flatMap((pattern, index) => {
      if (known(pattern).length > 0 || describeClass(pattern) !== undefined) return [];
      const near = /[*?{[]/.test(pattern) ? undefined : nearestClasses(pattern, 1)[0];
      return [finding([...at, index], 'matches no class that is known', didYouMean(near))];
    });
  return [
    ...unknown([...path, 'instances', 'classes'], instances.classes),
    ...unknown([...path, 'change', 'classes'], change.classes),
    ...tooNarrow(path, change),
  ];
}

function tooNarrow(path: At<unknown>['path'], change: NonNullable<RawRule['change']>): readonly Finding[] {
  const sizes = (change.classes ?? []).flatMap(known).map((name) => describeClass(name));
  // What a class sold by the shard comes to depends on the instance.
  if (sizes.length === 0 || sizes.some((one) => one?.shards === undefined)) return [];
  const memories = sizes.map((one) => one?.memoryMb ?? 0);
  const none = (bound: 'minMemory' | 'maxMemory', fits: (mb: number, limit: number) => boolean): readonly Finding[] => {
    const limit = change[bound] === undefined ? undefined : parseSize(change[bound]);
    if (limit === undefined || memories.some((mb) => fits(mb, limit))) return [];
    return [finding([...path, 'change', bound], 'no class that change.classes matches has such a size')];
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

/** Rules that an earlier one of the same kind leaves nothing to. */
export function unreachable({ rules, groups, groupsComplete }: Parts): readonly Finding[] {
  if (!groupsComplete) return [];
  const covers = shadows(groups);
  return rules.flatMap(({ path, value }, index) => {
    const above = rules.slice(0, index).find((one) => kindOf(one.value) === kindOf(value) && covers(one.value, value));
    if (above === undefined) return [];
    return [finding(path, 'can never be reached', { hint: `${nameOf(above)} matches everything it matches` })];
  });
}

/** Rules that allow nothing because another denies all of it. */
export function whollyDenied({ rules, groups, groupsComplete }: Parts): readonly Finding[] {
  if (!groupsComplete) return [];
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

import { parseSize } from '../core/size.ts';
import type { RawRule } from './schema.ts';

/** Group name → ids. */
export type Groups = ReadonlyMap<string, readonly string[]>;

/** Every id that these names stand for; a name that is no group is an id itself. */
export function subjectsOf(names: readonly string[], groups: Groups): Set<string> {
  return new Set(names.flatMap((name) => groups.get(name) ?? [name]));
}

/**
 * Tells of two rules whether the first holds wherever the second does, so that the second below it is dead. It only
 * says so when that is certain: term by term, each wider or equal. Globs are compared as text, but for `*`.
 */
export function shadows(groups: Groups): (above: RawRule, below: RawRule) => boolean {
  const cache = new Map<RawRule, ReadonlySet<string>>();
  const who = (rule: RawRule): ReadonlySet<string> => {
    const known = cache.get(rule) ?? subjectsOf(rule.who, groups);
    cache.set(rule, known);
    return known;
  };
  return (above, below) =>
    subset([...who(below)], who(above)) &&
    widerInstances(above.instances, below.instances) &&
    widerChange(above.change ?? {}, below.change ?? {}) &&
    widerFlags(above.flags ?? {}, below.flags ?? {});
}

function widerInstances(above: RawRule['instances'], below: RawRule['instances']): boolean {
  const tags = Object.entries(above.tags ?? {});
  return (
    widerList(above.ids, below.ids) &&
    widerGlobs(above.names, below.names) &&
    widerList(above.regions, below.regions) &&
    widerList(above.accounts, below.accounts) &&
    tags.every(([key, value]) => Object.hasOwn(below.tags ?? {}, key) && below.tags?.[key] === value)
  );
}

function widerChange(above: NonNullable<RawRule['change']>, below: NonNullable<RawRule['change']>): boolean {
  const mb = (size: string | undefined): number | undefined => (size === undefined ? undefined : parseSize(size));
  return (
    widerList(list(above.direction), list(below.direction)) &&
    widerGlobs(above.classes, below.classes) &&
    widerNumber(mb(above.maxMemory), mb(below.maxMemory)) &&
    widerNumber(number(above.maxPrice), number(below.maxPrice))
  );
}

function widerFlags(above: NonNullable<RawRule['flags']>, below: NonNullable<RawRule['flags']>): boolean {
  return (
    widerList(list(above.autoPay), list(below.autoPay)) &&
    widerList(list(above.effectiveTime), list(below.effectiveTime)) &&
    widerList(list(above.forceUpgrade), list(below.forceUpgrade)) &&
    (above.coupon !== false || below.coupon === false)
  );
}

function widerList<T>(above: readonly T[] | undefined, below: readonly T[] | undefined): boolean {
  return above === undefined || (below !== undefined && subset(below, new Set(above)));
}

// Every instance has a name or goes by its id, and every change names a class: `*` leaves nothing out.
function widerGlobs(above: readonly string[] | undefined, below: readonly string[] | undefined): boolean {
  return widerList(above, below) || above?.includes('*') === true;
}

function widerNumber(above: number | undefined, below: number | undefined): boolean {
  return above === undefined || (below !== undefined && below <= above);
}

function subset<T>(inner: readonly T[], outer: ReadonlySet<T>): boolean {
  return inner.every((item) => outer.has(item));
}

function list<T extends string | boolean>(value: T | readonly T[] | undefined): readonly T[] | undefined {
  return typeof value === 'object' || value === undefined ? value : [value];
}

function number(value: string | number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

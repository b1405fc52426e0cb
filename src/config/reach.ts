import { parseDuration } from '../core/value/duration.ts';
import { parseSize } from '../core/value/size.ts';
import { EVERYBODY } from './fields.ts';
import type { RawRule } from './rule-schema.ts';

/** Group name → ids. */
export type Groups = ReadonlyMap<string, readonly string[]>;

/** Every id that these names stand for; a name that is no group is an id itself. */
export function subjectsOf(names: readonly string[], groups: Groups): Set<string> {
  return new Set(names.flatMap((name) => groups.get(name) ?? [name]));
}

/**
 * Whether the first of two rules matches wherever the second does, so that the second is unreachable or wholly denied.
 * True only when that is certain: term by term, each wider or equal. Globs other than `*` are compared as text.
 */
export function shadows(groups: Groups): (above: RawRule, below: RawRule) => boolean {
  const cache = new Map<RawRule, ReadonlySet<string>>();
  const who = (rule: RawRule): ReadonlySet<string> => {
    const known = cache.get(rule) ?? subjectsOf(rule.who, groups);
    cache.set(rule, known);
    return known;
  };
  return (above, below) =>
    (who(above).has(EVERYBODY) || subset([...who(below)], who(above))) &&
    widerList(above.where, below.where) &&
    widerInstances(above.instances, below.instances) &&
    widerChange(above.change ?? {}, below.change ?? {}) &&
    widerFlags(above, below);
}

function widerInstances(above: RawRule['instances'], below: RawRule['instances']): boolean {
  const tags = Object.entries(above.tags ?? {});
  return (
    widerList(above.ids, below.ids) &&
    widerGlobs(above.names, below.names) &&
    widerList(above.regions, below.regions) &&
    widerList(above.accounts, below.accounts) &&
    widerList(above.architectures, below.architectures) &&
    widerGlobs(above.classes, below.classes) &&
    tags.every(([key, value]) => Object.hasOwn(below.tags ?? {}, key) && below.tags?.[key] === value)
  );
}

function widerChange(above: NonNullable<RawRule['change']>, below: NonNullable<RawRule['change']>): boolean {
  const ms = (length: string | undefined) => (length === undefined ? undefined : parseDuration(length));
  const lasting = (value: typeof above.temporary) => (value === 'allowed' ? undefined : list(value));
  const mb = (size: string | undefined): number | undefined => (size === undefined ? undefined : parseSize(size));
  return (
    widerList(list(above.direction), list(below.direction)) &&
    widerGlobs(above.classes, below.classes) &&
    // A lower bound is an upper one of the negative.
    upTo(negative(mb(above.minMemory)), negative(mb(below.minMemory))) &&
    upTo(mb(above.maxMemory), mb(below.maxMemory)) &&
    upTo(above.maxStep, below.maxStep) &&
    upTo(above.maxShards, below.maxShards) &&
    upTo(number(above.maxPrice), number(below.maxPrice)) &&
    upTo(number(above.maxMonthlyPrice), number(below.maxMonthlyPrice)) &&
    widerList(lasting(above.temporary), lasting(below.temporary)) &&
    // Permanent changes have no length.
    (below.temporary === 'forbidden' || upTo(ms(above.maxDuration), ms(below.maxDuration)))
  );
}

function widerFlags(above: RawRule, below: RawRule): boolean {
  const wide = values(above);
  const narrow = values(below, above.deny !== undefined);
  return (
    widerList(wide.autoPay, narrow.autoPay) &&
    widerList(wide.coupon, narrow.coupon) &&
    widerList(wide.effectiveTime, narrow.effectiveTime) &&
    widerList(wide.forceUpgrade, narrow.forceUpgrade)
  );
}

/**
 * The values of each flag with which a rule can match; undefined: any. A forced flag may be chosen in any way, and is
 * `ordered` in one.
 */
function values({ flags = {}, deny }: RawRule, ordered = false) {
  const { autoPay, coupon, effectiveTime, forceUpgrade, force = {} } = flags;
  const of = <T extends string | boolean>(allowed: T | readonly T[] | undefined, forced: T | undefined) =>
    forced === undefined ? list(allowed) : ordered ? [forced] : undefined;
  const coupons = coupon === true && deny === undefined ? undefined : coupon;
  return {
    autoPay: of(autoPay, force.autoPay),
    coupon: of(coupons, force.coupon === undefined ? undefined : force.coupon.toLowerCase() !== 'none'),
    effectiveTime: of(effectiveTime, force.effectiveTime),
    forceUpgrade: of(forceUpgrade, force.forceUpgrade),
  };
}

function widerList<T>(above: readonly T[] | undefined, below: readonly T[] | undefined): boolean {
  return above === undefined || (below !== undefined && subset(below, new Set(above)));
}

// `*` covers everything: every instance has a name or goes by its id, and every change names a class.
function widerGlobs(above: readonly string[] | undefined, below: readonly string[] | undefined): boolean {
  return widerList(above, below) || above?.includes('*') === true;
}

function upTo(above: number | undefined, below: number | undefined): boolean {
  return above === undefined || (below !== undefined && below <= above);
}

function negative(value: number | undefined): number | undefined {
  return value === undefined ? undefined : -value;
}

function subset<T>(inner: readonly T[], outer: ReadonlySet<T>): boolean {
  return inner.every((item) => outer.has(item));
}

export function list<T extends string | boolean>(value: T | readonly T[] | undefined): readonly T[] | undefined {
  return typeof value === 'object' || value === undefined ? value : [value];
}

function number(value: string | number | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

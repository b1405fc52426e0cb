import { FLAGS } from '../core/value/change.ts';
import type { ChangeTerms } from '../core/policy/policy-model.ts';
import { changeOf, flagsOf } from './build.ts';
import { EVERYBODY } from './fields.ts';
import type { RawRule } from './rule-schema.ts';

/** Group name → ids. */
export type Groups = ReadonlyMap<string, readonly string[]>;

/** Every id that these names stand for; a name that is no group is an id itself. */
export function subjectsOf(names: readonly string[], groups: Groups): Set<string> {
  return new Set(names.flatMap((name) => groups.get(name) ?? [name]));
}

/** For each term whether the first value lets through whatever the second does: a term without an order does not compile. */
type Orders<T> = { readonly [K in keyof T]-?: (above: T[K], below: T[K], belowAll: T) => boolean };

const INSTANCES: Orders<RawRule['instances']> = {
  ids: widerList,
  names: widerGlobs,
  tags: (above = {}, below = {}) =>
    Object.entries(above).every(([key, value]) => Object.hasOwn(below, key) && below[key] === value),
  regions: widerList,
  accounts: widerList,
  architectures: widerList,
  classes: widerGlobs,
};

const CHANGE: Orders<ChangeTerms> = {
  direction: widerList,
  minMemoryMb: (above, below) => above === undefined || (below !== undefined && below >= above),
  maxMemoryMb: upTo,
  maxStep: upTo,
  maxShards: upTo,
  classes: widerGlobs,
  maxPrice: upTo,
  maxMonthlyPrice: upTo,
  temporary: (above, below) => above === undefined || above === below,
  // Permanent changes have no length.
  maxDurationMs: (above, below, { temporary }) => temporary === 'forbidden' || upTo(above, below),
};

/**
 * Whether the first of two rules matches wherever the second does, so that the second is unreachable or wholly denied.
 * True only when that is certain: term by term, each wider or equal. Globs other than `*` are compared as text.
 */
export function shadows(groups: Groups): (above: RawRule, below: RawRule) => boolean {
  const cache = new Map<RawRule, ReturnType<typeof read>>();
  const read = (rule: RawRule) => ({
    who: subjectsOf(rule.who, groups),
    change: changeOf(rule.change ?? {}),
    flags: flagValues(rule),
  });
  const known = (rule: RawRule) => {
    const terms = cache.get(rule) ?? read(rule);
    cache.set(rule, terms);
    return terms;
  };
  return (above, below) => {
    const [wide, narrow] = [known(above), known(below)];
    return (
      (wide.who.has(EVERYBODY) || subset([...narrow.who], wide.who)) &&
      widerList(above.where, below.where) &&
      wider(INSTANCES, above.instances, below.instances) &&
      wider(CHANGE, wide.change, narrow.change) &&
      wide.flags.every(({ chosen }, n) =>
        widerList(chosen, above.deny === undefined ? narrow.flags[n]?.chosen : narrow.flags[n]?.ordered),
      )
    );
  };
}

function wider<T>(orders: Orders<T>, above: T, below: T): boolean {
  for (const key in orders) if (!orders[key](above[key], below[key], below)) return false;
  return true;
}

/**
 * For each flag the values with which a rule can match; undefined: any. One that is forced may be chosen in any way, and is
 * `ordered` in one.
 */
function flagValues({ flags = {}, deny }: RawRule) {
  const allowed = flagsOf(flags, deny !== undefined);
  const { coupon, ...force } = flags.force ?? {};
  const forced = { ...force, coupon: coupon && coupon.toLowerCase() !== 'none' };
  return FLAGS.map((flag) => {
    const [value, chosen]: [unknown, readonly unknown[] | undefined] = [forced[flag], allowed[flag]];
    return value === undefined ? { chosen, ordered: chosen } : { chosen: undefined, ordered: [value] };
  });
}

function widerList<T>(above: readonly T[] | undefined, below: readonly T[] | undefined): boolean {
  return above === undefined || (below !== undefined && subset(below, new Set(above)));
}

// `*` covers everything: every instance has a name or goes by its id, and every change names a class.
function widerGlobs(above: readonly string[] | undefined, below: readonly string[] | undefined): boolean {
  return widerList(above, below) || above?.includes('*') === true;
}

function upTo(above: number | string | undefined, below: number | string | undefined): boolean {
  return above === undefined || (below !== undefined && Number(below) <= Number(above));
}

function subset<T>(inner: readonly T[], outer: ReadonlySet<T>): boolean {
  return inner.every((item) => outer.has(item));
}

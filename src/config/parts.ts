import type { z } from 'zod';
import { nearest } from '../core/value/nearest.ts';
import type { At, Naming } from './names.ts';
import type { Path } from './problem.ts';
import type { Groups } from './reach.ts';
import * as schema from './schema.ts';

/** The parts of a file that are well formed by themselves, so that a mistake in one rule does not hide those in another. */
export interface Parts {
  readonly rules: readonly At<schema.RawRule>[];
  readonly freezes: readonly At<schema.RawFreeze>[];
  readonly locks: readonly At<schema.RawLock>[];
  readonly spendLimits: readonly At<schema.RawSpendLimit>[];
  /** The same with what is left of the malformed ones: a name is looked up whatever else is wrong around it. */
  readonly naming: Naming;
  readonly defaults: unknown;
  readonly accounts: readonly At<schema.RawAccount>[];
  readonly accountsComplete: boolean;
  readonly groups: Groups;
  readonly groupNames: readonly string[];
  readonly groupsComplete: boolean;
  readonly holidayNames: readonly string[];
  /** Currencies of limits.monthlySpend, right or wrong. */
  readonly currencies: readonly (At<string> & { readonly at: 'key' | 'value' })[];
  readonly cards: unknown;
  readonly mirror: readonly unknown[];
}

type Mapping = Readonly<Record<string, unknown>>;

export function partsOf(raw: unknown): Parts {
  const root = isRecord(raw) ? raw : {};
  const rawGroups = named(root, 'groups');
  const readGroups = schema.groups.safeParse(rawGroups);
  const accounts = each(root['accounts'], ['accounts'], schema.account);
  const limits = isRecord(root['limits']) ? root['limits'] : {};
  const spendLimits = each(limits['monthlySpend'], SPEND, schema.spendLimit);
  const slack = isRecord(root['slack']) ? root['slack'] : {};
  return {
    accounts,
    accountsComplete: Array.isArray(root['accounts']) && accounts.length === root['accounts'].length,
    groups: new Map(Object.entries(readGroups.data ?? {})),
    groupNames: Object.keys(rawGroups),
    groupsComplete: readGroups.success,
    holidayNames: Object.keys(named(root, 'holidays')),
    rules: each(root['rules'], ['rules'], schema.rule),
    freezes: each(root['freezes'], ['freezes'], schema.freeze),
    locks: each(root['locks'], ['locks'], schema.lock),
    spendLimits,
    naming: {
      rules: rest(root['rules'], ['rules'], schema.rule.partial()),
      freezes: rest(root['freezes'], ['freezes'], schema.freeze.partial()),
      locks: rest(root['locks'], ['locks'], schema.lock.partial()),
      spendLimits: rest(limits['monthlySpend'], SPEND, schema.spendLimit.partial()),
    },
    defaults: root['defaults'],
    currencies: [
      ...keysOf(limits['monthlySpend']).map((value) => ({ path: [...SPEND, value], value, at: 'key' as const })),
      ...spendLimits.map(({ path, value }) => ({
        path: [...path, 'currency'],
        value: value.currency,
        at: 'value' as const,
      })),
    ],
    cards: slack['cards'],
    mirror: Array.isArray(slack['mirror']) ? slack['mirror'] : [],
  };
}

const SPEND: Path = ['limits', 'monthlySpend'];

// A misspelled section is told once, and not again at every use of what it names.
function named(root: Mapping, section: string): Mapping {
  const key = section in root ? section : Object.keys(root).find((name) => nearest(name, [section]) !== undefined);
  const inner = key === undefined ? undefined : root[key];
  return isRecord(inner) ? inner : {};
}

function each<T extends z.ZodType>(list: unknown, path: Path, shape: T): readonly At<z.infer<T>>[] {
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) => {
    const read = shape.safeParse(item);
    return read.success ? [{ path: [...path, index], value: read.data }] : [];
  });
}

/** As `each`, but of a malformed item what is left without its malformed keys. */
function rest<T extends z.ZodType>(list: unknown, path: Path, shape: T): readonly At<z.infer<T>>[] {
  if (!Array.isArray(list)) return [];
  const sound = list.map((item: unknown) => {
    const { error } = shape.safeParse(item);
    if (error === undefined || !isRecord(item)) return item;
    const wrong = error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys' && issue.path.length === 0 ? issue.keys : issue.path.slice(0, 1).map(String),
    );
    return Object.fromEntries(Object.entries(item).filter(([key]) => !wrong.includes(key)));
  });
  return each(sound, path, shape);
}

function keysOf(value: unknown): readonly string[] {
  return isRecord(value) ? Object.keys(value) : [];
}

export function isRecord(value: unknown): value is Mapping {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

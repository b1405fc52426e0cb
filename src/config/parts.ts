import type { z } from 'zod';
import { nearest } from '../core/nearest.ts';
import type { Path } from './problem.ts';
import type { Groups } from './reach.ts';
import { account, freeze, groups, rule, type RawAccount, type RawFreeze, type RawRule } from './schema.ts';

export interface At<T> {
  readonly path: Path;
  readonly value: T;
}

/** The parts of a file that are well formed by themselves, so that a mistake in one rule does not hide those in another. */
export interface Parts {
  readonly accounts: readonly At<RawAccount>[];
  readonly accountsComplete: boolean;
  readonly groups: Groups;
  readonly groupNames: readonly string[];
  readonly groupsComplete: boolean;
  readonly rules: readonly At<RawRule>[];
  readonly freezes: readonly At<RawFreeze>[];
  /** Keys of limits.monthlySpend, right or wrong. */
  readonly currencies: readonly string[];
}

export function partsOf(raw: unknown): Parts {
  const root = isRecord(raw) ? raw : {};
  // A misspelled `groups` is told once, and not again at every use of a group.
  const key = 'groups' in root ? 'groups' : Object.keys(root).find((name) => nearest(name, ['groups']) !== undefined);
  const rawGroups = key !== undefined && isRecord(root[key]) ? root[key] : {};
  const readGroups = groups.safeParse(rawGroups);
  const accounts = each(root, 'accounts', account);
  return {
    accounts,
    accountsComplete: Array.isArray(root['accounts']) && accounts.length === root['accounts'].length,
    groups: new Map(Object.entries(readGroups.data ?? {})),
    groupNames: Object.keys(rawGroups),
    groupsComplete: readGroups.success,
    rules: each(root, 'rules', rule),
    freezes: each(root, 'freezes', freeze),
    currencies: keysOf(root, 'limits', 'monthlySpend'),
  };
}

function each<T extends z.ZodType>(root: Record<string, unknown>, key: string, schema: T): readonly At<z.infer<T>>[] {
  const list = root[key];
  if (!Array.isArray(list)) return [];
  return list.flatMap((item: unknown, index) => {
    const read = schema.safeParse(item);
    return read.success ? [{ path: [key, index], value: read.data }] : [];
  });
}

function keysOf(root: Record<string, unknown>, ...path: readonly string[]): readonly string[] {
  const inner = path.reduce<unknown>((value, key) => (isRecord(value) ? value[key] : undefined), root);
  return isRecord(inner) ? Object.keys(inner) : [];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every place where a group or a Slack id is used. */
export function* mentions(parts: Parts): Iterable<At<string>> {
  const list = (path: Path, names: readonly string[]): readonly At<string>[] =>
    names.map((value, index) => ({ path: [...path, index], value }));
  for (const { path, value } of parts.rules) {
    yield* list([...path, 'who'], value.who);
    if (value.approval !== 'none') yield* list([...path, 'approval', 'from'], value.approval.from);
  }
  for (const { path, value } of parts.freezes) yield* list([...path, 'except'], value.except ?? []);
}

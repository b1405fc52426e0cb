/** Keys that belong together or exclude each other: seen on the raw file, so that other mistakes do not hide these. */
import { nearest } from '../core/value/nearest.ts';
import { knownKeys } from './known-keys.ts';
import { isRecord } from './parts.ts';
import type { Finding, Path } from './problem.ts';

type Mapping = Readonly<Record<string, unknown>>;

export function forms(raw: unknown): readonly Finding[] {
  const rules = isRecord(raw) && Array.isArray(raw['rules']) ? (raw['rules'] as readonly unknown[]) : [];
  return rules.flatMap((rule, index) => (isRecord(rule) ? ruleForm(['rules', index], rule) : []));
}

function ruleForm(path: Path, rule: Mapping): readonly Finding[] {
  const approval = rule['approval'];
  const asked = isRecord(approval) ? approvalForm([...path, 'approval'], approval) : [];
  if ('deny' in rule) return [...denyForm(path, rule), ...asked];
  const missing = means(rule, 'approval', path) || means(rule, 'deny', path) ? [] : [required([...path, 'approval'])];
  const idle = rule['breakGlass'] === true && 'windows' in rule;
  return [
    ...missing,
    ...(idle ? [wrong([...path, 'windows'], 'a breakGlass rule waits for no window')] : []),
    ...asked,
  ];
}

function denyForm(path: Path, rule: Mapping): readonly Finding[] {
  const keys = ['approval', 'windows', 'breakGlass'].filter((key) => key in rule).map((key) => [...path, key]);
  const flags = rule['flags'];
  const force = isRecord(flags) && 'force' in flags ? [[...path, 'flags', 'force']] : [];
  return [...keys, ...force].map((at) => wrong(at, 'a rule that denies has none'));
}

function approvalForm(path: Path, approval: Mapping): readonly Finding[] {
  const { over } = approval;
  const levels = Array.isArray(over) ? (over as readonly unknown[]) : [];
  return [
    ...askForm(path, approval),
    ...levels.flatMap((level, index) => (isRecord(level) ? askForm([...path, 'over', index], level) : [])),
  ];
}

function askForm(path: Path, ask: Mapping): readonly Finding[] {
  if (!('all' in ask)) {
    return means(ask, 'from', path) || means(ask, 'all', path) ? [] : [required([...path, 'from'])];
  }
  return [
    ...('from' in ask ? [wrong([...path, 'from'], 'give either from or all')] : []),
    ...('count' in ask ? [wrong([...path, 'count'], 'each part of all has its own count')] : []),
  ];
}

/** Whether a key is there, or one that was most likely meant to be it and is told by itself. */
function means(mapping: Mapping, key: string, path: Path): boolean {
  if (key in mapping) return true;
  const known = knownKeys(path);
  return Object.keys(mapping).some((typed) => !known.includes(typed) && nearest(typed, known) === key);
}

function required(path: Path): Finding {
  return { path, at: 'value', message: 'is required' };
}

function wrong(path: Path, message: string): Finding {
  return { path, at: 'key', message };
}

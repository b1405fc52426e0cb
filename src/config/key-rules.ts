/** Keys that require or exclude each other. */
import { asksNobody } from './build.ts';
import { each, type Draft } from './draft.ts';
import { finding, wrongKey, type Finding, type Path } from './problem.ts';
import type { RawAsk } from './approval-schema.ts';
import type { RawRule } from './rule-schema.ts';
import type { RawFile } from './schema.ts';

export function keyRules({ rules }: Draft<RawFile>): readonly Finding[] {
  return each(['rules'], rules).flatMap(({ path, value: rule }) => {
    const { approval } = rule;
    const asks = typeof approval === 'object' ? approvalKeys([...path, 'approval'], approval) : [];
    return [...('deny' in rule ? denyKeys(path, rule) : allowKeys(path, rule)), ...asks];
  });
}

function allowKeys(path: Path, rule: Draft<RawRule>): readonly Finding[] {
  return [
    ...('approval' in rule ? [] : [finding([...path, 'approval'], 'is required')]),
    ...(rule.breakGlass === true && 'windows' in rule
      ? [wrongKey([...path, 'windows'], 'has no effect in a breakGlass rule', { hint: 'remove it' })]
      : []),
  ];
}

function denyKeys(path: Path, rule: Draft<RawRule>): readonly Finding[] {
  const keys = ['approval', 'windows', 'breakGlass', 'cards', 'reason']
    .filter((key) => key in rule)
    .map((key) => [...path, key]);
  const force = rule.flags !== undefined && 'force' in rule.flags ? [[...path, 'flags', 'force']] : [];
  return [...keys, ...force].map((at) => wrongKey(at, 'is not allowed in a deny rule'));
}

function approvalKeys(path: Path, approval: Exclude<Draft<RawRule>['approval'], 'none' | undefined>) {
  if ('notify' in approval && asksNobody(approval)) return [];
  const levels = each([...path, 'over'], approval.over);
  return [...askKeys(path, approval), ...levels.flatMap((level) => askKeys(level.path, level.value))];
}

function askKeys(path: Path, ask: Draft<RawAsk>): readonly Finding[] {
  if (!('all' in ask)) return 'from' in ask ? [] : [finding([...path, 'from'], 'is required')];
  return [
    ...('from' in ask ? [wrongKey([...path, 'from'], 'use either from or all, not both')] : []),
    ...('count' in ask ? [wrongKey([...path, 'count'], 'set count in each entry of all instead')] : []),
  ];
}

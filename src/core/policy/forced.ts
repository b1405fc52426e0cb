import { type ChangeFlags, FLAGS } from '../value/change.ts';
import { ruleVersion } from './digest.ts';
import type { Policy } from './policy-model.ts';
import type { ResizeRequest } from '../request/request.ts';
import type { RuleRef } from './verdict.ts';

/** What changes under a rule are made with, whatever was chosen. */
export interface Forced {
  readonly rule: RuleRef;
  readonly flags: Partial<ChangeFlags>;
}

/** Undefined: the rule leaves everything to whoever asks. */
export function forcedBy(policy: Policy, rule: RuleRef): Forced | undefined {
  const flags = policy.rules.find(({ name }) => name === rule.name)?.force ?? {};
  return FLAGS.every((flag) => flags[flag] === undefined) ? undefined : { rule, flags };
}

/** The rule as it is kept with a request that it judged. */
export function keptRule(policy: Policy, rule: RuleRef): ResizeRequest['rule'] {
  const flags = forcedBy(policy, rule)?.flags;
  const forced = flags === undefined ? undefined : FLAGS.filter((flag) => flags[flag] !== undefined);
  return { name: rule.name, line: rule.line, version: ruleVersion(policy, rule), forced };
}

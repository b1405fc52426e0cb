import { type ChangeFlags, FLAGS } from '../value/change.ts';
import { ruleVersion } from './digest.ts';
import type { Policy } from './policy-model.ts';
import type { ResizeRequest } from '../request/request.ts';
import type { RuleRef } from './verdict.ts';

/** The flags that a rule sets, whatever the requester chose. */
export interface Forced {
  readonly rule: RuleRef;
  readonly flags: Partial<ChangeFlags>;
}

/** What a rule forces; undefined: nothing, the requester chooses every flag. */
export function forcedBy(policy: Policy, rule: RuleRef): Forced | undefined {
  const flags = policy.rules.find(({ name }) => name === rule.name)?.force ?? {};
  return FLAGS.every((flag) => flags[flag] === undefined) ? undefined : { rule, flags };
}

/** The rule as it is stored with a request that it decided. */
export function keptRule(policy: Policy, rule: RuleRef): ResizeRequest['rule'] {
  const flags = forcedBy(policy, rule)?.flags;
  const forced = flags === undefined ? undefined : FLAGS.filter((flag) => flags[flag] !== undefined);
  return { name: rule.name, line: rule.line, version: ruleVersion(policy, rule), forced };
}

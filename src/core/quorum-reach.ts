import { crowd } from './membership.ts';
import type { Directory, Policy, Rule } from './policy-model.ts';

/**
 * Whether enough people are there to agree under a rule. `short`: for nobody who may ask. `short_for_some`: not when one
 * of the approvers asks, because whoever asks does not count. `unknown`: a user group that would tell could not be read.
 */
export interface QuorumReach {
  readonly kind: 'enough' | 'short' | 'short_for_some' | 'unknown';
  readonly found: number;
  readonly wanted: number;
}

/** `absent`: Slack user ids that stand in a group and cannot use the bot. Undefined: the rule needs nobody's agreement. */
export function quorumReach(
  policy: Policy,
  { who, approval }: Rule,
  directory: Directory,
  absent: ReadonlySet<string>,
): QuorumReach | undefined {
  if (approval.kind === 'none') return undefined;
  const { known, complete } = crowd(policy, approval.from, directory);
  const approvers = without(known, absent);
  const reach = { found: approvers.length, wanted: approval.count };
  if (approvers.length < approval.count) return { kind: complete ? 'short' : 'unknown', ...reach };
  if (approval.self || approvers.length > approval.count) return { kind: 'enough', ...reach };

  const asking = crowd(policy, who, directory);
  const requesters = without(asking.known, absent);
  const agreeing = requesters.filter((id) => known.has(id));
  if (agreeing.length === 0) return { kind: asking.complete ? 'enough' : 'unknown', ...reach };
  if (!complete) return { kind: 'unknown', ...reach };
  const all = asking.complete && agreeing.length === requesters.length;
  return { kind: all ? 'short' : 'short_for_some', ...reach };
}

function without(people: ReadonlySet<string>, absent: ReadonlySet<string>): readonly string[] {
  return [...people].filter((id) => !absent.has(id));
}

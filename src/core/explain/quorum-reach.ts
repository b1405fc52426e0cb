import { membersOf } from '../policy/membership.ts';
import type { Directory, Policy, QuorumPart, Rule } from '../policy/policy-model.ts';
import { maxMatching } from '../policy/quorum.ts';

/**
 * Whether a rule has enough approvers. `short`: for no requester. `short_for_some`: not when one of the approvers is the
 * requester, whose own vote does not count. `unknown`: it depends on a group that could not be read.
 */
export interface QuorumReach {
  readonly kind: 'enough' | 'short' | 'short_for_some' | 'unknown';
  readonly found: number;
  readonly wanted: number;
}

/** `absent`: Slack user ids that are in a group and cannot use the bot. Undefined: the rule needs no approval. */
export function quorumReach(
  policy: Policy,
  { who, approval }: Rule,
  directory: Directory,
  absent: ReadonlySet<string>,
): QuorumReach | undefined {
  if (approval.kind === 'none') return undefined;
  const levels = [approval.parts, ...approval.over.map(({ parts }) => parts)];
  const reaches = levels.map((parts) => reachOf(policy, who, parts, approval.self, directory, absent));
  return reaches.find(({ kind }) => kind !== 'enough') ?? reaches[0];
}

function reachOf(
  policy: Policy,
  who: Rule['who'],
  parts: readonly QuorumPart[],
  self: boolean,
  directory: Directory,
  absent: ReadonlySet<string>,
): QuorumReach {
  const members = parts.map(({ from }) => membersOf(policy, from, directory));
  const complete = members.every((one) => one.complete);
  const approvers = without(new Set(members.flatMap(({ known }) => [...known])), absent);
  const most = (people: readonly string[]): number =>
    maxMatching(parts, new Set(people), (id, part) => members[part]?.known.has(id) === true);
  const wanted = parts.reduce((sum, { count }) => sum + count, 0);
  const filled = most(approvers);
  const reach = { found: parts.length === 1 ? approvers.length : filled, wanted };
  if (filled < wanted) return { kind: complete ? 'short' : 'unknown', ...reach };
  const needed = self ? [] : approvers.filter((id) => most(approvers.filter((one) => one !== id)) < wanted);
  if (needed.length === 0) return { kind: 'enough', ...reach };

  const asking = membersOf(policy, who, directory);
  const requesters = without(asking.known, absent);
  const agreeing = requesters.filter((id) => needed.includes(id));
  if (agreeing.length === 0) return { kind: asking.complete ? 'enough' : 'unknown', ...reach };
  if (!complete) return { kind: 'unknown', ...reach };
  const all = asking.complete && agreeing.length === requesters.length;
  return { kind: all ? 'short' : 'short_for_some', ...reach };
}

function without(people: ReadonlySet<string>, absent: ReadonlySet<string>): readonly string[] {
  return [...people].filter((id) => !absent.has(id));
}

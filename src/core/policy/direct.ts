/** Who of the approvers is told by direct message. */
import type { ResizeRequest } from '../request/request.ts';
import { approvers } from './membership.ts';
import type { Directory, Policy } from './policy-model.ts';
import { askedGroups, MOST_DIRECT } from './quorum.ts';

/**
 * By Slack user id; undefined: no one is, so the channel is mentioned. That is so as well where they are too many, or cannot be
 * listed.
 */
export function toldDirectly(
  policy: Policy,
  { need, requester }: Pick<ResizeRequest, 'need' | 'requester'>,
  directory: Directory,
): readonly string[] | undefined {
  const { tell, count, escalate, escalated, self } = need;
  if (tell === 'channel' || count === 0) return undefined;
  const from = [...askedGroups(need), ...(escalated ? (escalate?.to ?? []) : [])];
  const { known, complete } = approvers(policy, { from, self }, requester, directory);
  return complete && known.size <= MOST_DIRECT ? [...known] : undefined;
}

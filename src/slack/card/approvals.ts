import { standingVotes } from '../../core/policy/digest.ts';
import type { QuorumPart } from '../../core/policy/policy-model.ts';
import { missingOf } from '../../core/policy/quorum.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { listed } from '../../wording/figures.ts';
import { groupNames, neededGroups } from '../../wording/groups.ts';
import { code } from '../../wording/inert.ts';
import { joined, mention } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';

/** People named in one line. */
const MOST = 20;

/** Who has agreed; where each of several groups has to, which of them is still missing. */
export function approvalsLine(request: ResizeRequest, words: Words): string {
  const { need, rule } = request;
  const votes = standingVotes(request);
  const who = joined(
    votes.slice(0, MOST).map((vote) => mention(vote.by)),
    ' ',
  );
  if (request.returnOf !== undefined && votes.length > 0) {
    return words.mrkdwn('temporary.approvedWith', { request: code(request.returnOf), who });
  }
  if (need.count === 0) return words.mrkdwn('card.noVotes', { rule: rule.name });
  const counted = { have: votes.length, need: need.count, groups: neededGroups(need) };
  const line =
    votes.length === 0 ? words.mrkdwn('card.votesOf', counted) : words.mrkdwn('card.votesBy', { ...counted, who });
  const parts = request.state === 'pending' && need.parts.length > 1 ? [partsLine(request, words)] : [];
  return [line, ...parts].join('\n');
}

function partsLine(request: ResizeRequest, words: Words): string {
  const { full, open } = missingOf(request.need, standingVotes(request));
  const said = (key: 'card.partFull' | 'card.partOpen', parts: readonly QuorumPart[]): readonly string[] =>
    parts.map(({ count, from }) => words.mrkdwn(key, { count, groups: groupNames(from) }));
  return listed([...said('card.partFull', full), ...said('card.partOpen', open)], words);
}

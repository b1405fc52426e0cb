import { standingVotes } from '../../core/policy/digest.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { isBarred } from '../../core/lifecycle/renewal.ts';
import { needLeft } from '../../core/policy/quorum.ts';
import type { ResizeRequest, ShownStop } from '../../core/request/request.ts';
import { consoleLinks } from '../../wording/console-links.ts';
import { waitingText } from './course.ts';
import { classes, nameOf } from '../../wording/figures.ts';
import { freezeText } from '../../wording/freezes.ts';
import { neededGroups } from '../../wording/groups.ts';
import { link, lockFacts, mention, moment } from '../../wording/markup.ts';
import { markupRenderer } from '../../wording/renderer.ts';
import type { Words } from '../../wording/words.ts';

/** The lock of the instance, or the freeze from Slack. */
export function stopLine(stop: ShownStop, sentence: 'stands' | 'standing', words: Words): string {
  if (stop.everywhere === true) return freezeText(sentence, stop, markupRenderer(words));
  return words.mrkdwn(`lock.${sentence}`, lockFacts(stop));
}

/** How a request stands, as one mrkdwn sentence. */
export function statusLine(request: ResizeRequest, policy: Policy, words: Words, now: Date): string {
  const at = moment(request.since);
  const orders = link(consoleLinks(policy, request.before).orders, words.plain('card.orders', {}));
  switch (request.state) {
    case 'pending':
      if (isBarred(request)) return words.mrkdwn('status.barred', { until: moment(request.expiresAt) });
      return words.mrkdwn('status.pending', {
        count: Math.max(0, request.need.count - standingVotes(request).length),
        groups: neededGroups(needLeft(request.need, standingVotes(request))),
        until: moment(request.expiresAt),
      });
    case 'approved':
      if (request.lock !== undefined) return stopLine(request.lock, 'stands', words);
      if (request.prolongs !== undefined) return words.mrkdwn('temporary.prolongApproved', {});
      if (request.waits?.because === 'not_ready' || request.waits?.because === 'under_way')
        return words.mrkdwn(`status.held_${request.waits.because}`, {});
      if (request.notBefore === undefined || Date.parse(request.notBefore) <= now.getTime())
        return words.mrkdwn('status.approved', {});
      return words.mrkdwn(request.notBefore === request.startAt ? 'status.heldStart' : 'status.held', {
        until: moment(request.notBefore),
      });
    case 'ordering':
      return request.attempts.at(-1)?.outcome === 'unclear'
        ? words.mrkdwn('status.unclear', {})
        : words.mrkdwn('status.ordering', {});
    case 'awaiting_payment':
    case 'unknown':
      return words.mrkdwn(`status.${request.state}`, { link: orders });
    case 'scheduled':
      return waitingText('status', request, request.progress?.switchAt, words, now);
    case 'completed':
      return words.mrkdwn(request.prolongs === undefined ? 'status.completed' : 'temporary.prolongStatus', {
        at,
        name: nameOf(request.before),
        to: classes(request.before, request.change.targetClass).to,
      });
    case 'changing':
      return words.mrkdwn(request.window === 'unclear' ? 'status.changingUnclear' : 'status.changing', { at });
    case 'rejected':
      return request.rejection === undefined
        ? words.mrkdwn('status.rejected', { at })
        : words.mrkdwn('status.rejectedBy', { who: mention(request.rejection.by), at });
    case 'failed':
      if (request.returnOf === undefined) return words.mrkdwn('status.failed', { at });
      return words.mrkdwn('temporary.skippedStatus', {
        at,
        name: nameOf(request.before),
        from: request.before.realClass,
      });
    case 'ordered':
    case 'stalled':
    case 'withdrawn':
    case 'expired':
    case 'cancelled':
      return words.mrkdwn(`status.${request.state}`, { at });
    default:
      return request.state satisfies never;
  }
}

import { standingVotes } from '../../core/policy/digest.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { needLeft } from '../../core/policy/quorum.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { consoleLinks } from '../../wording/console-links.ts';
import { waitingText } from './course.ts';
import { classes, groupsOf, nameOf } from '../../wording/figures.ts';
import { link, lockFacts, moment } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';

/** How a request stands, as one mrkdwn sentence. */
export function standingLine(request: ResizeRequest, policy: Policy, words: Words, now: Date): string {
  const at = moment(request.since);
  const orders = link(consoleLinks(policy, request.before).orders, words.plain('card.orders', {}));
  switch (request.state) {
    case 'pending':
      return words.mrkdwn('stands.pending', {
        count: Math.max(0, request.need.count - standingVotes(request).length),
        groups: groupsOf(needLeft(request.need, standingVotes(request))),
        until: moment(request.expiresAt),
      });
    case 'approved':
      if (request.lock !== undefined) return words.mrkdwn('lock.stands', lockFacts(request.lock));
      return request.notBefore === undefined || Date.parse(request.notBefore) <= now.getTime()
        ? words.mrkdwn('stands.approved', {})
        : words.mrkdwn('stands.held', { until: moment(request.notBefore) });
    case 'ordering':
      return request.attempts.at(-1)?.outcome === 'unclear'
        ? words.mrkdwn('stands.unclear', {})
        : words.mrkdwn('stands.ordering', {});
    case 'awaiting_payment':
    case 'unknown':
      return words.mrkdwn(`stands.${request.state}`, { link: orders });
    case 'scheduled':
      return waitingText('stands', request, request.progress?.switchAt, words, now);
    case 'completed':
      return words.mrkdwn('stands.completed', {
        at,
        name: nameOf(request.before),
        to: classes(request.before, request.change.targetClass).to,
      });
    case 'changing':
      return words.mrkdwn(request.window === 'unclear' ? 'stands.changingUnclear' : 'stands.changing', { at });
    case 'ordered':
    case 'stalled':
    case 'rejected':
    case 'withdrawn':
    case 'expired':
    case 'cancelled':
    case 'failed':
      return words.mrkdwn(`stands.${request.state}`, { at });
    default:
      return request.state satisfies never;
  }
}

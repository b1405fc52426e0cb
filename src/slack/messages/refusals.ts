import type { KnownBlock } from '@slack/types';
import type { InstanceSummary } from '../../core/instance/instance.ts';
import type { AccessReason, RequestReason } from '../../core/request/reasons.ts';
import type { Verdict } from '../../core/policy/verdict.ts';
import type { ClickOutcome, RefusalDetail } from '../../workflow/ports.ts';
import { section } from './blocks.ts';
import { limitText } from '../../wording/amounts.ts';
import { failureText } from '../../wording/failures.ts';
import { groupsOf, nameOf } from '../../wording/figures.ts';
import { code, type Markup } from '../../wording/inert.ts';
import { channelMention, lockFacts, mention, moment } from '../../wording/markup.ts';
import { driftLines, driftText } from '../../wording/drift.ts';
import type { Words } from '../../wording/words.ts';
import { markupRenderer } from '../../wording/renderer.ts';
import { misfitText } from '../../wording/usage.ts';
import { termLines } from '../../wording/why.ts';

type Denied = Extract<Verdict, { kind: 'denied' }>;
type Refused = Extract<ClickOutcome, { kind: 'refused' }>;

export function accessText(reason: AccessReason, words: Words): string {
  return `${words.mrkdwn('reply.shut', {})}\n${words.mrkdwn(`access.${reason}`, {})}`;
}

/** Why a request could not be made. `botName` is what people type after `/invite`. */
export function refusalText(reason: RequestReason, detail: RefusalDetail, words: Words, botName: string): string {
  const instance = instanceOf(detail);
  switch (reason) {
    case 'instance_not_found':
    case 'instance_not_yours':
    case 'renew_order_waiting':
    case 'same_class':
      return words.mrkdwn(`request.${reason}`, { instance });
    case 'does_not_fit':
      return detail.misfit === undefined ? '–' : misfitText(detail.misfit, idOf(detail), markupRenderer(words));
    case 'instance_not_ready':
      return words.mrkdwn('request.instance_not_ready', { instance, status: detail.instance?.status ?? '?' });
    case 'instance_locked': {
      const { lock } = detail;
      return lock === undefined ? '–' : words.mrkdwn('request.instance_locked', { instance, ...lockFacts(lock) });
    }
    case 'instance_busy': {
      const { by } = detail;
      const state = by === undefined ? '?' : words.plain(`state.${by.state}`, {});
      return words.mrkdwn('request.instance_busy', { instance, request: code(by?.id ?? ''), state });
    }
    case 'cloud_unreachable':
    case 'cloud_refused': {
      const { failure } = detail;
      const text = words.mrkdwn(`request.${reason}`, {});
      return failure === undefined ? text : `${text}\n${failureText(failure, words)}`;
    }
    case 'channel_not_joined':
      return words.mrkdwn('request.channel_not_joined', {
        channel: placeOf(detail, words),
        invite: code(`/invite @${botName}`),
      });
    case 'channel_archived':
    case 'channel_unreadable':
    case 'channel_shared':
      return words.mrkdwn(`request.${reason}`, { channel: placeOf(detail, words) });
    default:
      return reason satisfies never;
  }
}

/** A direct message has no name that a mention could show. */
function placeOf({ channelId = '' }: RefusalDetail, words: Words): Markup {
  return /^[CG]/.test(channelId) ? channelMention(channelId) : { markup: words.plain('request.here', {}) };
}

function instanceOf(detail: RefusalDetail): Markup {
  return code(idOf(detail));
}

function idOf({ instance, instanceId, by }: RefusalDetail): string {
  return instanceId ?? instance?.instanceId ?? by?.before.instanceId ?? '';
}

/** A denial: the rule that came nearest, each term that failed, and what would have been allowed. */
export function denialBlocks(verdict: Denied, instance: InstanceSummary, words: Words): KnownBlock[] {
  return [section(`${words.mrkdwn('reply.denied', { name: nameOf(instance) })}\n${denialText(verdict, words)}`)];
}

export function denialText(verdict: Denied, words: Words): string {
  const { reason, nearest, approvers } = verdict;
  if (reason === 'too_few_approvers' && approvers !== undefined && nearest !== undefined) {
    return words.mrkdwn('deny.too_few_approvers', { rule: nearest.rule.name, ...approvers });
  }
  if (reason === 'deny_rule') return denyRuleText(verdict, words);
  if (reason === 'over_monthly_spend') {
    const limit = verdict.limit === undefined ? '–' : limitText(verdict.limit, words);
    return words.mrkdwn('deny.over_monthly_spend', { limit });
  }
  const why = words.mrkdwn(`deny.${reason === 'too_few_approvers' ? 'too_few_approvers_open' : reason}`, {});
  if (nearest === undefined || nearest.failed.length === 0) return why;
  const { name, line } = nearest.rule;
  return [
    why,
    words.mrkdwn('deny.nearest', { rule: name, line }),
    ...termLines(nearest.failed, markupRenderer(words)),
  ].join('\n');
}

/** The rule's own words. What could not be looked up counts against the change, and may be known in a minute. */
function denyRuleText({ nearest, text }: Denied, words: Words): string {
  const { rule, failed } = nearest ?? { rule: { name: '', line: 0 }, failed: [] };
  const denied = words.mrkdwn('deny.deny_rule', { rule: rule.name, line: rule.line, text: text ?? '' });
  return failed.length === 0 ? denied : `${denied}\n${words.mrkdwn('deny.deny_rule_unsure', {})}`;
}

/** Why a click did nothing. */
export function clickText(refused: Refused, words: Words): string {
  const { reason, request, by } = refused;
  if (request === undefined || reason === 'unknown_request') return words.mrkdwn('click.unknown_request', {});
  const id = code(request.id);
  const state = words.plain(`state.${request.state}`, {});
  const groups = groupsOf(request.need);
  const at = moment(request.since);
  switch (reason) {
    case 'already_decided':
      return by === undefined
        ? words.mrkdwn('click.already_decided', { id, state, at })
        : words.mrkdwn('click.already_decided_by', { id, state, who: mention(by.by), at: moment(by.at) });
    case 'request_expired':
      return words.mrkdwn('click.request_expired', { id, at: moment(request.expiresAt) });
    case 'not_an_approver':
    case 'own_request':
      return words.mrkdwn(`click.${reason}`, { id, groups });
    case 'approvers_unknown':
      return words.mrkdwn('click.approvers_unknown', { groups });
    case 'already_voted':
      return words.mrkdwn('click.already_voted', { id });
    case 'vote_not_needed':
      return words.mrkdwn('click.vote_not_needed', { id, groups });
    case 'no_longer_allowed':
      return [words.mrkdwn('click.no_longer_allowed', { id }), ...ruleLines(refused, words)].join('\n');
    case 'not_the_requester':
      return words.mrkdwn('click.not_the_requester', { id, who: mention(request.requester) });
    case 'too_late_to_withdraw':
    case 'nothing_to_recheck':
      return words.mrkdwn(`click.${reason}`, { id, state });
    case 'card_changed': {
      const { drift } = refused;
      const first = words.mrkdwn('click.card_changed', { id });
      return drift === undefined ? first : driftText(first, driftLines(drift, request, words));
    }
    case 'facts_unreadable':
    case 'price_unreadable':
    case 'no_longer_possible': {
      const { failure } = refused;
      const first = words.mrkdwn(`click.${reason}`, { id, state });
      return failure === undefined ? first : `${first}\n${failureText(failure, words)}`;
    }
    case 'no_longer_fits': {
      const first = words.mrkdwn('click.no_longer_fits', { id, state });
      const { misfit } = refused;
      if (misfit === undefined) return first;
      return `${first}\n${misfitText(misfit, request.before.instanceId, markupRenderer(words))}`;
    }
    default:
      return reason satisfies never;
  }
}

function ruleLines({ rule, failed }: Refused, words: Words): readonly string[] {
  const nearest = rule === undefined ? [] : [words.mrkdwn('deny.nearest', { rule: rule.name, line: rule.line })];
  return failed === undefined || failed.length === 0 ? [] : [...nearest, ...termLines(failed, markupRenderer(words))];
}

/**
 * Why a person gets "no" for an answer. The sentence is found by the reason, so a new reason needs no code here; a value
 * that one of the sentences uses and that is not given is a compile error.
 */
import type { KnownBlock, ModalView } from '@slack/types';
import type { InstanceSummary } from '../../core/instance/instance.ts';
import type { AccessReason, RequestReason } from '../../core/request/reasons.ts';
import type { Verdict } from '../../core/policy/verdict.ts';
import type { RequestId } from '../../core/request/request.ts';
import type { ClickOutcome, RefusalDetail } from '../../workflow/ports.ts';
import { printDuration } from '../../core/value/duration.ts';
import { notice, section } from './blocks.ts';
import { limitText } from '../../wording/amounts.ts';
import { failureText } from '../../wording/failures.ts';
import { nameOf } from '../../wording/figures.ts';
import { code, type Markup } from '../../wording/inert.ts';
import { groupNames, neededGroups } from '../../wording/groups.ts';
import { channelMention, joined, mention, moment } from '../../wording/markup.ts';
import { driftLines } from '../../wording/drift.ts';
import type { Words } from '../../wording/words.ts';
import { busyText, lockedText } from '../../wording/obstacles.ts';
import { markupRenderer } from '../../wording/renderer.ts';
import { misfitText } from '../../wording/usage.ts';
import { termLines } from '../../wording/why.ts';

type Denied = Extract<Verdict, { kind: 'denied' }>;
type Refused = Extract<ClickOutcome, { kind: 'refused' }>;

/** Stands for a fact that a refusal came without. */
const MISSING = '–';

export function accessText(reason: AccessReason, words: Words): string {
  return `${words.mrkdwn('reply.shut', {})}\n${words.mrkdwn(`access.${reason}`, {})}`;
}

/** Why a request could not be made. `botName` is what people type after `/invite`. */
export function refusalText(reason: RequestReason, detail: RefusalDetail, words: Words, botName: string): string {
  const { by, failure, lock, misfit } = detail;
  const renderer = markupRenderer(words);
  const instanceId = detail.instanceId ?? detail.instance?.instanceId ?? by?.before.instanceId ?? '';
  const instance = code(instanceId);
  if (reason === 'does_not_fit') return misfit === undefined ? MISSING : misfitText(misfit, instanceId, renderer);
  if (reason === 'instance_locked') return lock === undefined ? MISSING : lockedText(lock, instance, renderer);
  if (reason === 'instance_busy') return by === undefined ? MISSING : busyText(by, instance, renderer);
  if (reason === 'change_under_way') return underWayText(detail, instance, words);
  if (reason === 'class_not_offered') return unofferedText(detail, instance, words);
  const text = words.mrkdwn(`request.${reason}`, {
    instance,
    status: detail.instance?.status ?? MISSING,
    channel: placeOf(detail, words),
    rule: detail.format?.rule ?? MISSING,
    hint: detail.format?.hint ?? MISSING,
    wait: detail.expiresMs === undefined ? MISSING : printDuration(detail.expiresMs),
    at: moment(detail.windowAt ?? MISSING),
    invite: code(`/invite @${botName}`),
  });
  return failure === undefined ? text : `${text}\n${failureText(failure, words)}`;
}

const UNDER_WAY = {
  order: 'request.change_under_way',
  unpaid_order: 'refused.change_under_way_unpaid',
  task: 'refused.change_under_way_task',
} as const;

function underWayText({ underWay }: RefusalDetail, instance: Markup, words: Words): string {
  if (underWay === undefined) return MISSING;
  const id = underWay.id === undefined ? words.plain('refused.no_id', {}) : code(underWay.id);
  return words.mrkdwn(UNDER_WAY[underWay.what], { instance, id });
}

function unofferedText({ unoffered }: RefusalDetail, instance: Markup, words: Words): string {
  if (unoffered === undefined) return MISSING;
  const named = { instance, class: code(unoffered.targetClass) };
  if (unoffered.nearest.length === 0) return words.mrkdwn('request.class_not_offered', named);
  const nearest = joined(
    unoffered.nearest.map((name) => code(name)),
    ' / ',
  );
  return words.mrkdwn('refused.class_not_offered_near', { ...named, nearest });
}

/** A direct message has no name that a mention could show. */
function placeOf({ channelId = '' }: RefusalDetail, words: Words): Markup {
  return /^[CG]/.test(channelId) ? channelMention(channelId) : { markup: words.plain('request.here', {}) };
}

/** A denial: the closest rule, each term that failed, and what would have been allowed. */
export function denialBlocks(verdict: Denied, instance: InstanceSummary, words: Words): KnownBlock[] {
  return [section(`${words.mrkdwn('reply.denied', { name: nameOf(instance) })}\n${denialText(verdict, words)}`)];
}

export function denialText(verdict: Denied, words: Words): string {
  const { reason, nearest, approvers } = verdict;
  if (reason === 'too_few_approvers' && approvers !== undefined && nearest !== undefined) {
    const { found, wanted } = approvers;
    return words.mrkdwn('deny.too_few_approvers', { rule: nearest.rule.name, wanted, count: found });
  }
  if (reason === 'deny_rule') return denyRuleText(verdict, words);
  if (reason === 'over_monthly_spend') {
    const limit = verdict.limit === undefined ? MISSING : limitText(verdict.limit, words);
    return words.mrkdwn('deny.over_monthly_spend', { limit });
  }
  const why = words.mrkdwn(`deny.${reason === 'too_few_approvers' ? 'too_few_approvers_open' : reason}`, {});
  return [why, ...ruleLines(nearest?.rule, nearest?.failed, words)].join('\n');
}

/** That a temporary change would stay, because a rule of now denies the way back. */
export function noReturnText(denied: Denied, words: Words): string {
  return words.mrkdwn('temporary.noReturn', { why: { markup: denialText(denied, words) } });
}

/** The rule's own words. A term that could not be checked counts as a match, and may be readable a minute later. */
function denyRuleText({ nearest, text = '' }: Denied, words: Words): string {
  const { rule, failed } = nearest ?? { rule: { name: '', line: 0 }, failed: [] };
  const denied = words.mrkdwn('deny.deny_rule', { rule: rule.name, line: rule.line, text });
  return failed.length === 0 ? denied : `${denied}\n${words.mrkdwn('deny.deny_rule_unsure', {})}`;
}

/** Why a click on a button of this request changed nothing. */
export function clickText(refused: Refused, requestId: RequestId, words: Words): string {
  const { reason, request, by } = refused;
  const id = code(requestId);
  if (request === undefined || reason === 'unknown_request') return words.mrkdwn('click.unknown_request', { id });
  const values = {
    id,
    state: words.plain(`state.${request.state}`, {}),
    // How many of each is of interest only where one of them has done its part.
    groups: reason === 'vote_not_needed' ? neededGroups(request.need) : groupNames(request.need.from),
    who: mention(by?.by ?? request.requester),
    at: moment(reason === 'request_expired' ? request.expiresAt : (by?.at ?? request.since)),
  };
  const key = reason === 'already_decided' && by !== undefined ? 'already_decided_by' : reason;
  return [words.mrkdwn(`click.${key}`, values), ...detailLines(refused, request, words)].join('\n');
}

/** What the workflow added to the reason: which terms fail, what changed, what the cloud returned, which class is too small. */
function detailLines(
  { rule, failed, drift, failure, misfit }: Refused,
  request: NonNullable<Refused['request']>,
  words: Words,
): readonly string[] {
  return [
    ...ruleLines(rule, failed, words),
    ...(drift === undefined ? [] : driftLines(drift, request, words).map((line) => `• ${line}`)),
    ...(failure === undefined ? [] : [failureText(failure, words)]),
    ...(misfit === undefined ? [] : [misfitText(misfit, request.before.instanceId, markupRenderer(words))]),
  ];
}

function ruleLines(rule: Refused['rule'], failed: Refused['failed'] = [], words: Words): readonly string[] {
  if (failed.length === 0) return [];
  const nearest = rule === undefined ? [] : [words.mrkdwn('deny.nearest', { rule: rule.name, line: rule.line })];
  return [...nearest, ...termLines(failed, markupRenderer(words))];
}

/** A modal that only shows the refusal. */
export function refusalView(text: string, words: Words): ModalView {
  return notice(words.plain('reply.refusedTitle', {}), words.plain('form.done', {}), [section(text)]);
}

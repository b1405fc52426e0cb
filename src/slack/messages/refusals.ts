/** Why a person gets "no" for an answer. Each sentence is found by its reason; a value it needs and does not get is a compile error. */
import type { KnownBlock } from '@slack/types';
import type { InstanceSummary } from '../../core/instance/instance.ts';
import type { AccessReason, RequestReason } from '../../core/request/reasons.ts';
import type { Verdict } from '../../core/policy/verdict.ts';
import type { RequestId } from '../../core/request/request.ts';
import type { ClickOutcome, RefusalDetail } from '../../workflow/ports.ts';
import { section } from './blocks.ts';
import { limitText } from '../../wording/amounts.ts';
import { failureText } from '../../wording/failures.ts';
import { groupsOf, nameOf } from '../../wording/figures.ts';
import { code, type Markup } from '../../wording/inert.ts';
import { channelMention, lockFacts, mention, moment } from '../../wording/markup.ts';
import { driftLines } from '../../wording/drift.ts';
import type { Words } from '../../wording/words.ts';
import { markupRenderer } from '../../wording/renderer.ts';
import { misfitText } from '../../wording/usage.ts';
import { termLines } from '../../wording/why.ts';

type Denied = Extract<Verdict, { kind: 'denied' }>;
type Refused = Extract<ClickOutcome, { kind: 'refused' }>;

/** What is shown for a detail that a refusal came without; the workflow gives each reason its own. */
const MISSING = '–';

export function accessText(reason: AccessReason, words: Words): string {
  return `${words.mrkdwn('reply.shut', {})}\n${words.mrkdwn(`access.${reason}`, {})}`;
}

/** Why a request could not be made. `botName` is what people type after `/invite`. */
export function refusalText(reason: RequestReason, detail: RefusalDetail, words: Words, botName: string): string {
  const { by, failure, lock, misfit } = detail;
  const instanceId = detail.instanceId ?? detail.instance?.instanceId ?? by?.before.instanceId ?? '';
  if (reason === 'does_not_fit') {
    return misfit === undefined ? MISSING : misfitText(misfit, instanceId, markupRenderer(words));
  }
  const owner = by?.requester ?? lock?.by;
  const text = words.mrkdwn(`request.${reason}`, {
    instance: code(instanceId),
    status: detail.instance?.status ?? MISSING,
    request: code(by?.id ?? ''),
    state: by === undefined ? MISSING : words.plain(`state.${by.state}`, {}),
    at: MISSING,
    reason: MISSING,
    ...(lock === undefined ? {} : lockFacts(lock)),
    who: reason === 'instance_locked' ? (lock === undefined ? MISSING : mention(lock.by)) : owner === undefined ? MISSING : mention(owner),
    channel: placeOf(detail, words),
    invite: code(`/invite @${botName}`),
  });
  return failure === undefined ? text : `${text}\n${failureText(failure, words)}`;
}

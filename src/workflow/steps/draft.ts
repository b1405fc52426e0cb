import { firstOf, waitFrom } from '../../core/lifecycle/waiting.ts';
import { printDuration } from '../../core/value/duration.ts';
import { priceFacts } from '../../core/value/money.ts';
import type { Draft, NewEvent, RequestId, ResizeRequest } from '../../core/request/request.ts';
import type { Job } from '../../core/request/step.ts';
import type { Verdict } from '../../core/policy/verdict.ts';
import type { Submission } from '../ports.ts';
import type { World } from '../world.ts';

/** A request as it begins, approved where its rule asks no one: what was asked, the facts it was judged by, and the rule that judged it. */
export function draftRequest(
  { clock, random }: World,
  submission: Submission,
  judged: Pick<Draft, 'before' | 'quote' | 'prolongs' | 'usage' | 'breakGlass'>,
  { need, change }: Extract<Verdict, { kind: 'allowed' }>,
  rule: ResizeRequest['rule'],
  group: string | undefined,
): Draft {
  const id = newId(random);
  return {
    id,
    state: need.count === 0 ? 'approved' : 'pending',
    requester: submission.person,
    group,
    channelId: submission.channelId,
    ...(submission.channelChosen === undefined ? {} : { channelChosen: true }),
    reason: submission.reason,
    startAt: submission.startAt,
    change,
    returnOf: undefined,
    priceLimit: undefined,
    ...judged,
    rule,
    factsAt: clock.now().toISOString(),
    need,
    ...waitFrom(need, change, clock.now(), judged.prolongs),
    clientToken: clientTokenOf(id, random),
  };
}

export function newId(random: World['random']): RequestId {
  return `rr-${random(8)}`;
}

/** Made once: every attempt to order carries it. The id makes it findable, the rest unguessable. */
export function clientTokenOf(id: RequestId, random: World['random']): string {
  return `${id}-${random(24)}`;
}

/** What happened so far, in order: an emergency is announced before anything else. */
export function openingEvents(draft: Draft): readonly NewEvent[] {
  const { breakGlass, requester, reason, rule, state } = draft;
  const emergency = breakGlass && {
    rule: rule.name,
    despite: breakGlass.despite,
    reason,
    secondReason: breakGlass.reason,
  };
  return [
    ...(emergency === undefined ? [] : [{ kind: 'break_glass', actor: requester, data: emergency } as const]),
    requestedEvent(draft),
    ...(state === 'approved' ? [{ kind: 'approved', actor: 'bot', data: { rule: rule.name } } as const] : []),
  ];
}

/** What moves the request on. */
export function openingJob(draft: Draft): Job {
  const { id, state } = draft;
  return state === 'approved' ? { queue: 'order', id } : { queue: 'deadline', id, after: firstOf(draft) };
}

export function requestedEvent(draft: Draft): NewEvent {
  const { before, change, quote, rule, need } = draft;
  const data = {
    account: before.account,
    region: before.region,
    instanceId: before.instanceId,
    wasClass: draft.prolongs === undefined ? before.realClass : change.targetClass,
    targetClass: change.targetClass,
    autoPay: change.autoPay,
    effectiveTime: change.effectiveTime,
    forceUpgrade: change.forceUpgrade,
    coupon: change.coupon,
    ...priceFacts(quote, before, new Date(draft.factsAt ?? NaN)),
    rule: rule.name,
    forced: rule.forced?.join(' '),
    approvers: need.count,
    reason: draft.reason,
    startAt: draft.startAt,
    clientToken: draft.clientToken,
    until: change.until && (change.until.kind === 'instant' ? change.until.at : printDuration(change.until.ms)),
    returnOf: draft.returnOf,
    prolongs: draft.prolongs?.id,
  };
  return { kind: 'requested', actor: draft.requester, data };
}

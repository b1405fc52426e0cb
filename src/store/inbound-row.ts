/** Rows of `inbound`: what a person did and what they are told of it, parsed. */
import { z } from 'zod';
import { TIME_REASONS, type TimeWord } from '../core/command/time.ts';
import type { Misfit } from '../core/instance/fit.ts';
import type {
  Click,
  ClickOutcome,
  FreezeOutcome,
  Inbound,
  IntakeOutcome,
  LockOutcome,
  Press,
  RefusalDetail,
  Submission,
} from '../core/lifecycle/inbound.ts';
import type { BreakGlassOffer } from '../core/policy/break-glass.ts';
import { WEEKDAYS } from '../core/policy/windows.ts';
import { DENY_REASONS, type NearRule, TERMS, type Verdict } from '../core/policy/verdict.ts';
import { ACCESS_REASONS, CLICK_REASONS, OBSTACLES, REQUEST_REASONS } from '../core/request/reasons.ts';
import { BUTTONS } from '../core/request/state.ts';
import { instanceFacts, instanceSummary } from './instance-row.ts';
import { orUndefined } from './optional.ts';
import {
  approvalNeed,
  change,
  chatFreeze,
  drift,
  failure,
  lock,
  parseDoc,
  person,
  quote,
  requestDoc,
  requestId,
  spendLimit,
  vote,
} from './request-row.ts';

const text = z.string();
const maybeText = orUndefined(text);

const submission: z.ZodType<Submission> = z.object({
  id: text,
  person,
  channelId: text,
  channelChosen: z.literal(true).exactOptional(),
  instanceId: text,
  region: maybeText,
  change,
  reason: text,
  startAt: text.exactOptional(),
  breakGlass: z.object({ reason: text, replaces: orUndefined(requestId) }).exactOptional(),
  viewId: text.exactOptional(),
  pushed: text.exactOptional(),
  seen: z
    .object({
      class: text,
      price: orUndefined(z.object({ currency: text, tradeAmount: text })),
      change,
      confirmed: z.boolean(),
    })
    .exactOptional(),
});

const click = { person, requestId } satisfies Record<keyof Click, z.ZodType>;

const press: z.ZodType<Press> = z.object({
  ...click,
  id: text,
  button: z.enum(BUTTONS),
  reason: text,
  cardDigest: maybeText,
  viewId: maybeText,
  channelId: maybeText,
});

/** What a command that stops orders, or lets them go on, is stored with. */
const stopCommand = z.object({ id: text, person, channelId: maybeText, reason: text });

const lockCommand = stopCommand.extend({
  action: z.enum(['lock', 'unlock']),
  instanceId: text,
  region: maybeText,
});

const timeWord: z.ZodType<TimeWord> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('duration'), ms: z.number() }),
  z.object({ kind: z.literal('instant'), at: text }),
  z.object({
    kind: z.literal('local'),
    time: text,
    date: text.exactOptional(),
    weekday: z.enum(WEEKDAYS).exactOptional(),
  }),
]);

const freezeCommand = stopCommand.extend({
  action: z.enum(['freeze', 'unfreeze']),
  until: orUndefined(timeWord),
  at: text,
});

const inbound: z.ZodType<Inbound> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('form'), form: submission }),
  z.object({ kind: z.literal('press'), press }),
  z.object({ kind: z.literal('lock'), lock: lockCommand }),
  z.object({ kind: z.literal('freeze'), freeze: freezeCommand }),
]);

const ruleRef = z.object({ name: text, line: z.number() });
const failedTerm = z.object({ term: z.enum(TERMS), because: z.enum(['no', 'undecided']), wanted: text, found: text });
const nearRule: z.ZodType<NearRule> = z.object({ rule: ruleRef, failed: z.array(failedTerm) });

const denied: z.ZodType<Extract<Verdict, { kind: 'denied' }>> = z.object({
  kind: z.literal('denied'),
  reason: z.enum(DENY_REASONS),
  nearest: orUndefined(nearRule),
  approvers: orUndefined(z.object({ found: z.number(), wanted: z.number() })),
  text: text.exactOptional(),
  limit: spendLimit.exactOptional(),
});

const offer: z.ZodType<BreakGlassOffer> = z.object({
  despite: z.enum(OBSTACLES),
  notBefore: text.exactOptional(),
  rule: ruleRef,
  need: approvalNeed,
});

const misfit: z.ZodType<Misfit> = z.object({
  targetClass: text,
  used: z.number(),
  limit: z.number(),
  shard: z.boolean(),
  smallest: orUndefined(z.object({ name: text, memoryMb: z.number() })),
});

const detail: z.ZodType<RefusalDetail> = z.object({
  instance: instanceSummary.exactOptional(),
  instanceId: text.exactOptional(),
  channelId: text.exactOptional(),
  by: requestDoc.exactOptional(),
  failure: failure.exactOptional(),
  misfit: misfit.exactOptional(),
  lock: lock.exactOptional(),
  underWay: z.object({ what: z.enum(['order', 'unpaid_order', 'task']), id: orUndefined(text) }).exactOptional(),
  format: z.object({ rule: text, hint: text }).exactOptional(),
  expiresMs: z.number().exactOptional(),
  unoffered: z.object({ targetClass: text, nearest: z.array(text) }).exactOptional(),
});

const noAccess = z.object({ kind: z.literal('no_access'), reason: z.enum(ACCESS_REASONS) });
const requestRefused = { kind: z.literal('refused'), reason: z.enum(REQUEST_REASONS), detail };

export const intakeOutcome: z.ZodType<IntakeOutcome> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('created'), request: requestDoc, offer: orUndefined(offer) }),
  z.object({
    kind: z.literal('confirm'),
    instance: instanceFacts,
    change,
    quote: orUndefined(quote),
    rule: ruleRef,
    moved: z.boolean(),
  }),
  z.object({ kind: z.literal('denied'), verdict: denied, instance: instanceSummary, offer: orUndefined(offer) }),
  z.object({ ...requestRefused, offer: orUndefined(offer) }),
  noAccess,
]);

export const clickOutcome: z.ZodType<ClickOutcome> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('done'), request: requestDoc }),
  z.object({ kind: z.literal('checked'), request: requestDoc, at: text, quote: orUndefined(quote) }),
  z.object({ kind: z.literal('renewed'), request: requestDoc, drift }),
  z.object({ kind: z.literal('voted'), request: requestDoc, missing: z.number() }),
  z.object({
    kind: z.literal('refused'),
    reason: z.enum(CLICK_REASONS),
    request: orUndefined(requestDoc),
    by: vote.exactOptional(),
    failed: z.array(failedTerm).exactOptional(),
    rule: ruleRef.exactOptional(),
    drift: orUndefined(drift),
    failure: failure.exactOptional(),
    misfit: misfit.exactOptional(),
  }),
  noAccess,
]);

export const lockOutcome: z.ZodType<LockOutcome> = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['locked', 'unlocked']), lock, request: orUndefined(requestDoc) }),
  z.object({ kind: z.literal('already_locked'), lock }),
  z.object({ kind: z.literal('not_locked') }),
  z.object({ kind: z.enum(['may_not_lock', 'lockers_unknown']), groups: z.array(text) }),
  z.object(requestRefused),
  noAccess,
]);

export const freezeOutcome: z.ZodType<FreezeOutcome> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('frozen'),
    freeze: chatFreeze,
    replaced: orUndefined(chatFreeze),
    waiting: z.number(),
  }),
  z.object({ kind: z.literal('unfrozen'), freeze: chatFreeze, waiting: z.number() }),
  z.object({ kind: z.literal('not_frozen') }),
  z.object({ kind: z.literal('no_time'), because: z.enum(TIME_REASONS) }),
  z.object({ kind: z.enum(['may_not_freeze', 'freezers_unknown']), groups: z.array(text) }),
  noAccess,
]);

interface InboundRow {
  readonly id: string;
  readonly doc: unknown;
}

export function toInbound({ id, doc }: InboundRow): Inbound {
  return parseDoc(inbound, doc, 'inbound', id);
}

/** What the person is told; undefined while it is not decided. */
export function toOutcome<T>(schema: z.ZodType<T>, row: { readonly id: string; readonly outcome: unknown }) {
  return row.outcome === null ? undefined : parseDoc(schema, row.outcome, 'inbound', row.id);
}

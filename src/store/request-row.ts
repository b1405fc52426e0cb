/** The `doc` of a request as it comes out of the database: parsed, like everything else that comes from outside. */
import { z } from 'zod';
import { FLAGS, type Quote } from '../core/value/change.ts';
import type { Failure } from '../core/request/failure.ts';
import type { PlannedReturn } from '../core/request/planned-return.ts';
import { INTERNAL_FAILURES, OBSTACLES } from '../core/request/reasons.ts';
import { WAIT_REASONS } from '../core/request/request.ts';
import type { ApprovalNeed, Attempt, ChatFreeze, Lock, ResizeRequest, Vote } from '../core/request/request.ts';
import { STATES } from '../core/request/state.ts';
import type { Drift } from '../core/value/drift.ts';
import { instanceFacts, instanceSummary, usage } from './instance-row.ts';
import { orUndefined } from './optional.ts';

const text = z.string();
const count = z.number();
const maybeText = orUndefined(text);
const maybeCount = orUndefined(count);

export const requestId = z.templateLiteral(['rr-', z.string()]);
export const person = z.object({ teamId: text, userId: text, otherId: maybeText });
export const state = z.enum(STATES);

const quote: z.ZodType<Quote> = z.object({
  currency: text,
  originalAmount: text,
  discountAmount: text,
  tradeAmount: text,
  priceNow: text.exactOptional(),
  coupons: z.array(z.object({ couponNo: text, name: text, description: text, selected: z.boolean() })).exactOptional(),
});

export const change = z.object({
  targetClass: text,
  autoPay: z.boolean(),
  coupon: text,
  effectiveTime: z.enum(['Immediately', 'MaintainTime']),
  forceUpgrade: z.boolean(),
  businessInfo: maybeText,
  until: orUndefined(
    z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('duration'), ms: count }),
      z.object({ kind: z.literal('instant'), at: text }),
    ]),
  ),
});

const plannedReturn: z.ZodType<PlannedReturn> = z.object({
  at: text,
  announced: orUndefined(z.enum(['evening', 'soon'])),
  waitsFor: orUndefined(requestId),
  outcome: orUndefined(
    z.union([
      z.object({ made: requestId }),
      z.object({
        ended: z.discriminatedUnion('because', [
          z.object({ because: z.literal('cancelled'), by: person }),
          z.object({ because: z.literal('other_class'), isClass: text }),
          z.object({ because: z.literal('replaced'), by: requestId }),
          z.object({ because: z.literal('gone') }),
        ]),
      }),
    ]),
  ),
});

const quorumPart = z.object({ from: z.array(text), count });

const approvalNeed: z.ZodType<ApprovalNeed> = z.object({
  count,
  from: z.array(text),
  parts: z.array(quorumPart),
  self: z.boolean(),
  expiresMs: count,
  remindMs: maybeCount,
  notify: z.array(text),
  tell: z.enum(['channel', 'dm', 'both']),
  silent: z.array(text),
  escalate: orUndefined(z.object({ afterMs: count, to: z.array(text) })),
  escalated: z.boolean(),
  quiet: orUndefined(z.object({ from: text, to: text, zone: text })),
});

const vote: z.ZodType<Vote> = z.object({
  by: person,
  at: text,
  digest: text,
  parts: orUndefined(z.array(count)),
});

const wasAndIs = <T extends z.ZodType>(value: T) => z.object({ was: value, is: value });

const drift: z.ZodType<Drift> = z.object({
  class: wasAndIs(text).exactOptional(),
  price: wasAndIs(orUndefined(quote)).exactOptional(),
  rule: z.object({ was: text, is: text.optional() }).exactOptional(),
});

const spendLimit = z.object({
  currency: text,
  max: text,
  groups: z.array(text).exactOptional(),
  accounts: z.array(text).exactOptional(),
});

const failure: z.ZodType<Failure> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cloud'), code: text, requestId: maybeText }),
  z.object({
    kind: z.literal('internal'),
    code: z.enum(INTERNAL_FAILURES),
    isClass: maybeText,
    otherOrderId: maybeText,
    limit: orUndefined(spendLimit),
    misfit: orUndefined(z.object({ used: count, limit: count })),
  }),
]);

const attempt: z.ZodType<Attempt> = z.object({
  number: count,
  startedAt: text,
  leaseUntil: text,
  again: maybeText,
  outcome: z.enum(['in_flight', 'not_arrived', 'refused', 'unclear']),
  code: maybeText,
});

export const lock: z.ZodType<Lock> = z.object({ instance: instanceSummary, by: person, at: text, reason: text });

const stop = { by: person, at: text, reason: text, until: text.exactOptional() };
export const chatFreeze: z.ZodType<ChatFreeze> = z.object(stop);

const progress = z.object({
  percent: maybeCount,
  step: maybeText,
  remainingSeconds: maybeCount,
  switchAt: maybeText,
  readAt: text,
});

const rule = z.object({ name: text, line: count, version: text, forced: orUndefined(z.array(z.enum(FLAGS))) });

/** Unknown keys stay: during an upgrade an older replica writes back what a newer one has added. */
export const requestDoc: z.ZodType<ResizeRequest> = z.looseObject({
  id: requestId,
  state,
  version: count,
  createdAt: text,
  updatedAt: text,
  requester: person,
  group: maybeText,
  channelId: text,
  channelChosen: z.literal(true).exactOptional(),
  reason: text,
  startAt: maybeText,
  breakGlass: orUndefined(z.object({ reason: text, despite: z.enum(OBSTACLES) })),
  before: instanceFacts,
  change,
  returnOf: orUndefined(requestId),
  prolongs: z.object({ id: requestId, insteadOf: text }).optional(),
  priceLimit: orUndefined(z.object({ currency: text, tradeAmount: text })),
  quote: orUndefined(quote),
  orderQuote: orUndefined(quote),
  usage: orUndefined(usage),
  factsAt: maybeText,
  drift: orUndefined(drift),
  rule,
  need: approvalNeed,
  votes: z.array(vote),
  rejection: orUndefined(z.object({ by: person, reason: text })),
  expiresAt: text,
  remindAt: maybeText,
  reminders: count,
  escalateAt: maybeText,
  clientToken: text,
  spec: orUndefined(z.record(text, text)),
  attempts: z.array(attempt),
  order: orUndefined(z.object({ orderId: maybeText, requestId: maybeText, placedAt: text })),
  failure: orUndefined(failure),
  notBefore: maybeText,
  waits: orUndefined(z.object({ since: text, because: orUndefined(z.enum(WAIT_REASONS)) })),
  lock: orUndefined(z.object({ ...stop, everywhere: z.literal(true).exactOptional(), holds: z.boolean() })),
  mismatchSince: maybeText,
  progress: orUndefined(progress),
  window: orUndefined(z.enum(['ignored', 'unclear'])),
  externalChange: orUndefined(z.object({ isClass: maybeText, orderId: maybeText })),
  plannedReturn: orUndefined(plannedReturn),
  followUpAt: maybeText,
  backUntil: maybeText,
  since: text,
  card: orUndefined(z.object({ channelId: text, ts: text, shows: count })),
});

/** A row that this release cannot read: of another release, or changed by hand. Its content is in no message. */
export class UnreadableRow extends Error {
  override readonly name = 'UnreadableRow';
}

/** Parses the `doc` of a row of `table`; `id` names the row in the error. */
export function parseDoc<T>(schema: z.ZodType<T>, doc: unknown, table: string, id: string): T {
  const parsed = schema.safeParse(doc);
  if (parsed.success) return parsed.data;
  const where = parsed.error.issues.map(({ path }) => path.join('.') || 'doc');
  throw new UnreadableRow(`${table} ${id} cannot be read by this release: ${where.slice(0, 5).join(', ')}`);
}

export function toRequest({ id, doc }: { readonly id: string; readonly doc: unknown }): ResizeRequest {
  return parseDoc(requestDoc, doc, 'request', id);
}

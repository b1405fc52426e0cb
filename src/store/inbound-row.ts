/** Rows of `inbound`: what a person did and what they are told of it, parsed. */
import { z } from 'zod';
import type { TimeWord } from '../core/command/time.ts';
import type { Click, Inbound, Press, StoredInbound, Submission } from '../core/lifecycle/inbound.ts';
import { WEEKDAYS } from '../core/policy/windows.ts';
import { DENY_REASONS } from '../core/policy/verdict.ts';
import { ACCESS_REASONS, CLICK_REASONS, REQUEST_REASONS } from '../core/request/reasons.ts';
import { BUTTONS } from '../core/request/state.ts';
import { orUndefined } from './optional.ts';
import { change, parseDoc, person, requestDoc, requestId } from './request-row.ts';

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

export type Outcome = NonNullable<StoredInbound['outcome']>;

const KINDS: Readonly<Record<Outcome['kind'], true>> = {
  ...{ created: true, confirm: true, denied: true, refused: true, no_access: true },
  ...{ done: true, checked: true, renewed: true, voted: true },
  ...{ locked: true, unlocked: true, already_locked: true, not_locked: true },
  ...{ frozen: true, unfrozen: true, not_frozen: true, no_time: true },
  ...{ may_not_lock: true, lockers_unknown: true, may_not_freeze: true, freezers_unknown: true },
};

/**
 * An outcome is what the bot itself wrote, to answer once more after a restart. So only what a newer release may have added
 * is looked for, its kinds and reasons, and the request in it is read like any other.
 */
const outcomeDoc = z.looseObject({
  kind: z.enum(Object.keys(KINDS)),
  reason: z.enum([...REQUEST_REASONS, ...CLICK_REASONS, ...ACCESS_REASONS]).optional(),
  verdict: z.looseObject({ reason: z.enum(DENY_REASONS) }).optional(),
  request: requestDoc.optional(),
}) as unknown as z.ZodType<Outcome>;

interface InboundRow {
  readonly id: string;
  readonly doc: unknown;
}

export function toInbound({ id, doc }: InboundRow): Inbound {
  return parseDoc(inbound, doc, 'inbound', id);
}

/** What the person is told; undefined while it is not decided. */
export function toOutcome({ id, outcome }: { readonly id: string; readonly outcome: unknown }): Outcome | undefined {
  return outcome === null ? undefined : parseDoc(outcomeDoc, outcome, 'inbound', id);
}

/** What the terms of every rule look at, worked out once per question. */
import type { Big } from 'big.js';
import { memoryAfter, shardsAfter } from '../instance/classes.ts';
import type { InstanceSummary } from '../instance/instance.ts';
import type { Change } from '../value/change.ts';
import { limitedAmount, monthlyPrice } from '../value/money.ts';
import type { Direction } from './policy-model.ts';
import type { Question } from './verdict.ts';

/** What the terms of a rule read about an instance. */
export interface AskedInstance {
  readonly instance: Question['instance'];
  /** An instance without a name goes by its id, as it does in the console. */
  readonly name: string;
  /** The real class where that is known; undefined: the instance came without any. */
  readonly currentClass: string | undefined;
  /** In lower case, as in the configuration; undefined: the instance came without it. */
  readonly architecture: string | undefined;
}

/** What the terms of a rule read about a change. */
export interface AskedChange {
  /** Channel of the command; empty: it came from elsewhere, which no `where` matches. */
  readonly channelId: string;
  readonly change: Change;
  /** MB after the change; undefined: it follows neither from the class nor from the instance. */
  readonly memoryMb: number | undefined;
  /** How many times more memory, or less, there is after the change; at least 1. */
  readonly step: number | undefined;
  /** Shards after the change. */
  readonly shards: number | undefined;
  readonly direction: Direction | undefined;
  /** What limits compare, in the quote's currency (`limitedAmount`); undefined: no price is known, or it is no number. */
  readonly price: Amount | undefined;
  /** What the change costs in a month; undefined also where the end of the subscription is not known. */
  readonly monthly: Amount | undefined;
  /** Milliseconds from now, or from its start, to its return; 0: it is for good. */
  readonly lastsMs: number;
}

/** Ends the price of a pay-as-you-go change, which limits count by the month. */
export const A_MONTH = 'a month';

/** An amount of money for many comparisons: `near` decides where it differs, and `exact` where it does not. */
export interface Amount {
  readonly exact: Big;
  readonly near: number;
  /** As people read it, with its currency. */
  readonly shown: string;
}

/** The instance of a question as terms read it. */
export function askedInstance(instance: Question['instance']): AskedInstance {
  const { architecture, instanceClass, instanceId, name, realClass } = instance;
  return {
    instance,
    name: name === '' ? instanceId : name,
    currentClass: (realClass ?? instanceClass) || undefined,
    architecture: architecture.toLowerCase() || undefined,
  };
}

/** The change of a question as terms read it. */
export function askedChange({ instance, change, quote, now, channelId = '', ...times }: Question): AskedChange {
  const memoryMb = memoryAfter(instance, change.targetClass);
  const price = quote === undefined ? undefined : limitedAmount(quote, instance.chargeType);
  const hourly = instance.chargeType === 'PostPaid';
  const monthly = quote === undefined ? undefined : monthlyPrice(quote, instance, now);
  const currency = quote?.currency ?? '';
  return {
    channelId,
    change,
    memoryMb,
    step: stepOf(instance.capacityMb, memoryMb),
    shards: shardsAfter(instance, change.targetClass),
    direction: directionOf(instance, memoryMb, price),
    price: price && {
      exact: price,
      near: Number(price),
      shown: hourly ? `${price.toFixed(2)} ${currency} ${A_MONTH}` : `${quote?.tradeAmount ?? ''} ${currency}`,
    },
    lastsMs: lengthOf(change, beginOf(times, now)),
    monthly: monthly && { exact: monthly, near: Number(monthly), shown: `${monthly.toFixed(2)} ${currency}` },
  };
}

/** When the change begins at the earliest, or began, in milliseconds. */
function beginOf({ prolongsSince, startAt }: Pick<Question, 'prolongsSince' | 'startAt'>, now: Date): number {
  if (prolongsSince !== undefined) return Date.parse(prolongsSince);
  return startAt === undefined ? now.getTime() : Math.max(Date.parse(startAt), now.getTime());
}

function lengthOf({ until }: Change, from: number): number {
  if (until === undefined) return 0;
  return until.kind === 'duration' ? until.ms : Math.max(1, Date.parse(until.at) - from);
}

function stepOf(before: number | undefined, after: number | undefined): number | undefined {
  return before !== undefined && after !== undefined && before > 0 && after > 0
    ? Math.max(before, after) / Math.min(before, after)
    : undefined;
}

// More memory is an upgrade. Where memory is the same or not known, the price decides, as the cloud does for subscriptions;
// the hourly price of pay-as-you-go has no sign, and a price of zero says nothing.
function directionOf(
  instance: InstanceSummary,
  memoryMb: number | undefined,
  price: Big | undefined,
): Direction | undefined {
  if (memoryMb !== undefined && instance.capacityMb !== undefined && memoryMb !== instance.capacityMb) {
    return memoryMb > instance.capacityMb ? 'upgrade' : 'downgrade';
  }
  if (price === undefined || price.eq(0) || instance.chargeType !== 'PrePaid') return undefined;
  return price.gt(0) ? 'upgrade' : 'downgrade';
}

import { Big } from 'big.js';
import { memoryAfter, shardsAfter } from '../instance/classes.ts';
import { matcher, type Matcher } from './globs.ts';
import type { InstanceSummary } from '../instance/instance.ts';
import { monthlyPrice } from '../value/money.ts';
import type { ChangeTerms, Direction, InstanceTerms, Terms } from './policy-model.ts';
import { printSize } from '../value/size.ts';
import type { FailedTerm, Question, Term } from './verdict.ts';

/** What the terms of every rule look at, worked out once per question. */
export interface Facts {
  readonly memoryMb: number | undefined;
  /** How many times more memory, or less, there is after the change; at least 1. */
  readonly step: number | undefined;
  readonly shards: number | undefined;
  readonly direction: Direction | undefined;
  readonly price: Big | undefined;
  readonly monthly: Big | undefined;
}

const compiled = new WeakMap<readonly string[], Matcher>();

/** The globs of a rule, compiled once per policy. */
function globs(patterns: readonly string[]): Matcher {
  const known = compiled.get(patterns) ?? matcher(patterns);
  compiled.set(patterns, known);
  return known;
}

/** Facts of a question that need arithmetic: memory and shards after the change, its direction, its price. */
export function factsOf({ instance, change, quote, now }: Question): Facts {
  const memoryMb = memoryAfter(instance, change.targetClass);
  const price = decimal(quote?.tradeAmount);
  return {
    memoryMb,
    step: stepOf(instance.capacityMb, memoryMb),
    shards: shardsAfter(instance, change.targetClass),
    direction: directionOf(instance, memoryMb, price),
    price,
    monthly: quote === undefined ? undefined : monthlyPrice(quote, instance, now),
  };
}

function stepOf(before: number | undefined, after: number | undefined): number | undefined {
  return before !== undefined && after !== undefined && before > 0 && after > 0
    ? Math.max(before, after) / Math.min(before, after)
    : undefined;
}

/** A decimal string as a number to calculate with; undefined when there is none or it is not one. */
export function decimal(text: string | undefined): Big | undefined {
  return text !== undefined && /^-?\d+(?:\.\d+)?$/.test(text) ? Big(text) : undefined;
}

// More memory is an upgrade. Where memory does not tell, the price does, as the cloud itself judges subscriptions;
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

/** The terms about the instance that do not hold. Its class is the real one where that is known. */
export function failedInstanceTerms(
  terms: InstanceTerms,
  instance: InstanceSummary & { readonly realClass?: string },
): readonly FailedTerm[] {
  const { ids, names, tags, regions, accounts, architectures, classes } = terms;
  // An instance without a name goes by its id, as it does in the console.
  const name = instance.name === '' ? instance.instanceId : instance.name;
  const current = instance.realClass ?? instance.instanceClass;
  return [
    ids && one('instances.ids', ids, instance.instanceId),
    names && check('instances.names', globs(names)(name), names, name),
    tags && tagTerm(tags, instance.tags),
    regions && one('instances.regions', regions, instance.region),
    accounts && one('instances.accounts', accounts, instance.account),
    architectures && one('instances.architectures', architectures, instance.architecture.toLowerCase() || undefined),
    classes &&
      (current === '' ? undecided('instances.classes', classes) : classTerm('instances.classes', classes, current)),
  ].filter((failed) => failed !== undefined);
}

/** The terms about the change and its flags that do not hold. */
export function failedChangeTerms(terms: Terms, { change, quote }: Question, facts: Facts): readonly FailedTerm[] {
  const { direction, classes, maxShards, maxPrice, maxMonthlyPrice } = terms.change;
  const { autoPay, coupon, effectiveTime, forceUpgrade } = terms.flags;
  const shown = (amount: string): string => `${amount} ${quote?.currency ?? ''}`;
  return [
    direction && one('change.direction', direction, facts.direction),
    ...sizeTerms(terms.change, facts),
    maxShards !== undefined
      ? limit('change.maxShards', facts.shards, (shards) => shards <= maxShards, String(maxShards), String)
      : undefined,
    classes && classTerm('change.classes', classes, change.targetClass),
    maxPrice !== undefined
      ? limit('change.maxPrice', facts.price, atMost(maxPrice), maxPrice, () => shown(quote?.tradeAmount ?? ''))
      : undefined,
    maxMonthlyPrice !== undefined
      ? limit('change.maxMonthlyPrice', facts.monthly, atMost(maxMonthlyPrice), maxMonthlyPrice, (amount) =>
          shown(amount.toFixed(2)),
        )
      : undefined,
    autoPay && one('flags.autoPay', autoPay, change.autoPay),
    coupon && couponTerm(coupon, change.coupon),
    effectiveTime && one('flags.effectiveTime', effectiveTime, change.effectiveTime),
    forceUpgrade && one('flags.forceUpgrade', forceUpgrade, change.forceUpgrade),
  ].filter((failed) => failed !== undefined);
}

function sizeTerms({ minMemoryMb, maxMemoryMb, maxStep }: ChangeTerms, { memoryMb, step }: Facts) {
  return [
    minMemoryMb !== undefined
      ? limit('change.minMemory', memoryMb, (mb) => mb >= minMemoryMb, printSize(minMemoryMb), printSize)
      : undefined,
    maxMemoryMb !== undefined
      ? limit('change.maxMemory', memoryMb, (mb) => mb <= maxMemoryMb, printSize(maxMemoryMb), printSize)
      : undefined,
    maxStep !== undefined
      ? limit('change.maxStep', step, (times) => times <= maxStep, timesSign(maxStep), timesSign)
      : undefined,
  ];
}

function timesSign(times: number): string {
  return `×${Math.ceil(times * 100) / 100}`;
}

type Plain = string | boolean;

/** A term that could not be looked at. */
export function undecided(term: Term, wanted: readonly Plain[]): FailedTerm {
  return { term, because: 'undecided', wanted: wanted.join(', '), found: '' };
}

/** A term that was looked at; undefined when it holds. */
export function check(term: Term, holds: boolean, wanted: readonly Plain[], found: Plain): FailedTerm | undefined {
  return holds ? undefined : { term, because: 'no', wanted: wanted.join(', '), found: String(found) };
}

function one<T extends Plain>(term: Term, wanted: readonly T[], found: T | undefined): FailedTerm | undefined {
  return found === undefined ? undecided(term, wanted) : check(term, wanted.includes(found), wanted, found);
}

function tagTerm(
  wanted: Readonly<Record<string, string>>,
  found: Readonly<Record<string, string>>,
): FailedTerm | undefined {
  const entries = Object.entries(wanted);
  const own = (key: string): string | undefined => (Object.hasOwn(found, key) ? found[key] : undefined);
  const holds = entries.length > 0 && entries.every(([key, value]) => own(key) === value);
  const shown = entries.map(([key]) => (own(key) === undefined ? undefined : `${key}=${own(key) ?? ''}`));
  const wantedTags = entries.map(([key, value]) => `${key}=${value}`);
  return check('instances.tags', holds, wantedTags, shown.filter((tag) => tag !== undefined).join(', '));
}

/** A measured value against a bound. */
function limit<T>(
  term: Term,
  value: T | undefined,
  holds: (value: T) => boolean,
  wanted: string,
  print: (value: T) => string,
): FailedTerm | undefined {
  return value === undefined ? undecided(term, [wanted]) : check(term, holds(value), [wanted], print(value));
}

function atMost(max: string): (amount: Big) => boolean {
  return (amount) => amount.lte(max);
}

function classTerm(term: Term, patterns: readonly string[], name: string): FailedTerm | undefined {
  return check(term, globs(patterns)(name), patterns, name);
}

function couponTerm(wanted: readonly boolean[], coupon: string): FailedTerm | undefined {
  const holds = wanted.includes(coupon !== 'none');
  return check('flags.coupon', holds, [wanted.includes(true) ? 'best' : 'none'], coupon);
}

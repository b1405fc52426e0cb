import { Big } from 'big.js';
import type { Quote } from './change.ts';
import { memoryAfter } from './classes.ts';
import { matcher, type Matcher } from './globs.ts';
import type { InstanceSummary } from './instance.ts';
import type { Direction, Rule } from './policy-model.ts';
import { printSize } from './size.ts';
import type { FailedTerm, Question, Term } from './verdict.ts';

/** What the terms of every rule look at, worked out once per question. */
export interface Facts {
  readonly memoryMb: number | undefined;
  readonly direction: Direction | undefined;
  readonly price: Big | undefined;
}

/** The globs of a rule, compiled once per rule. */
export interface Globs {
  readonly names: Matcher;
  readonly classes: Matcher;
}

const globsOf = new WeakMap<Rule, Globs>();

function globs(rule: Rule): Globs {
  const compiled = globsOf.get(rule);
  if (compiled !== undefined) return compiled;
  const fresh = { names: matcher(rule.instances.names ?? []), classes: matcher(rule.change.classes ?? []) };
  globsOf.set(rule, fresh);
  return fresh;
}

/** Facts of a question that need arithmetic: memory after the change, its direction, its price. */
export function factsOf(question: Question): Facts {
  const memoryMb = memoryAfter(question.instance, question.change.targetClass);
  const price = decimal(question.quote?.tradeAmount);
  return { memoryMb, price, direction: directionOf(question.instance, memoryMb, price) };
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

/** The terms about the instance that do not hold. */
export function failedInstanceTerms(rule: Rule, instance: InstanceSummary): readonly FailedTerm[] {
  const { ids, names, tags, regions, accounts } = rule.instances;
  // An instance without a name goes by its id, as it does in the console.
  const name = instance.name === '' ? instance.instanceId : instance.name;
  return [
    ids && one('instances.ids', ids, instance.instanceId),
    names && check('instances.names', globs(rule).names(name), names, name),
    tags && tagTerm(tags, instance.tags),
    regions && one('instances.regions', regions, instance.region),
    accounts && one('instances.accounts', accounts, instance.account),
  ].filter((failed) => failed !== undefined);
}

/** The terms about the change and its flags that do not hold. */
export function failedChangeTerms(rule: Rule, question: Question, facts: Facts): readonly FailedTerm[] {
  const { direction, maxMemoryMb, classes, maxPrice } = rule.change;
  const { autoPay, coupon, effectiveTime, forceUpgrade } = rule.flags;
  const { change, quote } = question;
  return [
    direction && one('change.direction', direction, facts.direction),
    maxMemoryMb !== undefined ? memoryTerm(maxMemoryMb, facts.memoryMb) : undefined,
    classes && check('change.classes', globs(rule).classes(change.targetClass), classes, change.targetClass),
    maxPrice !== undefined ? priceTerm(maxPrice, facts.price, quote) : undefined,
    autoPay && one('flags.autoPay', autoPay, change.autoPay),
    coupon === false ? check('flags.coupon', change.coupon === 'none', ['none'], change.coupon) : undefined,
    effectiveTime && one('flags.effectiveTime', effectiveTime, change.effectiveTime),
    forceUpgrade && one('flags.forceUpgrade', forceUpgrade, change.forceUpgrade),
  ].filter((failed) => failed !== undefined);
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

function memoryTerm(maxMb: number, mb: number | undefined): FailedTerm | undefined {
  const wanted = [printSize(maxMb)];
  return mb === undefined
    ? undecided('change.maxMemory', wanted)
    : check('change.maxMemory', mb <= maxMb, wanted, printSize(mb));
}

function priceTerm(max: string, price: Big | undefined, quote: Quote | undefined): FailedTerm | undefined {
  if (price === undefined || quote === undefined) return undecided('change.maxPrice', [max]);
  return check('change.maxPrice', price.lte(max), [max], `${quote.tradeAmount} ${quote.currency}`);
}

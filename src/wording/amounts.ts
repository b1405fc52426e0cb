import type { SpendLimit } from '../core/policy/policy-model.ts';
import type { Quote } from '../core/value/change.ts';
import { UTC_TIME } from '../core/value/ids.ts';
import { isSmaller } from '../core/instance/fit.ts';
import type { InstanceFacts } from '../core/instance/instance.ts';
import type { ResizeRequest } from '../core/request/request.ts';
import { isFinal } from '../core/request/state.ts';
import { type MonthlyCost, monthlyCost, readPrice } from '../core/value/money.ts';
import type { Markup } from './inert.ts';
import { moment } from './markup.ts';
import type { Locale, Words } from './words.ts';

/** `1024` -> `1 GB`; undefined when the cloud did not say. */
export function memory(mb: number | undefined): string | undefined {
  if (mb === undefined || !Number.isFinite(mb) || mb <= 0) return undefined;
  return mb < 1024 ? `${mb} MB` : `${Number((mb / 1024).toFixed(2))} GB`;
}

/** A class with its memory, for plain text: `redis.master.mid.default (2 GB)`. */
export function sized(name: string, mb: number | undefined): string {
  const size = memory(mb);
  return size === undefined ? name : `${name} (${size})`;
}

/** Decimal string and currency as the cloud gave them; what is not a number or a currency is shown as it is. */
function money(amount: string, currency: string, locale: Locale): string {
  if (!/^-?\d{1,15}(?:\.\d{1,10})?$/.test(amount) || !/^[A-Z]{3}$/.test(currency)) return `${amount} ${currency}`;
  // Formatted from the string: money never becomes a float.
  return formatOf(currency, locale).format(amount as `${number}`);
}

/** Making one takes longer than a form has time for. */
const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string, locale: Locale): Intl.NumberFormat {
  const key = `${locale} ${currency}`;
  const known =
    formats.get(key) ?? new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 6 });
  formats.set(key, known);
  return known;
}

/** An amount that was added up, or a limit. */
export function amountText(amount: string, currency: string, { locale }: Words): string {
  return money(amount, currency, locale);
}

/** A price and the limit of a rule, in the price's currency: `252.00 CNY` and `200` -> `CN¥252.00` and `CN¥200.00`. */
export function limitedPrice(price: string, limit: string, { locale }: Words): readonly [string, string] {
  const [amount = '', currency = ''] = price.split(' ');
  return [money(amount, currency, locale), money(limit, currency, locale)];
}

/** Whether a price is still to be paid, was that of an order, or of what was never ordered. */
type Tense = 'now' | 'ordered' | 'dropped';

function tenseOf({ order, state }: ResizeRequest): Tense {
  return order !== undefined ? 'ordered' : isFinal(state) ? 'dropped' : 'now';
}

/**
 * What the change costs, in a sentence; undefined without a quote, or with one that cannot be read. `month`: an hourly
 * price also by the month, for where nothing else shows it.
 */
export function price(
  quote: Quote | undefined,
  chargeType: string,
  words: Words,
  month = true,
  tense: Tense = 'now',
): string | undefined {
  const read = quote === undefined ? undefined : readPrice(quote, chargeType);
  if (read === undefined || read.kind === 'unreadable') return undefined;
  const amount = money(read.amount, read.currency, words.locale);
  if (read.kind === 'hourly') {
    if (!month) return words.plain('money.hour', { amount });
    return words.plain('money.hourly', { amount, month: money(read.perMonth, read.currency, words.locale) });
  }
  return words.plain(`money.${tense}.${read.effect}`, { amount });
}

/** `about CN¥151.77 → CN¥272.87 a month (+CN¥121.11)`; undefined where the price of now or its term is not known. */
export function monthly(
  quote: Quote | undefined,
  instance: { readonly chargeType: string; readonly endTime?: string | undefined },
  words: Words,
  at: Date,
): string | undefined {
  const found = quote === undefined ? undefined : monthlyCost(quote, instance, at);
  if (found === undefined) return undefined;
  const shown = (amount: string): string => money(amount, found.currency, words.locale);
  return words.plain('money.monthly', {
    now: shown(found.now),
    then: shown(found.then),
    difference: signed(found, words),
  });
}

type Priced = Pick<InstanceFacts, 'instanceClass' | 'realClass' | 'architecture' | 'capacityMb' | 'shards'> &
  Pick<InstanceFacts, 'chargeType' | 'endTime' | 'engineVersion' | 'bandwidthMBs'>;

/** What is to pay now, and what a month costs before and after, in the same words everywhere. `at`: when it was read. */
export function cost(quote: Quote | undefined, instance: Priced, words: Words, at: Date, tense?: Tense): string {
  const month = monthly(quote, instance, words, at);
  const now = price(quote, instance.chargeType, words, month === undefined, tense) ?? words.plain('card.noPrice', {});
  return month === undefined ? now : words.plain('money.both', { price: now, monthly: month });
}

/**
 * The same of a request, and what was to pay once it is ordered: a subscription spreads its price over the rest of its term
 * as of when it was read.
 */
export function requestCost(request: ResizeRequest, words: Words): string {
  const { before, quote, orderQuote = quote, order, factsAt, createdAt, prolongs } = request;
  const tense = tenseOf(request);
  if (prolongs !== undefined) return words.plain(`money.${tense}.nothing`, {});
  return order === undefined
    ? cost(quote, before, words, new Date(factsAt ?? createdAt), tense)
    : cost(orderQuote, before, words, new Date(order.placedAt), tense);
}

/** What is known of the money back of a cheaper class; undefined where none is to be expected. */
export function refundNote(
  quote: Quote | undefined,
  instance: Priced,
  target: string,
  words: Words,
): string | undefined {
  if (!isSmaller(instance, target) && !(quote?.tradeAmount.startsWith('-') ?? false)) return undefined;
  if (instance.chargeType === 'PostPaid') return words.plain('money.noRefund', {});
  const read = quote === undefined ? undefined : readPrice(quote, instance.chargeType);
  return read?.kind === 'subscription' && read.effect === 'pay' ? undefined : words.plain('money.refundNote', {});
}

/** `CN¥42.13`, with a minus sign for a refund; undefined without a quote, or with one that cannot be read. */
export function priceAlone(quote: Quote | undefined, { locale }: Words): string | undefined {
  const read = quote === undefined ? undefined : readPrice(quote, 'PrePaid');
  if (read?.kind !== 'subscription') return undefined;
  return `${read.effect === 'refund' ? '−' : ''}${money(read.amount, read.currency, locale)}`;
}

/** By how much a month gets dearer or cheaper: `+CN¥121.11 a month`; undefined where it is not known. */
export function monthlyDifference(
  quote: Quote | undefined,
  instance: Priced,
  words: Words,
  at: Date,
): string | undefined {
  const found = quote === undefined ? undefined : monthlyCost(quote, instance, at);
  return found && words.plain('money.difference', { difference: signed(found, words) });
}

function signed({ difference, direction, currency }: MonthlyCost, { locale }: Words): string {
  return `${{ more: '+', less: '−', same: '±' }[direction]}${money(difference, currency, locale)}`;
}

/** `CN¥49.57 list − CN¥7.44 discount`; undefined where there is no discount. */
export function withoutDiscount(quote: Quote | undefined, chargeType: string, words: Words): string | undefined {
  const read = quote === undefined ? undefined : readPrice(quote, chargeType);
  if (read === undefined || read.kind === 'unreadable' || read.off === undefined) return undefined;
  return words.plain('money.off', {
    original: money(read.off.original, read.currency, words.locale),
    discount: money(read.off.discount, read.currency, words.locale),
  });
}

/** A maintenance window (`HH:mmZ`, UTC, may wrap midnight) in the reader's own time, by its next occurrence. */
export function maintenanceWindow(window: { readonly start: string; readonly end: string }, now: Date): Markup {
  return { markup: `${clock(window.start, now)}–${clock(window.end, now)}` };
}

function clock(time: string, now: Date): string {
  const match = UTC_TIME.exec(time);
  if (match === null) return moment(time).markup;
  const at = new Date(now);
  at.setUTCHours(Number(match[1]), Number(match[2]), 0, 0);
  if (at.getTime() < now.getTime()) at.setUTCDate(at.getUTCDate() + 1);
  return `<!date^${Math.floor(at.getTime() / 1000)}^{time}|${time.replace('Z', ' UTC')}>`;
}

/** A monthly limit: how much, and what counts towards it. */
export function limitText({ max, currency, groups, accounts }: SpendLimit, words: Words): string {
  const shown = { max: money(max, currency, words.locale), groups: listed(groups), accounts: listed(accounts) };
  if (groups === undefined) return words.plain(accounts === undefined ? 'deny.limit' : 'deny.limitAccounts', shown);
  return words.plain(accounts === undefined ? 'deny.limitGroups' : 'deny.limitBoth', shown);
}

function listed(names: readonly string[] = []): string {
  return names.join(', ');
}

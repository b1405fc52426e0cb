import { Big } from 'big.js';
import { membership } from './membership.ts';
import type { Directory, Policy, SpendLimit } from './policy-model.ts';
import type { ResizeRequest } from '../request/request.ts';
import { limitedAmount } from '../value/money.ts';
import type { Question, Spending } from './verdict.ts';

const UNKNOWN = { reason: 'spend_unknown' } as const;

type Counts = 'in' | 'out' | 'unknown';

/** Why a monthly limit stops a change; without `limit`: whether one is exceeded is not known. */
interface Overspent {
  readonly reason: 'over_monthly_spend' | 'spend_unknown' | 'price_unknown';
  readonly limit?: SpendLimit;
}

/** Undefined: no monthly limit stops the change. A limit that cannot be checked stops it. */
export function overspent(policy: Policy, question: Question): Overspent | undefined {
  const { account, chargeType } = question.instance;
  const asked: Spending = { requester: question.person, account, chargeType, quote: question.quote };
  const reasons = policy.limits.monthlySpend.map((limit) => overLimit(policy, limit, question, asked));
  return reasons.find((found) => found?.limit !== undefined) ?? reasons.find((found) => found !== undefined);
}

function overLimit(policy: Policy, limit: SpendLimit, question: Question, asked: Spending): Overspent | undefined {
  const own = countsFor(policy, limit, asked, question.directory);
  if (own === 'out') return undefined;
  const price = amountOf(asked);
  if (price === undefined) return { reason: 'price_unknown' };
  // A change that costs nothing or gives money back is never what breaks the limit.
  if (price.lte(0)) return undefined;
  const spent = sumOf(policy, limit, question);
  if (spent === undefined) return UNKNOWN;
  if (spent.sum.plus(price).lte(limit.max)) return undefined;
  return own === 'in' && spent.sure ? { reason: 'over_monthly_spend', limit } : UNKNOWN;
}

type Spent = Pick<Question, 'spending' | 'directory'>;

/** What counts towards a limit so far, as a decimal string; undefined: it cannot be added up. */
export function spentUnder(policy: Policy, limit: SpendLimit, spent: Spent): string | undefined {
  const added = sumOf(policy, limit, spent);
  return added?.sure === true ? added.sum.toFixed() : undefined;
}

/** `sure`: it is known of every order that it counts. */
function sumOf(policy: Policy, limit: SpendLimit, { spending, directory }: Spent) {
  const orders = spending?.map((order) => ({
    counts: countsFor(policy, limit, order, directory),
    amount: amountOf(order),
  }));
  const counted = orders?.filter((order) => order.counts !== 'out');
  if (counted === undefined || counted.some(({ amount }) => amount === undefined)) return undefined;
  // Refunds do not make room.
  const sum = counted.reduce((total, { amount }) => (amount?.gt(0) === true ? total.plus(amount) : total), Big(0));
  return { sum, sure: counted.every((order) => order.counts === 'in') };
}

/** At the price just before the order; until then at the price that the approvers saw. */
export function spendingOf({ requester, before, quote, orderQuote }: ResizeRequest): Spending {
  return { requester, account: before.account, chargeType: before.chargeType, quote: orderQuote ?? quote };
}

/** What it counts for, in the currency of its price; undefined: it has no price, or one that cannot be read. */
export function amountOf({ quote, chargeType }: Spending): Big | undefined {
  return quote === undefined ? undefined : limitedAmount(quote, chargeType);
}

/** Whether a limit is about this order. An order without a price may have been in any currency. */
function countsFor(policy: Policy, limit: SpendLimit, order: Spending, directory: Directory): Counts {
  const { currency, groups, accounts } = limit;
  if (order.quote !== undefined && order.quote.currency !== currency) return 'out';
  if (accounts !== undefined && !accounts.includes(order.account)) return 'out';
  return groups === undefined ? 'in' : membership(policy, groups, order.requester, directory);
}

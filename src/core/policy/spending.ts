import type { Big } from 'big.js';
import { membership } from './membership.ts';
import type { Policy, SpendLimit } from './policy-model.ts';
import { limitedAmount } from '../value/money.ts';
import type { Question, Spending } from './verdict.ts';

const UNKNOWN = { reason: 'spend_unknown' } as const;

type Counts = 'in' | 'out' | 'unknown';

/** Why a monthly limit stops a change; without `limit`: whether one is exceeded is not known. */
interface Overspent {
  readonly reason: 'over_monthly_spend' | 'spend_unknown';
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
  const counts = (order: Spending): Counts => countsFor(policy, limit, order, question);
  const own = counts(asked);
  if (own === 'out') return undefined;
  const price = amountOf(asked);
  if (price === undefined) return UNKNOWN;
  // A change that costs nothing or gives money back is never what breaks the limit.
  if (price.lte(0)) return undefined;
  if (question.spending === undefined) return UNKNOWN;
  const orders = question.spending.map((order) => ({
    counts: counts(order),
    amount: amountOf(order),
  }));
  const counted = orders.filter((order) => order.counts !== 'out');
  if (counted.some(({ amount }) => amount === undefined)) return UNKNOWN;
  // Refunds do not make room.
  const sum = counted.reduce((total, { amount }) => (amount?.gt(0) === true ? total.plus(amount) : total), price);
  if (sum.lte(limit.max)) return undefined;
  const sure = own === 'in' && counted.every((order) => order.counts === 'in');
  return sure ? { reason: 'over_monthly_spend', limit } : UNKNOWN;
}

function amountOf({ quote, chargeType }: Spending): Big | undefined {
  return quote === undefined ? undefined : limitedAmount(quote, chargeType);
}

/** Whether a limit is about this order. An order without a price may have been in any currency. */
function countsFor(policy: Policy, limit: SpendLimit, order: Spending, { directory }: Question): Counts {
  const { currency, groups, accounts } = limit;
  if (order.quote !== undefined && order.quote.currency !== currency) return 'out';
  if (accounts !== undefined && !accounts.includes(order.account)) return 'out';
  return groups === undefined ? 'in' : membership(policy, groups, order.requester, directory);
}

import { membership } from './membership.ts';
import type { Policy, SpendLimit } from './policy-model.ts';
import { decimal } from './terms.ts';
import type { DenyReason, Question, Spending } from './verdict.ts';

type Counts = 'in' | 'out' | 'unknown';

/** Why a monthly limit stops the change; undefined when none does. What cannot be told stops it too. */
export function overspent(policy: Policy, question: Question): DenyReason | undefined {
  const asked: Spending = { requester: question.person, account: question.instance.account, quote: question.quote };
  const reasons = policy.limits.monthlySpend.map((limit) => overLimit(policy, limit, question, asked));
  return reasons.find((reason) => reason === 'over_monthly_spend') ?? reasons.find((reason) => reason !== undefined);
}

function overLimit(policy: Policy, limit: SpendLimit, question: Question, asked: Spending): DenyReason | undefined {
  const counts = (order: Spending): Counts => countsFor(policy, limit, order, question);
  const own = counts(asked);
  if (own === 'out') return undefined;
  const price = decimal(asked.quote?.tradeAmount);
  if (price === undefined) return 'spend_unknown';
  // A change that costs nothing or gives money back is never what breaks the limit.
  if (price.lte(0)) return undefined;
  if (question.spending === undefined) return 'spend_unknown';
  const orders = question.spending.map((order) => ({
    counts: counts(order),
    amount: decimal(order.quote?.tradeAmount),
  }));
  const counted = orders.filter((order) => order.counts !== 'out');
  if (counted.some(({ amount }) => amount === undefined)) return 'spend_unknown';
  // Refunds do not make room.
  const sum = counted.reduce((total, { amount }) => (amount?.gt(0) === true ? total.plus(amount) : total), price);
  if (sum.lte(limit.max)) return undefined;
  const sure = own === 'in' && counted.every((order) => order.counts === 'in');
  return sure ? 'over_monthly_spend' : 'spend_unknown';
}

/** Whether a limit is about this order. An order without a price may have been in any currency. */
function countsFor(policy: Policy, limit: SpendLimit, order: Spending, { directory }: Question): Counts {
  const { currency, groups, accounts } = limit;
  if (order.quote !== undefined && order.quote.currency !== currency) return 'out';
  if (accounts !== undefined && !accounts.includes(order.account)) return 'out';
  return groups === undefined ? 'in' : membership(policy, groups, order.requester, directory);
}

import { type Finding, ok, problem, warning } from '../core/finding.ts';
import type { Account } from '../core/policy/policy-model.ts';
import { BILLED_IN } from '../core/value/money.ts';
import type { RegionLook } from './doctor-region.ts';
import { isRefusal } from './doctor-trouble.ts';

/** Whether a change that people could ask for has a price, in the money of the site. */
export function priceFindings({ name, site }: Account, { region, answers, price }: RegionLook): readonly Finding[] {
  if (price === undefined) return [];
  const check = `cloud.${name} price in ${region}` as const;
  const { change, quote } = price;
  if ('code' in quote) {
    // A missing right and a silent endpoint are reported with the right.
    if (answers.get('kvstore:DescribePrice') !== 'ok' && !isRefusal(quote.code)) return [];
    const fix = 'Rules with maxPrice do not hold without a price. Look the code up in Alibaba Cloud’s error centre.';
    return [warning(check, `none for ${change}: ${quote.code}`, fix)];
  }
  const usual: readonly string[] = BILLED_IN[site];
  if (usual.includes(quote.currency)) return [ok(check, `${quote.currency} ${quote.tradeAmount} for ${change}`)];
  const what = `it is in ${quote.currency}, and the site ${site} bills in ${usual.join(' or ')}`;
  return [
    problem(check, what, 'Set site (china, international) of the account, and limits in the currency of its bills.'),
  ];
}

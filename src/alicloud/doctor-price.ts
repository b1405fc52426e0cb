import { CloudFault } from '../core/faults.ts';
import { type Finding, ok, problem, warning } from '../core/finding.ts';
import { BILLED_IN } from '../core/value/money.ts';
import type { Account } from '../core/policy/policy-model.ts';
import type { RegionLook } from './doctor-region.ts';
import { isRefusal } from './doctor-trouble.ts';
import { faultOf } from './errors.ts';
import { quoteOf } from './offer-reader.ts';

/** Whether a price can be had for a change that people could ask for, and in the money of the site. */
export function priceFindings(account: Account, regions: readonly RegionLook[]): readonly Finding[] {
  return regions.flatMap((look) => {
    const { answers, tried, target = '' } = look;
    if (tried === undefined || !answers.has('kvstore:DescribePrice')) return [];
    const fault = answers.get('kvstore:DescribePrice');
    return priceFinding(account, look, `${tried.instanceId} → ${target}`, fault);
  });
}

function priceFinding(
  { name, site }: Account,
  { region, price }: RegionLook,
  change: string,
  fault: CloudFault | undefined,
): readonly Finding[] {
  const check = `cloud.${name} price in ${region}` as const;
  const fix = 'Rules with maxPrice do not hold without a price. Look the code up in Alibaba Cloud’s error centre.';
  const quote = price === undefined ? fault : quoted(price);
  if (quote === undefined) return [];
  // A missing right and a silent endpoint are told with the right.
  if (quote instanceof CloudFault) {
    return fault === undefined || isRefusal(fault) ? [warning(check, `none for ${change}: ${quote.code}`, fix)] : [];
  }
  const { currency, tradeAmount } = quote;
  const usual: readonly string[] = BILLED_IN[site];
  if (usual.includes(currency)) return [ok(check, `${currency} ${tradeAmount} for ${change}`)];
  const what = `it is in ${currency}, and the site ${site} bills in ${usual.join(' or ')}`;
  return [
    problem(check, what, 'Set site (china, international) of the account, and limits in the currency of its bills.'),
  ];
}

function quoted(price: NonNullable<RegionLook['price']>): ReturnType<typeof quoteOf> | CloudFault {
  try {
    return quoteOf(price);
  } catch (thrown) {
    return faultOf(thrown);
  }
}

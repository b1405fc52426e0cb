import type { ResizeRequest } from '../core/request/request.ts';
import { limitedAmount } from '../core/value/money.ts';

/** What a request counts for in a monthly limit, as a row keeps it. `adds`: a decimal string; missing: there is no price. */
export function countsOf({ requester, before, quote, orderQuote }: ResizeRequest): string {
  // At the price just before the order; until then at the price that the approvers saw.
  const counted = orderQuote ?? quote;
  const { account, chargeType } = before;
  const adds = counted && limitedAmount(counted, chargeType)?.toFixed();
  return JSON.stringify({ requester, account, currency: counted?.currency, adds });
}

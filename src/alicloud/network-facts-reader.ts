import { CLIENT_CODES } from '../core/cloud-errors.ts';
import type { BoughtBandwidth } from '../core/instance/instance.ts';
import { clientFault, requestIdOf } from './errors.ts';
import { at, type Fields, flag, list, text, timeOf, whole } from './fields.ts';

/**
 * Whether one of the endpoints is a direct one (DescribeDBInstanceNetInfo, docs/cloud.md#what-the-instance-is-and-used).
 * An answer without endpoints does not mean "no".
 */
export function directConnectionOf(body: Fields): boolean {
  const flags = (list(body, 'NetInfoItems', 'InstanceNetInfo') ?? []).map((row) => whole(at(row, 'DirectConnection')));
  if (flags.includes(1)) return true;
  if (flags.length > 0 && flags.every((one) => one === 0)) return false;
  throw clientFault(CLIENT_CODES.malformed, requestIdOf(body));
}

/**
 * DescribeIntranetAttribute. `ExpireTime` is "0" where no bandwidth was bought for a time; the fields of a plan are left
 * out where there is none.
 */
export function bandwidthOf(body: Fields, now: number): BoughtBandwidth {
  const expires = text(at(body, 'ExpireTime'));
  const end = timeOf(expires);
  const plan = at(body, 'HasPrePaidBandWidthOrderRunning');
  if (
    expires === undefined ||
    (expires !== '0' && end === undefined) ||
    (plan !== undefined && flag(plan) === undefined)
  ) {
    throw clientFault(CLIENT_CODES.malformed, requestIdOf(body));
  }
  return {
    temporaryUntil: end !== undefined && Date.parse(end) > now ? end : undefined,
    plan: flag(plan) ?? false,
    planUntil: timeOf(at(body, 'BandwidthExpireTime')),
  };
}

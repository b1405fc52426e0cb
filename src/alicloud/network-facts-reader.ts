import { CLIENT_CODES } from '../core/cloud-errors.ts';
import type { BoughtBandwidth } from '../core/instance/instance.ts';
import { clientFault, requestIdOf } from './errors.ts';
import { at, type Fields, flag, list, text, timeOf, whole } from './fields.ts';

/** DescribeDBInstanceNetInfo: whether one of the endpoints is a direct one. An answer that tells of none is no "no". */
export function directConnectionOf(body: Fields): boolean {
  const told = (list(body, 'NetInfoItems', 'InstanceNetInfo') ?? []).map((row) => whole(at(row, 'DirectConnection')));
  if (told.includes(1)) return true;
  if (told.length > 0 && told.every((one) => one === 0)) return false;
  throw clientFault(CLIENT_CODES.malformed, requestIdOf(body));
}

/**
 * DescribeIntranetAttribute. `ExpireTime` is "0" where no bandwidth was bought for a time; the fields of a plan are left
 * out where there is none.
 */
export function bandwidthOf(body: Fields, now: number): BoughtBandwidth {
  const told = text(at(body, 'ExpireTime'));
  const end = timeOf(told);
  const plan = at(body, 'HasPrePaidBandWidthOrderRunning');
  if (told === undefined || (told !== '0' && end === undefined) || (plan !== undefined && flag(plan) === undefined)) {
    throw clientFault(CLIENT_CODES.malformed, requestIdOf(body));
  }
  return {
    temporaryUntil: end !== undefined && Date.parse(end) > now ? end : undefined,
    plan: flag(plan) ?? false,
    planUntil: timeOf(at(body, 'BandwidthExpireTime')),
  };
}

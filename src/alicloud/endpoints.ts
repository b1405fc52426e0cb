import { CLIENT_CODES } from '../core/cloud-errors.ts';
import type { Account } from '../core/policy/policy-model.ts';
import { clientFault } from './errors.ts';

/**
 * Regions behind the central host, as of @alicloud/r-kvstore20150101 6.4.0; every other region has its own host
 * (docs/cloud.md#calls). A region may get its own host later, hence `endpoints` in the configuration.
 */
const CENTRAL = new Set(
  (
    'cn-qingdao cn-beijing cn-wulanchabu cn-hangzhou cn-shanghai cn-heyuan cn-hangzhou-finance cn-beijing-gov-1 ' +
    'cn-beijing-finance-pop cn-hongkong-finance-pop ap-northeast-2-pop eu-west-1-oxs rus-west-1-pop cn-edge-1 cn-fujian cn-wuhan'
  ).split(' '),
);

/** BssOpenApi of each site. */
export type BillingHosts = Readonly<Record<Account['site'], string>>;

export const BILLING_HOSTS: BillingHosts = {
  china: 'https://business.aliyuncs.com',
  international: 'https://business.ap-southeast-1.aliyuncs.com',
};

/** URL of R-kvstore for a region. */
export function redisEndpoint(account: Account, region: string): string {
  if (!/^[a-z0-9-]{1,40}$/.test(region)) throw clientFault(CLIENT_CODES.notConfigured);
  const host = CENTRAL.has(region) ? 'r-kvstore.aliyuncs.com' : `r-kvstore.${region}.aliyuncs.com`;
  return checked(overridden(account, region) ?? `https://${host}`);
}

/**
 * URLs of BssOpenApi, the likelier first. It goes by the site of the account, not by the region of the instance; with
 * the wrong one it answers NotApplicable.
 */
export function billingEndpoints(account: Account, hosts: BillingHosts): readonly [string, ...string[]] {
  const own = overridden(account, 'billing');
  if (own !== undefined) return [checked(own)];
  const other = account.site === 'china' ? 'international' : 'china';
  return [checked(hosts[account.site]), checked(hosts[other])];
}

/** URL of CloudMonitor for a region. */
export function metricsEndpoint(account: Account, region: string): string {
  if (!/^[a-z0-9-]{1,40}$/.test(region)) throw clientFault(CLIENT_CODES.notConfigured);
  return checked(overridden(account, 'monitor') ?? `https://metrics.${region}.aliyuncs.com`);
}

function overridden(account: Account, name: string): string | undefined {
  return Object.hasOwn(account.endpoints, name) ? account.endpoints[name] : undefined;
}

/** Signed calls and their tokens travel in clear to this machine only. */
function checked(url: string): string {
  const parsed = URL.parse(url);
  const loopback = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/.test(parsed?.hostname ?? '');
  if (parsed?.protocol === 'https:' || (parsed?.protocol === 'http:' && loopback)) return url;
  throw clientFault(CLIENT_CODES.notConfigured);
}

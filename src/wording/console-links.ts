import type { InstanceRef } from '../core/instance/instance.ts';
import type { Policy } from '../core/policy/policy-model.ts';
import { plain } from './inert.ts';

/**
 * Pages of the console. Orders and the China console are documented; the host of the international console is
 * general knowledge, not re-read. All of them ask for a login, so a wrong one costs a click and nothing else.
 */
const PAGES = {
  china: {
    orders: 'https://usercenter2.aliyun.com/order/list',
    console: 'https://kvstore.console.aliyun.com/Redis/instance/',
  },
  international: {
    orders: 'https://usercenter2-intl.aliyun.com/order/list',
    console: 'https://kvstore.console.alibabacloud.com/Redis/instance/',
  },
} as const;

interface ConsoleLinks {
  readonly orders: string;
  readonly instance: string;
}

/** An account that left the configuration is taken for one of the China site. */
export function consoleLinks(policy: Policy, ref: InstanceRef): ConsoleLinks {
  const site = policy.accounts.find((account) => account.name === ref.account)?.site ?? 'china';
  const place = [ref.region, ref.instanceId].map((part) => encodeURIComponent(plain(part, 100))).join('/');
  return { orders: PAGES[site].orders, instance: PAGES[site].console + place };
}

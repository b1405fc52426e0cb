/** The rights of docs/ram-policy.json; a test compares the two. */

/** A right by its name in a RAM policy. */
export type Right = `${'kvstore' | 'cms' | 'bss'}:${string}`;

/** Calls whose right has another name (docs/cloud.md#following-a-change). */
const RENAMED: Readonly<Record<string, Right>> = {
  DescribeMetricList: 'cms:QueryMetricList',
  QueryOrders: 'bss:DescribeOrderList',
  GetOrderDetail: 'bss:DescribeOrderDetail',
};

/** The right that a call needs. */
export function rightOf(action: string): Right {
  return RENAMED[action] ?? `kvstore:${action}`;
}

/** Finds the instances to try the others on. */
export const LISTING: Right = 'kvstore:DescribeInstances';

/** Tried on one instance of each region. */
export const INSTANCE_RIGHTS: readonly Right[] = [
  'kvstore:DescribeInstanceAttribute',
  'kvstore:DescribeAvailableResource',
  'kvstore:DescribePrice',
  'kvstore:DescribeHistoryMonitorValues',
  'kvstore:DescribeDBInstanceNetInfo',
  'kvstore:DescribeIntranetAttribute',
  'kvstore:DescribeHistoryTasks',
  'cms:QueryMetricList',
];

/** Tried once per account. */
export const BILLING_RIGHTS = ['bss:DescribeOrderList', 'bss:DescribeOrderDetail'] as const satisfies readonly Right[];

/** The one right that is not tried: a call that is accepted is an order. */
export const NEVER_TRIED: Right = 'kvstore:ModifyInstanceSpec';

/** A read that the bot never needs. A key that may call it has more rights than we ship. */
export const NOT_NEEDED: Right = 'kvstore:DescribeInstanceConfig';

import { NO_COUPON } from '../core/value/change.ts';
import { productTypeOf } from '../core/instance/classes.ts';
import type { InstanceSummary } from '../core/instance/instance.ts';
import type { Fields } from './fields.ts';
import type { Gate } from './gate.ts';
import { HISTORY_KEYS } from './usage-reader.ts';

/** One try of a few seconds: somebody waits for the answer. */
export const ONCE = { tries: 1, budgetMs: 0, baseMs: 0, timeoutMs: 3_000 } as const;

/** A right by its name in a RAM policy. */
export type Right = `${'kvstore' | 'cms' | 'bss'}:${string}`;

/** A read that changes nothing and costs nothing, of one instance. `target`: a class it could be changed to. */
type Probe = (gate: Gate, instance: InstanceSummary, target: string) => Promise<Fields>;

const DAY_MS = 86_400_000;

/** One call for each right to read that docs/ram-policy.json gives; a test holds the two together. */
export const INSTANCE_PROBES = {
  'kvstore:DescribeInstanceAttribute': (gate, { account, region, instanceId }) =>
    gate.read(account, region, 'DescribeInstanceAttribute', { RegionId: region, InstanceId: instanceId }),

  'kvstore:DescribeAvailableResource': (gate, { account, region, instanceId, chargeType, instanceClass }) =>
    gate.read(account, region, 'DescribeAvailableResource', {
      RegionId: region,
      InstanceId: instanceId,
      OrderType: 'UPGRADE',
      InstanceChargeType: chargeType,
      Engine: 'Redis',
      ProductType: productTypeOf(instanceClass),
      AcceptLanguage: 'en-US',
    }),

  'kvstore:DescribePrice': (gate, { account, region, instanceId, chargeType }, target) =>
    gate.read(account, region, 'DescribePrice', {
      RegionId: region,
      OrderType: 'UPGRADE',
      InstanceId: instanceId,
      InstanceClass: target,
      ChargeType: chargeType,
      ForceUpgrade: 'false',
      CouponNo: NO_COUPON,
    }),

  'kvstore:DescribeHistoryMonitorValues': (gate, { account, region, instanceId }) =>
    gate.read(account, region, 'DescribeHistoryMonitorValues', {
      InstanceId: instanceId,
      StartTime: stamp(Date.now() - 600_000),
      EndTime: stamp(Date.now()),
      MonitorKeys: HISTORY_KEYS.memory,
    }),

  'kvstore:DescribeDBInstanceNetInfo': (gate, { account, region, instanceId }) =>
    gate.read(account, region, 'DescribeDBInstanceNetInfo', { RegionId: region, InstanceId: instanceId }),

  'kvstore:DescribeIntranetAttribute': (gate, { account, region, instanceId }) =>
    gate.read(account, region, 'DescribeIntranetAttribute', { RegionId: region, InstanceId: instanceId }),

  'kvstore:DescribeHistoryTasks': (gate, { account, region, instanceId }) =>
    gate.read(account, region, 'DescribeHistoryTasks', {
      RegionId: region,
      InstanceId: instanceId,
      FromStartTime: stamp(Date.now() - DAY_MS),
      ToStartTime: stamp(Date.now()),
      PageNumber: '1',
      PageSize: '10',
    }),

  'cms:QueryMetricList': (gate, { account, region, instanceId }) =>
    gate.metrics(
      account,
      region,
      'DescribeMetricList',
      {
        Namespace: 'acs_kvstore',
        MetricName: `Standard${HISTORY_KEYS.memory}`,
        Dimensions: JSON.stringify([{ instanceId }]),
        Period: '3600',
        StartTime: String(Date.now() - DAY_MS),
        EndTime: String(Date.now()),
      },
      ONCE,
    ),
} as const satisfies Readonly<Record<Right, Probe>>;

/** By account, not by instance. An order that is not there is answered as well as one that is. */
export const BILLING_PROBES = {
  'bss:DescribeOrderList': (gate, account) =>
    gate.billing(account, 'QueryOrders', { ProductCode: 'redisa', PageNum: '1', PageSize: '20' }),
  'bss:DescribeOrderDetail': (gate, account, orderId) => gate.billing(account, 'GetOrderDetail', { OrderId: orderId }),
} as const satisfies Readonly<Record<Right, (gate: Gate, account: string, orderId: string) => Promise<Fields>>>;

/** The one right without a probe: a call that is accepted is an order. */
export const NEVER_TRIED: Right = 'kvstore:ModifyInstanceSpec';

/** Finds the instances to try the others on. */
export const FIRST_PROBE: Right = 'kvstore:DescribeInstances';

export function listProbe(gate: Gate, account: string, region: string): Promise<Fields> {
  return gate.read(account, region, 'DescribeInstances', { RegionId: region, PageSize: '50' });
}

/** A read that the bot never needs. A key that may call it has more rights than we ship. */
export const NOT_NEEDED: Right = 'kvstore:DescribeInstanceConfig';

export function moreProbe(gate: Gate, { account, region, instanceId }: InstanceSummary): Promise<Fields> {
  return gate.read(account, region, 'DescribeInstanceConfig', { InstanceId: instanceId });
}

/** `2024-01-02T03:04:05Z` */
function stamp(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

import type { Operation } from './operation.ts';
import { cancelOrder, getOrderDetail, queryOrders } from './operations/billing-orders.ts';
import { describeAvailableResource } from './operations/describe-available-resource.ts';
import { describeHistoryMonitorValues } from './operations/describe-history-monitor-values.ts';
import { describeHistoryTasks } from './operations/describe-history-tasks.ts';
import { describeInstanceAttribute } from './operations/describe-instance-attribute.ts';
import { describeInstances } from './operations/describe-instances.ts';
import { describePrice } from './operations/describe-price.ts';
import { describeRegions } from './operations/describe-regions.ts';
import { describeInstanceConfig, modifyInstanceMaintainTime } from './operations/instance-settings.ts';
import { modifyInstanceSpec } from './operations/modify-instance-spec.ts';
import { describeMetricLast, describeMetricList } from './operations/monitor-metrics.ts';
import { describeDBInstanceNetInfo, describeIntranetAttribute } from './operations/network-and-bandwidth.ts';

/** BssOpenApi PayOrder is left out: it is in an SDK, but no page describes it and a bot must not pay. */
export const operations: readonly Operation[] = [
  modifyInstanceSpec,
  describeInstanceAttribute,
  describeInstances,
  describePrice,
  describeAvailableResource,
  describeHistoryMonitorValues,
  describeHistoryTasks,
  describeInstanceConfig,
  modifyInstanceMaintainTime,
  describeDBInstanceNetInfo,
  describeIntranetAttribute,
  describeRegions,
  getOrderDetail,
  queryOrders,
  cancelOrder,
  describeMetricLast,
  describeMetricList,
];

const byName = new Map(operations.map((operation) => [`${operation.product.version} ${operation.name}`, operation]));

export function findOperation(version: string, action: string): Operation | undefined {
  return byName.get(`${version} ${action}`);
}

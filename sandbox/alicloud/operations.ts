import type { Operation } from './operation.ts';
import { cancelOrder, getOrderDetail, queryOrders } from './operations/billing-orders.ts';
import { describeInstanceAttribute } from './operations/describe-instance-attribute.ts';
import { describeInstances } from './operations/describe-instances.ts';
import { describePrice } from './operations/describe-price.ts';
import { modifyInstanceSpec } from './operations/modify-instance-spec.ts';

/** BssOpenApi PayOrder is left out: it is in an SDK, but no page describes it and a bot must not pay. */
export const operations: readonly Operation[] = [
  modifyInstanceSpec,
  describeInstanceAttribute,
  describeInstances,
  describePrice,
  getOrderDetail,
  queryOrders,
  cancelOrder,
];

const byName = new Map(operations.map((operation) => [`${operation.product.version} ${operation.name}`, operation]));

export function findOperation(version: string, action: string): Operation | undefined {
  return byName.get(`${version} ${action}`);
}

import { formatAmount } from '../money.ts';
import { stamp } from '../instance.ts';
import { BSS, pageOf } from '../operation.ts';
import type { Answer, Call, Operation } from '../operation.ts';
import { findOrder, markCancelled } from '../orders.ts';
import type { OrderRecord } from '../orders.ts';
import { integer, text, time } from '../params.ts';
import { invalidParameter, refuse } from '../refusal.ts';
import type { State } from '../state.ts';

const HOUR_MS = 3_600_000;

/** Terraform prices R-kvstore under this code; that its orders carry it too is assumed. */
const PRODUCT_CODE = 'redisa';

export const getOrderDetail: Operation = {
  name: 'GetOrderDetail',
  product: BSS,
  ram: 'bss:DescribeOrderDetail',
  schema: { OrderId: { kind: 'text', required: true } },
  run: ({ state, params }) => {
    const order = findOrder(state, params['OrderId'] ?? '');
    // What an order number that does not exist is answered with is unknown; an empty list is.
    const orders = order === undefined ? [] : [detailRow(state, order)];
    return success({
      HostName: 'test',
      PageNum: 1,
      PageSize: 20,
      TotalCount: orders.length,
      OrderList: { Order: orders },
    });
  },
};

export const queryOrders: Operation = {
  name: 'QueryOrders',
  product: BSS,
  ram: 'bss:DescribeOrderList',
  schema: {
    CreateTimeStart: { kind: 'time' },
    CreateTimeEnd: { kind: 'time' },
    ProductCode: { kind: 'text' },
    ProductType: { kind: 'text' },
    SubscriptionType: { kind: 'text', values: ['Subscription', 'PayAsYouGo'] },
    OrderType: { kind: 'text', values: ['New', 'Renew', 'Upgrade', 'Refund'] },
    PaymentStatus: { kind: 'text', values: ['Unpaid', 'Paid', 'Cancelled'] },
    PageNum: { kind: 'integer', min: 1 },
    // The greatest size is not published with the operation.
    PageSize: { kind: 'integer', min: 1, max: 300 },
  },
  run: ({ state, params }) => {
    // Documented: without times only the last hour is searched.
    const end = time(params, 'CreateTimeEnd') ?? state.now();
    const start = time(params, 'CreateTimeStart') ?? end - HOUR_MS;
    const found = state.orders
      .filter((order) => {
        const second = Math.floor(order.createdAt / 1000) * 1000;
        const equal: Readonly<Record<string, string>> = {
          ProductCode: PRODUCT_CODE,
          SubscriptionType: subscriptionType(order),
          OrderType: 'Upgrade',
          PaymentStatus: order.status,
        };
        return (
          second >= start &&
          second <= end &&
          Object.entries(equal).every(([name, value]) => (text(params, name) ?? value) === value)
        );
      })
      .reverse();
    const page = pageOf(found, integer(params, 'PageNum') ?? 1, integer(params, 'PageSize') ?? 20);
    return success({
      HostName: 'test',
      PageNum: page.number,
      PageSize: page.size,
      TotalCount: page.total,
      OrderList: { Order: page.items.map((order) => orderRow(state, order)) },
    });
  },
};

export const cancelOrder: Operation = {
  name: 'CancelOrder',
  product: BSS,
  ram: 'bss:CancelOrder',
  schema: { OrderId: { kind: 'text', required: true } },
  run: ({ state, params }) => {
    const order = findOrder(state, params['OrderId'] ?? '');
    // Documented: unpaid orders only. Of the published codes InvalidParameter fits best.
    if (order?.status !== 'Unpaid') throw invalidParameter('OrderId');
    markCancelled(order);
    return success({ HostId: 'cn' });
  },
};

/** Business results of this product carry Code and Success beside their Data. */
export function success(data: Answer): Answer {
  return { Code: 'Success', Message: 'Successful!', Success: true, Data: data };
}

/** The billing endpoint of the other site refuses the account. */
export function refuseWrongSite(call: Call): void {
  if (call.site !== call.state.settings.site) throw refuse('NotApplicable');
}

const subscriptionType = (order: OrderRecord): string =>
  order.chargeType === 'PrePaid' ? 'Subscription' : 'PayAsYouGo';

/** OrderType is Upgrade for a downgrade too: the documented values have nothing nearer. */
function orderRow(state: State, order: OrderRecord): Record<string, string> {
  const status = state.settings.lowerCasePaymentStatus ? order.status.toLowerCase() : order.status;
  return {
    OrderId: order.orderId,
    ProductCode: PRODUCT_CODE,
    ProductType: '',
    CommodityCode: PRODUCT_CODE,
    SubscriptionType: subscriptionType(order),
    OrderType: 'Upgrade',
    PaymentStatus: status,
    PaymentTime: order.paidAt === undefined ? '' : stamp(order.paidAt),
    CreateTime: stamp(order.createdAt),
    Currency: order.currency,
    PaymentCurrency: order.currency,
    PretaxGrossAmount: formatAmount(order.original),
    PretaxAmount: formatAmount(order.trade),
    PretaxAmountLocal: formatAmount(order.trade),
    AfterTaxAmount: formatAmount(order.trade),
    Tax: '0',
    RelatedOrderId: '',
  };
}

function detailRow(state: State, order: OrderRecord): Record<string, string> {
  return {
    ...orderRow(state, order),
    SubOrderId: order.subOrderId,
    OrderSubType: 'ProductSubOrder',
    Region: order.regionId,
    Quantity: '1',
    Operator: order.operator,
    InstanceIDs: JSON.stringify([order.instanceId]),
    // Published for RDS (`DBInstanceClass:[DBInstanceClass:…;]`); the form for Redis is inferred.
    Config: configOf(state, order.target.instanceClass),
    OriginalConfig: configOf(state, order.wasClass),
    UsageStartTime: stamp(order.createdAt),
    UsageEndTime: order.usageEnd,
  };
}

function configOf({ settings }: State, instanceClass: string): string {
  return settings.statesConfig ? `InstanceClass:[InstanceClass:${instanceClass};]` : '';
}

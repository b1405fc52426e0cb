import { classOf, isClassic } from '../classes.ts';
import { chooseCoupon, savingOf } from '../coupons.ts';
import { shapeOf } from '../instance.ts';
import type { SandboxInstance, Shape } from '../instance.ts';
import { RKVSTORE } from '../operation.ts';
import type { Answer, Call, Operation } from '../operation.ts';
import { nextOrderId } from '../orders.ts';
import type { OrderRecord } from '../orders.ts';
import { flag, text } from '../params.ts';
import { currencyOf } from '../pricing.ts';
import { refuse } from '../refusal.ts';
import { refuseIfBlocked } from '../spec/blockers.ts';
import { rememberToken, repeatedOrder } from '../spec/idempotency.ts';
import { payFromBalance, refuseWithoutMoney, refuseWithoutPaymentMethod } from '../spec/payment.ts';
import { quoteChange, refuseWrongDirection } from '../spec/quote.ts';
import { modifyInstanceSpecSchema } from '../spec/schema.ts';
import { targetShape } from '../spec/target.ts';
import { findInstance } from '../state.ts';

export const modifyInstanceSpec: Operation = {
  name: 'ModifyInstanceSpec',
  product: RKVSTORE,
  ram: 'kvstore:ModifyInstanceSpec',
  schema: modifyInstanceSpecSchema,
  run,
};

function run(call: Call): Answer {
  const { state, params } = call;
  const instance = findInstance(state, params['InstanceId'] ?? '', text(params, 'RegionId'));
  const repeated = repeatedOrder(state, params);
  if (repeated !== undefined) return { OrderId: repeated };
  refuseIfBlocked(state, instance);
  const target = targetShape(state, instance, params);
  refuseUnlessForced(instance, call);
  const order = makeOrder(call, instance, target);
  const autoPay = flag(params, 'AutoPay', true);
  refuseWithoutPaymentMethod(state);
  // Unknown what AutoPay=false means for pay-as-you-go: there is nothing to pay in advance, so it is not looked at.
  const paysNow = autoPay || instance.chargeType === 'PostPaid';
  if (autoPay && instance.chargeType === 'PrePaid') refuseWithoutMoney(state, order.trade);
  state.orders.push(order);
  if (paysNow) payFromBalance(state, order, instance);
  rememberToken(state, params, order.orderId);
  return { OrderId: order.orderId };
}

function refuseUnlessForced(instance: SandboxInstance, { params }: Call): void {
  // The published code of this refusal is a place-holder, and whether the braces are filled in is unknown.
  if (instance.unsupportedCommands.length > 0 && !flag(params, 'ForceUpgrade', true)) throw refuse('%s');
  if (instance.minorVersionTooOld && !flag(params, 'ForceTrans', false)) throw refuse('IncorrectMinorVersion');
}

export function makeOrder(
  { state, params }: Call,
  instance: SandboxInstance,
  target: Shape,
  operator: string = state.accountId,
): OrderRecord {
  const { price, direction } = quoteChange(state, instance, target);
  refuseWrongDirection(instance, direction, text(params, 'OrderType'));
  const coupon = chooseCoupon(state, text(params, 'CouponNo'), price.trade);
  const saving = coupon === undefined ? 0 : savingOf(coupon, price.trade);
  const token = text(params, 'ClientToken');
  return {
    orderId: nextOrderId(state),
    subOrderId: nextOrderId(state),
    instanceId: instance.instanceId,
    regionId: instance.regionId,
    status: 'Unpaid',
    direction,
    chargeType: instance.chargeType,
    createdAt: state.now(),
    original: price.original,
    discount: price.discount + saving,
    trade: price.trade - saving,
    currency: currencyOf(state.settings.site),
    ...(coupon === undefined ? {} : { couponNo: coupon.couponNo }),
    target,
    wasClass: instance.instanceClass,
    operator,
    waitsForWindow: text(params, 'EffectiveTime') === 'MaintainTime' && disconnects(instance, target),
    ...(token === undefined ? {} : { clientToken: token }),
    usageEnd: instance.endTime,
  };
}

/**
 * Documented: the window is ignored where no client would be disconnected, that is for standard cloud-native instances
 * with local resources; and replicas come and go without a disconnection.
 */
function disconnects(instance: SandboxInstance, target: Shape): boolean {
  const { replicaCount, slaveReplicaCount } = instance;
  const onlyReplicas = { ...target, replicaCount, slaveReplicaCount };
  if (JSON.stringify(shapeOf(onlyReplicas)) === JSON.stringify(shapeOf(instance))) return false;
  const cloudNative = !isClassic(classOf(instance.instanceClass)) && !isClassic(classOf(target.instanceClass));
  const standard = instance.architectureType === 'standard' && target.architectureType === 'standard';
  return !(cloudNative && standard && instance.localResources);
}

import { classOf, isSold, mayBecome } from '../classes.ts';
import { BEST_COUPON, NO_COUPON, chooseCoupon, savingOf, usableCoupons } from '../coupons.ts';
import type { SandboxInstance } from '../instance.ts';
import { formatAmount } from '../money.ts';
import { RKVSTORE } from '../operation.ts';
import type { Answer, Call, Operation } from '../operation.ts';
import { integer, text } from '../params.ts';
import type { Params } from '../params.ts';
import { changePrice, currencyOf, hourlyListPrice, hourPrice, monthsPrice, remainingHours } from '../pricing.ts';
import type { Price, Priced } from '../pricing.ts';
import { invalidParameter, missingParameter, refuse } from '../refusal.ts';
import { findInstance } from '../state.ts';
import type { State } from '../state.ts';
import { wantedShapes } from './priced-shapes.ts';

export const describePrice: Operation = {
  name: 'DescribePrice',
  product: RKVSTORE,
  ram: 'kvstore:DescribePrice',
  schema: {
    // There is no DOWNGRADE: UPGRADE stands for every change.
    OrderType: { kind: 'text', required: true, values: ['BUY', 'UPGRADE', 'RENEW', 'CONVERT'] },
    InstanceId: { kind: 'text' },
    InstanceClass: { kind: 'text' },
    ShardCount: { kind: 'integer', min: 1, max: 4092 },
    Instances: { kind: 'text' },
    ChargeType: { kind: 'text', values: ['PostPaid', 'PrePaid'] },
    Period: { kind: 'integer' },
    Quantity: { kind: 'integer', min: 1, max: 30 },
    NodeType: { kind: 'text', values: ['MASTER_SLAVE', 'STAND_ALONE'] },
    ZoneId: { kind: 'text' },
    SecondaryZoneId: { kind: 'text' },
    EngineVersion: { kind: 'text' },
    ForceUpgrade: { kind: 'flag' },
    CouponNo: { kind: 'text' },
    BusinessInfo: { kind: 'text' },
    Capacity: { kind: 'integer', min: 1 },
    OrderParamOut: { kind: 'text', values: ['true', 'false'] },
  },
  run,
};

function run({ state, params }: Call): Answer {
  const orderType = params['OrderType'] ?? '';
  if (orderType !== 'BUY' && text(params, 'InstanceId') === undefined) throw missingParameter('InstanceId');
  const instanceId = text(params, 'InstanceId');
  const instance = instanceId === undefined ? undefined : findInstance(state, instanceId, text(params, 'RegionId'));
  if (instance?.temporaryBandwidth === true) throw refuse('AlreadyHadTemporaryBandwidth');
  const price = priceOf(state, params, orderType, instance);
  const couponNo = text(params, 'CouponNo') ?? NO_COUPON;
  const coupon = chooseCoupon(state, couponNo, price.trade);
  const saving = coupon === undefined ? 0 : savingOf(coupon, price.trade);
  const amounts = {
    OriginalAmount: formatAmount(price.original),
    DiscountAmount: formatAmount(price.discount + saving),
    TradeAmount: formatAmount(price.trade - saving),
    RuleIds: { RuleId: ['1111111111'] },
  };
  return {
    Order: {
      ...amounts,
      HandlingFeeAmount: '0',
      Currency: currencyOf(state.settings.site),
      StandPrice: 0,
      StandDiscountPrice: 0,
      IsContractActivity: false,
      ShowDiscountInfo: true,
      Code: '',
      Message: '',
      Coupons: { Coupon: couponRows(state, price, coupon?.couponNo ?? NO_COUPON) },
      DepreciateInfo: noDepreciation,
    },
    SubOrders: { SubOrder: [{ InstanceId: instanceId ?? '', ...amounts }] },
    Rules: { Rule: [{ RuleDescId: 1111111111, Name: 'promo', Title: 'promo' }] },
  };
}

/**
 * A change of a subscription costs the difference for the remaining time. For a cheaper target that is negative here:
 * whether the real one quotes a refund so, as zero or with an error is unknown. ChargeType is documented to default to
 * PostPaid, whatever the instance is, and for it the amount is the price of one hour.
 */
function priceOf(state: State, params: Params, orderType: string, instance: SandboxInstance | undefined): Price {
  const regionId = instance?.regionId ?? text(params, 'RegionId') ?? 'cn-hangzhou';
  const shapes = wantedShapes(params, instance);
  for (const shape of shapes) refuseUnsold(state, params, shape, orderType === 'UPGRADE' ? instance : undefined);
  const hourly = shapes.reduce((sum, shape) => sum + hourlyListPrice(shape, regionId, state.settings), 0);
  const subscription = (text(params, 'ChargeType') ?? 'PostPaid') === 'PrePaid' || orderType === 'RENEW';
  if (!subscription) return hourPrice(hourly * (integer(params, 'Quantity') ?? 1));
  if (orderType === 'UPGRADE' && instance !== undefined) {
    const current = hourlyListPrice(instance, regionId, state.settings);
    return changePrice(current, hourly, remainingHours(instance.endTime, state.now()));
  }
  const period = integer(params, 'Period');
  if (period === undefined) throw missingParameter('Period');
  if (![1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 24, 36].includes(period)) throw invalidParameter('Period');
  return monthsPrice(hourly, period, integer(params, 'Quantity') ?? 1);
}

function refuseUnsold(state: State, params: Params, shape: Priced, from: SandboxInstance | undefined): void {
  const row = classOf(shape.instanceClass);
  if (shape.instanceClass === from?.instanceClass) return;
  const chargeType = from?.chargeType ?? text(params, 'ChargeType') ?? 'PostPaid';
  const sold = isSold(row, chargeType) && !state.settings.notSold.includes(row.name);
  if (!sold || (from !== undefined && !mayBecome(classOf(from.instanceClass), row))) throw refuse('SPEC_NOT_FOUND');
}

function couponRows(state: State, price: Price, selected: string): Record<string, string>[] {
  const none = { CouponNo: NO_COUPON, Name: 'none', Description: '' };
  const rows = usableCoupons(state, price.trade).map((coupon) => ({
    CouponNo: coupon.couponNo,
    Name: coupon.name,
    Description: `${formatAmount(savingOf(coupon, price.trade))} off`,
  }));
  const chosen = selected === BEST_COUPON ? NO_COUPON : selected;
  return [none, ...rows].map((row) => ({ ...row, IsSelected: String(row.CouponNo === chosen) }));
}

const noDepreciation = {
  ListPrice: 0,
  OriginalStandAmount: 0,
  CheapStandAmount: 0,
  CheapRate: 0,
  Differential: 0,
  DifferentialName: '',
  MonthPrice: 0,
  IsContractActivity: false,
  IsShow: true,
};

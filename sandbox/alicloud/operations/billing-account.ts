import type { SandboxInstance } from '../instance.ts';
import { formatAmount } from '../money.ts';
import { BSS, pageOf } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { integer, text, time } from '../params.ts';
import type { Params } from '../params.ts';
import { currencyOf } from '../pricing.ts';
import { invalidParameter, missingParameter } from '../refusal.ts';
import { success } from './billing-orders.ts';

export const queryAccountBalance: Operation = {
  name: 'QueryAccountBalance',
  product: BSS,
  ram: 'bssapi:QueryAccountBalance',
  schema: {},
  run: ({ state }) => ({
    // The one billing operation whose success is Code "200".
    Code: '200',
    Message: 'success',
    Success: true,
    Data: {
      AvailableAmount: formatAmount(state.settings.balance),
      AvailableCashAmount: formatAmount(state.settings.payment === 'credit' ? 0 : state.settings.balance),
      CreditAmount: formatAmount(state.settings.payment === 'credit' ? state.settings.balance : 0),
      MybankCreditAmount: '0.00',
      QuotaLimit: '0.00',
      Currency: currencyOf(state.settings.site),
    },
  }),
};

export const queryAvailableInstances: Operation = {
  name: 'QueryAvailableInstances',
  product: BSS,
  ram: 'bss:QueryAvailableInstances',
  schema: {
    InstanceIDs: { kind: 'text' },
    ProductCode: { kind: 'text' },
    Region: { kind: 'text' },
    SubscriptionType: { kind: 'text', values: ['Subscription', 'PayAsYouGo'] },
    RenewStatus: { kind: 'text', values: ['AutoRenewal', 'ManualRenewal', 'NotRenewal'] },
    EndTimeStart: { kind: 'time' },
    EndTimeEnd: { kind: 'time' },
    CreateTimeStart: { kind: 'time' },
    CreateTimeEnd: { kind: 'time' },
    PageNum: { kind: 'integer', min: 1 },
    PageSize: { kind: 'integer', min: 1, max: 300 },
  },
  run: ({ state, params }) => {
    const ids = text(params, 'InstanceIDs')?.split(',');
    if (ids !== undefined && ids.length > 100) throw invalidParameter('InstanceIDs');
    if (text(params, 'Region') !== undefined && text(params, 'ProductCode') === undefined) {
      throw missingParameter('ProductCode');
    }
    const found = [...state.instances.values()].filter(
      (instance) => (ids?.includes(instance.instanceId) ?? true) && matches(instance, params),
    );
    const page = pageOf(found, integer(params, 'PageNum') ?? 1, integer(params, 'PageSize') ?? 20);
    const InstanceList = page.items.map(billingRow);
    return success({ PageNum: page.number, PageSize: page.size, TotalCount: page.total, InstanceList });
  },
};

function matches(instance: SandboxInstance, params: Params): boolean {
  const row = billingRow(instance);
  const equal = ['ProductCode', 'Region', 'SubscriptionType', 'RenewStatus'];
  const within = (at: string, name: string): boolean =>
    Date.parse(at) >= (time(params, `${name}Start`) ?? -Infinity) &&
    Date.parse(at) <= (time(params, `${name}End`) ?? Infinity);
  return (
    equal.every((name) => (text(params, name) ?? row[name]) === row[name]) &&
    within(instance.endTime, 'EndTime') &&
    within(instance.createTime, 'CreateTime')
  );
}

function billingRow(instance: SandboxInstance): Record<string, string> {
  return {
    InstanceID: instance.instanceId,
    ProductCode: 'redisa',
    Region: instance.regionId,
    SubscriptionType: instance.chargeType === 'PrePaid' ? 'Subscription' : 'PayAsYouGo',
    Status: 'Normal',
    SubStatus: 'Normal',
    RenewStatus: 'ManualRenewal',
    CreateTime: instance.createTime,
    EndTime: instance.endTime,
  };
}

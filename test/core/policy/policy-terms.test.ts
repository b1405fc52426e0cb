import { describe, expect, test } from 'vitest';
import type { Rule } from '../../../src/core/policy/policy-model.ts';
import { decide } from '../../../src/core/policy/policy.ts';
import { aDirectory, aPolicy, aQuestion, aQuote, aRule, type Ask } from './policy-builders.ts';

type Case = readonly [sentence: string, rule: Partial<Rule>, ask: Ask];

/** 1,460 hours after the question. */
const IN_TWO_MONTHS = '2027-01-23T08:00:00Z';

type Failing = readonly [
  ...Case,
  failed: readonly (readonly [term: string, because: string, wanted: string, found: string])[],
];

const CLUSTER = { architecture: 'cluster', instanceClass: 'redis.cluster.sharding.common.ce', capacityMb: 8192 };

const fails: readonly Failing[] = [
  ['who: somebody else', { who: ['dev'] }, { by: 'UEVE' }, [['who', 'no', 'dev', 'UEVE']]],
  ['who: nobody', { who: [] }, {}, [['who', 'no', '', 'UDEV']]],
  ['who: an empty group', { who: ['none'] }, {}, [['who', 'no', 'none', 'UDEV']]],
  ['who: a group that is not defined', { who: ['ghosts'] }, {}, [['who', 'no', 'ghosts', 'UDEV']]],
  [
    'who: a group named like a property of every object',
    { who: ['constructor'] },
    {},
    [['who', 'no', 'constructor', 'UDEV']],
  ],
  ['who: not in the user group', { who: ['sre'] }, {}, [['who', 'no', 'sre', 'UDEV']]],
  [
    'who: an empty user group',
    { who: ['sre'] },
    { by: 'USRE1', directory: aDirectory({ SSRE: [] }) },
    [['who', 'no', 'sre', 'USRE1']],
  ],
  [
    'who: a user group that could not be read',
    { who: ['sre'] },
    { by: 'USRE1', directory: aDirectory({ SSRE: 'unknown' }) },
    [['who', 'undecided', 'sre', '']],
  ],
  [
    'who: a directory without the user group',
    { who: ['sre'] },
    { by: 'USRE1', directory: aDirectory({}) },
    [['who', 'undecided', 'sre', '']],
  ],
  ['ids: another', { instances: { ids: ['r-bp1other'] } }, {}, [['instances.ids', 'no', 'r-bp1other', 'r-bp1orders']]],
  ['ids: none', { instances: { ids: [] } }, {}, [['instances.ids', 'no', '', 'r-bp1orders']]],
  [
    'names: another',
    { instances: { names: ['users-*', 'orders'] } },
    {},
    [['instances.names', 'no', 'users-*, orders', 'orders-cache']],
  ],
  ['names: none', { instances: { names: [] } }, {}, [['instances.names', 'no', '', 'orders-cache']]],
  [
    'names: an empty pattern',
    { instances: { names: [''] } },
    { instance: { name: '', instanceId: '' } },
    [['instances.names', 'no', '', '']],
  ],
  [
    'names: letter case counts',
    { instances: { names: ['Orders*'] } },
    {},
    [['instances.names', 'no', 'Orders*', 'orders-cache']],
  ],
  [
    'names: an exclamation mark does not negate',
    { instances: { names: ['!prod-*'] } },
    {},
    [['instances.names', 'no', '!prod-*', 'orders-cache']],
  ],
  [
    'tags: another value',
    { instances: { tags: { env: 'prod' } } },
    {},
    [['instances.tags', 'no', 'env=prod', 'env=dev']],
  ],
  [
    'tags: one of two',
    { instances: { tags: { env: 'dev', team: 'x' } } },
    {},
    [['instances.tags', 'no', 'env=dev, team=x', 'env=dev']],
  ],
  [
    'tags: none on the instance',
    { instances: { tags: { env: 'dev' } } },
    { instance: { tags: {} } },
    [['instances.tags', 'no', 'env=dev', '']],
  ],
  ['tags: none wanted', { instances: { tags: {} } }, {}, [['instances.tags', 'no', '', '']]],
  [
    'regions: another',
    { instances: { regions: ['cn-beijing'] } },
    {},
    [['instances.regions', 'no', 'cn-beijing', 'cn-hangzhou']],
  ],
  [
    'who: somebody who is not in the channel',
    { who: ['room'] },
    { directory: aDirectory({ CROOM: ['UX'] }) },
    [['who', 'no', 'room', 'UDEV']],
  ],
  [
    'who: a channel that could not be read',
    { who: ['room'] },
    { directory: aDirectory({ CROOM: 'unknown' }) },
    [['who', 'undecided', 'room', '']],
  ],
  [
    'architectures: another',
    { instances: { architectures: ['cluster', 'rwsplit'] } },
    {},
    [['instances.architectures', 'no', 'cluster, rwsplit', 'standard']],
  ],
  [
    'architectures: the cloud did not say',
    { instances: { architectures: ['standard'] } },
    { instance: { architecture: '' } },
    [['instances.architectures', 'undecided', 'standard', '']],
  ],
  [
    'classes of now: another',
    { instances: { classes: ['redis.shard.*', 'tair.*'] } },
    {},
    [['instances.classes', 'no', 'redis.shard.*, tair.*', 'redis.master.small.default']],
  ],
  [
    'classes of now: the cloud did not say',
    { instances: { classes: ['*'] } },
    { instance: { instanceClass: '' } },
    [['instances.classes', 'undecided', '*', '']],
  ],
  ['accounts: another', { instances: { accounts: ['other'] } }, {}, [['instances.accounts', 'no', 'other', 'main']]],
  [
    'direction: the other',
    { change: { direction: ['downgrade'] } },
    {},
    [['change.direction', 'no', 'downgrade', 'upgrade']],
  ],
  [
    'direction: an unknown class and no price',
    { change: { direction: ['upgrade', 'downgrade'] } },
    { change: { targetClass: 'redis.odd.x.y' }, quote: undefined },
    [['change.direction', 'undecided', 'upgrade, downgrade', '']],
  ],
  [
    'direction: equal memory and no price',
    { change: { direction: ['upgrade'] } },
    { instance: { capacityMb: 2048 }, quote: undefined },
    [['change.direction', 'undecided', 'upgrade', '']],
  ],
  [
    'direction: equal memory and a price of zero',
    { change: { direction: ['upgrade'] } },
    { instance: { capacityMb: 2048 }, quote: aQuote('0.00') },
    [['change.direction', 'undecided', 'upgrade', '']],
  ],
  [
    'direction: the hourly price of pay-as-you-go tells nothing',
    { change: { direction: ['upgrade'] } },
    { instance: { capacityMb: undefined, chargeType: 'PostPaid' } },
    [['change.direction', 'undecided', 'upgrade', '']],
  ],
  ['minMemory: too little', { change: { minMemoryMb: 4096 } }, {}, [['change.minMemory', 'no', '4GB', '2GB']]],
  [
    'minMemory: a class nobody knows',
    { change: { minMemoryMb: 1024 } },
    { change: { targetClass: 'redis.odd.x.y' } },
    [['change.minMemory', 'undecided', '1GB', '']],
  ],
  [
    'maxStep: eight times',
    { change: { maxStep: 2 } },
    { change: { targetClass: 'redis.master.large.default' } },
    [['change.maxStep', 'no', '×2', '×8']],
  ],
  [
    'maxStep: down by more than half',
    { change: { maxStep: 2 } },
    { instance: { capacityMb: 4097 } },
    [['change.maxStep', 'no', '×2', '×2.01']],
  ],
  [
    'maxStep: the memory of now is not known',
    { change: { maxStep: 2 } },
    { instance: { capacityMb: undefined } },
    [['change.maxStep', 'undecided', '×2', '']],
  ],
  [
    'maxStep: memory of nothing',
    { change: { maxStep: 2 } },
    { instance: { capacityMb: 0 } },
    [['change.maxStep', 'undecided', '×2', '']],
  ],
  [
    'maxShards: a cluster of more',
    { change: { maxShards: 4 } },
    { change: { targetClass: 'redis.logic.sharding.2g.8db.0rodb.8proxy.default' } },
    [['change.maxShards', 'no', '4', '8']],
  ],
  [
    'maxShards: a class nobody knows',
    { change: { maxShards: 4 } },
    { change: { targetClass: 'redis.odd.x.y' } },
    [['change.maxShards', 'undecided', '4', '']],
  ],
  [
    'maxPrice: pay-as-you-go counts what a month gets dearer',
    { change: { maxPrice: '5000' } },
    { instance: { chargeType: 'PostPaid' }, quote: { ...aQuote('40'), priceNow: '10' } },
    [['change.maxPrice', 'no', '5000', '21900.00 CNY a month']],
  ],
  [
    'maxPrice: pay-as-you-go counts all of the month where the price of now is not known',
    { change: { maxPrice: '5000' } },
    { instance: { chargeType: 'PostPaid' }, quote: aQuote('40') },
    [['change.maxPrice', 'no', '5000', '29200.00 CNY a month']],
  ],
  [
    'maxMonthlyPrice: an hour too dear',
    { change: { maxMonthlyPrice: '72.99' } },
    { instance: { chargeType: 'PostPaid' }, quote: aQuote('0.10') },
    [['change.maxMonthlyPrice', 'no', '72.99', '73.00 CNY']],
  ],
  [
    'maxMonthlyPrice: a term too dear',
    { change: { maxMonthlyPrice: '21.04' } },
    { instance: { endTime: IN_TWO_MONTHS } },
    [['change.maxMonthlyPrice', 'no', '21.04', '21.05 CNY']],
  ],
  [
    'maxMonthlyPrice: no price',
    { change: { maxMonthlyPrice: '100' } },
    { instance: { endTime: IN_TWO_MONTHS }, quote: undefined },
    [['change.maxMonthlyPrice', 'undecided', '100', '']],
  ],
  [
    'maxMonthlyPrice: the end of the term is not known',
    { change: { maxMonthlyPrice: '100' } },
    {},
    [['change.maxMonthlyPrice', 'undecided', '100', '']],
  ],
  [
    'maxMonthlyPrice: the term is over',
    { change: { maxMonthlyPrice: '100' } },
    { instance: { endTime: '2026-11-23T11:59:59Z' } },
    [['change.maxMonthlyPrice', 'undecided', '100', '']],
  ],
  ['coupon: only with one', { flags: { coupon: [true] } }, {}, [['flags.coupon', 'no', 'best', 'none']]],
  ['maxMemory: one step too much', { change: { maxMemoryMb: 1024 } }, {}, [['change.maxMemory', 'no', '1GB', '2GB']]],
  [
    'maxMemory: a class nobody knows',
    { change: { maxMemoryMb: 1024 } },
    { change: { targetClass: 'redis.odd.x.y' } },
    [['change.maxMemory', 'undecided', '1GB', '']],
  ],
  [
    'maxMemory: shards times the class',
    { change: { maxMemoryMb: 8192 } },
    { instance: { ...CLUSTER, instanceClass: 'redis.shard.small.ce' }, change: { targetClass: 'redis.shard.mid.ce' } },
    [['change.maxMemory', 'no', '8GB', '16GB']],
  ],
  [
    'maxMemory: shards that cannot be counted',
    { change: { maxMemoryMb: 99_999 } },
    { instance: CLUSTER, change: { targetClass: 'redis.shard.mid.ce' } },
    [['change.maxMemory', 'undecided', '99999MB', '']],
  ],
  [
    'classes: another',
    { change: { classes: ['tair.*'] } },
    {},
    [['change.classes', 'no', 'tair.*', 'redis.master.mid.default']],
  ],
  ['classes: none', { change: { classes: [] } }, {}, [['change.classes', 'no', '', 'redis.master.mid.default']]],
  [
    'classes: an empty class',
    { change: { classes: ['*'] } },
    { change: { targetClass: '' } },
    [['change.classes', 'no', '*', '']],
  ],
  [
    'maxPrice: a cent too much',
    { change: { maxPrice: '42.09' } },
    {},
    [['change.maxPrice', 'no', '42.09', '42.10 CNY']],
  ],
  [
    'maxPrice: no price',
    { change: { maxPrice: '42.09' } },
    { quote: undefined },
    [['change.maxPrice', 'undecided', '42.09', '']],
  ],
  [
    'maxPrice: a price that is no number',
    { change: { maxPrice: '42.09' } },
    { quote: aQuote('NaN') },
    [['change.maxPrice', 'undecided', '42.09', '']],
  ],
  ['autoPay: the other', { flags: { autoPay: [false] } }, {}, [['flags.autoPay', 'no', 'false', 'true']]],
  [
    'coupon: forbidden, and best is asked for',
    { flags: { coupon: [false] } },
    { change: { coupon: 'best' } },
    [['flags.coupon', 'no', 'none', 'best']],
  ],
  [
    'coupon: forbidden, and a number is given',
    { flags: { coupon: [false] } },
    { change: { coupon: '777' } },
    [['flags.coupon', 'no', 'none', '777']],
  ],
  [
    'effectiveTime: the other',
    { flags: { effectiveTime: ['MaintainTime'] } },
    {},
    [['flags.effectiveTime', 'no', 'MaintainTime', 'Immediately']],
  ],
  [
    'forceUpgrade: asked for',
    { flags: { forceUpgrade: [false] } },
    { change: { forceUpgrade: true } },
    [['flags.forceUpgrade', 'no', 'false', 'true']],
  ],
  [
    'several',
    { who: ['sre'], change: { direction: ['downgrade'], maxPrice: '1' } },
    {},
    [
      ['who', 'no', 'sre', 'UDEV'],
      ['change.direction', 'no', 'downgrade', 'upgrade'],
      ['change.maxPrice', 'no', '1', '42.10 CNY'],
    ],
  ],
];

describe('a term that does not hold is named, with what was wanted and what was found', () => {
  test.each(fails)('%s', (_, rule, ask, failed) => {
    expect(decide(aPolicy([aRule(rule)]), aQuestion(ask))).toEqual({
      kind: 'denied',
      reason: 'no_rule',
      approvers: undefined,
      nearest: {
        rule: { name: 'rule', line: 10 },
        failed: failed.map(([term, because, wanted, found]) => ({ term, because, wanted, found })),
      },
    });
  });
});

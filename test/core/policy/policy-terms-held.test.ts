import { expect, test } from 'vitest';
import type { Rule } from '../../../src/core/policy/policy-model.ts';
import { decide } from '../../../src/core/policy/policy.ts';
import { aDirectory, aPolicy, aQuestion, aQuote, aRule, type Ask } from './policy-builders.ts';

type Case = readonly [sentence: string, rule: Partial<Rule>, ask: Ask];

/** 1,460 hours after the question. */
const IN_TWO_MONTHS = '2027-01-23T08:00:00Z';

const holds: readonly Case[] = [
  ['who: a user of the group', { who: ['dev'] }, {}],
  ['who: one of two groups is enough', { who: ['sre', 'dev'] }, {}],
  ['who: a member of the user group', { who: ['sre'] }, { by: 'USRE2' }],
  [
    'who: a person named in a group whose other part is unknown',
    { who: ['both'] },
    { by: 'UBOSS', directory: aDirectory({ SSRE: 'unknown' }) },
  ],
  ['ids: the instance itself', { instances: { ids: ['r-bp1other', 'r-bp1orders'] } }, {}],
  ['names: the whole name', { instances: { names: ['orders-cache'] } }, {}],
  ['names: a glob', { instances: { names: ['nothing', 'orders-*'] } }, {}],
  ['names: alternatives', { instances: { names: ['{orders,users}-cache'] } }, {}],
  [
    'names: * is every name, also one with slashes and dots',
    { instances: { names: ['*'] } },
    { instance: { name: '.team/orders/cache' } },
  ],
  [
    'names: * is also an instance without a name, which goes by its id',
    { instances: { names: ['*'] } },
    { instance: { name: '' } },
  ],
  ['names: Chinese', { instances: { names: ['订单*'] } }, { instance: { name: '订单缓存' } }],
  ['names: brackets that are no class are letters', { instances: { names: ['a[b'] } }, { instance: { name: 'a[b' } }],
  [
    'tags: all of them',
    { instances: { tags: { env: 'dev', team: 'x' } } },
    { instance: { tags: { team: 'x', env: 'dev', more: '' } } },
  ],
  ['regions', { instances: { regions: ['cn-hangzhou'] } }, {}],
  ['accounts', { instances: { accounts: ['main'] } }, {}],
  ['several terms at once', { instances: { names: ['orders-*'], regions: ['cn-hangzhou'], tags: { env: 'dev' } } }, {}],
  ['who: everybody', { who: ['*'] }, { by: 'USTRANGER', directory: aDirectory({}) }],
  ['who: whoever is in the channel', { who: ['room'] }, { by: 'UX', directory: aDirectory({ CROOM: ['UX'] }) }],
  ['architectures: one of them', { instances: { architectures: ['cluster', 'standard'] } }, {}],
  [
    'architectures: letter case as served aside',
    { instances: { architectures: ['rwsplit'] } },
    { instance: { architecture: 'RWSplit' } },
  ],
  ['classes of now: a glob', { instances: { classes: ['redis.master.*'] } }, {}],
  [
    'classes of now: the real one, where it is known',
    { instances: { classes: ['redis.master.large.default'] } },
    { instance: { realClass: 'redis.master.large.default' } },
  ],
  ['direction: more memory is an upgrade', { change: { direction: ['upgrade'] } }, { quote: undefined }],
  [
    'direction: less memory is a downgrade',
    { change: { direction: ['downgrade'] } },
    { instance: { capacityMb: 4096 }, quote: undefined },
  ],
  [
    'direction: memory decides before the price does',
    { change: { direction: ['downgrade'] } },
    { instance: { capacityMb: 4096 } },
  ],
  [
    'direction: at equal memory the price decides: up',
    { change: { direction: ['upgrade'] } },
    { instance: { capacityMb: 2048 } },
  ],
  [
    'direction: at equal memory the price decides: down',
    { change: { direction: ['downgrade'] } },
    { instance: { capacityMb: 2048 }, quote: aQuote('-3') },
  ],
  [
    'direction: an unknown class is judged by its price',
    { change: { direction: ['upgrade'] } },
    { change: { targetClass: 'tair.scm.standard.1m.4d' } },
  ],
  ['minMemory: exactly as much', { change: { minMemoryMb: 2048 } }, {}],
  ['maxStep: exactly twice as much', { change: { maxStep: 2 } }, {}],
  ['maxStep: exactly half as much', { change: { maxStep: 2 } }, { instance: { capacityMb: 4096 } }],
  ['maxStep: a part of a step', { change: { maxStep: 1.5 } }, { instance: { capacityMb: 1536 } }],
  ['maxShards: one of a standard instance', { change: { maxShards: 1 } }, {}],
  [
    'maxShards: as many as the instance has',
    { change: { maxShards: 8 } },
    {
      instance: { architecture: 'cluster', instanceClass: 'redis.shard.small.ce', capacityMb: 8192 },
      change: { targetClass: 'redis.shard.mid.ce' },
    },
  ],
  [
    'maxMonthlyPrice: 730 hours of pay-as-you-go',
    { change: { maxMonthlyPrice: '73' } },
    { instance: { chargeType: 'PostPaid' }, quote: aQuote('0.10') },
  ],
  [
    'maxMonthlyPrice: the rest of a term, a month at a time',
    { change: { maxMonthlyPrice: '21.05' } },
    { instance: { endTime: IN_TWO_MONTHS } },
  ],
  [
    'maxMonthlyPrice: a refund',
    { change: { maxMonthlyPrice: '0' } },
    { instance: { endTime: IN_TWO_MONTHS }, quote: aQuote('-5') },
  ],
  ['maxMemory: exactly as much', { change: { maxMemoryMb: 2048 } }, {}],
  [
    'maxMemory: shards times the class',
    { change: { maxMemoryMb: 16384 } },
    {
      instance: { architecture: 'cluster', instanceClass: 'redis.shard.small.ce', capacityMb: 8192 },
      change: { targetClass: 'redis.shard.mid.ce' },
    },
  ],
  ['classes: a glob over dots', { change: { classes: ['redis.master.*'] } }, {}],
  ['maxPrice: exactly as much', { change: { maxPrice: '42.1' } }, {}],
  [
    'maxPrice: pay-as-you-go that gets dearer by no more, to the fraction of a cent',
    { change: { maxPrice: '7.3' } },
    { instance: { chargeType: 'PostPaid' }, quote: { ...aQuote('0.11'), priceNow: '0.10' } },
  ],
  [
    'maxPrice: pay-as-you-go that gets cheaper',
    { change: { maxPrice: '0' } },
    { instance: { chargeType: 'PostPaid' }, quote: { ...aQuote('0.1'), priceNow: '40' } },
  ],
  ['maxPrice: a refund', { change: { maxPrice: '0' } }, { quote: aQuote('-12.5') }],
  ['maxPrice: decimals, not floats', { change: { maxPrice: '0.3' } }, { quote: aQuote('0.300') }],
  ['autoPay: an allowed value', { flags: { autoPay: [true] } }, {}],
  ['autoPay: either', { flags: { autoPay: [true, false] } }, { change: { autoPay: false } }],
  ['coupon: allowed', { flags: { coupon: [true, false] } }, { change: { coupon: 'best' } }],
  ['coupon: forbidden, and none is used', { flags: { coupon: [false] } }, {}],
  ['effectiveTime: an allowed value', { flags: { effectiveTime: ['Immediately'] } }, {}],
  ['forceUpgrade: not asked for', { flags: { forceUpgrade: [false] } }, {}],
];

test.each(holds)('%s: holds', (_, rule, ask) => {
  expect(decide(aPolicy([aRule(rule)]), aQuestion(ask)).kind).toBe('allowed');
});

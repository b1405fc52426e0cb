import { describe, expect, test } from 'vitest';
import type { SandboxInstance } from '../../../sandbox/alicloud/cloud.ts';
import { GIB } from '../../../sandbox/alicloud/instance.ts';
import type { Settings } from '../../../sandbox/alicloud/state.ts';
import { HOUR, NOON, bench, toMid } from './spec-change.ts';

const statuses = [
  ...['Creating', 'Changing', 'Inactive', 'Flushing', 'Transforming', 'Unavailable', 'Error', 'Migrating'],
  ...[
    'BackupRecovering',
    'MinorVersionUpgrading',
    'NetworkModifying',
    'SSLModifying',
    'MajorVersionUpgrading',
    'Rebooting',
  ],
];

test.each(statuses)('an instance that is %s is not changed', async (instanceStatus) => {
  await using one = await bench({ instanceStatus });
  const reply = await one.change(toMid);
  expect([reply.status, reply.code]).toEqual([403, 'IncorrectDBInstanceState']);
});

const expired = { chargeType: 'PrePaid', endTime: '2024-06-03T11:59:59Z' } as const;

test.each<[string, Partial<SandboxInstance>, Partial<Settings>, number, string]>([
  ['an expired subscription', expired, {}, 403, 'IncorrectDBInstanceState'],
  ['a lock', { locked: true }, {}, 400, 'IncorrectDBInstanceLockMode'],
  ['a renewal with a change', { hasRenewChangeOrder: true }, {}, 400, 'HasRenewChangeOrder'],
  ['an abnormal resource', { billingAbnormal: true }, {}, 400, 'AbnormalResourceStatusForRenew'],
  ['a distributed instance', { globalChild: true }, {}, 400, 'GdcInstanceNotSupport'],
  ['a running synchronisation', { dtsSync: true }, {}, 400, 'DtsOpendNotSupportTrans'],
  ['an old minor version', { minorVersionTooOld: true }, {}, 400, 'IncorrectMinorVersion'],
  ['a direct connection', { directConnection: true }, {}, 403, 'HasDirectConnectionNotSupport'],
  ['a missing sample of the memory', {}, { usedMemoryKnown: false }, 400, 'MissingRedisUsedmemoryUnsupportPerfItem'],
  ['an account without a payment method', {}, { payment: 'none' }, 400, 'PaymentMethodNotFound'],
  ['a class that is not sold', {}, { notSold: ['redis.master.mid.default'] }, 400, 'SPEC_NOT_FOUND'],
  ['a class out of stock', {}, { outOfStock: ['redis.master.mid.default'] }, 400, 'QuotaNotEnough'],
])('%s stands in the way', async (_what, instance, settings, status, code) => {
  await using one = await bench(instance, settings);
  const reply = await one.change(toMid);
  expect([reply.status, reply.code]).toEqual([status, code]);
  expect(one.cloud.orders).toHaveLength(0);
});

const direct = { instanceClass: 'redis.shard.large.ce', shardCount: 4, directConnection: true, usedMemoryBytes: 1 };

test.each([
  [{ ShardCount: '8' }, 'DirectTransPreCheckError'],
  [{ ShardCount: '8', InstanceClass: 'redis.shard.xlarge.ce' }, 'DirectTransNodeDoubleLevelError'],
  [{ InstanceClass: 'redis.shard.with.proxy.large.ce' }, 'DirectTargetLevelNotSupport'],
  [{ InstanceClass: 'redis.shard.xlarge.ce' }, undefined],
])('a cluster in direct-connection mode, %j: %s', async (params, code) => {
  await using one = await bench(direct);
  expect((await one.change(params)).code).toBe(code);
});

test('a version upgrade cannot be combined with a direct connection', async () => {
  await using one = await bench({ directConnection: true, engineVersion: '4.0' });
  expect((await one.change(toMid)).code).toBe('DirectTransUpgradeMajorVersionNotSupport');
});

test('ForceTrans skips the check of the minor version', async () => {
  await using one = await bench({ minorVersionTooOld: true });
  expect((await one.change({ ...toMid, ForceTrans: 'true' })).status).toBe(200);
});

describe('commands that a change would lose', () => {
  test('are a reason to refuse with ForceUpgrade=false', async () => {
    await using one = await bench({ unsupportedCommands: ['EVAL'] });
    const reply = await one.change({ ...toMid, ForceUpgrade: 'false' });
    expect([reply.status, reply.code]).toEqual([400, '%s']);
    expect(reply.body['Message']).toBe(
      'Warn: {%s} are not supported after upgraded. you can set forceUpgrade=true to force upgrade.',
    );
  });

  test.each([{ ForceUpgrade: 'true' }, {}])('are none with %j', async (params) => {
    await using one = await bench({ unsupportedCommands: ['EVAL'] });
    expect((await one.change({ ...toMid, ...params })).status).toBe(200);
  });

  test('are none where there are none', async () => {
    await using one = await bench();
    expect((await one.change({ ...toMid, ForceUpgrade: 'false' })).status).toBe(200);
  });
});

describe('memory', () => {
  const large = { instanceClass: 'redis.master.stand.default' };

  test.each([
    [1.6, 'TargetMemoryLessThanCurrentUsed'],
    [1.599, undefined],
    [3.9, 'TargetMemoryLessThanCurrentUsed'],
  ])('%d GB used going to 2 GB: %s', async (used, code) => {
    await using one = await bench({ ...large, usedMemoryBytes: used * GIB });
    const reply = await one.change(toMid);
    expect([reply.status, reply.code]).toEqual([code === undefined ? 200 : 403, code]);
  });

  test('of a cluster is that of all its shards', async () => {
    const instance = { instanceClass: 'redis.shard.with.proxy.large.ce', shardCount: 4, usedMemoryBytes: 7 * GIB };
    await using one = await bench(instance);
    expect((await one.change({ ShardCount: '2' })).code).toBe('TargetMemoryLessThanCurrentUsed');
    expect((await one.change({ ShardCount: '3' })).code).toBeUndefined();
  });

  test('that does not change is not compared', async () => {
    await using one = await bench({ instanceClass: 'redis.shard.large.ce', usedMemoryBytes: 3.9 * GIB });
    expect((await one.change({ ReadOnlyCount: '1' })).status).toBe(200);
  });
});

describe('the direction of a subscription’s change is its price', () => {
  const prepaid = { chargeType: 'PrePaid', instanceClass: 'redis.master.stand.default', usedMemoryBytes: 1 } as const;
  const up = { InstanceClass: 'redis.master.large.default', MajorVersion: '5.0' };

  test.each([
    [up, undefined, undefined],
    [up, 'UPGRADE', undefined],
    [up, 'DOWNGRADE', 'SYSTEM.ILLEGAL_ARGUMENT'],
    [toMid, undefined, 'SYSTEM.ILLEGAL_ARGUMENT'],
    [toMid, 'UPGRADE', 'SYSTEM.ILLEGAL_ARGUMENT'],
    [toMid, 'DOWNGRADE', undefined],
  ])('%j as %s: %s', async (params, orderType, code) => {
    await using one = await bench(prepaid);
    const asked = orderType === undefined ? params : { ...params, OrderType: orderType };
    expect((await one.change(asked)).code).toBe(code);
  });

  test('so less memory can be an upgrade', async () => {
    await using one = await bench({ ...prepaid, instanceClass: 'redis.logic.sharding.8g.2db.0rodb.4proxy.default' });
    const target = { InstanceClass: 'redis.logic.splitrw.large.1db.5rodb.6proxy.default', MajorVersion: '5.0' };
    expect((await one.change({ ...target, OrderType: 'UPGRADE' })).status).toBe(200);
    expect(one.cloud.orders[0]).toMatchObject({ direction: 'UPGRADE' });
  });

  test('and pay-as-you-go does not look at OrderType', async () => {
    await using one = await bench({ ...prepaid, chargeType: 'PostPaid' });
    expect((await one.change({ ...toMid, OrderType: 'UPGRADE' })).status).toBe(200);
  });
});

describe('a ClientToken', () => {
  const token = { ...toMid, ClientToken: 'rr-7k3f9qx2' };

  test('with the same parameters gives the same order, while the instance is changing and after', async () => {
    await using one = await bench();
    const first = await one.change(token);
    const second = await one.change(token);
    one.clock.advance(HOUR);
    const third = await one.change(token);
    expect([second.status, second.body['OrderId']]).toEqual([200, first.body['OrderId']]);
    expect(third.body['OrderId']).toBe(first.body['OrderId']);
    expect(second.body['RequestId']).not.toBe(first.body['RequestId']);
    expect(one.cloud.orders).toHaveLength(1);
  });

  test('with other parameters is refused', async () => {
    await using one = await bench();
    await one.change(token);
    const reply = await one.change({ ...token, AutoPay: 'true' });
    expect([reply.status, reply.code]).toEqual([400, 'IdempotentParameterMismatch']);
  });

  test('of a refused call is still free', async () => {
    await using one = await bench({ instanceStatus: 'Rebooting' });
    expect((await one.change(token)).code).toBe('IncorrectDBInstanceState');
    one.one().instanceStatus = 'Normal';
    expect((await one.change({ ...token, InstanceClass: 'redis.master.stand.default' })).status).toBe(200);
  });

  test('twenty times at once makes one order', async () => {
    await using one = await bench();
    const replies = await Promise.all(Array.from({ length: 20 }, () => one.change(token)));
    expect(new Set(replies.map((reply) => reply.body['OrderId']))).toHaveLength(1);
    expect(one.cloud.orders).toHaveLength(1);
  });

  test('can be made worthless, for nobody has published that it works', async () => {
    await using one = await bench({}, { ignoreClientToken: true });
    await one.change(token);
    expect((await one.change(token)).code).toBe('IncorrectDBInstanceState');
  });
});

describe('order numbers', () => {
  test('are strings of 15 to 19 digits, some too great for a double', async () => {
    await using one = await bench();
    for (const target of ['mid', 'stand', 'large', '2xlarge', '4xlarge', '8xlarge']) {
      await one.change({ InstanceClass: `redis.master.${target}.default`, MajorVersion: '5.0' });
      one.clock.advance(HOUR);
    }
    const ids = one.cloud.orders.map((order) => order.orderId);
    expect(ids).toHaveLength(6);
    expect(ids.every((id) => /^\d{15,19}$/.test(id))).toBe(true);
    expect(ids.some((id) => String(Number(id)) !== id)).toBe(true);
    expect(new Set(ids)).toHaveLength(6);
  });

  test('can be served as bare numbers', async () => {
    await using one = await bench({}, { orderIdAsNumber: true });
    const reply = await one.change(toMid);
    expect(reply.text).toMatch(new RegExp(`"OrderId":${one.cloud.orders[0]?.orderId ?? 'none'}[,}]`));
  });
});

test('the tests’ noon is a Monday noon', () => {
  expect(new Date(NOON).toUTCString()).toContain('Mon, 03 Jun 2024 12:00');
});

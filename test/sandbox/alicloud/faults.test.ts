import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCloud } from '../../../sandbox/alicloud/cloud.ts';
import type { Cloud, CloudFaultSpec } from '../../../sandbox/alicloud/cloud.ts';
import { call, deliver, signedParams } from './client.ts';

let cloud: Cloud;

beforeEach(async () => {
  cloud = await startCloud();
  cloud.addInstance({ instanceId: 'r-one' });
});

afterEach(() => cloud.close());

const action = 'ModifyInstanceSpec';
const change = {
  InstanceId: 'r-one',
  InstanceClass: 'redis.master.mid.default',
  MajorVersion: '5.0',
  ClientToken: 't1',
};
const order = () => call(cloud, action, change);

test.each([
  [{ kind: 'throttle' }, 400, 'Throttling.User'],
  [{ kind: 'throttle', code: 'Throttling.Api' }, 403, 'Throttling.Api'],
  [{ kind: 'error', code: 'ServiceUnavailable' }, 503, 'ServiceUnavailable'],
] as const)('%j refuses and does nothing', async (fault: CloudFaultSpec, status, code) => {
  cloud.fault(fault);
  const reply = await order();
  expect([reply.status, reply.code]).toEqual([status, code]);
  expect(cloud.orders).toHaveLength(0);
});

describe.each([
  [{ kind: 'no_code' }, 500, /^\{"RequestId":"[0-9A-F-]+"\}$/],
  [{ kind: 'html' }, 502, /^<html>/],
  [{ kind: 'html', status: 504 }, 504, /504/],
  [{ kind: 'empty' }, 503, /^$/],
  [{ kind: 'null_body' }, 200, /^null$/],
] as const)('%j', (fault: CloudFaultSpec, status, text) => {
  test('answers so and does nothing', async () => {
    cloud.fault(fault);
    const reply = await order();
    expect(reply.status).toBe(status);
    expect(reply.text).toMatch(text);
    expect(cloud.orders).toHaveLength(0);
  });

  test('can hide a success', async () => {
    cloud.fault({ ...fault, effect: true } as CloudFaultSpec);
    const reply = await order();
    expect(reply.status).toBe(status);
    expect(reply.text).toMatch(text);
    expect(cloud.orders).toHaveLength(1);
    expect(cloud.calls.at(-1)).toMatchObject({ ok: true, httpStatus: status });
  });
});

test('a connection cut before the effect leaves nothing behind, not even the nonce', async () => {
  cloud.fault({ kind: 'drop_before', action });
  const sent = signedParams(cloud, action, change);
  await expect(deliver(cloud, sent)).rejects.toThrow();
  expect(cloud.orders).toHaveLength(0);
  expect(cloud.calls.at(-1)).toMatchObject({ ok: false, httpStatus: 0, fault: 'drop_before' });
  expect((await deliver(cloud, sent)).status).toBe(200);
});

test('a connection cut after the effect leaves an order that its ClientToken finds again', async () => {
  cloud.fault({ kind: 'drop_after', action });
  const sent = signedParams(cloud, action, change);
  await expect(deliver(cloud, sent)).rejects.toThrow();
  expect(cloud.orders).toHaveLength(1);
  expect(cloud.calls.at(-1)).toMatchObject({ ok: true, httpStatus: 0, fault: 'drop_after' });
  expect((await deliver(cloud, sent)).code).toBe('SignatureNonceUsed');
  expect((await order()).body['OrderId']).toBe(cloud.orders[0]?.orderId);
  expect(cloud.orders).toHaveLength(1);
});

test.each([
  [false, 0],
  [true, 1],
])('a hanging call never answers (effect: %s)', async (effect, orders) => {
  cloud.fault({ kind: 'hang', action, effect });
  const body = new URLSearchParams(signedParams(cloud, action, change));
  await expect(fetch(cloud.url, { method: 'POST', body, signal: AbortSignal.timeout(150) })).rejects.toThrow(
    /timeout/i,
  );
  expect(cloud.orders).toHaveLength(orders);
});

test('a delay has its effect at once and answers late', async () => {
  cloud.fault({ kind: 'delay', ms: 400 });
  let answered = false;
  const pending = order().finally(() => (answered = true));
  await expect.poll(() => cloud.orders.length, { interval: 5 }).toBe(1);
  expect(answered).toBe(false);
  expect((await pending).status).toBe(200);
});

test('a fault hits the next N calls of its action and no others', async () => {
  cloud.fault({ kind: 'throttle', action, times: 2 });
  expect((await call(cloud, 'DescribeRegions')).status).toBe(200);
  expect([(await order()).code, (await order()).code, (await order()).code]).toEqual([
    'Throttling.User',
    'Throttling.User',
    undefined,
  ]);
});

test('cleared faults are gone', async () => {
  cloud.fault({ kind: 'html', times: 99 });
  cloud.clearFaults();
  expect((await order()).status).toBe(200);
});

test('a wrong signature is refused even where a fault waits', async () => {
  cloud.fault({ kind: 'error', code: 'Throttling' });
  expect((await call(cloud, action, change, { secret: 'wrong' })).code).toBe('SignatureDoesNotMatch');
});

test('closing ends hanging calls', async () => {
  cloud.fault({ kind: 'hang' });
  const pending = expect(order()).rejects.toThrow();
  await expect.poll(() => cloud.calls.length).toBe(1);
  await cloud.close();
  await pending;
});

import { afterEach, beforeEach, expect, test } from 'vitest';
import { startCloud } from '../../../sandbox/alicloud/cloud.ts';
import type { Cloud } from '../../../sandbox/alicloud/cloud.ts';
import { demoInstances } from '../../../sandbox/alicloud/world.ts';
import { memoryBytesOf } from '../../../sandbox/alicloud/instance.ts';
import { call } from './client.ts';

let cloud: Cloud;

beforeEach(async () => {
  cloud = await startCloud({ changeDurationMs: 300 });
  for (const instance of demoInstances) cloud.addInstance(instance);
});

afterEach(() => cloud.close());

test('the fleet has something of everything', () => {
  const fleet = demoInstances.map((one) => cloud.instance(one.instanceId));
  expect(new Set(fleet.map((one) => one.architectureType))).toEqual(new Set(['standard', 'cluster', 'rwsplit']));
  expect(new Set(fleet.map((one) => one.chargeType))).toEqual(new Set(['PrePaid', 'PostPaid']));
  expect(fleet.some((one) => one.instanceStatus !== 'Normal')).toBe(true);
  expect(fleet.some((one) => one.usedMemoryBytes > 0.9 * memoryBytesOf(one))).toBe(true);
  expect(fleet.every((one) => one.usedMemoryBytes <= one.peakMemoryBytes)).toBe(true);
  expect(fleet.every((one) => one.peakMemoryBytes <= memoryBytesOf(one))).toBe(true);
  expect(new Set(fleet.map((one) => one.instanceId))).toHaveLength(fleet.length);
});

test('one cloud does not change the fleet of the next', async () => {
  cloud.instance('r-bp1zxszhcgatnx').tags['env'] = 'changed';
  cloud.instance('r-bp1searchrw0001').unsupportedCommands.push('WAIT');
  await using other = { cloud: await startCloud(), [Symbol.asyncDispose]: () => other.cloud.close() };
  for (const instance of demoInstances) other.cloud.addInstance(instance);
  expect(other.cloud.instance('r-bp1zxszhcgatnx').tags['env']).toBe('prod');
  expect(other.cloud.instance('r-bp1searchrw0001').unsupportedCommands).not.toContain('WAIT');
});

test('on the wall clock a change of the demo is done in its few moments', async () => {
  const params = { InstanceId: 'r-bp1zxszhcgatnx', InstanceClass: 'redis.master.mid.default', MajorVersion: '5.0' };
  expect((await call(cloud, 'ModifyInstanceSpec', params)).status).toBe(200);
  expect(cloud.instance('r-bp1zxszhcgatnx').instanceStatus).toBe('Changing');
  await expect.poll(() => cloud.instance('r-bp1zxszhcgatnx').instanceClass).toBe('redis.master.mid.default');
});

test('an instance nobody added is an error of the test, not undefined', () => {
  expect(() => cloud.instance('r-none')).toThrow('r-none');
  expect(() => cloud.key('none')).toThrow('none');
  expect(() => cloud.addInstance({ instanceId: 'r-x', instanceClass: 'redis.nothing' })).toThrow('redis.nothing');
});

test('two clouds run side by side on ports of their own', async () => {
  const other = await startCloud({ accessKeyId: 'other', accessKeySecret: 'other-secret' });
  expect(other.url).not.toBe(cloud.url);
  expect((await call(other, 'DescribeRegions')).status).toBe(200);
  await other.close();
});

import { afterEach, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../sandbox/alicloud/cloud.ts';
import { demoInstances } from '../../sandbox/alicloud/world.ts';
import { regionsInUse } from '../../src/alicloud/regions.ts';

let cloud: Cloud;
afterEach(() => cloud.close());

async function there(keys?: { accessKeyId: string; accessKeySecret: string }) {
  cloud = await startCloud();
  for (const instance of demoInstances) cloud.addInstance(instance);
  const regions = ['cn-hangzhou', 'cn-shanghai', 'eu-central-1', 'nowhere-1'];
  const endpoints = { 'cn-hangzhou': cloud.url, 'cn-shanghai': cloud.url, 'eu-central-1': cloud.url };
  return regionsInUse(
    keys ?? { accessKeyId: cloud.accessKeyId, accessKeySecret: cloud.accessKeySecret },
    regions,
    endpoints,
  );
}

it('names the regions that have instances, the most first, whatever other regions answer', async () => {
  const found = await there();
  const count = (region: string) => demoInstances.filter((one) => one.regionId === region).length;
  const known = [...new Set(demoInstances.map(({ regionId }) => regionId ?? ''))];
  expect(new Map(found.map(({ region, instances }) => [region, instances]))).toEqual(
    new Map(known.map((region) => [region, count(region)])),
  );
  expect(found.map(({ instances }) => instances)).toEqual(
    found.map(({ instances }) => instances).sort((a, b) => b - a),
  );
});

it('says what the cloud says where no region answers', async () => {
  const wrong = { accessKeyId: 'LTAInobody', accessKeySecret: 'x' };
  await expect(there(wrong)).rejects.toMatchObject({ code: 'InvalidAccessKeyId.NotFound' });
});

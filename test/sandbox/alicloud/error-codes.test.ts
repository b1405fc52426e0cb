import { afterAll, beforeAll, expect, test } from 'vitest';
import { startCloud } from '../../../sandbox/alicloud/cloud.ts';
import type { Cloud } from '../../../sandbox/alicloud/cloud.ts';
import { documentedCodes } from '../../../sandbox/alicloud/refusal.ts';
import { call } from './client.ts';
import published from './published-errors.json' with { type: 'json' };

let cloud: Cloud;

beforeAll(async () => {
  cloud = await startCloud();
  cloud.addInstance({ instanceId: 'r-one' });
});

afterAll(() => cloud.close());

test('the sandbox knows every published code', () => {
  expect(documentedCodes).toEqual(published);
});

test.each(published)('$code is served with its status, its message and the shape of an error', async (row) => {
  cloud.failNext({ action: 'ModifyInstanceSpec', code: row.code });
  const change = { InstanceId: 'r-one', InstanceClass: 'redis.master.mid.default', MajorVersion: '5.0' };
  const reply = await call(cloud, 'ModifyInstanceSpec', change);
  expect(reply.status).toBe(row.status);
  expect(reply.body).toEqual({
    RequestId: expect.stringMatching(/^[0-9A-F-]{36}$/) as string,
    HostId: 'r-kvstore.aliyuncs.com',
    Code: row.code,
    Message: row.message,
    Recommend: `https://api.aliyun.com/troubleshoot?q=${encodeURIComponent(row.code)}&product=R-kvstore`,
  });
  expect(cloud.orders).toHaveLength(0);
  expect(cloud.calls.at(-1)).toMatchObject({ ok: false, code: row.code, httpStatus: row.status, fault: 'error' });
});

test('a code that nobody published cannot be asked for by mistake', async () => {
  expect(() => cloud.failNext({ code: 'NoSuchCode' })).toThrow('NoSuchCode');
  expect((await call(cloud, 'DescribeRegions')).status).toBe(200);
});

test('any other code can be served when its status is given', async () => {
  cloud.failNext({ code: 'Some.NewCode', status: 418, message: 'never seen' });
  const reply = await call(cloud, 'DescribeRegions');
  expect([reply.status, reply.code, reply.body['Message']]).toEqual([418, 'Some.NewCode', 'never seen']);
});

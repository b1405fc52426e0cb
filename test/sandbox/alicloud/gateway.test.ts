import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startCloud } from '../../../sandbox/alicloud/cloud.ts';
import type { Cloud } from '../../../sandbox/alicloud/cloud.ts';
import { BSS, call, deliver, signedParams } from './client.ts';

let cloud: Cloud;
let wall: number;

beforeEach(async () => {
  wall = Date.now();
  cloud = await startCloud({ wallClock: () => wall });
  cloud.addInstance({ instanceId: 'r-one' });
});

afterEach(() => cloud.close());

const last = () => cloud.calls.at(-1);
const stamp = (at: number): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');

test.each(['Action', 'Version', 'AccessKeyId', 'SignatureMethod', 'SignatureVersion', 'SignatureNonce', 'Timestamp'])(
  'a call without %s is told so by name',
  async (name) => {
    const reply = await call(cloud, 'DescribeRegions', {}, { common: { [name]: undefined } });
    expect([reply.status, reply.code]).toEqual([400, 'MissingParameter']);
    expect(reply.body['Message']).toBe(`${name} is mandatory for this action.`);
    expect(last()?.signatureVerified).toBe(false);
  },
);

test('a call without a signature is not anonymous, it is refused', async () => {
  const reply = await call(cloud, 'DescribeRegions', {}, { common: { Signature: undefined } });
  expect(reply.body['Message']).toBe('Signature is mandatory for this action.');
});

test.each([
  ['SignatureMethod', 'HMAC-SHA256', 'IncompleteSignature'],
  ['SignatureVersion', '2.0', 'IncompleteSignature'],
  ['Timestamp', '2024-01-02 03:04:05', 'InvalidTimeStamp.Format'],
  ['Timestamp', '2024-02-30T03:04:05Z', 'InvalidTimeStamp.Format'],
  ['Timestamp', '2024-01-02T03:04:05.000Z', 'InvalidTimeStamp.Format'],
  ['AccessKeyId', 'somebody-else', 'InvalidAccessKeyId.NotFound'],
  ['Action', 'DescribeNothing', 'InvalidAction.NotFound'],
  ['Version', '2014-05-26', 'InvalidAction.NotFound'],
])('%s=%s is refused with %s', async (name, value, code) => {
  expect((await call(cloud, 'DescribeRegions', {}, { common: { [name]: value } })).code).toBe(code);
});

test('an operation of one product is unknown under the version of another', async () => {
  expect((await call(cloud, 'DescribeRegions', {}, { version: BSS })).code).toBe('InvalidAction.NotFound');
});

describe('the signature', () => {
  test('made with another secret does not match, and the message shows the string to sign', async () => {
    const reply = await call(cloud, 'DescribeRegions', {}, { secret: 'wrong' });
    expect([reply.status, reply.code]).toEqual([400, 'SignatureDoesNotMatch']);
    expect(reply.body['Message']).toContain('server string to sign is:POST&%2F&');
    expect(last()).toMatchObject({ signatureVerified: false, ok: false, code: 'SignatureDoesNotMatch' });
  });

  test('covers every parameter', async () => {
    const sent = signedParams(cloud, 'DescribeInstanceAttribute', { InstanceId: 'r-one' });
    expect((await deliver(cloud, { ...sent, InstanceId: 'r-two' })).code).toBe('SignatureDoesNotMatch');
  });

  test('covers the method', async () => {
    const sent = signedParams(cloud, 'DescribeRegions', {}, { method: 'POST' });
    expect((await deliver(cloud, sent, { method: 'GET' })).code).toBe('SignatureDoesNotMatch');
  });

  test('of parameters split between query and form is one signature', async () => {
    const sent = signedParams(cloud, 'DescribeInstanceAttribute', { InstanceId: 'r-one' });
    const { InstanceId = '', ...form } = sent;
    const reply = await deliver(cloud, form, { path: `/?InstanceId=${InstanceId}` });
    expect(reply.status).toBe(200);
    expect(last()?.queryNames).toEqual(['InstanceId']);
  });

  test('of empty and of non-ASCII values is verified', async () => {
    const reply = await call(cloud, 'DescribeInstances', { SearchKey: '订单 *~+&=', InstanceStatus: '' });
    expect([reply.status, reply.body['TotalCount']]).toEqual([200, 0]);
  });
});

describe('time and nonce', () => {
  test.each([
    [14 * 60_000, undefined],
    [-14 * 60_000, undefined],
    [16 * 60_000, 'InvalidTimeStamp.Expired'],
    [-16 * 60_000, 'InvalidTimeStamp.Expired'],
  ])('a timestamp %i ms from now: %s', async (offset, code) => {
    const common = { Timestamp: stamp(wall + offset) };
    expect((await call(cloud, 'DescribeRegions', {}, { common })).code).toBe(code);
  });

  test('the same bytes a second time are refused', async () => {
    const sent = signedParams(cloud, 'DescribeRegions', {});
    expect((await deliver(cloud, sent)).status).toBe(200);
    const second = await deliver(cloud, sent);
    expect([second.status, second.code]).toEqual([400, 'SignatureNonceUsed']);
  });

  test('a nonce is not used up by a call whose signature was wrong', async () => {
    const sent = signedParams(cloud, 'DescribeRegions', {});
    await deliver(cloud, { ...sent, Signature: 'x' });
    expect((await deliver(cloud, sent)).status).toBe(200);
  });
});

describe('access keys', () => {
  test('that are disabled are refused', async () => {
    cloud.key(cloud.accessKeyId).active = false;
    const reply = await call(cloud, 'DescribeRegions');
    expect([reply.status, reply.code]).toEqual([403, 'InvalidAccessKeyId.Inactive']);
  });

  test.each(['Forbidden.RAM', 'NoPermission'] as const)('without permission get %s and the detail', async (denial) => {
    Object.assign(cloud.key(cloud.accessKeyId), { actions: ['kvstore:Describe*', 'bss:CancelOrder'], denial });
    expect((await call(cloud, 'DescribeRegions')).status).toBe(200);
    const reply = await call(cloud, 'ModifyInstanceSpec', { InstanceId: 'r-one', InstanceClass: 'x' });
    expect([reply.status, reply.code]).toEqual([403, denial]);
    expect(reply.body['AccessDeniedDetail']).toMatchObject({ AuthAction: 'kvstore:ModifyInstanceSpec' });
    expect((await call(cloud, 'QueryOrders', {}, { version: BSS })).code).toBe(denial);
  });

  describe('that are temporary', () => {
    const sts = (token: string | undefined) => ({
      common: { AccessKeyId: 'STS.one', SecurityToken: token },
      secret: 'sts-secret',
    });

    beforeEach(() => {
      const securityToken = { value: 'CAIS+/= token*', expiresAt: wall + 1000 };
      cloud.addKey({ id: 'STS.one', secret: 'sts-secret', securityToken });
    });

    test('work with their token', async () => {
      expect((await call(cloud, 'DescribeRegions', {}, sts('CAIS+/= token*'))).status).toBe(200);
      expect(last()?.params).toMatchObject({ AccessKeyId: 'STS.***', SecurityToken: 'CAIS***' });
    });

    test('do not work with another or none', async () => {
      const code = 'InvalidSecurityToken.MismatchWithAccessKey';
      expect((await call(cloud, 'DescribeRegions', {}, sts('another'))).code).toBe(code);
      expect((await call(cloud, 'DescribeRegions', {}, sts(undefined))).code).toBe(code);
      const common = { SecurityToken: 'CAIS+/= token*' };
      expect((await call(cloud, 'DescribeRegions', {}, { common })).code).toBe(code);
    });

    test('end', async () => {
      wall += 1000;
      const common = { ...sts('CAIS+/= token*').common, Timestamp: stamp(wall) };
      const reply = await call(cloud, 'DescribeRegions', {}, { ...sts('CAIS+/= token*'), common });
      expect(reply.code).toBe('InvalidSecurityToken.Expired');
    });
  });
});

describe('answers', () => {
  test('are JSON where Format says so', async () => {
    const reply = await call(cloud, 'DescribeRegions');
    expect(reply.contentType).toBe('application/json;charset=utf-8');
    expect(reply.body['RequestId']).toMatch(/^[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}$/);
  });

  test('are XML where it does not', async () => {
    const params = { InstanceId: 'r-one', InstanceClass: 'redis.master.mid.default', MajorVersion: '5.0' };
    const reply = await call(cloud, 'ModifyInstanceSpec', params, { common: { Format: undefined } });
    expect(reply.contentType).toBe('text/xml;charset=utf-8');
    expect(reply.text).toMatch(/<ModifyInstanceSpecResponse><RequestId>[0-9A-F-]+<\/RequestId><OrderId>\d+<\/OrderId>/);
  });

  test('that are errors are XML as well, with lists as repeated elements and text escaped', async () => {
    const error = await call(cloud, 'DescribeInstanceAttribute', {}, { common: { Format: 'XML' } });
    expect(error.text).toContain('<Error><RequestId>');
    expect(error.text).toContain('<Code>MissingParameter</Code>');
    cloud.instance('r-one').instanceName = 'a<b&c';
    const list = await call(cloud, 'DescribeInstances', {}, { common: { Format: 'XML' } });
    expect(list.text).toContain('<InstanceName>a&lt;b&amp;c</InstanceName>');
  });

  test('that are errors have the shape of an error body', async () => {
    const { body } = await call(cloud, 'DescribeInstanceAttribute', { InstanceId: 'r-none' });
    expect(body).toMatchObject({
      HostId: 'r-kvstore.aliyuncs.com',
      Code: 'InvalidInstanceId.NotFound',
      Recommend: 'https://api.aliyun.com/troubleshoot?q=InvalidInstanceId.NotFound&product=R-kvstore',
    });
  });
});

test('only GET and POST are served, and a form only as a form', async () => {
  const put = await fetch(cloud.url, { method: 'PUT' });
  expect(put.status).toBe(405);
  const body = new URLSearchParams(signedParams(cloud, 'DescribeRegions', {})).toString();
  const plain = await fetch(cloud.url, { method: 'POST', body, headers: { 'content-type': 'text/plain' } });
  expect(plain.status).toBe(400);
});

test('the log keeps what was sent, without the signature, and names what no page documents', async () => {
  await call(cloud, 'DescribeInstances', {
    RegionId: 'cn-hangzhou',
    'Tag.1.Key': 'env',
    'Tag.1.Value': 'prod',
    'Tag.1.Colour': 'red',
    undefined: 'x',
    constructor: 'y',
  });
  expect(last()).toMatchObject({
    method: 'POST',
    action: 'DescribeInstances',
    version: '2015-01-01',
    contentType: expect.stringContaining('application/x-www-form-urlencoded') as string,
    queryNames: [],
    signatureVerified: true,
    unknownParameters: ['Tag.1.Colour', 'undefined', 'constructor'],
    ok: true,
    httpStatus: 200,
  });
  expect(last()?.params).not.toHaveProperty('Signature');
  expect(last()?.params['AccessKeyId']).toBe('sand***');
});

import { describe, expect, it } from 'vitest';
import { BILLING_HOSTS, billingEndpoints, redisEndpoint } from '../../src/alicloud/endpoints.ts';
import { anAccount, faultOfCall } from './wire.ts';

const bare = anAccount('', { endpoints: {} });

describe('the endpoint of a region', () => {
  it.each([
    ['cn-hangzhou', 'https://r-kvstore.aliyuncs.com'],
    ['cn-shanghai', 'https://r-kvstore.aliyuncs.com'],
    ['cn-shenzhen', 'https://r-kvstore.cn-shenzhen.aliyuncs.com'],
    ['cn-hongkong', 'https://r-kvstore.cn-hongkong.aliyuncs.com'],
    ['ap-southeast-1', 'https://r-kvstore.ap-southeast-1.aliyuncs.com'],
    ['xx-future-9', 'https://r-kvstore.xx-future-9.aliyuncs.com'],
  ])('%s is %s', (region, url) => {
    expect(redisEndpoint(bare, region)).toBe(url);
  });

  it('is what the configuration says, where it says one', () => {
    const account = anAccount('', { endpoints: { 'cn-shenzhen': 'https://r-kvstore.aliyuncs.com' } });
    expect(redisEndpoint(account, 'cn-shenzhen')).toBe('https://r-kvstore.aliyuncs.com');
  });

  it.each(['', 'evil.com/', 'a@b', 'CN-HANGZHOU', '..'])('is none for "%s"', async (region) => {
    const fault = await faultOfCall(Promise.resolve().then(() => redisEndpoint(bare, region)));
    expect(fault).toMatchObject({ code: 'NotConfigured', arrived: 'no' });
  });

  it.each([
    ['http://127.0.0.1:8080', true],
    ['http://localhost:8080', true],
    ['http://[::1]:8080', true],
    ['https://proxy.example.com', true],
    ['http://proxy.example.com', false],
    ['http://127.0.0.1.example.com', false],
    ['ftp://127.0.0.1', false],
    ['nonsense', false],
  ])('%s may be used: %s', async (url, allowed) => {
    const account = anAccount('', { endpoints: { 'cn-hangzhou': url } });
    const got = await Promise.resolve()
      .then(() => redisEndpoint(account, 'cn-hangzhou'))
      .catch(() => undefined);
    expect(got).toBe(allowed ? url : undefined);
  });
});

describe('the billing endpoint', () => {
  it('is the one of the site, then the other', () => {
    expect(billingEndpoints(bare, BILLING_HOSTS)).toEqual([
      'https://business.aliyuncs.com',
      'https://business.ap-southeast-1.aliyuncs.com',
    ]);
    expect(billingEndpoints({ ...bare, site: 'international' }, BILLING_HOSTS)[0]).toBe(
      'https://business.ap-southeast-1.aliyuncs.com',
    );
  });

  it('is only the configured one, where there is one', () => {
    expect(billingEndpoints(anAccount('https://b.example.com'), BILLING_HOSTS)).toEqual(['https://b.example.com']);
  });
});

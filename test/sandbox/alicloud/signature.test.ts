import { expect, test } from 'vitest';
import { percentEncode, sign } from '../../../sandbox/alicloud/signature.ts';
import vectors from './signature-vectors.json' with { type: 'json' };

test.each(vectors)('signs the vector $name', ({ method, accessKeySecret, params, signature }) => {
  const given = Object.fromEntries(Object.entries(params)) as Record<string, string>;
  expect(sign(method as 'GET' | 'POST', given, accessKeySecret)).toBe(signature);
});

test('leaves Signature itself out of what is signed', () => {
  const params = { Action: 'DescribeRegions', Signature: 'x' };
  expect(sign('GET', params, 's')).toBe(sign('GET', { Action: 'DescribeRegions' }, 's'));
});

test('encodes what encodeURIComponent leaves alone, and keeps -_.~', () => {
  expect(percentEncode("!'()* -_.~/+阿")).toBe('%21%27%28%29%2A%20-_.~%2F%2B%E9%98%BF');
});

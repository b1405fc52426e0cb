import { expect, it } from 'vitest';
import { shared } from '../../src/core/shared.ts';

it('whoever asks meanwhile gets what is being read; after it, also where it failed, it is read anew', async () => {
  const read = shared<number>();
  let reads = 0;
  const next = async () => Promise.resolve((reads += 1));
  expect(await Promise.all([read('a', next), read('a', next), read('b', next)])).toEqual([1, 1, 2]);
  expect(await read('a', next)).toBe(3);
  await expect(read('a', () => Promise.reject(new Error('gone')))).rejects.toThrow('gone');
  expect(await read('a', next)).toBe(4);
});

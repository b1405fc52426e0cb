import { expect, it } from 'vitest';
import { within } from '../../src/core/within.ts';

it('gives what comes in time, and undefined for what does not', async () => {
  expect(await within(Promise.resolve('read'), 60_000)).toBe('read');
  expect(await within(new Promise(() => undefined), 1)).toBeUndefined();
});

it('rejects with what is rejected in time; a later rejection goes nowhere', async () => {
  await expect(within(Promise.reject(new Error('refused')), 60_000)).rejects.toThrow('refused');
  const { promise, reject } = Promise.withResolvers<string>();
  expect(await within(promise, 1)).toBeUndefined();
  reject(new Error('too late'));
});

it('leaves no timer behind', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
  const before = timers();
  await within(Promise.resolve(), 60_000);
  await within(Promise.reject(new Error('refused')), 60_000).catch(() => undefined);
  expect(timers()).toBe(before);
});

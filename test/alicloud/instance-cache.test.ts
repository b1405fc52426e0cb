import { describe, expect, it } from 'vitest';
import { instanceCache } from '../../src/alicloud/instance-cache.ts';
import { FACTS } from './wire.ts';

const START = Date.parse('2026-11-23T12:00:00Z');

describe('what is remembered of an instance', () => {
  const setUp = (...answers: (object | undefined | Error)[]) => {
    let now = START;
    let reads = 0;
    const ask = instanceCache(
      1000,
      () => now,
      async () => {
        const answer = answers[reads++];
        if (answer instanceof Error) throw answer;
        return Promise.resolve(answer);
      },
    );
    return { ask: () => ask(FACTS), pass: (ms: number) => (now += ms), reads: () => reads };
  };

  it('is read once for many at once, and again when its time is over', async () => {
    const { ask, pass, reads } = setUp({ n: 1 }, { n: 2 });
    expect(await Promise.all([ask(), ask()])).toEqual([{ n: 1 }, { n: 1 }]);
    pass(1000);
    expect(await ask()).toEqual({ n: 1 });
    pass(1);
    expect(await ask()).toEqual({ n: 2 });
    expect(reads()).toBe(2);
  });

  it('is no failure and no "unknown"', async () => {
    const { ask } = setUp(new Error('refused'), undefined, { n: 3 });
    await expect(ask()).rejects.toThrow('refused');
    expect(await ask()).toBeUndefined();
    expect(await ask()).toEqual({ n: 3 });
  });

  it('is answered although 300 others are asked for meanwhile', async () => {
    const { promise: answer, resolve } = Promise.withResolvers<undefined>();
    const ask = instanceCache(
      1000,
      () => START,
      async ({ instanceId }) => {
        await answer;
        return { instanceId };
      },
    );
    const asked = Array.from({ length: 300 }, (_, n) => ask({ ...FACTS, instanceId: `r-${n}` }));
    resolve(undefined);
    expect((await Promise.all(asked)).map((one) => one?.instanceId)).toEqual(asked.map((_, n) => `r-${n}`));
  });
});

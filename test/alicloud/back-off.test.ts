import { describe, expect, it } from 'vitest';
import { ownFault } from '../../src/alicloud/errors.ts';
import { createLimiter } from '../../src/alicloud/limiter.ts';
import { retried } from '../../src/alicloud/retry.ts';
import { faultOfCall } from './wire.ts';

/** A clock that only sleeping moves. */
function sleeper() {
  const slept: number[] = [];
  const clock = {
    at: 0,
    slept,
    now: () => clock.at,
    random: () => 0.5,
    sleep: (ms: number) => {
      slept.push(ms);
      clock.at += ms;
      return Promise.resolve();
    },
  };
  return clock;
}

describe('the limiter', () => {
  const timings = { perSecond: 5, burst: 3, maxWaitMs: 1000 };
  const waits = () => {
    const slept: number[] = [];
    let at = 0;
    const limiter = createLimiter(timings, {
      now: () => at,
      sleep: (ms) => Promise.resolve(slept.push(ms)),
      random: () => 1,
    });
    return { limiter, slept, pass: (ms: number) => (at += ms) };
  };

  it('lets a burst go at once and then one turn each 200 ms, in the order of asking', async () => {
    const { limiter, slept } = waits();
    await Promise.all([1, 2, 3, 4, 5, 6].map(() => limiter.turn('a')));
    expect(slept).toEqual([200, 400, 600]);
  });

  it('never lets more through in a second than the burst and five', async () => {
    const { limiter, slept } = waits();
    const turns = await Promise.allSettled(Array.from({ length: 20 }, () => limiter.turn('a')));
    const went = turns.filter((turn) => turn.status === 'fulfilled').length;
    expect(went).toBe(3 + 5);
    expect(Math.max(...slept)).toBe(1000);
  });

  it('refuses at once what would wait too long, as a call that never left', async () => {
    const { limiter } = waits();
    for (let turn = 0; turn < 8; turn++) await limiter.turn('a');
    expect(await faultOfCall(limiter.turn('a'))).toMatchObject({
      code: 'LocalQueueFull',
      arrived: 'no',
      retry: 'soon',
    });
  });

  it('keeps keys apart, and forgets after a quiet time', async () => {
    const { limiter, slept, pass } = waits();
    for (const key of ['a', 'a', 'a', 'b']) await limiter.turn(key);
    pass(10_000);
    await limiter.turn('a');
    expect(slept).toEqual([]);
  });
});

describe('after the cloud said that there are too many calls, the limiter', () => {
  const timings = { perSecond: 5, burst: 3, maxWaitMs: 15_000 };
  const held = (chance = 1) => {
    const slept: number[] = [];
    let at = 0;
    const sleep = (ms: number) => Promise.resolve(slept.push(ms));
    const limiter = createLimiter(timings, { now: () => at, sleep, random: () => chance });
    return { limiter, slept, pass: (ms: number) => (at += ms) };
  };

  it('gives no turn for a while, and then one after the other', async () => {
    const { limiter, slept } = held();
    expect(limiter.throttled('a')).toBe(500);
    for (const key of ['a', 'a', 'a', 'b']) await limiter.turn(key);
    expect(slept).toEqual([500, 700, 900]);
  });

  it('waits twice as long each further time, 15 s at most, and starts anew when a call was taken', () => {
    const { limiter, pass } = held();
    const holds = Array.from({ length: 8 }, () => limiter.throttled('a'));
    expect(holds).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
    pass(60_000);
    limiter.eased('a');
    expect(limiter.throttled('a')).toBe(500);
  });

  it.each([
    [0, 250, 7500],
    [0.5, 375, 11_250],
    [1, 500, 15_000],
  ])('by chance %s: between half of it and all of it', (chance, first, last) => {
    const { limiter } = held(chance);
    expect(limiter.throttled('a')).toBe(first);
    for (let n = 0; n < 10; n += 1) limiter.throttled('a');
    expect(limiter.throttled('a')).toBe(last);
  });
});

describe('patience', () => {
  const failing = (...codes: string[]) => {
    const rest = [...codes];
    return async () => {
      const code = rest.shift();
      if (code !== undefined) throw ownFault(code);
      return Promise.resolve('read');
    };
  };

  it('waits a growing, jittered time between tries', async () => {
    const clock = sleeper();
    const patience = { tries: 3, budgetMs: 60_000, baseMs: 100 };
    expect(await retried(failing('ECONNRESET', 'Throttling'), patience, clock)).toBe('read');
    expect(clock.slept).toEqual([50, 100]);
  });

  it.each([
    ['a refusal', 'Forbidden.RAM', { tries: 3, budgetMs: 60_000, baseMs: 100 }],
    ['an instance that must change first', 'Task.Conflict', { tries: 3, budgetMs: 60_000, baseMs: 100 }],
    ['the last try', 'ECONNRESET', { tries: 1, budgetMs: 60_000, baseMs: 100 }],
    ['the end of the budget', 'ECONNRESET', { tries: 3, budgetMs: 40, baseMs: 100 }],
  ])('ends with %s', async (_name, code, patience) => {
    const clock = sleeper();
    expect(await faultOfCall(retried(failing(code), patience, clock))).toMatchObject({ code });
    expect(clock.slept).toEqual([]);
  });
});

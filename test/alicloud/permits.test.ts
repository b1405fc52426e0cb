import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPermits, type Permit, RATE_LIMIT, type RateLimit } from '../../src/alicloud/permits.ts';
import { TIMINGS } from '../../src/workflow/timings.ts';
import { tickingTimer } from './ticking.ts';
import { faultOfCall } from './wire.ts';

const LIMIT: RateLimit = { inFlight: 2, waiting: 3, maxWaitMs: 60_000, pauseMs: 500, maxPauseMs: 15_000 };

/** Calls by a name of the test; `went` has those that got a permit, in that order. */
function setUp(limit: Partial<RateLimit> = {}, chance = 1) {
  const timer = tickingTimer(chance);
  const permits = createPermits({ ...LIMIT, ...limit }, timer);
  const held = new Map<string, Permit>();
  const went: string[] = [];
  const ask = (name: string, action = 'DescribePrice', account = 'main') => {
    const asked = permits.acquire(account, action).then((permit) => {
      held.set(name, permit);
      went.push(name);
    });
    asked.catch(() => undefined);
    return asked;
  };
  const end = async (name: string, how?: 'succeeded' | 'backOff') => {
    if (how !== undefined) held.get(name)?.[how]();
    held.get(name)?.release();
    await timer.tick(0);
  };
  /** One call that the cloud refuses because there are too many. */
  const refused = async (name: string, action?: string) => {
    await ask(name, action);
    await end(name, 'backOff');
  };
  return { timer, ask, end, refused, went };
}

const QUEUE_FULL = { code: 'LocalQueueFull', arrived: 'no', retry: 'soon' };

describe('permits', () => {
  it('are given at once up to the cap, then in the order of asking as calls end', async () => {
    const { timer, ask, end, went } = setUp();
    for (const name of ['a', 'b', 'c', 'd', 'e']) void ask(name, name === 'd' ? 'DescribeInstances' : 'DescribePrice');
    await timer.tick(0);
    expect(went).toEqual(['a', 'b']);
    await end('b');
    expect(went).toEqual(['a', 'b', 'c']);
    await end('a');
    await end('c');
    expect(went).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(timer.pending()).toBe(0);
  });

  it('are counted for each account', async () => {
    const { timer, ask, went } = setUp({ inFlight: 1 });
    void ask('a');
    void ask('b');
    void ask('c', 'DescribePrice', 'second');
    await timer.tick(0);
    expect(went).toEqual(['a', 'c']);
  });

  it('are refused at once where too many wait, as to a call that never left', async () => {
    const { ask, end, timer, went } = setUp();
    for (const name of ['a', 'b', 'c', 'd', 'e']) void ask(name);
    expect(await faultOfCall(ask('f'))).toMatchObject(QUEUE_FULL);
    for (const name of ['a', 'b', 'c', 'd', 'e']) await end(name);
    expect(went).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(timer.pending()).toBe(0);
  });

  it('are refused after the longest wait, and not before', async () => {
    const { ask, timer, went, end } = setUp({ inFlight: 1, maxWaitMs: 1000 });
    await ask('a');
    const late = faultOfCall(ask('b'));
    await timer.tick(600);
    void ask('c');
    await timer.tick(399);
    expect(timer.pending()).toBe(1);
    await timer.tick(1);
    expect(await late).toMatchObject(QUEUE_FULL);
    await end('a');
    expect(went).toEqual(['a', 'c']);
  });

  it('leave enough of the lease of an order for its key and its call', () => {
    // A key takes 15 s at most (`credentials.ts`), the call 20 s and one of grace (`rpc-sender.ts`).
    expect(RATE_LIMIT.maxWaitMs + 15_000 + 21_000).toBeLessThan(TIMINGS.lease);
    expect(RATE_LIMIT.maxPauseMs).toBeLessThanOrEqual(RATE_LIMIT.maxWaitMs);
  });

  it('never exceed the cap, and reach every call in the end, however calls end', async () => {
    const outcome = fc.constantFrom(undefined, 'succeeded' as const, 'backOff' as const);
    const calls = fc.array(fc.tuple(fc.constantFrom('A', 'B'), outcome, fc.nat(2000)), { maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(calls, async (given) => {
        const timer = tickingTimer();
        const permits = createPermits({ ...LIMIT, inFlight: 3, waiting: 30, maxWaitMs: 10_000_000 }, timer);
        let inFlight = 0;
        let most = 0;
        const done = given.map(async ([action, how, ms]) => {
          const permit = await permits.acquire('main', action);
          most = Math.max(most, ++inFlight);
          await new Promise<void>((resolve) => timer.schedule(ms, resolve));
          inFlight -= 1;
          if (how !== undefined) permit[how]();
          permit.release();
        });
        await timer.tick(1_000_000);
        await Promise.all(done);
        expect(most).toBeLessThanOrEqual(3);
        expect(timer.pending()).toBe(0);
      }),
      { numRuns: 50 },
    );
  });
});

describe('after the cloud asked for fewer calls', () => {
  it('those of this API wait, and no others', async () => {
    const { refused, ask, timer, went } = setUp();
    await refused('a');
    void ask('b');
    void ask('c', 'DescribeInstances');
    void ask('d', 'DescribePrice', 'second');
    await timer.tick(499);
    expect(went).toEqual(['a', 'c', 'd']);
    await timer.tick(1);
    expect(went).toEqual(['a', 'c', 'd', 'b']);
  });

  it('one call goes first, then one more with each that succeeds', async () => {
    const { refused, ask, timer, went, end } = setUp({ inFlight: 4, waiting: 20 });
    await refused('a');
    for (const name of ['b', 'c', 'd', 'e', 'f', 'g', 'h']) void ask(name);
    await timer.tick(500);
    expect(went).toEqual(['a', 'b']);
    await end('b', 'succeeded');
    expect(went).toEqual(['a', 'b', 'c', 'd']);
    await end('c', 'succeeded');
    expect(went).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
    await end('d', 'succeeded');
    expect(went).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']);
  });

  it('a call that neither succeeds nor is refused makes room for the next one alone', async () => {
    const { refused, ask, timer, went, end } = setUp();
    await refused('a');
    for (const name of ['b', 'c', 'd']) void ask(name);
    await timer.tick(500);
    await end('b');
    expect(went).toEqual(['a', 'b', 'c']);
  });

  /** When the only call that waits goes, after each refusal. */
  const pauses = async (count: number, chance = 1) => {
    const { refused, ask, end, timer } = setUp({}, chance);
    await refused('0');
    const waits: number[] = [];
    for (let number = 1; number <= count; number += 1) {
      const began = timer.now();
      let at = -1;
      void ask(String(number)).then(() => (at = timer.now()));
      await timer.tick(20_000);
      waits.push(at - began);
      await end(String(number), 'backOff');
    }
    return waits;
  };

  it('the pause is twice as long with each refusal in a row, 15 s at most', async () => {
    expect(await pauses(8)).toEqual([500, 1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
  });

  it.each([
    [0, [250, 500]],
    [0.5, [375, 750]],
    [1, [500, 1000]],
  ])('by chance %s it is between half of it and all of it', async (chance, expected) => {
    expect(await pauses(2, chance)).toEqual(expected);
  });

  it('the pause begins small again after a success', async () => {
    const { refused, ask, timer, end, went } = setUp();
    await refused('a');
    for (const [name, ms] of Object.entries({ b: 500, c: 1000, d: 2000 })) {
      void ask(name);
      await timer.tick(ms);
      await end(name, name === 'd' ? 'succeeded' : 'backOff');
    }
    await refused('e');
    void ask('f');
    await timer.tick(500);
    expect(went).toEqual(['a', 'b', 'c', 'd', 'e', 'f']);
  });

  it('calls that left before count once together, and end no pause', async () => {
    const { ask, timer, end, went } = setUp({ inFlight: 3 });
    for (const name of ['a', 'b', 'c']) await ask(name);
    await end('a', 'backOff');
    await end('b', 'backOff');
    await end('c', 'succeeded');
    void ask('d');
    await timer.tick(499);
    expect(went).toEqual(['a', 'b', 'c']);
    await timer.tick(1);
    expect(went).toEqual(['a', 'b', 'c', 'd']);
  });
});

import { describe, expect, it } from 'vitest';
import { clientFault } from '../../src/alicloud/errors.ts';
import { retried } from '../../src/alicloud/retry.ts';
import { faultOfCall } from './wire.ts';

/** A timer that only waiting moves. */
function waiter() {
  const waited: number[] = [];
  const timer = {
    at: 0,
    waited,
    now: () => timer.at,
    random: () => 0.5,
    schedule: (ms: number, task: () => void) => {
      waited.push(ms);
      timer.at += ms;
      task();
      return () => undefined;
    },
  };
  return timer;
}

describe('a retry policy', () => {
  const failing = (...codes: string[]) => {
    const rest = [...codes];
    return async () => {
      const code = rest.shift();
      if (code !== undefined) throw clientFault(code);
      return Promise.resolve('read');
    };
  };

  it('waits a growing, jittered time between tries', async () => {
    const timer = waiter();
    const policy = { tries: 3, budgetMs: 60_000, baseMs: 100 };
    expect(await retried(failing('ECONNRESET', 'Throttling'), policy, timer)).toBe('read');
    expect(timer.waited).toEqual([50, 100]);
  });

  it.each([
    ['a refusal', 'Forbidden.RAM', { tries: 3, budgetMs: 60_000, baseMs: 100 }],
    ['an instance that must change first', 'Task.Conflict', { tries: 3, budgetMs: 60_000, baseMs: 100 }],
    ['the last try', 'ECONNRESET', { tries: 1, budgetMs: 60_000, baseMs: 100 }],
    ['the end of the budget', 'ECONNRESET', { tries: 3, budgetMs: 40, baseMs: 100 }],
  ])('ends with %s', async (_name, code, policy) => {
    const timer = waiter();
    expect(await faultOfCall(retried(failing(code), policy, timer))).toMatchObject({ code });
    expect(timer.waited).toEqual([]);
  });
});

import { describe, expect, test, vi } from 'vitest';
import type { Change } from '../../../src/core/value/change.ts';
import { CloudFault } from '../../../src/core/faults.ts';
import type { Rule } from '../../../src/core/policy/policy-model.ts';
import type { People } from '../../../src/workflow/ports.ts';
import { createQuotes } from '../../../src/workflow/ask/quotes.ts';
import { aChange, anInstance, DEV, minutesAfter } from '../../builders.ts';
import { aPolicy, aQuorum, aRule, user } from '../../core/policy/policy-builders.ts';
import { aWorld } from '../../world.ts';

/** With the best coupon it costs 30, else 42. */
function quotes(
  force: Rule['force'],
  { fails = false, classes = ['*'], windows = [] as Rule['windows'], rules = undefined as Rule[] | undefined } = {},
) {
  const asked: string[] = [];
  const rule = aRule({ instances: {}, change: { classes }, force, windows });
  const policy = aPolicy(rules ?? [rule], { groups: { dev: [user(DEV.userId)] } });
  const quote = (_: unknown, { coupon }: Change) => {
    asked.push(coupon);
    if (fails) return Promise.reject(new CloudFault({ code: 'Throttling', arrived: 'no', retry: 'later' }));
    const tradeAmount = coupon === 'best' ? '30' : '42';
    return Promise.resolve({ currency: 'CNY', originalAmount: '42', discountAmount: '0', tradeAmount });
  };
  const world = aWorld({ cloud: { quote }, policy: () => policy });
  const find = () => Promise.resolve({ kind: 'found', facts: anInstance() } as const);
  const ask = (change = aChange()) => createQuotes(world, find)(DEV, 'r-bp1zxszhcgatnx', undefined, change);
  return { ask, asked };
}

const RULE = { name: 'rule', line: 10 };

test('a price counts in the coupon that the rule sets, and says who set it', async () => {
  const { ask, asked } = quotes({ coupon: 'best' });
  expect(await ask()).toMatchObject({
    kind: 'quoted',
    quote: { tradeAmount: '30' },
    forced: { rule: RULE, flags: { coupon: 'best' } },
  });
  expect(asked).toEqual(['none', 'best']);
});

test('it is asked for once where what is set does not matter to it', async () => {
  const { ask, asked } = quotes({ autoPay: false });
  expect(await ask()).toMatchObject({ quote: { tradeAmount: '42' }, forced: { flags: { autoPay: false } } });
  expect(asked).toEqual(['none']);
});

test('without a price it is told all the same what is set', async () => {
  const { ask, asked } = quotes({ autoPay: false }, { fails: true });
  expect(await ask()).toMatchObject({ kind: 'none', code: 'Throttling', forced: { rule: RULE } });
  expect(asked).toEqual(['none']);
});

test('the length of a temporary change counts from its start, as it will when the form is sent', async () => {
  const policy = aPolicy([aRule({ instances: {}, change: { maxDurationMs: 2 * 3_600_000 } })], {
    groups: { dev: [user(DEV.userId)] },
  });
  const quote = () => Promise.reject(new CloudFault({ code: 'Throttling', arrived: 'no', retry: 'later' }));
  const find = () => Promise.resolve({ kind: 'found', facts: anInstance() } as const);
  const ask = createQuotes(aWorld({ cloud: { quote }, policy: () => policy }), find);
  const change = aChange({ until: { kind: 'instant', at: minutesAfter(300).toISOString() } });
  const verdict = async (startAt?: string) =>
    (await ask(DEV, 'r-bp1zxszhcgatnx', undefined, change, undefined, startAt)).verdict?.kind;
  expect(await verdict()).toBe('denied');
  expect(await verdict(minutesAfter(200).toISOString())).toBe('allowed');
});

test('it shows when the order would be placed', async () => {
  const atNight = { days: ['mon'], from: '02:00', to: '04:00', zone: 'Asia/Shanghai' } as const;
  const { ask } = quotes({}, { windows: [atNight] });
  expect((await ask()).timing).toMatchObject({ kind: 'later', because: 'window' });
  expect((await quotes({}).ask()).timing).toEqual({ kind: 'now' });
});

test('nothing is set where no rule sets anything, or none allows it', async () => {
  expect((await quotes({}).ask()).forced).toBeUndefined();
  expect((await quotes({ coupon: 'best' }, { classes: ['tair.*'] }).ask()).forced).toBeUndefined();
});

test('what a rule sets may move the price out of that rule: the form names the one that decides when it is sent', async () => {
  const alone = aRule({ instances: {}, change: { maxPrice: '35' }, force: { coupon: 'none' } });
  const { ask } = quotes({}, { rules: [alone, aRule({ name: 'any price', instances: {} })] });
  const { verdict } = await ask(aChange({ coupon: 'best' }));
  expect(verdict).toMatchObject({ kind: 'allowed', rule: { name: 'any price' } });
});

describe('whoever of a group could press no button', () => {
  const NEEDS_BOSS = aRule({ instances: {}, approval: aQuorum({ from: ['boss'] }) });
  const asking = (standing: People['standing']) => {
    const policy = aPolicy([NEEDS_BOSS], { groups: { dev: [user(DEV.userId)], boss: [user('UBOSS')] } });
    const quote = () => Promise.reject(new CloudFault({ code: 'Throttling', arrived: 'no', retry: 'later' }));
    const world = aWorld({ cloud: { quote }, policy: () => policy, people: { standing } });
    const find = () => Promise.resolve({ kind: 'found', facts: anInstance() } as const);
    return createQuotes(world, find)(DEV, 'r-bp1zxszhcgatnx', undefined, aChange());
  };

  test('counts as little on the form as when it is sent', async () => {
    const { verdict } = await asking(() => Promise.resolve({ kind: 'refused', reason: 'deactivated' }));
    expect(verdict).toMatchObject({ kind: 'denied', reason: 'too_few_approvers' });
  });

  test('is not waited for', async () => {
    vi.useFakeTimers();
    const asked = asking(() => new Promise(() => undefined));
    await vi.advanceTimersByTimeAsync(1_000);
    vi.useRealTimers();
    expect((await asked).verdict).toMatchObject({ kind: 'allowed' });
  });
});

import { expect, test } from 'vitest';
import { digestOf } from '../../../src/core/policy/digest.ts';
import type { Lock, ResizeRequest } from '../../../src/core/request/request.ts';
import type { State } from '../../../src/core/request/state.ts';
import type { Verdict } from '../../../src/core/policy/verdict.ts';
import { claim } from '../../../src/workflow/steps/claim.ts';
import type { Records } from '../../../src/workflow/ports.ts';
import { aPolicy } from '../../core/policy/policy-builders.ts';
import { aRequest, anInstance, DEV, NOON, SRE } from '../../builders.ts';
import { aWorld } from '../../world.ts';

const REQUEST = aRequest({ state: 'approved' });
const QUOTE = { currency: 'CNY', originalAmount: '40', discountAmount: '0', tradeAmount: '40' };
const LIMIT = { currency: 'CNY', max: '100' };
const LOCK: Lock = { instance: anInstance(), by: SRE, at: NOON.toISOString(), reason: 'sale' };

interface Beside {
  readonly lock?: Lock;
  readonly others?: readonly ResizeRequest[];
  readonly now?: Partial<ResizeRequest>;
  readonly breakGlass?: boolean;
  /** Milliseconds since the facts were read. */
  readonly age?: number;
}

/** Claims with what the transaction finds beside the record; the rules allow what 100 CNY of others leave room for. */
async function claimed({ lock, others = [], now = {}, breakGlass = false, age = 0 }: Beside) {
  const limits = { openPerInstance: 1, priceDrift: 0, monthlySpend: [LIMIT] } as const;
  const counted: unknown[] = [];
  const claimOrder: Records['claimOrder'] = (_, filters, decide) => {
    counted.push(...filters);
    const request = { ...REQUEST, ...now };
    const step = decide(request, { lock, counted: filters.map((_filter, index) => (index === 0 ? others : [])) });
    const patch = step.kind === 'update' ? step.patch : {};
    return Promise.resolve({ result: step.result, request: { ...request, ...patch } });
  };
  const jobs: unknown[] = [];
  const enqueue: Records['enqueue'] = (job) => Promise.resolve(void jobs.push(job));
  const policy = aPolicy([], { limits });
  const world = aWorld({ policy: () => policy, records: { claimOrder, enqueue } });
  const allowed = {
    kind: 'allowed',
    rule: REQUEST.rule,
    need: REQUEST.need,
    change: REQUEST.change,
    breakGlass,
  } as const;
  const withSpending = (spent: readonly { quote: { tradeAmount: string } | undefined }[] | undefined): Verdict => {
    const sum = (spent ?? []).reduce((total, { quote }) => total + Number(quote?.tradeAmount), 0);
    const over = { kind: 'denied', reason: 'over_monthly_spend', nearest: undefined, approvers: undefined } as const;
    return sum + 40 <= 100 ? allowed : { ...over, limit: LIMIT };
  };
  const evaluation = {
    kind: 'allowed',
    verdict: allowed,
    version: '',
    policy,
    directory: new Map(),
    isGone: () => false,
    withSpending,
  } as const;
  const go = {
    kind: 'go',
    facts: REQUEST.before,
    quote: QUOTE,
    evaluation,
    readAt: new Date(NOON.getTime() - age),
  } as const;
  return { counted, jobs, claimed: await claim(world, REQUEST, go, { A: 'b' }) };
}

const ordering = (amount: string, state: State = 'ordering'): ResizeRequest =>
  aRequest({ id: 'rr-00000001', state, orderQuote: { ...QUOTE, tradeAmount: amount }, requester: DEV });

test('the claim writes down the price that the order is placed at', async () => {
  expect(await claimed({ others: [ordering('60')] })).toMatchObject({
    claimed: { kind: 'claimed', request: { orderQuote: QUOTE, spec: { A: 'b' } } },
  });
});

test('a lock that came after the look holds it all the same', async () => {
  expect(await claimed({ lock: LOCK })).toMatchObject({ claimed: { kind: 'locked', lock: LOCK } });
  expect(await claimed({ lock: LOCK, breakGlass: true })).toMatchObject({ claimed: { kind: 'locked' } });
});

test('so does an order that was claimed after the look and leaves no room; it is counted at its own price', async () => {
  expect(await claimed({ others: [ordering('60.01')] })).toMatchObject({
    claimed: { kind: 'impossible', failure: { code: 'OverMonthlySpend', limit: LIMIT } },
  });
});

test('itself does not count against itself', async () => {
  expect(
    await claimed({ others: [{ ...REQUEST, state: 'ordering', quote: { ...QUOTE, tradeAmount: '99' } }] }),
  ).toMatchObject({
    claimed: { kind: 'claimed' },
  });
});

test('only what is ordered is counted, and in an emergency nothing', async () => {
  expect((await claimed({})).counted).toMatchObject([
    { states: ['ordering', 'unknown'] },
    { placed: { from: '2026-11-01T00:00:00.000Z' } },
  ]);
  expect((await claimed({ breakGlass: true })).counted).toEqual([]);
});

test('whoever sees another request than was looked at has lost', async () => {
  expect(await claimed({ now: { state: 'withdrawn' } })).toMatchObject({ claimed: { kind: 'lost' } });
  const quote = { ...QUOTE, tradeAmount: '41' };
  expect(digestOf({ ...REQUEST, quote })).not.toBe(digestOf(REQUEST));
  expect(await claimed({ now: { quote } })).toMatchObject({ claimed: { kind: 'lost' } });
});

test('facts that are older than half a minute are read again before anything is ordered', async () => {
  expect(await claimed({ age: 30_000 })).toMatchObject({ claimed: { kind: 'claimed' }, jobs: [] });
  expect(await claimed({ age: 30_001 })).toMatchObject({
    claimed: { kind: 'lost' },
    jobs: [{ queue: 'order', id: REQUEST.id }],
  });
});

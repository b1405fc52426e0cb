import { describe, expect, it } from 'vitest';
import { obstacleOf } from '../../../src/core/policy/break-glass.ts';
import type { Window } from '../../../src/core/policy/policy-model.ts';
import type { DenyReason, Verdict } from '../../../src/core/policy/verdict.ts';
import type { ChatFreeze } from '../../../src/core/request/request.ts';
import { aNeed, SRE } from '../../builders.ts';
import { aPolicy, aQuestion, aRule } from './policy-builders.ts';

/** A Monday. */
const NOW = new Date('2026-11-23T12:00:00.000Z');
const OPEN: Window = { days: ['mon'], from: '08:00', to: '20:00', zone: 'UTC' };
const SHUT: Window = { ...OPEN, days: ['tue'] };
const FREEZE = { from: '2026-11-23T00:00:00Z', to: '2026-11-24T00:00:00Z', reason: 'sale', except: [] };

const denied = (reason: DenyReason): Verdict => ({ kind: 'denied', reason, nearest: undefined, approvers: undefined });
const NEED = aNeed({ count: 0, from: [] });
const CHANGE = {
  targetClass: 'redis.master.mid.default',
  autoPay: true,
  coupon: 'none',
  effectiveTime: 'Immediately',
  forceUpgrade: false,
  businessInfo: undefined,
} as const;
const ALLOWED: Verdict = {
  kind: 'allowed',
  rule: { name: 'rule', line: 10 },
  need: NEED,
  change: CHANGE,
  breakGlass: false,
};
const MISFIT = { targetClass: 'x', used: 2, limit: 1, shard: false, smallest: undefined };

interface Beside {
  readonly misfit?: boolean;
  readonly windows?: readonly Window[];
  readonly frozen?: boolean;
  /** It only gives a temporary change another end. */
  readonly prolongs?: boolean;
  /** From Slack. */
  readonly freeze?: ChatFreeze;
}

function obstacle(verdict: Verdict, { misfit = false, windows = [OPEN], ...beside }: Beside = {}) {
  const { frozen = false, freeze, prolongs = false } = beside;
  const policy = aPolicy([aRule({ windows })], { freezes: frozen ? [FREEZE] : [] });
  const prolongsSince = prolongs ? '2026-11-20T12:00:00.000Z' : undefined;
  const judged = { verdict, policy, question: { ...aQuestion({ now: NOW }), freeze, prolongsSince } };
  return obstacleOf(judged, misfit ? MISFIT : undefined);
}

describe('what an emergency could pass', () => {
  it.each(['no_rule', 'over_monthly_spend', 'spend_unknown', 'price_unknown'] as const)('%s', (reason) => {
    expect(obstacle(denied(reason))).toEqual({ despite: reason });
  });

  it.each(['deny_rule', 'too_few_approvers', 'approvers_unknown'] as const)('is not %s', (reason) => {
    expect(obstacle(denied(reason))).toBeUndefined();
  });

  it('is a class that is too small, a shut window and a freeze, with the end of the wait', () => {
    expect(obstacle(ALLOWED, { misfit: true, frozen: true })).toEqual({ despite: 'does_not_fit' });
    expect(obstacle(ALLOWED, { windows: [SHUT] })).toEqual({
      despite: 'window',
      notBefore: '2026-11-24T08:00:00.000Z',
    });
    expect(obstacle(ALLOWED, { windows: [], frozen: true })).toEqual({
      despite: 'freeze',
      notBefore: '2026-11-24T00:00:00.000Z',
    });
  });

  it.each<readonly [what: string, until: string | undefined, windows: readonly Window[], expected: object]>([
    [
      'a freeze from Slack',
      '2026-11-23T13:00:00.000Z',
      [OPEN],
      { despite: 'freeze', notBefore: '2026-11-23T13:00:00.000Z' },
    ],
    ['one without an end', undefined, [SHUT], { despite: 'freeze' }],
    ['one that ends before the window opens', '2026-11-23T13:00:00.000Z', [SHUT], { despite: 'window' }],
    ['one that ends after it opens', '2026-11-25T00:00:00.000Z', [SHUT], { despite: 'freeze' }],
  ])('is %s', (_, until, windows, expected) => {
    const freeze = { by: SRE, at: NOW.toISOString(), reason: 'sale', ...(until === undefined ? {} : { until }) };
    expect(obstacle(ALLOWED, { windows, freeze })).toMatchObject(expected);
    expect(obstacle(denied('deny_rule'), { freeze })).toBeUndefined();
  });

  it('is for another end of a temporary change what denies it, and nothing that would hold an order', () => {
    expect(obstacle(denied('no_rule'), { prolongs: true })).toEqual({ despite: 'no_rule' });
    expect(obstacle(ALLOWED, { prolongs: true, misfit: true, windows: [SHUT], frozen: true })).toBeUndefined();
  });

  it('is nothing where nothing stands in the way', () => {
    expect(obstacle(ALLOWED)).toBeUndefined();
  });
});

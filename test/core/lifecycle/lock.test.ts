import { describe, expect, test } from 'vitest';
import {
  holdForStop,
  liftFreeze,
  liftLock,
  mayFreeze,
  mayLock,
  showFreeze,
  showLock,
} from '../../../src/core/lifecycle/lock.ts';
import { claimAttempt, hold } from '../../../src/core/lifecycle/order-decisions.ts';
import { digestOf } from '../../../src/core/policy/digest.ts';
import type { ChatFreeze, Lock } from '../../../src/core/request/request.ts';
import { type State, STATES } from '../../../src/core/request/state.ts';
import { anInstance as anOrdersCache, aRequest, minutesAfter, NOON, SRE } from '../../builders.ts';
import { aDirectory, anInstance, aPerson, aPolicy } from '../policy/policy-builders.ts';

describe('the right to lock', () => {
  const policy = aPolicy([], {
    locks: [
      { who: ['sre'], instances: { tags: { env: 'prod' } } },
      { who: ['dev', 'sre'], instances: { tags: { env: 'stage' } } },
      { who: ['boss'], instances: { tags: { env: 'test' } } },
    ],
  });
  const right = (by: string, env: string, directory = aDirectory()) =>
    mayLock(policy, aPerson(by), anInstance({ tags: { env } }), directory);

  test.each([
    ['is for those a rule names', 'USRE1', 'prod', { kind: 'may' }],
    ['is for nobody else, who is told for whom', 'UDEV', 'prod', { kind: 'may_not', groups: ['sre'] }],
    ['is for the instances it names', 'USRE1', 'test', { kind: 'may_not', groups: ['boss'] }],
    ['is nobody’s where no rule is', 'USRE1', 'dev', { kind: 'may_not', groups: [] }],
  ])('%s', (_, by, env, expected) => {
    expect(right(by, env)).toEqual(expected);
  });

  test('is nobody’s while the group cannot be read', () => {
    expect(right('USRE1', 'prod', aDirectory({ SSRE: 'unknown' }))).toEqual({ kind: 'unknown', groups: ['sre'] });
  });

  test('is denied without any rule', () => {
    expect(mayLock(aPolicy([]), aPerson('UBOSS'), anInstance(), aDirectory())).toMatchObject({ kind: 'may_not' });
  });
});

const LOCK: Lock = { instance: anOrdersCache(), by: SRE, at: NOON.toISOString(), reason: 'sale' };
const SHOWN = { by: SRE, at: LOCK.at, reason: 'sale' };
const BEFORE_ORDER: readonly State[] = ['pending', 'approved'];

describe('a lock', () => {
  test.each(STATES)('touches a request that is %s only before its order', (state) => {
    const request = aRequest({ state, lock: { ...SHOWN, holds: false } });
    const kind = BEFORE_ORDER.includes(state) ? 'update' : 'keep';
    expect(showLock(request, LOCK).kind).toBe(kind);
    expect(liftLock(request, SRE).kind).toBe(kind);
    expect(holdForStop(request, LOCK).kind).toBe(state === 'approved' ? 'update' : 'keep');
  });

  test('holds an approved request, which is said once for each lock', () => {
    const step = holdForStop(aRequest({ state: 'approved', notBefore: LOCK.at }), LOCK);
    expect(step).toMatchObject({
      patch: { lock: { ...SHOWN, holds: true }, notBefore: undefined, waits: undefined },
      events: [{ kind: 'held', data: { because: 'lock', reason: 'sale', by: SRE.userId } }],
    });
    const held = aRequest({ state: 'approved', lock: { ...SHOWN, holds: true } });
    expect(holdForStop(held, LOCK).kind).toBe('keep');
    expect(holdForStop(held, { ...LOCK, at: minutesAfter(1).toISOString() }).kind).toBe('update');
  });

  test('that is gone has the order looked at', () => {
    const step = liftLock(aRequest({ state: 'approved', lock: { ...SHOWN, holds: true } }), SRE);
    expect(step).toMatchObject({
      patch: { lock: undefined },
      jobs: [{ queue: 'order', id: 'rr-7k3f9qx2' }],
      events: [{ kind: 'unlocked', actor: SRE }],
    });
    expect(liftLock(aRequest(), SRE)).toMatchObject({ jobs: [] });
    expect(liftLock(aRequest(), SRE)).not.toHaveProperty('patch.notBefore');
  });

  test('leaves the card when a window holds the request, or its order goes out', () => {
    const request = aRequest({ state: 'approved', lock: { ...SHOWN, holds: true } });
    const timing = { kind: 'later', notBefore: minutesAfter(9).toISOString(), because: 'window', reason: '' } as const;
    expect(hold(request, timing)).toMatchObject({ patch: { lock: undefined } });
    const seen = { attempts: 0, digest: digestOf(request), spec: {}, now: NOON, leaseMs: 1 };
    expect(claimAttempt(request, seen)).toMatchObject({ patch: { lock: undefined } });
  });
});

describe('a freeze from Slack', () => {
  const FREEZE: ChatFreeze = { by: SRE, at: NOON.toISOString(), reason: 'sale', until: minutesAfter(60).toISOString() };
  const FROZEN = { ...FREEZE, everywhere: true, holds: false } as const;

  test.each([
    ['is for those the configuration names', ['sre'], 'USRE1', 'may'],
    ['is for nobody else', ['sre'], 'UDEV', 'may_not'],
    ['is nobody’s without `freezers`', [], 'UBOSS', 'may_not'],
  ])('%s', (_, freezers, by, kind) => {
    expect(mayFreeze(aPolicy([], { freezers }), aPerson(by), aDirectory()).kind).toBe(kind);
  });

  test.each<readonly [what: string, over: Parameters<typeof aRequest>[0], shown: boolean]>([
    ['pending', { state: 'pending' }, true],
    ['approved', { state: 'approved' }, true],
    ['an order that is out', { state: 'ordering' }, false],
    ['an emergency', { state: 'approved', breakGlass: { reason: 'outage', despite: 'freeze' } }, false],
    ['a locked instance', { state: 'approved', lock: { ...SHOWN, holds: true } }, false],
    ['another freeze', { state: 'approved', lock: { ...FROZEN, reason: 'before', holds: true } }, true],
  ])('is shown by %s: %s', (_, over, shown) => {
    const step = showFreeze(aRequest(over), FREEZE);
    expect(step.kind).toBe(shown ? 'update' : 'keep');
    if (shown) expect(step).toMatchObject({ patch: { lock: FROZEN }, events: [] });
  });

  test('holds an approved request, and says until when', () => {
    expect(holdForStop(aRequest({ state: 'approved' }), FREEZE)).toMatchObject({
      patch: { lock: { ...FROZEN, holds: true } },
      events: [{ kind: 'held', data: { because: 'freeze', by: SRE.userId, notBefore: FREEZE.until } }],
    });
  });

  test('that is gone has what it held ordered; a lock stays', () => {
    const held = aRequest({ state: 'approved', lock: { ...FROZEN, holds: true } });
    expect(liftFreeze(held, 'bot')).toMatchObject({
      patch: { lock: undefined },
      events: [{ kind: 'unfrozen', actor: 'bot' }],
      jobs: [{ queue: 'order' }, { queue: 'publish' }],
    });
    expect(liftFreeze(aRequest({ lock: FROZEN }), SRE)).toMatchObject({
      events: [],
      jobs: [{ queue: 'publish' }],
    });
    expect(liftFreeze(aRequest({ state: 'approved', lock: { ...SHOWN, holds: true } }), SRE).kind).toBe('keep');
  });
});

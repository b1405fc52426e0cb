import { Big } from 'big.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { claimAttempt } from '../../../src/core/lifecycle/order-decisions.ts';
import { digestOf, ruleVersion } from '../../../src/core/policy/digest.ts';
import type { Policy } from '../../../src/core/policy/policy-model.ts';
import { needOf } from '../../../src/core/policy/quorum.ts';
import type { Person } from '../../../src/core/request/request.ts';
import type { Quote } from '../../../src/core/value/change.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import type { Press } from '../../../src/workflow/ports.ts';
import { carryOut } from '../../../src/workflow/steps/clicks.ts';
import { meetDeadline } from '../../../src/workflow/steps/deadline.ts';
import { aDraft, anInstance, aVote, DEV, minutesAfter, NOON, SRE, SRE2 } from '../../builders.ts';
import { aPolicy, aQuorum, aRule, user } from '../../core/policy/policy-builders.ts';
import { freshDatabase } from '../../database.ts';
import { aWorld } from '../../world.ts';

const ID = 'rr-7k3f9qx2';
const HOUR = 3_600_000;
const PRICE: Quote = { currency: 'CNY', originalAmount: '42.10', discountAmount: '0', tradeAmount: '42.10' };
const person = (userId: string): Person => ({ ...SRE, userId });
const APPROVAL = aQuorum({
  from: ['sre'],
  over: [{ price: '500', parts: [{ from: ['finance'], count: 1 }] }],
  silent: ['oncall'],
  escalate: { afterMs: HOUR, to: ['lead'] },
  expiresMs: 24 * HOUR,
});
const POLICY: Policy = aPolicy([aRule({ instances: {}, approval: APPROVAL })], {
  groups: {
    dev: [user(DEV.userId)],
    sre: [user(SRE.userId), user(SRE2.userId)],
    finance: [user('U0CFO')],
    oncall: [user('U0ONCALL')],
    lead: [user('U0LEAD')],
  },
});

let store: Store;
let now: Date;

beforeEach(async () => {
  now = NOON;
  store = await openStore({ ...(await freshDatabase()), clock: { now: () => now }, onError: () => undefined });
});
afterEach(() => store.close(1000));

async function opened(state: 'pending' | 'approved'): Promise<void> {
  const rule = { name: 'rule', line: 10, version: ruleVersion(POLICY, { name: 'rule', line: 10 }), forced: undefined };
  const escalateAt = minutesAfter(60).toISOString();
  await store.records.open(
    aDraft({ state, need: needOf(APPROVAL, new Big(PRICE.tradeAmount)), rule, quote: PRICE, escalateAt }),
    'V1',
    [],
    [],
  );
}

const world = () =>
  aWorld({
    cloud: {
      instance: () => Promise.resolve(anInstance()),
      quote: () => Promise.resolve(PRICE),
      networkFacts: () => Promise.resolve({ directConnection: undefined, bandwidth: undefined }),
      usage: () => Promise.resolve(undefined),
    },
    records: store.records,
    policy: () => POLICY,
    clock: { now: () => now },
  });

async function presses(who: Person, button: Press['button'], reason = '') {
  const request = await store.records.get(ID);
  const click = { requestId: ID, person: who, button, reason, viewId: undefined, channelId: 'C1' } as const;
  return carryOut(world(), { ...click, id: `p-${who.userId}`, cardDigest: request && digestOf(request) });
}

const needFor = async () => (await store.records.get(ID))?.need;

describe('a rejection', () => {
  it.each([
    ['an approver', SRE.userId],
    ['a silent one', 'U0ONCALL'],
    ['whom only dearer changes need', 'U0CFO'],
    ['to whom it would be escalated', 'U0LEAD'],
  ])('stops what was approved, by %s', async (_, userId) => {
    await opened('approved');
    expect(await presses(person(userId), 'reject', 'the sale began')).toMatchObject({ kind: 'done' });
    const kept = await store.records.get(ID);
    expect(kept).toMatchObject({ state: 'rejected', rejection: { by: { userId }, reason: 'the sale began' } });
  });

  it.each([
    ['the requester', DEV.userId, 'own_request'],
    ['anyone else', 'U0SOMEONE', 'not_an_approver'],
  ])('is not for %s', async (_, userId, reason) => {
    await opened('approved');
    expect(await presses(person(userId), 'reject', 'no')).toMatchObject({ kind: 'refused', reason });
  });

  it('and the order never both happen, whichever comes first', async () => {
    await opened('approved');
    const request = await store.records.get(ID);
    const seen = {
      attempts: 0,
      digest: request ? digestOf(request) : '',
      quote: PRICE,
      spec: {},
      now,
      leaseMs: 1000,
    };
    const claims = Array.from({ length: 5 }, () =>
      store.records.claimOrder(ID, [], (locked) => claimAttempt(locked, seen)),
    );
    const rejections = [SRE, SRE2].map((by) => presses(by, 'reject', 'stop'));
    const [claimed, rejected] = await Promise.all([Promise.all(claims), Promise.all(rejections)]);
    const won = [
      ...claimed.filter((claim) => claim?.result === true),
      ...rejected.filter(({ kind }) => kind === 'done'),
    ];
    expect(won).toHaveLength(1);
    const kinds = (await store.records.events(ID)).map(({ kind }) => kind);
    expect(['sending', 'rejected'].filter((kind) => kinds.includes(kind as never))).toHaveLength(1);
  });
});

describe('an approval', () => {
  it('keeps its comment with the vote', async () => {
    await opened('pending');
    await presses(SRE, 'approve_comment', 'watch the replica lag');
    const [voted] = await store.records.events(ID);
    expect(voted).toMatchObject({ kind: 'voted', data: { comment: 'watch the replica lag' } });
  });

  it('counts of the silent ones', async () => {
    await opened('pending');
    expect(await presses(person('U0ONCALL'), 'approve')).toMatchObject({
      kind: 'done',
      request: { state: 'approved' },
    });
  });

  it('counts of those of the escalation from its time on', async () => {
    await opened('pending');
    expect(await presses(person('U0LEAD'), 'approve')).toMatchObject({ reason: 'not_an_approver' });
    now = minutesAfter(60);
    await meetDeadline(world(), ID);
    expect(await needFor()).toMatchObject({ escalated: true, silent: ['oncall', 'lead'] });
    expect(await presses(person('U0LEAD'), 'approve')).toMatchObject({ kind: 'done', request: { state: 'approved' } });
    expect((await store.records.events(ID)).map(({ kind }) => kind)).toEqual(['escalated', 'voted', 'approved']);
  });

  it('of one who voted before stays, when another rejects', async () => {
    await opened('pending');
    await presses(SRE, 'approve');
    await presses(SRE2, 'reject', 'not today');
    expect(await store.records.get(ID)).toMatchObject({ state: 'rejected', votes: [{ by: aVote(aDraft(), SRE).by }] });
  });
});

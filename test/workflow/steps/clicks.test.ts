import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientFault } from '../../../src/alicloud/errors.ts';
import { isBarred } from '../../../src/core/lifecycle/renewal.ts';
import { digestOf, ruleVersion } from '../../../src/core/policy/digest.ts';
import type { Policy } from '../../../src/core/policy/policy-model.ts';
import type { Person, ResizeRequest } from '../../../src/core/request/request.ts';
import type { Quote } from '../../../src/core/value/change.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import type { Cloud } from '../../../src/workflow/ports.ts';
import { carryOut } from '../../../src/workflow/steps/clicks.ts';
import { renewPendingRules } from '../../../src/workflow/steps/renew-rules.ts';
import type { World } from '../../../src/workflow/world.ts';
import { aDraft, anInstance, aNeed, DEV, NOON, SRE } from '../../builders.ts';
import { aPolicy, aQuorum, aRule, user } from '../../core/policy/policy-builders.ts';
import { freshDatabase } from '../../database.ts';
import { aWorld } from '../../world.ts';

const ID = 'rr-7k3f9qx2';
const TOM: Person = { ...SRE, userId: 'U0SRE2' };
const PRICE: Quote = { currency: 'CNY', originalAmount: '42.10', discountAmount: '0', tradeAmount: '42.10' };

let store: Store;
let now: Date;
let policy: Policy;
let reads: number;

beforeEach(async () => {
  now = NOON;
  reads = 0;
  policy = withRule(2);
  store = await openStore({ ...(await freshDatabase()), clock: { now: () => now }, onError: () => undefined });
  const rule = { name: 'rule', line: 10, version: ruleVersion(policy, { name: 'rule', line: 10 }), forced: undefined };
  const need = aNeed({ count: 2, from: ['sre'], parts: [{ from: ['sre'], count: 2 }] });
  await store.records.open(aDraft({ need, rule, quote: PRICE }), 'V1', [], []);
});
afterEach(() => store.close(1000));

function withRule(count: number): Policy {
  const approval = aQuorum({ parts: [{ from: ['sre'], count }] });
  return aPolicy([aRule({ instances: {}, approval })], {
    groups: { dev: [user(DEV.userId)], sre: [user(SRE.userId), user(TOM.userId), user('U0SRE3')] },
  });
}

function aReplica(cloud: Partial<Cloud> = {}): World {
  const everything: Partial<Cloud> = {
    instance: () => {
      reads += 1;
      return Promise.resolve(anInstance());
    },
    quote: () => Promise.resolve(PRICE),
    networkFacts: () => Promise.resolve({ directConnection: undefined, bandwidth: undefined }),
    usage: () => Promise.resolve(undefined),
    ...cloud,
  };
  return aWorld({ cloud: everything, records: store.records, policy: () => policy, clock: { now: () => now } });
}

const request = async (): Promise<ResizeRequest> => (await store.records.get(ID))!;

async function approves(person: Person, world: World) {
  const click = { requestId: ID, person, button: 'approve', reason: '', viewId: undefined, channelId: 'C1' } as const;
  return carryOut(world, { ...click, id: `p-${person.userId}`, cardDigest: digestOf(await request()) });
}

describe('the approval that decides', () => {
  it('is the only one that reads instance and price again', async () => {
    expect(await approves(SRE, aReplica())).toMatchObject({ kind: 'voted', missing: 1 });
    expect(reads).toBe(0);
    expect(await approves(TOM, aReplica())).toMatchObject({ kind: 'done', request: { state: 'approved' } });
    expect(reads).toBe(1);
  });

  it.each<[string, Partial<Cloud>, object]>([
    [
      'price',
      { quote: () => Promise.resolve({ ...PRICE, tradeAmount: '60' }) },
      { price: { was: { tradeAmount: '42.10' }, is: { tradeAmount: '60' } } },
    ],
    [
      'class',
      { instance: () => Promise.resolve(anInstance({ realClass: 'redis.master.large.default' })) },
      { class: { is: 'redis.master.large.default' } },
    ],
  ])('does not count where the %s moved: the card shows that first', async (_, cloud, drift) => {
    await approves(SRE, aReplica());
    expect(await approves(TOM, aReplica(cloud))).toMatchObject({ kind: 'refused', reason: 'card_changed', drift });
    expect(await request()).toMatchObject({ state: 'pending', votes: [] });
    const kinds = (await store.records.events(ID)).map(({ kind }) => kind);
    expect(kinds).toEqual(['voted', 'drift_detected']);
  });

  it('counts where nothing can be read: it is all read before the order', async () => {
    const silent = () => Promise.reject(clientFault('ECONNRESET'));
    await approves(SRE, aReplica());
    expect(await approves(TOM, aReplica({ instance: silent, quote: silent }))).toMatchObject({ kind: 'done' });
  });
});

describe('a changed rule', () => {
  it('is on the card before anyone clicks, so that the next click counts', async () => {
    await approves(SRE, aReplica());
    policy = withRule(1);
    await renewPendingRules(aReplica());
    expect(await request()).toMatchObject({ votes: [], need: { count: 1 }, drift: { rule: { is: 'rule' } } });
    expect(await approves(TOM, aReplica())).toMatchObject({ kind: 'done', request: { state: 'approved' } });
  });

  it('is said once, however many replicas notice', async () => {
    policy = withRule(1);
    await Promise.all([renewPendingRules(aReplica()), renewPendingRules(aReplica())]);
    await renewPendingRules(aReplica());
    expect((await store.records.events(ID)).map(({ kind }) => kind)).toEqual(['drift_detected']);
  });

  it('that no longer allows the request voids its votes and is said once; where it does again, the next click counts', async () => {
    await approves(SRE, aReplica());
    policy = aPolicy([], { groups: policy.groups });
    expect(await renewPendingRules(aReplica())).toBe(true);
    await renewPendingRules(aReplica());
    const barred = await request();
    expect(barred).toMatchObject({ state: 'pending', votes: [], drift: { rule: { was: 'rule' } } });
    expect(barred.remindAt).toBeUndefined();
    expect(isBarred(barred)).toBe(true);
    expect(await approves(SRE, aReplica())).toMatchObject({ kind: 'refused', reason: 'no_longer_allowed' });

    policy = withRule(1);
    await renewPendingRules(aReplica());
    expect(isBarred(await request())).toBe(false);
    expect(await approves(TOM, aReplica())).toMatchObject({ kind: 'done', request: { state: 'approved' } });
    const events = await store.records.events(ID);
    expect(events.filter(({ kind }) => kind === 'drift_detected').map(({ data }) => data)).toEqual([
      { wasRule: 'rule', voided: 1 },
      { wasRule: 'rule', isRule: 'rule', voided: 0 },
    ]);
  });

  it('that cannot be judged yet, or is edited again meanwhile, is judged later', async () => {
    const silent = { standing: () => Promise.resolve({ kind: 'refused', reason: 'person_unknown' } as const) };
    policy = aPolicy([], { groups: policy.groups });
    const world = aReplica();
    expect(await renewPendingRules({ ...world, people: { ...world.people, ...silent } })).toBe(false);
    let asked = 0;
    const first = policy;
    expect(await renewPendingRules({ ...world, policy: () => (asked++ === 0 ? first : withRule(2)) })).toBe(false);
    expect((await request()).drift).toBeUndefined();
  });

  it('that changes nothing for the request leaves its votes alone', async () => {
    await approves(SRE, aReplica());
    policy = { ...withRule(2), freezes: [] };
    await renewPendingRules(aReplica());
    expect((await request()).votes).toHaveLength(1);
  });
});

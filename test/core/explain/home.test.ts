import { describe, expect, it } from 'vitest';
import { type Home, type HomeFacts, homeOf, type OwnHome } from '../../../src/core/explain/home.ts';
import type { Policy, SpendLimit } from '../../../src/core/policy/policy-model.ts';
import type { Person, RequestId, ResizeRequest } from '../../../src/core/request/request.ts';
import type { State } from '../../../src/core/request/state.ts';
import { aNeed, anInstance, aRequest, aVote, NOON } from '../../builders.ts';
import { aDirectory, aPerson, aPolicy, aQuorum, aRule } from '../policy/policy-builders.ts';

const [DEV, SRE, BOSS, OTHER] = ['UDEV', 'USRE1', 'UBOSS', 'UOTHER'].map(aPerson) as [Person, Person, Person, Person];
const MINE = aRule({ name: 'mine', instances: { tags: { env: 'prod' } }, approval: aQuorum({ from: ['sre'] }) });
const FREEZE = { from: '2026-11-24T00:00:00Z', to: '2026-11-26T00:00:00Z', reason: 'sale', except: ['boss'] };

const NOTHING: HomeFacts = { open: [], recent: [], returning: [], locks: [], freeze: undefined, spending: [] };

function of(
  person: Person,
  facts: readonly ResizeRequest[],
  more: Partial<Policy> = {},
  recent: readonly ResizeRequest[] = [],
): Home {
  const read = { ...NOTHING, open: facts, recent };
  return homeOf(aPolicy([MINE], more), person, aDirectory(), NOON, read);
}

const ids = (all: readonly { readonly request: ResizeRequest }[]) => all.map(({ request }) => request.id);
const own = (home: Home): OwnHome => (home.kind === 'home' ? home : expect.fail(home.kind));

describe('whose Home shows which request with which buttons', () => {
  const pending = aRequest({ requester: DEV });
  const voted = { ...pending, votes: [aVote(pending, SRE)], need: aNeed({ count: 2 }) };
  it.each<[string, Person, ResizeRequest, string]>([
    ['an approver', SRE, pending, 'toDecide: approve approve_comment reject recheck'],
    ['an approver who voted', SRE, voted, ''],
    ['the requester', DEV, pending, 'own: withdraw recheck'],
    [
      'the requester who may approve',
      DEV,
      { ...pending, need: aNeed({ from: ['dev'], self: true }) },
      'toDecide: approve approve_comment reject withdraw recheck',
    ],
    ['another group', BOSS, pending, ''],
    ['a stranger', OTHER, pending, ''],
    ['the requester of an approved one', DEV, { ...pending, state: 'approved' }, 'own: withdraw recheck'],
    ['an approver of an approved one', SRE, { ...pending, state: 'approved' }, 'running'],
    ['an approver of a running one', SRE, { ...pending, state: 'changing' }, 'running'],
    ['an approver of an unclear one', SRE, { ...pending, state: 'unknown' }, 'toDecide: settle recheck'],
    ['the requester of an unclear one', DEV, { ...pending, state: 'unknown' }, 'own: recheck'],
    [
      'the requester of an unclear one that needed no approval',
      DEV,
      { ...pending, state: 'unknown', need: aNeed({ count: 0, from: [] }) },
      'toDecide: settle recheck',
    ],
  ])('%s', (_, person, request, shown) => {
    const home = of(person, [request]);
    const lists = home.kind === 'home' ? home : { toDecide: [], own: [], running: [] };
    const found = [
      ...lists.toDecide.map(({ buttons }) => `toDecide: ${buttons.join(' ')}`),
      ...lists.own.map(({ buttons }) => `own: ${buttons.join(' ')}`),
      ...lists.running.map(() => 'running'),
    ];
    expect(found.join()).toBe(shown);
  });

  it('a user group that cannot be read decides nothing', () => {
    const read = { ...NOTHING, open: [aRequest({ requester: DEV })] };
    expect(homeOf(aPolicy([MINE]), SRE, aDirectory({ SSRE: 'unknown' }), NOON, read)).toEqual({ kind: 'no_rights' });
  });
});

describe('a Home', () => {
  it('of a person whom nothing names is empty, also with requests of others', () => {
    expect(of(OTHER, [aRequest({ requester: DEV })])).toEqual({ kind: 'no_rights' });
  });

  it('of a person whose rights are gone still shows their own requests', () => {
    const home = own(of(OTHER, [aRequest({ requester: OTHER })]));
    expect(ids(home.own)).toEqual(['rr-7k3f9qx2']);
    expect(home.rights).toEqual({ requests: [], denials: [], approves: [], locks: [], freezes: false });
  });

  it('has the open ones of the person first, then the newest that ended, each once', () => {
    const request = (id: RequestId, state: State) => aRequest({ id, state, requester: DEV });
    const [open, done] = [request('rr-00000001', 'pending'), request('rr-00000002', 'completed')];
    expect(ids(own(of(DEV, [open], {}, [done, open])).own)).toEqual([open.id, done.id]);
  });

  it.each([
    [DEV, '2026-11-23T12:00:00Z', [{ freeze: FREEZE, exempt: false }]],
    [BOSS, '2026-11-25T12:00:00Z', [{ freeze: FREEZE, exempt: true }]],
    [DEV, '2026-11-26T00:00:00Z', []],
  ] as const)('of %j at %s has the freezes that are not over', (person, at, freezes) => {
    const policy = aPolicy([MINE, aRule({ who: ['boss'] })], { freezes: [FREEZE] });
    const home = homeOf(policy, person, aDirectory(), new Date(at), NOTHING);
    expect(own(home).freezes).toEqual(freezes);
  });

  it.each<[string, Partial<SpendLimit>, string | undefined]>([
    ['adds up what counts', {}, '42.1'],
    ['leaves out other currencies', { currency: 'USD' }, '0'],
    ['leaves out other accounts', { accounts: ['other'] }, '0'],
  ])('%s', (_, limit, spent) => {
    const monthlySpend = [
      { currency: 'CNY', max: '5000', groups: ['dev'], ...limit },
      { currency: 'CNY', max: '1', groups: ['sre'] },
      { currency: 'CNY', max: '2' },
    ];
    const policy = aPolicy([MINE], { limits: { openPerInstance: 1, priceDrift: 0.05, monthlySpend } });
    const { quote } = aRequest();
    const spending = [DEV, SRE].map((requester) => ({
      requester,
      account: 'main',
      chargeType: 'PrePaid' as const,
      quote,
    }));
    const home = homeOf(policy, DEV, aDirectory(), NOON, { ...NOTHING, spending });
    expect(own(home).spend).toEqual([{ limit: monthlySpend[0], spent }]);
    const unread = homeOf(policy, DEV, aDirectory(), NOON, { ...NOTHING, spending: undefined });
    expect(own(unread).spend.map((one) => one.spent)).toEqual([undefined]);
  });

  it('has the planned returns of instances that the person may change, and of their own requests', () => {
    const there = (id: RequestId, requester: Person, env: string) =>
      aRequest({
        id,
        requester,
        state: 'completed',
        need: aNeed({ count: 0, from: [] }),
        before: anInstance({ tags: { env } }),
      });
    const returning = [
      there('rr-00000001', SRE, 'prod'),
      there('rr-00000002', SRE, 'test'),
      there('rr-00000003', DEV, 'test'),
    ];
    const seenBy = (person: Person) => {
      const home = homeOf(aPolicy([MINE]), person, aDirectory(), NOON, { ...NOTHING, returning });
      return home.kind === 'home' ? home.returning.map(({ id }) => id) : home.kind;
    };
    expect(seenBy(DEV)).toEqual(['rr-00000001', 'rr-00000003']);
    expect(seenBy(OTHER)).toBe('no_rights');
  });

  it('has the locks that the person may see', () => {
    const lock = (instanceId: string, tags: Record<string, string>) => ({
      instance: anInstance({ instanceId, tags }),
      by: SRE,
      at: NOON.toISOString(),
      reason: 'migration',
    });
    const locks = [lock('r-bp1mine', { env: 'prod' }), lock('r-bp1other', { env: 'test' })];
    const home = homeOf(aPolicy([MINE]), DEV, aDirectory(), NOON, { ...NOTHING, locks });
    expect(own(home).locks.map(({ instance }) => instance.instanceId)).toEqual(['r-bp1mine']);
  });
});

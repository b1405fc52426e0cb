import { describe, expect, it } from 'vitest';
import { digestOf } from '../../../src/core/policy/digest.ts';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import type { Change } from '../../../src/core/value/change.ts';
import type { IntakeOutcome, Submission } from '../../../src/workflow/ports.ts';
import { carryOut } from '../../../src/workflow/steps/clicks.ts';
import { processInbound } from '../../../src/workflow/steps/intake.ts';
import { meetDeadline } from '../../../src/workflow/steps/deadline.ts';
import { order } from '../../../src/workflow/steps/order.ts';
import { aChange, anInstance, DEV, NOON, SRE, SRE2 } from '../../builders.ts';
import { aPolicy, aQuorum, aRule, user } from '../../core/policy/policy-builders.ts';

import {
  NOWHERE,
  openTemporary,
  ID,
  SMALL,
  MID,
  LARGE,
  DAY,
  day,
  replica,
  there,
  get,
  told,
  until,
  t,
} from './temporary.ts';

openTemporary();

describe('another end for a temporary change', () => {
  /** What the form comes to that asks for the class of now with this end. */
  async function asked(
    change: Partial<Change>,
    startAt?: string,
    breakGlass?: Submission['breakGlass'],
  ): Promise<IntakeOutcome> {
    const id = `V${String(t.answers.length)}`;
    const form = { id, person: DEV, channelId: 'C0PAYMENTS', instanceId: anInstance().instanceId, region: undefined };
    const wanted = aChange({ targetClass: MID, ...change });
    await t.store.records.receive({
      kind: 'form',
      form: {
        ...{ ...form, reason: 'the sale goes on', change: wanted },
        ...{ ...(startAt && { startAt }), ...(breakGlass && { breakGlass }) },
      },
    });
    await processInbound(replica(), id);
    return t.answers.at(-1)!;
  }
  async function requested(days: number): Promise<ResizeRequest> {
    const outcome = await asked({ until: { kind: 'instant', at: day(days) } });
    expect(outcome.kind).toBe('created');
    return (outcome as Extract<IntakeOutcome, { kind: 'created' }>).request;
  }
  const approves = async ({ id }: ResizeRequest, person = SRE) => {
    const cardDigest = digestOf(await get(id));
    return carryOut(replica(), {
      ...NOWHERE,
      id: 'p',
      button: 'approve',
      reason: '',
      person,
      requestId: id,
      cardDigest,
    });
  };
  const returns = async () =>
    (await t.store.records.find({ limit: 20 })).filter(({ returnOf }) => returnOf !== undefined);

  it.each([
    ['later', 9],
    ['earlier', 3],
  ])('%s: approved by the same rule, it moves the one return that is planned; nothing is ordered', async (_, days) => {
    await there();
    const more = await requested(days);
    expect(more).toMatchObject({
      ...{ state: 'pending', need: { count: 1, from: ['sre'] }, rule: { name: 'rule' } },
      ...{ prolongs: { id: ID, insteadOf: day(7) }, quote: { tradeAmount: '0' } },
    });
    expect(await approves(more)).toMatchObject({ kind: 'done' });
    await order(replica(), more.id);
    expect((await get(more.id)).state).toBe('completed');
    expect((await get(more.id)).plannedReturn).toBeUndefined();
    expect((await get(ID)).plannedReturn).toEqual({ at: day(days) });
    expect(await told()).toEqual(['return_moved']);
    await until(days * DAY - 1);
    expect(await returns()).toEqual([]);
    await until(days * DAY);
    const [made, ...others] = await returns();
    expect([made?.returnOf, made?.change.targetClass, others]).toEqual([ID, SMALL, []]);
    await order(replica(), made!.id);
    expect(t.ordered).toEqual([SMALL]);
  });

  it('without approvers it is done at once; a length counts from the request', async () => {
    await there();
    t.policy = aPolicy([aRule({ instances: {} })], { groups: t.policy.groups });
    t.now = new Date(NOON.getTime() + DAY);
    const outcome = await asked({ until: { kind: 'duration', ms: 9 * DAY } });
    const { request } = outcome as Extract<IntakeOutcome, { kind: 'created' }>;
    await order(replica(), request.id);
    expect((await get(ID)).plannedReturn?.at).toBe(day(10));
    expect([(await get(request.id)).state, t.ordered]).toEqual(['completed', []]);
  });

  it('counts its longest duration from the start of the change, and no monthly limit', async () => {
    await there();
    const rule = { instances: {}, change: { maxDurationMs: 8 * DAY } };
    const limits = { priceDrift: 0.05, monthlySpend: [{ currency: 'CNY', max: '1' }], openPerInstance: 1 } as const;
    t.policy = aPolicy([aRule(rule)], { groups: t.policy.groups, limits });
    t.now = new Date(NOON.getTime() + 2 * DAY);
    expect(await asked({ until: { kind: 'instant', at: day(9) } })).toMatchObject({
      kind: 'denied',
      verdict: { nearest: { failed: [{ term: 'change.maxDuration', wanted: '8d', found: '9d' }] } },
    });
    expect(await requested(8)).toMatchObject({ state: 'approved' });
  });

  it('in an emergency is offered and approved by its rule where no ordinary one allows it, and orders nothing', async () => {
    await there();
    t.is = { realClass: MID, capacityMb: 2048 };
    // More memory in use than an ordinary change to this class could have: the class is there already.
    t.usedGb = 1.9;
    // The change as a whole is an upgrade; from the class of now it would be none.
    const change = { direction: ['upgrade'] } as const;
    const approval = aQuorum({ from: ['sre'] });
    const glass = aRule({ name: 'glass', instances: {}, change, breakGlass: true, approval });
    const freezes = [{ from: day(-1), to: day(20), reason: 'sale', except: [] }];
    t.policy = aPolicy([glass], { groups: t.policy.groups, freezes });
    const end = { until: { kind: 'instant', at: day(9) } } as const;
    expect(await asked(end)).toMatchObject({ kind: 'denied', offer: { despite: 'no_rule', rule: { name: 'glass' } } });
    const outcome = await asked(end, undefined, { reason: 'it burns', replaces: undefined });
    expect(outcome).toMatchObject({
      ...{ kind: 'created', offer: undefined },
      request: { state: 'pending', prolongs: { id: ID }, breakGlass: { reason: 'it burns', despite: 'no_rule' } },
    });
    const { request } = outcome as Extract<IntakeOutcome, { kind: 'created' }>;
    expect(await approves(request)).toMatchObject({ kind: 'done' });
    await order(replica(), request.id);
    expect((await get(request.id)).state).toBe('completed');
    expect([(await get(ID)).plannedReturn?.at, t.ordered]).toEqual([day(9), []]);
  });

  it('is no emergency where an ordinary rule allows it, whatever would hold an order', async () => {
    await there();
    const glass = aRule({ name: 'glass', instances: {}, breakGlass: true });
    const freezes = [{ from: day(-1), to: day(20), reason: 'sale', except: [] }];
    t.policy = aPolicy([...t.policy.rules, glass], { groups: t.policy.groups, freezes });
    const outcome = await asked({ until: { kind: 'instant', at: day(9) } }, undefined, {
      reason: 'x',
      replaces: undefined,
    });
    expect(outcome).toMatchObject({
      kind: 'created',
      offer: undefined,
      request: { state: 'pending', rule: { name: 'rule' } },
    });
    expect((outcome as Extract<IntakeOutcome, { kind: 'created' }>).request.breakGlass).toBeUndefined();
  });

  it.each<[what: string, change: Partial<Change>, startAt?: string]>([
    ['without an end', {}],
    ['with a start', { until: { kind: 'instant', at: day(9) } }, day(8)],
  ])('is no request %s: the class is that of now', async (_, change, startAt) => {
    await there();
    t.policy = aPolicy([aRule({ instances: {} })], { groups: t.policy.groups });
    expect(await asked(change, startAt)).toMatchObject({ kind: 'refused', reason: 'same_class' });
  });

  it('an end that has passed is refused', async () => {
    await there();
    t.now = new Date(NOON.getTime() + 2 * DAY);
    expect(await asked({ until: { kind: 'instant', at: day(1) } })).toMatchObject({ reason: 'until_passed' });
  });

  it.each<[what: string, ends: (more: ResizeRequest) => Promise<unknown>, state: string]>([
    [
      'rejected',
      ({ id }) =>
        carryOut(replica(), { ...NOWHERE, id: 'r', button: 'reject', reason: 'no', person: SRE, requestId: id }),
      'rejected',
    ],
    ['not approved in time', () => Promise.resolve(), 'expired'],
  ])('that is %s leaves the return where it was, without a word of waiting', async (_, ends, state) => {
    await there();
    t.now = new Date(NOON.getTime() + 7 * DAY - 60_000);
    const more = await requested(9);
    expect(more.expiresAt).toBe(day(7));
    await ends(more);
    t.now = new Date(NOON.getTime() + 7 * DAY);
    await meetDeadline(replica(), ID);
    expect((await get(more.id)).state).toBe(state);
    expect((await returns()).map(({ change }) => change.targetClass)).toEqual([SMALL]);
    expect(await told()).not.toContain('return_waits');
  });

  it.each<[what: string, before: () => unknown, code: string]>([
    [
      'the return was cancelled',
      () =>
        carryOut(replica(), { ...NOWHERE, id: 'c', button: 'cancel_return', reason: '', person: DEV, requestId: ID }),
      'NoReturnPlanned',
    ],
    ['the class is another one', () => (t.is = { realClass: LARGE }), 'ClassMoved'],
    ['the instance is gone', () => (t.is = 'gone'), 'InstanceGone'],
  ])('fails where %s meanwhile', async (_, before, code) => {
    await there();
    t.policy = aPolicy([aRule({ instances: {} })], { groups: t.policy.groups });
    const more = await requested(9);
    await before();
    await order(replica(), more.id);
    expect(await get(more.id)).toMatchObject({ state: 'failed', failure: { code } });
    expect(t.ordered).toEqual([]);
  });

  it('is prolonged again, by as many replicas as look, and returns once', async () => {
    await there();
    for (const days of [9, 12]) {
      const more = await requested(days);
      await approves(more);
      await Promise.all([1, 2, 3].map(() => order(replica(), more.id)));
      expect((await told()).filter((kind) => kind === 'return_moved')).toHaveLength(days === 9 ? 1 : 2);
    }
    expect((await get(ID)).plannedReturn?.at).toBe(day(12));
    await until(12 * DAY);
    await Promise.all([1, 2, 3].map(() => meetDeadline(replica(), ID)));
    expect(await returns()).toHaveLength(1);
  });

  it('a new rule is shown before its approval counts, and Refresh finds nothing new', async () => {
    await there();
    const more = await requested(9);
    const look = { ...NOWHERE, id: 'k', button: 'recheck', reason: '', person: DEV, requestId: more.id } as const;
    expect(await carryOut(replica(), look)).toMatchObject({ kind: 'checked' });
    t.policy = aPolicy(
      [aRule({ instances: {}, change: { direction: ['upgrade'] }, approval: aQuorum({ from: ['sre'], count: 2 }) })],
      { groups: { ...t.policy.groups, sre: [user(SRE.userId), user(SRE2.userId)] } },
    );
    expect(await approves(more)).toMatchObject({ kind: 'refused', reason: 'card_changed' });
  });
});

import { describe, expect, it } from 'vitest';
import { clientFault } from '../../../src/alicloud/errors.ts';
import { ruleVersion } from '../../../src/core/policy/digest.ts';
import type { Person } from '../../../src/core/request/request.ts';
import { carryOut } from '../../../src/workflow/steps/clicks.ts';
import { meetDeadline } from '../../../src/workflow/steps/deadline.ts';
import { preflight } from '../../../src/workflow/steps/preflight.ts';
import { order } from '../../../src/workflow/steps/order.ts';
import { reconcile } from '../../../src/workflow/steps/reconcile.ts';
import { watch } from '../../../src/workflow/steps/watch.ts';
import { aChange, aDraft, aNeed, anInstance, DEV, GB, NOON, SRE, SRE2 } from '../../builders.ts';
import { aDenial, aPolicy, aQuorum, aRule, user } from '../../core/policy/policy-builders.ts';

import {
  NOWHERE,
  openTemporary,
  ID,
  SMALL,
  MID,
  LARGE,
  DAY,
  RULE,
  day,
  replica,
  there,
  get,
  back,
  restarted,
  stop,
  told,
  until,
  t,
} from './temporary.ts';

openTemporary();

describe('the return of a temporary change', () => {
  it('is announced in the requester’s evening and ten minutes before, and made at its time: one order', async () => {
    await there();
    await until(6 * DAY - 2 * 3_600_000 - 1);
    expect(await told()).toEqual([]);
    await until(6 * DAY - 2 * 3_600_000);
    expect(await told()).toEqual(['return_announced']);
    await until(7 * DAY - 1);
    expect([await told(), await back()]).toEqual([['return_announced', 'return_announced'], undefined]);
    await until(7 * DAY);
    const made = await back();
    expect(await told()).toEqual(['return_announced', 'return_announced', 'return_requested']);
    expect(made).toMatchObject({
      state: 'approved',
      requester: DEV,
      group: 'dev',
      change: { targetClass: SMALL },
      need: { count: 0 },
    });
    expect(made?.votes).toMatchObject([{ by: SRE }]);
    await order(replica(), made!.id);
    expect([t.ordered, (await back())?.state]).toEqual([[SMALL], 'ordered']);
    t.is = { realClass: SMALL };
    t.now = new Date(t.now.getTime() + 600_000);
    await watch(replica(), [made!.id]);
    const { state, plannedReturn } = await get(made!.id);
    expect([state, plannedReturn]).toEqual(['completed', undefined]);
    await until(30 * DAY);
    expect(t.ordered).toEqual([SMALL]);
  });

  it('is made once, whatever is lost, on as many replicas as look', async () => {
    await there();
    t.now = new Date(NOON.getTime() + 8 * DAY);
    // The job was lost: whoever starts finds it.
    const queued: unknown[] = [];
    const records = { ...t.store.records, enqueue: (job: unknown) => Promise.resolve(void queued.push(job)) };
    await reconcile({ ...replica(), records });
    expect(queued).toContainEqual({ queue: 'deadline', id: ID });
    await Promise.all([1, 2, 3].map(() => meetDeadline(replica(), ID)));
    const made = (await t.store.records.find({ limit: 10 })).filter(({ returnOf }) => returnOf === ID);
    expect(made).toHaveLength(1);
    queued.length = 0;
    await reconcile({ ...replica(), records });
    expect(queued).not.toContainEqual({ queue: 'deadline', id: ID });
  });

  it.each<[what: string, change: () => void, ended: object]>([
    [
      'somebody else changed the class',
      () => (t.is = { realClass: LARGE }),
      { because: 'other_class', isClass: LARGE },
    ],
    ['somebody went back', () => (t.is = { realClass: SMALL }), { because: 'other_class', isClass: SMALL }],
    ['the instance is gone', () => (t.is = 'gone'), { because: 'gone' }],
  ])('ends where %s, and says so', async (_, change, ended) => {
    await there();
    change();
    await until(7 * DAY);
    expect((await get(ID)).plannedReturn?.outcome).toEqual({ ended });
    expect([await told(), await back(), t.ordered]).toEqual([['return_ended'], undefined, []]);
  });

  it('waits while the cloud cannot be read', async () => {
    await there();
    const fault = { instance: () => Promise.reject(clientFault('timeout')) };
    await until(8 * DAY, replica(fault));
    expect([(await get(ID)).plannedReturn?.outcome, await back()]).toEqual([undefined, undefined]);
    await meetDeadline(replica(), ID);
    expect((await back())?.state).toBe('approved');
  });

  it.each<[what: string, change: () => void, code: string, details: object]>([
    ['the data no longer fit', () => (t.usedGb = 0.9), 'DoesNotFit', { misfit: { used: 0.9 * GB, limit: GB } }],
    ['it costs something', () => (t.price = '5'), 'ReturnTooDear', {}],
    [
      'a rule denies it',
      () => (t.policy = aPolicy(t.policy.rules, { groups: t.policy.groups, denials: [aDenial({ instances: {} })] })),
      'NoLongerAllowed',
      {},
    ],
    [
      'its rule is gone',
      () => (t.policy = aPolicy([aRule({ name: 'other', instances: { ids: ['r-x'] } })], { groups: t.policy.groups })),
      'NoLongerAllowed',
      {},
    ],
    ['the class is another one by then', () => (t.is = { realClass: LARGE }), 'ClassMoved', { isClass: LARGE }],
    ['it is small again by then', () => (t.is = { realClass: SMALL }), 'AlreadyTargetClass', {}],
  ])('is skipped where %s: nothing is ordered', async (_, change, code, details) => {
    await there();
    await until(7 * DAY);
    change();
    const made = await back();
    await order(replica(), made!.id);
    expect(await back()).toMatchObject({ state: 'failed', failure: { code, ...details } });
    expect(t.ordered).toEqual([]);
  });

  it('of an emergency is judged by the rules for emergencies, and waits for a freeze like any other', async () => {
    const [from, to] = [day(6), day(8)];
    const freezes = [{ from, to, reason: 'sale', except: [] }];
    const emergency = aRule({ instances: {}, breakGlass: true, approval: aQuorum({ from: ['sre'], count: 1 }) });
    t.policy = aPolicy([emergency], { groups: t.policy.groups, freezes });
    await there({}, ID, undefined, { breakGlass: { reason: 'on fire', despite: 'no_rule' } });
    await until(7 * DAY);
    await order(replica(), (await back())!.id);
    expect([t.ordered, (await back())?.state]).toEqual([[], 'approved']);
    t.now = new Date(day(8));
    await order(replica(), (await back())!.id);
    expect([t.ordered, (await back())?.state]).toEqual([[SMALL], 'ordered']);
  });

  it('needs no approval anew: neither for an edited rule, nor for voters who left, nor where it gets cheaper', async () => {
    await there();
    t.policy = aPolicy(
      [aRule({ instances: {}, change: { direction: ['upgrade'] }, approval: aQuorum({ from: ['sre'], count: 2 }) })],
      { groups: { dev: [user(DEV.userId)], sre: [user(SRE2.userId)] } },
    );
    await until(7 * DAY);
    t.price = '-30';
    const made = await back();
    await order(replica(), made!.id);
    expect([t.ordered, (await back())?.state]).toEqual([[SMALL], 'ordered']);
  });

  it.each<[what: string, change: () => unknown, undo: () => unknown]>([
    [
      'an instance that is not Normal',
      () => (t.is = { realClass: MID, status: 'Changing' }),
      () => (t.is = { realClass: MID }),
    ],
    [
      'a freeze',
      () => {
        const [from, to] = [NOON.toISOString(), new Date(NOON.getTime() + 8 * DAY).toISOString()];
        t.policy = aPolicy(t.policy.rules, {
          groups: t.policy.groups,
          freezes: [{ from, to, reason: 'sale', except: [] }],
        });
      },
      () => (t.now = new Date(NOON.getTime() + 8 * DAY)),
    ],
    [
      'a window of its rule',
      () => {
        const windows = [{ days: ['tue'], from: '00:00', to: '23:00', zone: 'UTC' }] as const;
        t.policy = aPolicy(
          t.policy.rules.map((rule) => ({ ...rule, windows })),
          { groups: t.policy.groups },
        );
      },
      () => (t.now = new Date(NOON.getTime() + 8 * DAY)),
    ],
    [
      'a lock of the instance',
      () => stop('lock', { instance: anInstance(), by: SRE, at: NOON.toISOString(), reason: 'moving the data' }),
      () => stop('unlock'),
    ],
    [
      'a freeze from Slack',
      () => stop('freeze', { by: SRE, at: NOON.toISOString(), reason: 'incident' }),
      () => stop('unfreeze'),
    ],
  ])('waits for %s, never ordering early', async (_, change, undo) => {
    await there();
    await change();
    await until(7 * DAY);
    const made = await back();
    await order(replica(), made!.id);
    expect([t.ordered, (await back())?.state]).toEqual([[], 'approved']);
    await undo();
    await order(replica(), made!.id);
    expect([t.ordered, (await back())?.state]).toEqual([[SMALL], 'ordered']);
  });

  it.each<[what: string, until: (days: number) => Promise<unknown>, days: number]>([
    ['before anything was said', () => Promise.resolve(), 0],
    ['the evening before', (days) => until(days * DAY - 18 * 3_600_000), 7],
    ['ten minutes ahead', (days) => until(days * DAY - 1), 7],
    ['as it is due', () => Promise.resolve(void (t.now = new Date(NOON.getTime() + 7 * DAY))), 7],
    ['while its request waits for its order', (days) => until(days * DAY), 7],
    [
      'while its order is out',
      async (days) => {
        await until(days * DAY);
        await order(replica(), (await back())!.id);
      },
      7,
    ],
  ])('survives that every job is lost %s: one return, one order, at its time', async (_, before, days) => {
    await there();
    await before(days);
    // What a start finds, and nothing else, from here on.
    for (const at of [6 * DAY, 7 * DAY - 1, 7 * DAY, 7 * DAY + 60_000, 8 * DAY]) {
      t.now = new Date(Math.max(t.now.getTime(), NOON.getTime() + at));
      if (at < 7 * DAY && t.now.getTime() < NOON.getTime() + 7 * DAY) expect(t.ordered).toEqual([]);
      await restarted();
      if (t.ordered.length > 0) t.is = { realClass: SMALL };
    }
    expect((await t.store.records.find({ limit: 10 })).filter(({ returnOf }) => returnOf === ID)).toHaveLength(1);
    expect([t.ordered, (await back())?.state]).toEqual([[SMALL], 'completed']);
  });

  it('makes one order on three replicas that do everything at the same time', async () => {
    await there();
    const three = [1, 2, 3].map(() => replica());
    t.now = new Date(NOON.getTime() + 7 * DAY);
    await Promise.all(three.map((world) => meetDeadline(world, ID)));
    const made = await back();
    await Promise.all(three.map((world) => order(world, made!.id)));
    expect(t.ordered).toEqual([SMALL]);
  });

  it('is not there where the change could not be ordered before its end: that fails, and says so', async () => {
    const [from, to] = [NOON.toISOString(), new Date(NOON.getTime() + 3 * DAY).toISOString()];
    t.policy = aPolicy(t.policy.rules, {
      groups: t.policy.groups,
      freezes: [{ from, to, reason: 'sale', except: [] }],
    });
    t.is = { realClass: SMALL };
    const rule = { ...RULE, version: ruleVersion(t.policy, RULE), forced: undefined };
    const change = aChange({ targetClass: MID, until: { kind: 'instant', at: day(2) } });
    const draft = aDraft({ id: ID, state: 'approved', rule, need: aNeed({ count: 0 }), change });
    await t.store.records.open(draft, 'V1', [], []);
    await order(replica(), ID);
    expect(await get(ID)).toMatchObject({ state: 'failed', failure: { code: 'UntilPassed' } });
    await until(4 * DAY);
    expect([t.ordered, await back()]).toEqual([[], undefined]);
  });

  it('is not there where the change was approved too late for the maintenance window before its end', async () => {
    t.is = { realClass: SMALL };
    const rule = { ...RULE, version: ruleVersion(t.policy, RULE), forced: undefined };
    const end = { kind: 'instant', at: new Date(NOON.getTime() + 5 * 3_600_000).toISOString() } as const;
    const change = aChange({ targetClass: MID, effectiveTime: 'MaintainTime', until: end });
    const draft = aDraft({ id: ID, state: 'approved', rule, need: aNeed({ count: 0 }), change });
    await t.store.records.open(draft, 'V1', [], []);
    await order(replica(), ID);
    expect(await get(ID)).toMatchObject({ state: 'failed', failure: { code: 'UntilPassed' } });
    expect(t.ordered).toEqual([]);
    // A call that is out is looked after, whatever the window does meanwhile.
    t.price = '42.10';
    const call = { number: 1, startedAt: day(0), leaseUntil: day(0), again: undefined };
    const sent = { ...(await get(ID)), attempts: [{ ...call, outcome: 'unclear', code: 'X' } as const] };
    expect((await preflight(replica(), sent)).kind).not.toBe('impossible');
  });

  it('waits for the open request of another person, and is replaced where that one changes the class', async () => {
    await there();
    const other = aDraft({
      id: 'rr-00000099',
      before: anInstance({ realClass: MID }),
      change: aChange({ targetClass: LARGE }),
    });
    await t.store.records.open(other, 'V99', [], []);
    await until(7 * DAY);
    await until(7 * DAY);
    expect([(await get(ID)).plannedReturn, await back()]).toMatchObject([{ waitsFor: 'rr-00000099' }, undefined]);
    for (const to of ['approved', 'ordering', 'ordered', 'completed'] as const) {
      await t.store.records.change('rr-00000099', () => ({ kind: 'update', to, events: [], result: undefined }));
    }
    t.is = { realClass: LARGE };
    await meetDeadline(replica(), ID);
    expect((await get(ID)).plannedReturn?.outcome).toEqual({ ended: { because: 'replaced', by: 'rr-00000099' } });
    expect((await told()).filter((kind) => kind === 'return_waits')).toHaveLength(1);
  });

  it('is made after an open request that came to nothing', async () => {
    await there();
    const other = aDraft({
      id: 'rr-00000099',
      before: anInstance({ realClass: MID }),
      change: aChange({ targetClass: LARGE }),
    });
    await t.store.records.open(other, 'V99', [], []);
    await until(7 * DAY);
    await t.store.records.change('rr-00000099', () => ({
      kind: 'update',
      to: 'withdrawn',
      events: [],
      result: undefined,
    }));
    await meetDeadline(replica(), ID);
    expect((await back())?.state).toBe('approved');
  });

  it('waits for nothing that changed the class before the temporary change', async () => {
    const other = aDraft({ id: 'rr-00000099', change: aChange({ targetClass: SMALL }) });
    await t.store.records.open({ ...other, state: 'approved' }, 'V99', [], []);
    for (const to of ['ordering', 'ordered', 'completed'] as const) {
      await t.store.records.change('rr-00000099', () => ({ kind: 'update', to, events: [], result: undefined }));
    }
    t.now = new Date(NOON.getTime() + 60_000);
    await there();
    await until(7 * DAY + 60_000);
    expect((await back())?.state).toBe('approved');
  });
});

describe('the button “Cancel return”', () => {
  const press = (person: Person) =>
    carryOut(replica(), { ...{ id: 'p1', button: 'cancel_return', reason: '', person, requestId: ID }, ...NOWHERE });

  it.each<[who: string, person: Person, outcome: object]>([
    ['the requester', DEV, { kind: 'done' }],
    ['an approver of its rule', SRE, { kind: 'done' }],
    ['somebody else', SRE2, { kind: 'refused', reason: 'not_an_approver' }],
  ])('is for the requester and the approvers: %s', async (_, person, outcome) => {
    await there();
    expect(await press(person)).toMatchObject(outcome);
    await until(8 * DAY);
    const cancelled = person !== SRE2;
    expect([(await back()) === undefined, (await told()).includes('return_ended')]).toEqual([cancelled, cancelled]);
  });

  it('has no effect once the return is a request of its own, which its requester withdraws', async () => {
    await there();
    await until(7 * DAY);
    expect(await press(DEV)).toMatchObject({ kind: 'refused', reason: 'no_return_planned' });
    const made = await back();
    const withdrawal = { id: 'p2', button: 'withdraw', reason: '', person: DEV, requestId: made!.id } as const;
    expect(await carryOut(replica(), { ...withdrawal, ...NOWHERE })).toMatchObject({ kind: 'done' });
    await order(replica(), made!.id);
    expect([t.ordered, (await back())?.state]).toEqual([[], 'withdrawn']);
  });
});

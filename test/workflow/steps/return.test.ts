import * as fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { clientFault } from '../../../src/alicloud/errors.ts';
import type { InstanceFacts } from '../../../src/core/instance/instance.ts';
import { planReturn } from '../../../src/core/lifecycle/planned-return.ts';
import { FREEZE, type Job } from '../../../src/core/request/step.ts';
import { digestOf, ruleVersion } from '../../../src/core/policy/digest.ts';
import type { Policy } from '../../../src/core/policy/policy-model.ts';
import type { ChatFreeze, Lock, Person, RequestId, ResizeRequest } from '../../../src/core/request/request.ts';
import type { Change } from '../../../src/core/value/change.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import type { Cloud, IntakeOutcome } from '../../../src/workflow/ports.ts';
import { carryOut } from '../../../src/workflow/steps/clicks.ts';
import { processInbound } from '../../../src/workflow/steps/intake.ts';
import { meetDeadline } from '../../../src/workflow/steps/deadline.ts';
import { order } from '../../../src/workflow/steps/order.ts';
import { reconcile } from '../../../src/workflow/steps/reconcile.ts';
import { watch } from '../../../src/workflow/steps/watch.ts';
import type { World } from '../../../src/workflow/world.ts';
import { aChange, aDraft, aNeed, anInstance, aUsage, aVote, DEV, GB, NOON, SRE, SRE2 } from '../../builders.ts';
import { aDenial, aPolicy, aQuorum, aRule, user } from '../../core/policy/policy-builders.ts';
import { freshDatabase } from '../../database.ts';
import { runs } from '../../runs.ts';
import { aWorld } from '../../world.ts';

const ID = 'rr-7k3f9qx2';
const [SMALL, MID, LARGE] = ['small', 'mid', 'large'].map((size) => `redis.master.${size}.default`) as [
  string,
  string,
  string,
];
const DAY = 86_400_000;
const RULE = { name: 'rule', line: 10 };
const PRICE = (tradeAmount: string) => ({
  currency: 'CNY',
  originalAmount: tradeAmount,
  discountAmount: '0',
  tradeAmount,
});

/** Days after noon, as a moment. */
const day = (days: number) => new Date(NOON.getTime() + days * DAY).toISOString();

let store: Store;
let now: Date;
let policy: Policy;
/** What is there, in the cloud. */
let is: Partial<InstanceFacts> | 'gone';
let price: string;
let usedGb: number;
let ordered: string[];
let ids: number;
let nth = 0;
let answers: IntakeOutcome[];
let calm: Policy;

const NOWHERE = { viewId: undefined, channelId: undefined } as const;

beforeEach(async () => {
  [now, is, price, usedGb, ordered, ids, answers] = [NOON, { realClass: MID, capacityMb: 2048 }, '-12', 0.2, [], 0, []];
  policy = aPolicy(
    [aRule({ instances: {}, change: { direction: ['upgrade'] }, approval: aQuorum({ from: ['sre'], count: 1 }) })],
    { groups: { dev: [user(DEV.userId)], sre: [user(SRE.userId)] } },
  );
  calm = policy;
  const problem = (error: unknown) => expect(error).toBeUndefined();
  store = await openStore({ ...(await freshDatabase()), clock: { now: () => now }, onError: problem });
});
afterEach(() => store.close(1000));

function replica(cloud: Partial<Cloud> = {}): World {
  const instance = () => Promise.resolve(is === 'gone' ? undefined : anInstance(is));
  const everything: Partial<Cloud> = {
    instance,
    locate: () => Promise.resolve(anInstance(is === 'gone' ? {} : is)),
    summaries: async () => [(await instance())!],
    quote: () => Promise.resolve(PRICE(price)),
    networkFacts: () => Promise.resolve({ directConnection: undefined, bandwidth: undefined }),
    usage: () => Promise.resolve(aUsage({ peakMemoryBytes: usedGb * GB })),
    ordersOf: () => Promise.resolve([]),
    order: () => Promise.resolve(undefined),
    tasks: () => Promise.resolve([]),
    vitals: () => Promise.resolve(undefined),
    placeOrder: (_, { InstanceClass = '' }) => {
      ordered.push(InstanceClass);
      return Promise.resolve({ orderId: String(207226234310042 + ordered.length), requestId: 'R1' });
    },
    ...cloud,
  };
  return {
    ...aWorld({
      cloud: everything,
      people: {
        standing: () => Promise.resolve({ kind: 'member', zone: 'Asia/Shanghai' }),
        channel: () => Promise.resolve({ kind: 'open' }),
      },
      notifier: { answerSubmission: (_, outcome) => Promise.resolve(void answers.push(outcome)) },
      records: store.records,
      policy: () => policy,
      clock: { now: () => now },
    }),
    random: (length) => String((ids += 1)).padStart(length, '0'),
  };
}

/** The way there, completed at noon. */
async function there(change: Partial<Change> = {}, id: RequestId = ID, instanceId?: string): Promise<ResizeRequest> {
  const before = anInstance(instanceId === undefined ? {} : { instanceId });
  const rule = { ...RULE, version: ruleVersion(policy, RULE), forced: undefined };
  const wanted = aChange({ targetClass: MID, until: { kind: 'duration', ms: 7 * DAY }, ...change });
  const draft = aDraft({ id, before, state: 'approved', rule, need: aNeed(), quote: PRICE('42.10'), change: wanted });
  await store.records.open(draft, `V${id}`, [], []);
  const steps = ['ordering', 'ordered', 'completed'] as const;
  for (const to of steps) {
    const patch = {
      votes: [aVote(draft, SRE)],
      plannedReturn: to === 'completed' ? planReturn(draft, now) : undefined,
    };
    await store.records.change(id, () => ({ kind: 'update', to, patch, events: [], result: undefined }));
  }
  return get(id);
}

const get = async (id: RequestId): Promise<ResizeRequest> => (await store.records.get(id))!;
const back = async (): Promise<ResizeRequest | undefined> =>
  (await store.records.find({ limit: 10 })).find(({ returnOf }) => returnOf === ID);
/** As if every job had been lost: what a start finds is done. */
async function restarted(): Promise<void> {
  const jobs: Job[] = [];
  const records = { ...store.records, enqueue: (job: Job) => Promise.resolve(void jobs.push(job)) };
  await reconcile({ ...replica(), records });
  for (const { queue, id } of jobs) {
    if (queue === 'deadline' && id !== FREEZE) await meetDeadline(replica(), id as RequestId);
    if (queue === 'order') await order(replica(), id as RequestId);
    if (queue === 'watch') await watch(replica(), [id as RequestId]);
  }
}

/** What stops orders, as its command does. */
async function stop(how: 'lock' | 'unlock' | 'freeze' | 'unfreeze', what: object = {}): Promise<void> {
  if (how === 'lock') await store.records.lock('L1', what as Lock);
  if (how === 'unlock') await store.records.unlock('L2', anInstance().instanceId, SRE);
  if (how === 'freeze') await store.records.declareFreeze('L1', what as ChatFreeze);
  if (how === 'unfreeze') await store.records.liftFreeze('L2', SRE);
}

const told = async (id: RequestId = ID) => (await store.records.events(id)).map(({ kind }) => kind);

/** Time goes by in steps of a quarter of a day at most. */
async function until(ms: number, world: World = replica()): Promise<void> {
  const end = NOON.getTime() + ms;
  while (now.getTime() < end) {
    now = new Date(Math.min(end, now.getTime() + 6 * 3_600_000));
    await meetDeadline(world, ID);
  }
  await meetDeadline(world, ID);
}

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
      change: { targetClass: SMALL },
      need: { count: 0 },
    });
    expect(made?.votes).toMatchObject([{ by: SRE }]);
    await order(replica(), made!.id);
    expect([ordered, (await back())?.state]).toEqual([[SMALL], 'ordered']);
    is = { realClass: SMALL };
    now = new Date(now.getTime() + 600_000);
    await watch(replica(), [made!.id]);
    const { state, plannedReturn } = await get(made!.id);
    expect([state, plannedReturn]).toEqual(['completed', undefined]);
    await until(30 * DAY);
    expect(ordered).toEqual([SMALL]);
  });

  it('is made once, whatever is lost, on as many replicas as look', async () => {
    await there();
    now = new Date(NOON.getTime() + 8 * DAY);
    // The job was lost: whoever starts finds it.
    const queued: unknown[] = [];
    const records = { ...store.records, enqueue: (job: unknown) => Promise.resolve(void queued.push(job)) };
    await reconcile({ ...replica(), records });
    expect(queued).toContainEqual({ queue: 'deadline', id: ID });
    await Promise.all([1, 2, 3].map(() => meetDeadline(replica(), ID)));
    const made = (await store.records.find({ limit: 10 })).filter(({ returnOf }) => returnOf === ID);
    expect(made).toHaveLength(1);
    queued.length = 0;
    await reconcile({ ...replica(), records });
    expect(queued).not.toContainEqual({ queue: 'deadline', id: ID });
  });

  it.each<[what: string, change: () => void, ended: object]>([
    ['somebody else changed the class', () => (is = { realClass: LARGE }), { because: 'other_class', isClass: LARGE }],
    ['somebody went back', () => (is = { realClass: SMALL }), { because: 'other_class', isClass: SMALL }],
    ['the instance is gone', () => (is = 'gone'), { because: 'gone' }],
  ])('ends where %s, and says so', async (_, change, ended) => {
    await there();
    change();
    await until(7 * DAY);
    expect((await get(ID)).plannedReturn?.outcome).toEqual({ ended });
    expect([await told(), await back(), ordered]).toEqual([['return_ended'], undefined, []]);
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
    ['the data no longer fit', () => (usedGb = 0.9), 'DoesNotFit', { misfit: { used: 0.9 * GB, limit: GB } }],
    ['it costs something', () => (price = '5'), 'ReturnTooDear', {}],
    [
      'a rule denies it',
      () => (policy = aPolicy(policy.rules, { groups: policy.groups, denials: [aDenial({ instances: {} })] })),
      'NoLongerAllowed',
      {},
    ],
    [
      'its rule is gone',
      () => (policy = aPolicy([aRule({ name: 'other', instances: { ids: ['r-x'] } })], { groups: policy.groups })),
      'NoLongerAllowed',
      {},
    ],
    ['the class is another one by then', () => (is = { realClass: LARGE }), 'ClassMoved', { isClass: LARGE }],
    ['it is small again by then', () => (is = { realClass: SMALL }), 'AlreadyTargetClass', {}],
  ])('is skipped where %s: nothing is ordered', async (_, change, code, details) => {
    await there();
    await until(7 * DAY);
    change();
    const made = await back();
    await order(replica(), made!.id);
    expect(await back()).toMatchObject({ state: 'failed', failure: { code, ...details } });
    expect(ordered).toEqual([]);
  });

  it('needs no approval anew: neither for an edited rule, nor for voters who left, nor where it gets cheaper', async () => {
    await there();
    policy = aPolicy(
      [aRule({ instances: {}, change: { direction: ['upgrade'] }, approval: aQuorum({ from: ['sre'], count: 2 }) })],
      { groups: { dev: [user(DEV.userId)], sre: [user(SRE2.userId)] } },
    );
    await until(7 * DAY);
    price = '-30';
    const made = await back();
    await order(replica(), made!.id);
    expect([ordered, (await back())?.state]).toEqual([[SMALL], 'ordered']);
  });

  it.each<[what: string, change: () => unknown, undo: () => unknown]>([
    [
      'an instance that is not Normal',
      () => (is = { realClass: MID, status: 'Changing' }),
      () => (is = { realClass: MID }),
    ],
    [
      'a freeze',
      () => {
        const [from, to] = [NOON.toISOString(), new Date(NOON.getTime() + 8 * DAY).toISOString()];
        policy = aPolicy(policy.rules, { groups: policy.groups, freezes: [{ from, to, reason: 'sale', except: [] }] });
      },
      () => (now = new Date(NOON.getTime() + 8 * DAY)),
    ],
    [
      'a window of its rule',
      () => {
        const windows = [{ days: ['tue'], from: '00:00', to: '23:00', zone: 'UTC' }] as const;
        policy = aPolicy(
          policy.rules.map((rule) => ({ ...rule, windows })),
          { groups: policy.groups },
        );
      },
      () => (now = new Date(NOON.getTime() + 8 * DAY)),
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
    expect([ordered, (await back())?.state]).toEqual([[], 'approved']);
    await undo();
    await order(replica(), made!.id);
    expect([ordered, (await back())?.state]).toEqual([[SMALL], 'ordered']);
  });

  it.each<[what: string, until: (days: number) => Promise<unknown>, days: number]>([
    ['before anything was said', () => Promise.resolve(), 0],
    ['the evening before', (days) => until(days * DAY - 18 * 3_600_000), 7],
    ['ten minutes ahead', (days) => until(days * DAY - 1), 7],
    ['as it is due', () => Promise.resolve(void (now = new Date(NOON.getTime() + 7 * DAY))), 7],
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
      now = new Date(Math.max(now.getTime(), NOON.getTime() + at));
      if (at < 7 * DAY && now.getTime() < NOON.getTime() + 7 * DAY) expect(ordered).toEqual([]);
      await restarted();
      if (ordered.length > 0) is = { realClass: SMALL };
    }
    expect((await store.records.find({ limit: 10 })).filter(({ returnOf }) => returnOf === ID)).toHaveLength(1);
    expect([ordered, (await back())?.state]).toEqual([[SMALL], 'completed']);
  });

  it('makes one order on three replicas that do everything at the same time', async () => {
    await there();
    const three = [1, 2, 3].map(() => replica());
    now = new Date(NOON.getTime() + 7 * DAY);
    await Promise.all(three.map((world) => meetDeadline(world, ID)));
    const made = await back();
    await Promise.all(three.map((world) => order(world, made!.id)));
    expect(ordered).toEqual([SMALL]);
  });

  it('is not there where the change could not be ordered before its end: that fails, and says so', async () => {
    const [from, to] = [NOON.toISOString(), new Date(NOON.getTime() + 3 * DAY).toISOString()];
    policy = aPolicy(policy.rules, { groups: policy.groups, freezes: [{ from, to, reason: 'sale', except: [] }] });
    is = { realClass: SMALL };
    const rule = { ...RULE, version: ruleVersion(policy, RULE), forced: undefined };
    const change = aChange({ targetClass: MID, until: { kind: 'instant', at: day(2) } });
    const draft = aDraft({ id: ID, state: 'approved', rule, need: aNeed({ count: 0 }), change });
    await store.records.open(draft, 'V1', [], []);
    await order(replica(), ID);
    expect(await get(ID)).toMatchObject({ state: 'failed', failure: { code: 'UntilPassed' } });
    await until(4 * DAY);
    expect([ordered, await back()]).toEqual([[], undefined]);
  });

  it('waits for the open request of another person, and is replaced where that one changes the class', async () => {
    await there();
    const other = aDraft({
      id: 'rr-00000099',
      before: anInstance({ realClass: MID }),
      change: aChange({ targetClass: LARGE }),
    });
    await store.records.open(other, 'V99', [], []);
    await until(7 * DAY);
    await until(7 * DAY);
    expect([(await get(ID)).plannedReturn, await back()]).toMatchObject([{ waitsFor: 'rr-00000099' }, undefined]);
    for (const to of ['approved', 'ordering', 'ordered', 'completed'] as const) {
      await store.records.change('rr-00000099', () => ({ kind: 'update', to, events: [], result: undefined }));
    }
    is = { realClass: LARGE };
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
    await store.records.open(other, 'V99', [], []);
    await until(7 * DAY);
    await store.records.change('rr-00000099', () => ({
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
    await store.records.open({ ...other, state: 'approved' }, 'V99', [], []);
    for (const to of ['ordering', 'ordered', 'completed'] as const) {
      await store.records.change('rr-00000099', () => ({ kind: 'update', to, events: [], result: undefined }));
    }
    now = new Date(NOON.getTime() + 60_000);
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
    expect([ordered, (await back())?.state]).toEqual([[], 'withdrawn']);
  });
});

describe('another end for a temporary change', () => {
  /** What the form comes to that asks for the class of now with this end. */
  async function asked(change: Partial<Change>, startAt?: string, person = DEV): Promise<IntakeOutcome> {
    const id = `V${String(answers.length)}`;
    const form = { id, person, channelId: 'C0PAYMENTS', instanceId: anInstance().instanceId, region: undefined };
    const wanted = aChange({ targetClass: MID, ...change });
    await store.records.receive({
      kind: 'form',
      form: { ...form, reason: 'the sale goes on', change: wanted, ...(startAt === undefined ? {} : { startAt }) },
    });
    await processInbound(replica(), id);
    return answers.at(-1)!;
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
    (await store.records.find({ limit: 20 })).filter(({ returnOf }) => returnOf !== undefined);

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
    expect(ordered).toEqual([SMALL]);
  });

  it('without approvers it is done at once; a length counts from the request', async () => {
    await there();
    policy = aPolicy([aRule({ instances: {} })], { groups: policy.groups });
    now = new Date(NOON.getTime() + DAY);
    const outcome = await asked({ until: { kind: 'duration', ms: 9 * DAY } });
    const { request } = outcome as Extract<IntakeOutcome, { kind: 'created' }>;
    await order(replica(), request.id);
    expect((await get(ID)).plannedReturn?.at).toBe(day(10));
    expect([(await get(request.id)).state, ordered]).toEqual(['completed', []]);
  });

  it('counts its longest duration from the start of the change, and no monthly limit', async () => {
    await there();
    const rule = { instances: {}, change: { maxDurationMs: 8 * DAY } };
    const limits = { priceDrift: 0.05, monthlySpend: [{ currency: 'CNY', max: '1' }], openPerInstance: 1 } as const;
    policy = aPolicy([aRule(rule)], { groups: policy.groups, limits });
    now = new Date(NOON.getTime() + 2 * DAY);
    expect(await asked({ until: { kind: 'instant', at: day(9) } })).toMatchObject({
      kind: 'denied',
      verdict: { nearest: { failed: [{ term: 'change.maxDuration', wanted: '8d', found: '9d' }] } },
    });
    expect(await requested(8)).toMatchObject({ state: 'approved' });
  });

  it.each<[what: string, change: Partial<Change>, startAt?: string]>([
    ['without an end', {}],
    ['with a start', { until: { kind: 'instant', at: day(9) } }, day(8)],
  ])('is no request %s: the class is that of now', async (_, change, startAt) => {
    await there();
    policy = aPolicy([aRule({ instances: {} })], { groups: policy.groups });
    expect(await asked(change, startAt)).toMatchObject({ kind: 'refused', reason: 'same_class' });
  });

  it('an end that has passed is refused', async () => {
    await there();
    now = new Date(NOON.getTime() + 2 * DAY);
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
    now = new Date(NOON.getTime() + 7 * DAY - 60_000);
    const more = await requested(9);
    expect(more.expiresAt).toBe(day(7));
    await ends(more);
    now = new Date(NOON.getTime() + 7 * DAY);
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
    ['the class is another one', () => (is = { realClass: LARGE }), 'ClassMoved'],
    ['the instance is gone', () => (is = 'gone'), 'InstanceGone'],
  ])('fails where %s meanwhile', async (_, before, code) => {
    await there();
    policy = aPolicy([aRule({ instances: {} })], { groups: policy.groups });
    const more = await requested(9);
    await before();
    await order(replica(), more.id);
    expect(await get(more.id)).toMatchObject({ state: 'failed', failure: { code } });
    expect(ordered).toEqual([]);
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
    policy = aPolicy(
      [aRule({ instances: {}, change: { direction: ['upgrade'] }, approval: aQuorum({ from: ['sre'], count: 2 }) })],
      { groups: { ...policy.groups, sre: [user(SRE.userId), user(SRE2.userId)] } },
    );
    expect(await approves(more)).toMatchObject({ kind: 'refused', reason: 'card_changed' });
  });
});

describe('whatever happens meanwhile', () => {
  const acts = [
    'day',
    'hour',
    'look',
    'order',
    'watch',
    'foreign',
    'cancel',
    'withdraw',
    'grow',
    'freeze',
    'busy',
    'prolong',
  ] as const;

  it('a temporary change never ends in another class than agreed without saying so, nor with two orders at once', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.constantFrom(...acts), { maxLength: 30 }), async (course) => {
        const run: RequestId = `rr-${String((nth += 1)).padStart(8, 'a')}`;
        const instance = `r-bp1zxszhc${String(nth).padStart(5, '0')}`;
        [now, is, ordered, usedGb, policy] = [
          NOON,
          { realClass: MID, capacityMb: 2048, instanceId: instance },
          [],
          0.2,
          calm,
        ];
        await there({ until: { kind: 'duration', ms: 2 * DAY } }, run, instance);
        let open = 0;
        let most = 0;
        const orderedAt: string[] = [];
        const world = replica({
          placeOrder: (_, { InstanceClass = '' }) => {
            ordered.push(InstanceClass);
            orderedAt.push(now.toISOString());
            most = Math.max(most, (open += 1));
            is = { ...(is as object), status: 'Changing' };
            return Promise.resolve({ orderId: `${run}${String(ordered.length)}`, requestId: 'R1' });
          },
        });
        const mine = async () =>
          (await store.records.find({ instanceId: instance, limit: 50 })).find(({ returnOf }) => returnOf === run);
        const person = { ...NOWHERE, reason: '', person: DEV };
        /** When it was agreed that it goes back; earlier it must not. */
        let agreed = (await get(run)).plannedReturn!.at;
        let forms = 0;
        const settle = async () => {
          if (open > 0) [is, open] = [{ ...(is as object), realClass: ordered.at(-1)!, status: 'Normal' }, 0];
          const made = await mine();
          if (made !== undefined) await watch(world, [made.id]);
        };
        const todo: Record<(typeof acts)[number], () => unknown> = {
          day: () => (now = new Date(now.getTime() + DAY)),
          hour: () => (now = new Date(now.getTime() + 3_600_000)),
          look: () => Promise.all([meetDeadline(world, run), meetDeadline(world, run)]),
          order: async () => {
            const made = await mine();
            if (made !== undefined) await Promise.all([order(world, made.id), order(world, made.id)]);
          },
          watch: settle,
          foreign: () => open === 0 && (is = { ...(is as object), realClass: LARGE }),
          cancel: () => carryOut(world, { ...person, id: 'c', button: 'cancel_return', requestId: run }),
          withdraw: async () => {
            const made = await mine();
            if (made !== undefined)
              await carryOut(world, { ...person, id: 'w', button: 'withdraw', requestId: made.id });
          },
          grow: () => (usedGb = 0.9),
          freeze: () =>
            (policy = aPolicy(calm.rules, {
              groups: calm.groups,
              freezes: [
                {
                  from: NOON.toISOString(),
                  to: new Date(NOON.getTime() + 3 * DAY).toISOString(),
                  reason: 'x',
                  except: [],
                },
              ],
            })),
          // For one day more, or less; who approves sees what the card shows.
          prolong: async () => {
            const form = `V${run}${String((forms += 1))}`;
            const at = new Date(now.getTime() + (forms % 2 === 0 ? 0.5 : 1.5) * DAY).toISOString();
            const change = aChange({ targetClass: MID, until: { kind: 'instant', at } });
            const asking = { id: form, person: DEV, channelId: 'C0PAYMENTS', instanceId: instance, region: undefined };
            await store.records.receive({ kind: 'form', form: { ...asking, change, reason: 'x' } });
            await processInbound(world, form);
            const answer = answers.at(-1);
            if (answer?.kind !== 'created') return;
            const { id } = answer.request;
            const cardDigest = digestOf(await get(id));
            const approve = {
              ...NOWHERE,
              id: form,
              button: 'approve',
              reason: '',
              person: SRE,
              requestId: id,
            } as const;
            await Promise.all([1, 2].map(() => carryOut(world, { ...approve, cardDigest })));
            await Promise.all([order(world, id), order(world, id)]);
            if ((await get(id)).state === 'completed') agreed = at;
          },
          busy: () => open === 0 && (is = { ...(is as object), status: 'Changing' }),
        };
        for (const act of course) await todo[act]();
        // Then time goes by, and nothing more happens but what is due.
        if (open === 0) is = { ...(is as object), status: 'Normal' };
        for (let day = 0; day < 4; day += 1)
          for (const act of ['day', 'look', 'order', 'watch', 'watch'] as const) await todo[act]();
        const [end, made] = [await get(run), await mine()];
        const outcome = end.plannedReturn?.outcome;
        const said = await told(run);
        expect(most).toBeLessThanOrEqual(1);
        // Nobody agreed to more than what was planned last, and it is never made before.
        expect(end.plannedReturn?.at).toBe(agreed);
        for (const at of orderedAt) expect(at >= agreed).toBe(true);
        expect(ordered.filter((name) => name !== SMALL)).toEqual([]);
        expect(ordered.length).toBeLessThanOrEqual(1);
        if (outcome !== undefined && 'ended' in outcome) {
          expect([said.includes('return_ended'), ordered]).toEqual([true, []]);
          // By another request it would be replaced; there is none that orders.
          expect(['cancelled', 'other_class']).toContain(outcome.ended.because);
        } else {
          expect(outcome).toEqual({ made: made?.id });
          const ends = await told(made!.id);
          expect(ends.at(-1)).toBe(made?.state);
          if (made?.state === 'completed') expect(is).toMatchObject({ realClass: SMALL });
          else expect(['failed', 'withdrawn']).toContain(made?.state);
        }
      }),
      { numRuns: runs(60) },
    );
  });
});

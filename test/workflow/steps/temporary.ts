/** A temporary change on ticked clocks: what is there, and what is done to it. */
import { afterEach, beforeEach, expect } from 'vitest';
import type { InstanceFacts } from '../../../src/core/instance/instance.ts';
import { planReturn } from '../../../src/core/lifecycle/planned-return.ts';
import { FREEZE, type Job } from '../../../src/core/request/step.ts';
import { ruleVersion } from '../../../src/core/policy/digest.ts';
import type { Policy } from '../../../src/core/policy/policy-model.ts';
import type { ChatFreeze, Draft, Lock, RequestId, ResizeRequest } from '../../../src/core/request/request.ts';
import type { Change } from '../../../src/core/value/change.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import type { Cloud, IntakeOutcome } from '../../../src/workflow/ports.ts';
import { meetDeadline } from '../../../src/workflow/steps/deadline.ts';
import { order } from '../../../src/workflow/steps/order.ts';
import { reconcile } from '../../../src/workflow/steps/reconcile.ts';
import { watch } from '../../../src/workflow/steps/watch.ts';
import type { World } from '../../../src/workflow/world.ts';
import { aChange, aDraft, aNeed, anInstance, aUsage, aVote, DEV, GB, NOON, SRE } from '../../builders.ts';
import { aPolicy, aQuorum, aRule, user } from '../../core/policy/policy-builders.ts';
import { freshDatabase } from '../../database.ts';
import { aWorld } from '../../world.ts';

export const ID = 'rr-7k3f9qx2';
export const [SMALL, MID, LARGE] = ['small', 'mid', 'large'].map((size) => `redis.master.${size}.default`) as [
  string,
  string,
  string,
];
export const DAY = 86_400_000;
export const RULE = { name: 'rule', line: 10 };
export const PRICE = (tradeAmount: string) => ({
  currency: 'CNY',
  originalAmount: tradeAmount,
  discountAmount: '0',
  tradeAmount,
});

/** Days after noon, as a moment. */
export const day = (days: number) => new Date(NOON.getTime() + days * DAY).toISOString();

/** What a test changes. */
export const t = { nth: 0 } as {
  store: Store;
  now: Date;
  policy: Policy;
  /** What is there, in the cloud. */
  is: Partial<InstanceFacts> | 'gone';
  price: string;
  usedGb: number;
  ordered: string[];
  ids: number;
  nth: number;
  answers: IntakeOutcome[];
  calm: Policy;
};

export const NOWHERE = { viewId: undefined, channelId: undefined } as const;

/** Each test begins at noon, with an instance that has grown, on a database of its own. */
export function openTemporary(): void {
  beforeEach(async () => {
    [t.now, t.is, t.price, t.usedGb, t.ordered, t.ids, t.answers] = [
      NOON,
      { realClass: MID, capacityMb: 2048 },
      '-12',
      0.2,
      [],
      0,
      [],
    ];
    t.policy = aPolicy(
      [aRule({ instances: {}, change: { direction: ['upgrade'] }, approval: aQuorum({ from: ['sre'], count: 1 }) })],
      { groups: { dev: [user(DEV.userId)], sre: [user(SRE.userId)] } },
    );
    t.calm = t.policy;
    const problem = (error: unknown) => expect(error).toBeUndefined();
    t.store = await openStore({ ...(await freshDatabase()), clock: { now: () => t.now }, onError: problem });
  });
  afterEach(() => t.store.close(1000));
}

export function replica(cloud: Partial<Cloud> = {}): World {
  const instance = () => Promise.resolve(t.is === 'gone' ? undefined : anInstance(t.is));
  const everything: Partial<Cloud> = {
    instance,
    locate: () => Promise.resolve(anInstance(t.is === 'gone' ? {} : t.is)),
    summaries: async () => [(await instance())!],
    quote: () => Promise.resolve(PRICE(t.price)),
    networkFacts: () => Promise.resolve({ directConnection: undefined, bandwidth: undefined }),
    usage: () => Promise.resolve(aUsage({ peakMemoryBytes: t.usedGb * GB })),
    ordersOf: () => Promise.resolve([]),
    order: () => Promise.resolve(undefined),
    tasks: () => Promise.resolve([]),
    vitals: () => Promise.resolve(undefined),
    placeOrder: (_, { InstanceClass = '' }) => {
      t.ordered.push(InstanceClass);
      return Promise.resolve({ orderId: String(207226234310042 + t.ordered.length), requestId: 'R1' });
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
      notifier: { answerSubmission: (_, outcome) => Promise.resolve(void t.answers.push(outcome)) },
      records: t.store.records,
      policy: () => t.policy,
      clock: { now: () => t.now },
    }),
    random: (length) => String((t.ids += 1)).padStart(length, '0'),
  };
}

/** The way there, completed at noon. */
export async function there(
  change: Partial<Change> = {},
  id: RequestId = ID,
  instanceId?: string,
  more: Partial<Draft> = {},
): Promise<ResizeRequest> {
  const before = anInstance(instanceId === undefined ? {} : { instanceId });
  const rule = { ...RULE, version: ruleVersion(t.policy, RULE), forced: undefined };
  const wanted = aChange({ targetClass: MID, until: { kind: 'duration', ms: 7 * DAY }, ...change });
  const draft = aDraft({
    id,
    before,
    state: 'approved',
    rule,
    need: aNeed(),
    quote: PRICE('42.10'),
    change: wanted,
    group: 'dev',
    ...more,
  });
  await t.store.records.open(draft, `V${id}`, [], []);
  const steps = ['ordering', 'ordered', 'completed'] as const;
  for (const to of steps) {
    const patch = {
      votes: [aVote(draft, SRE)],
      plannedReturn: to === 'completed' ? planReturn(draft, t.now) : undefined,
    };
    await t.store.records.change(id, () => ({ kind: 'update', to, patch, events: [], result: undefined }));
  }
  return get(id);
}

export const get = async (id: RequestId): Promise<ResizeRequest> => (await t.store.records.get(id))!;
export const back = async (): Promise<ResizeRequest | undefined> =>
  (await t.store.records.find({ limit: 10 })).find(({ returnOf }) => returnOf === ID);
/** As if every job had been lost: what a start finds is done. */
export async function restarted(): Promise<void> {
  const jobs: Job[] = [];
  const records = { ...t.store.records, enqueue: (job: Job) => Promise.resolve(void jobs.push(job)) };
  await reconcile({ ...replica(), records });
  for (const { queue, id } of jobs) {
    if (queue === 'deadline' && id !== FREEZE) await meetDeadline(replica(), id as RequestId);
    if (queue === 'order') await order(replica(), id as RequestId);
    if (queue === 'watch') await watch(replica(), [id as RequestId]);
  }
}

/** What stops orders, as its command does. */
export async function stop(how: 'lock' | 'unlock' | 'freeze' | 'unfreeze', what: object = {}): Promise<void> {
  if (how === 'lock') await t.store.records.lock('L1', what as Lock);
  if (how === 'unlock') await t.store.records.unlock('L2', anInstance().instanceId, SRE);
  if (how === 'freeze') await t.store.records.declareFreeze('L1', what as ChatFreeze);
  if (how === 'unfreeze') await t.store.records.liftFreeze('L2', SRE);
}

export const told = async (id: RequestId = ID) => (await t.store.records.events(id)).map(({ kind }) => kind);

/** Time goes by in steps of a quarter of a day at most. */
export async function until(ms: number, world: World = replica()): Promise<void> {
  const end = NOON.getTime() + ms;
  while (t.now.getTime() < end) {
    t.now = new Date(Math.min(end, t.now.getTime() + 6 * 3_600_000));
    await meetDeadline(world, ID);
  }
  await meetDeadline(world, ID);
}

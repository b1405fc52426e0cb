import { describe, expect, it } from 'vitest';
import { clientFault } from '../../../src/alicloud/errors.ts';
import type { InstanceFacts } from '../../../src/core/instance/instance.ts';
import type { OrderFacts } from '../../../src/core/lifecycle/cloud-answers.ts';
import type { Policy } from '../../../src/core/policy/policy-model.ts';
import type { Change } from '../../../src/core/value/change.ts';
import type { Draft } from '../../../src/core/request/request.ts';
import type { AccessReason } from '../../../src/core/request/reasons.ts';
import type { Cloud, IntakeOutcome, People, Records, Submission } from '../../../src/workflow/ports.ts';
import { processInbound } from '../../../src/workflow/steps/intake.ts';
import { aChange, anInstance, aRequest, aTask, DEV, minutesAfter, NOON } from '../../builders.ts';
import { aPolicy, aQuorum, aRule, user } from '../../core/policy/policy-builders.ts';
import { aWorld } from '../../world.ts';

const OFFERED = ['redis.master.small.default', 'redis.master.mid.default', 'redis.master.large.default'];
const ANY = aPolicy([aRule({ instances: {} })], { groups: { dev: [user(DEV.userId)] } });

interface Submitted {
  readonly cloud?: Partial<Cloud>;
  readonly instance?: Partial<InstanceFacts>;
  readonly targetClass?: string;
  readonly policy?: Policy;
  readonly standing?: People['standing'];
  readonly change?: Partial<Change>;
  readonly form?: Partial<Pick<Submission, 'channelId' | 'channelChosen' | 'startAt' | 'breakGlass'>>;
}

/** What the form of mei comes to, and what was read besides the instance. */
async function submitted({ cloud = {}, instance = {}, policy = ANY, ...asked }: Submitted) {
  const facts = anInstance(instance);
  const drafts: Draft[] = [];
  const outcomes: IntakeOutcome[] = [];
  const form = { id: 'V1', person: DEV, channelId: 'C0PAYMENTS', instanceId: facts.instanceId, region: undefined };
  // What no one has to approve was seen as it is.
  const change = aChange({ ...(asked.targetClass && { targetClass: asked.targetClass }), ...asked.change });
  const seen = { class: facts.realClass, price: undefined, change, confirmed: false };
  const records: Partial<Records> = {
    inbound: () =>
      Promise.resolve({
        kind: 'form',
        form: { ...form, ...asked.form, change, reason: 'x', seen },
        outcome: undefined,
      }),
    lockOf: () => Promise.resolve(undefined),
    find: () => Promise.resolve([]),
    open: (draft) => {
      drafts.push(draft);
      return Promise.resolve({ kind: 'opened', request: aRequest(draft) });
    },
    settle: () => Promise.resolve(),
  };
  const world = aWorld({
    records,
    policy: () => policy,
    people: {
      channel: () => Promise.resolve({ kind: 'open' }),
      ...(asked.standing === undefined ? {} : { standing: asked.standing }),
    },
    notifier: { answerSubmission: (_, outcome) => Promise.resolve(void outcomes.push(outcome)) },
    cloud: {
      locate: () => Promise.resolve(facts),
      instance: () => Promise.resolve(facts),
      quote: () => Promise.reject(clientFault('ECONNRESET')),
      usage: () => Promise.resolve(undefined),
      networkFacts: () => Promise.resolve({ directConnection: undefined, bandwidth: undefined }),
      targets: () => Promise.resolve(OFFERED.map((name) => ({ name, capacityMb: undefined, remark: '' }))),
      ordersOf: () => Promise.resolve([]),
      tasks: () => Promise.resolve([]),
      ...cloud,
    },
  });
  await processInbound(world, 'V1');
  return { outcome: outcomes[0], drafts };
}

function anOrder(over: Partial<OrderFacts>): OrderFacts {
  const of = { instanceIds: [anInstance().instanceId], classes: [], wasClasses: [], operator: undefined };
  return { orderId: '207', payment: 'paid', createdAt: NOON.toISOString(), ...of, ...over };
}

const orders = (...found: Partial<OrderFacts>[]): Partial<Cloud> => ({
  ordersOf: () => Promise.resolve(found.map(anOrder)),
});

describe('what goes on at the instance already refuses the form, with the id', () => {
  it.each<[string, Submitted, object | undefined]>([
    [
      'an unpaid order of the console',
      { cloud: orders({ payment: 'unpaid', orderId: '208' }) },
      { what: 'unpaid_order', id: '208' },
    ],
    [
      'a running task',
      { cloud: { tasks: () => Promise.resolve([aTask()]) } },
      { what: 'task', id: 't-83br18hloy3faf' },
    ],
    [
      'a task that waits for its window',
      { cloud: { tasks: () => Promise.resolve([aTask({ status: 'scheduled' })]) } },
      { what: 'task' },
    ],
    [
      'an order that is not finished',
      { instance: { orderCompleted: false }, cloud: orders({}) },
      { what: 'order', id: '207' },
    ],
    ['one whose id is not found', { instance: { orderCompleted: false } }, { what: 'order', id: undefined }],
    [
      'paid orders and done tasks: nothing goes on',
      { cloud: { ...orders({}), tasks: () => Promise.resolve([aTask({ status: 'succeeded' })]) } },
      undefined,
    ],
    [
      'what cannot be read: the cloud refuses what collides',
      { cloud: { ordersOf: () => Promise.reject(clientFault('ECONNRESET')), tasks: () => Promise.resolve(undefined) } },
      undefined,
    ],
  ])('%s', async (_, given, underWay) => {
    const { outcome, drafts } = await submitted(given);
    if (underWay === undefined) expect(outcome).toMatchObject({ kind: 'created' });
    else expect(outcome).toMatchObject({ kind: 'refused', reason: 'change_under_way', detail: { underWay } });
    expect(drafts).toHaveLength(underWay === undefined ? 1 : 0);
  });
});

describe('a class that is not on offer for the instance', () => {
  it.each<[string, Submitted, object]>([
    [
      'is refused, with the nearest that are',
      { targetClass: 'redis.master.stand.default' },
      {
        kind: 'refused',
        reason: 'class_not_offered',
        detail: {
          unoffered: {
            targetClass: 'redis.master.stand.default',
            nearest: ['redis.master.mid.default', 'redis.master.small.default', 'redis.master.large.default'],
          },
        },
      },
    ],
    [
      'is left to the cloud where the list cannot be read',
      {
        targetClass: 'redis.master.stand.default',
        cloud: { targets: () => Promise.reject(clientFault('ECONNRESET')) },
      },
      { kind: 'created' },
    ],
    ['on offer: is requested', {}, { kind: 'created' }],
  ])('%s', async (_, given, outcome) => {
    expect((await submitted(given)).outcome).toMatchObject(outcome);
  });
});

describe('a form that no command opened', () => {
  const there = { instances: {}, where: ['C0PAYMENTS'] };
  const groups = { dev: [user(DEV.userId)] };
  const chosen = { channelId: 'C0PAYMENTS', channelChosen: true } as const;

  it.each([
    ['the channel of a command', { channelId: 'C0PAYMENTS' }, 'created'],
    ['a channel that was chosen for the card', chosen, 'denied'],
    ['no channel', { channelId: '' }, 'denied'],
  ])('is under no rule for a channel: %s', async (_, form, kind) => {
    const policy = aPolicy([aRule({ ...there, cards: 'C0ONE' })], { groups });
    expect((await submitted({ policy, form })).outcome).toMatchObject({ kind });
  });

  it.each([
    ['chosen', chosen, {}, { channelId: 'C0PAYMENTS', channelChosen: true }],
    ['of its rule', { channelId: '' }, { cards: 'C0ONE' }, { channelId: 'C0ONE', channelChosen: true }],
  ])('keeps the channel of its card: %s', async (_, form, rule, kept) => {
    const policy = aPolicy([aRule({ instances: {}, ...rule })], { groups });
    expect((await submitted({ policy, form })).drafts).toMatchObject([kept]);
  });
});

describe('approvers who could never click', () => {
  const approvedBy = (count: number): Policy =>
    aPolicy([aRule({ instances: {}, approval: aQuorum({ count }) })], {
      groups: { dev: [user(DEV.userId)], sre: [user('U0A'), user('W0A'), user(DEV.userId)] },
    });
  const are = (given: Readonly<Record<string, AccessReason | { readonly otherId: string }>>): People['standing'] => {
    return ({ userId }) => {
      const answer = given[userId] ?? { otherId: undefined };
      if (typeof answer === 'string') return Promise.resolve({ kind: 'refused', reason: answer } as const);
      return Promise.resolve({ kind: 'member', ...answer } as const);
    };
  };
  const nobody = { kind: 'denied', verdict: { reason: 'too_few_approvers' } };

  it.each<[string, number, Parameters<typeof are>[0], object]>([
    ['all deactivated', 1, { U0A: 'deactivated', W0A: 'deactivated' }, nobody],
    ['all guests', 1, { U0A: 'guest', W0A: 'guest' }, nobody],
    ['all bots', 1, { U0A: 'bot_user', W0A: 'bot_user' }, nobody],
    ['all of elsewhere', 1, { U0A: 'stranger', W0A: 'other_team' }, nobody],
    ['one who can', 1, { U0A: 'guest' }, { kind: 'created' }],
    [
      'not known: nothing is promised',
      1,
      { U0A: 'guest', W0A: 'person_unknown' },
      { kind: 'denied', verdict: { reason: 'approvers_unknown' } },
    ],
    ['two people', 2, {}, { kind: 'created' }],
    ['one person by two ids', 2, { U0A: { otherId: 'W0A' }, W0A: { otherId: 'U0A' } }, nobody],
    [
      'the requester by a second id',
      1,
      { U0DEV1: { otherId: 'W0A' }, U0A: 'guest', W0A: { otherId: 'U0DEV1' } },
      nobody,
    ],
  ])('%s (%i wanted)', async (_, count, people, outcome) => {
    expect((await submitted({ policy: approvedBy(count), standing: are(people) })).outcome).toMatchObject(outcome);
  });
});

describe('a start that was asked for', () => {
  const approvers = { sre: [user('U0SRE1')], dev: [user(DEV.userId)] };
  const asks = aPolicy([aRule({ instances: {}, approval: aQuorum({ from: ['sre'] }) })], { groups: approvers });
  const at = (minutes: number) => ({ form: { startAt: minutesAfter(minutes).toISOString() } });

  it('is kept with the request', async () => {
    const { outcome, drafts } = await submitted({ policy: asks, ...at(60) });
    expect(outcome).toMatchObject({ kind: 'created', request: { startAt: minutesAfter(60).toISOString() } });
    expect(drafts[0]).toMatchObject({ state: 'pending', startAt: minutesAfter(60).toISOString() });
  });

  it.each<readonly [what: string, minutes: number, policy: Policy, reason: string]>([
    ['after the last moment for approvals', 24 * 60 + 1, asks, 'start_after_deadline'],
    ['in more than a year', 367 * 24 * 60, ANY, 'start_too_far'],
  ])('%s is refused', async (_, minutes, policy, reason) => {
    const { outcome, drafts } = await submitted({ policy, ...at(minutes) });
    expect(outcome).toMatchObject({ kind: 'refused', reason });
    expect(drafts).toEqual([]);
  });

  it('that has passed since the form was sent, in a second step or while the bot was down, is no longer waited for', async () => {
    expect((await submitted(at(-1))).outcome).toMatchObject({ kind: 'created', request: { state: 'approved' } });
  });

  it('may be after every deadline where no one has to approve', async () => {
    expect((await submitted(at(3 * 24 * 60))).outcome).toMatchObject({
      kind: 'created',
      request: { state: 'approved' },
    });
  });
});

describe('an end before the maintenance window that the change waits for', () => {
  const end = { kind: 'instant', at: '2026-11-23T17:00:00.000Z' } as const;
  const maintain = { effectiveTime: 'MaintainTime', until: end } as const;
  const forcing = aPolicy([aRule({ instances: {}, force: { effectiveTime: 'MaintainTime' } })], {
    groups: { dev: [user(DEV.userId)] },
  });
  it.each<readonly [what: string, asked: Submitted, refused: boolean]>([
    ['is refused', { change: maintain }, true],
    ['is refused, where the rule has set the window', { change: { until: end }, policy: forcing }, true],
    ['does not matter to a change that is made immediately', { change: { until: end } }, false],
  ])('%s', async (_, asked, refused) => {
    expect((await submitted(asked)).outcome).toMatchObject(
      refused
        ? { kind: 'refused', reason: 'until_before_window', detail: { windowAt: '2026-11-23T18:00:00.000Z' } }
        : { kind: 'created' },
    );
  });
});

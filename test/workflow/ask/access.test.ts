import { describe, expect, it } from 'vitest';
import { createDesk } from '../../../src/workflow/desk/desk.ts';
import { processInbound } from '../../../src/workflow/steps/intake.ts';
import type {
  ClickOutcome,
  FreezeOutcome,
  Desk,
  Inbound,
  IntakeOutcome,
  LockOutcome,
  People,
  Records,
} from '../../../src/workflow/ports.ts';
import { aChange, DEV } from '../../builders.ts';
import { aPolicy } from '../../core/policy/policy-builders.ts';
import { aWorld } from '../../world.ts';

const ID = 'rr-7k3f9qx2';
const INSTANCE = 'r-bp1zxszhcgatnx';

/** A world in which nobody is let in: whatever else of it is touched is written down. */
function shutWorld(inbound?: Inbound) {
  const touched: string[] = [];
  const notes: object[] = [];
  const outcomes: (IntakeOutcome | ClickOutcome | LockOutcome | FreezeOutcome)[] = [];
  const records: Partial<Records> = {
    get: () => Promise.resolve(undefined),
    inbound: () => Promise.resolve(inbound === undefined ? undefined : { ...inbound, outcome: undefined }),
    note: (event) => Promise.resolve(void notes.push(event)),
    settle: (_, outcome, event) => {
      outcomes.push(outcome);
      if (event !== undefined) notes.push(event);
      return Promise.resolve();
    },
  };
  const said = () => Promise.resolve();
  const people: Partial<People> = {
    standing: () => Promise.resolve({ kind: 'refused', reason: 'guest' }),
    directory: () => {
      touched.push('people.directory');
      return Promise.resolve(new Map());
    },
  };
  const world = aWorld({
    people,
    notifier: { answerSubmission: said, answerClick: said, answerLock: said, answerFreeze: said },
    records,
    policy: () => {
      touched.push('policy');
      return aPolicy([]);
    },
    otherwise: (method) => Promise.resolve(void touched.push(method)),
  });
  return { world, touched, notes, outcomes };
}

/** Every method of the desk, asked by somebody who may not be here, and what they get. */
const ASKED: Readonly<
  Record<
    Exclude<
      keyof Desk,
      'receive' | 'breakGlass' | 'confirm' | 'messageSeen' | 'digestSeen' | 'homeOpened' | 'turnedAway'
    >,
    readonly [(desk: Desk) => Promise<unknown>, unknown]
  >
> = {
  authorize: [(desk) => desk.authorize(DEV), { kind: 'no_access', reason: 'guest' }],
  instanceView: [(desk) => desk.instanceView(DEV, INSTANCE, undefined), { kind: 'no_access', reason: 'guest' }],
  namedIn: [(desk) => desk.namedIn(DEV, 'orders-cache'), undefined],
  search: [(desk) => desk.search(DEV, ''), { items: [], more: false }],
  named: [(desk) => desk.named(DEV, 'orders', undefined, 'touchable'), { kind: 'no_access', reason: 'guest' }],
  sized: [
    (desk) => desk.sized(DEV, INSTANCE, undefined, { kind: 'step', by: 1 }),
    { kind: 'no_access', reason: 'guest' },
  ],
  usage: [(desk) => desk.usage(DEV, INSTANCE, undefined), undefined],
  networkFacts: [(desk) => desk.networkFacts(DEV, INSTANCE, undefined), undefined],
  targets: [(desk) => desk.targets(DEV, INSTANCE, undefined, ''), []],
  suggestedClass: [(desk) => desk.suggestedClass(DEV, INSTANCE, undefined), undefined],
  quote: [(desk) => desk.quote(DEV, INSTANCE, undefined, aChange()), { kind: 'none' }],
  channel: [(desk) => desk.channel(DEV, 'C0PAYMENTS'), { kind: 'refused' }],
  request: [(desk) => desk.request(DEV, ID), undefined],
  requests: [(desk) => desk.requests(DEV, {}), []],
  why: [(desk) => desk.why(DEV, INSTANCE, undefined, aChange()), { kind: 'no_access', reason: 'guest' }],
  locks: [(desk) => desk.locks(DEV), []],
  freeze: [(desk) => desk.freeze(DEV), undefined],
  mayRequest: [(desk) => desk.mayRequest(DEV), { kind: 'maybe' }],
  rights: [(desk) => desk.rights(DEV), { requests: [], denials: [], approves: [], locks: [], freezes: false }],
  suggest: [(desk) => desk.suggest(DEV, undefined, undefined), { kind: 'no_access', reason: 'guest' }],
  report: [(desk) => desk.report(DEV, undefined), { kind: 'no_access', reason: 'guest' }],
  mayPress: [
    (desk) => desk.mayPress({ person: DEV, requestId: ID, button: 'reject' }),
    { kind: 'no_access', reason: 'guest' },
  ],
};

describe('the door', () => {
  it('failure 15: stands before every method of the desk', () => {
    const { world } = shutWorld();
    expect(Object.keys(createDesk(world)).sort()).toEqual(
      [
        ...Object.keys(ASKED),
        'receive',
        'breakGlass',
        'confirm',
        'messageSeen',
        'digestSeen',
        'homeOpened',
        'turnedAway',
      ].sort(),
    );
  });

  it.each(Object.entries(ASKED))('%s touches nothing for somebody outside', async (name, [ask, answer]) => {
    const { world, touched, notes } = shutWorld();
    const got = await ask(createDesk(world));
    if (typeof answer === 'object' && !Array.isArray(answer)) expect(got).toMatchObject(answer as object);
    else expect(got).toEqual(answer);
    expect(touched).toEqual([]);
    // A refused click is part of the audit log.
    expect(notes).toHaveLength(name === 'mayPress' ? 1 : 0);
  });

  it.each(['approve', 'reject', 'withdraw', 'recheck'] as const)('a press of %s comes to nothing', async (button) => {
    const press = { id: 'P1', button, person: DEV, requestId: ID, reason: '', viewId: undefined, channelId: undefined };
    const { world, touched, notes, outcomes } = shutWorld({ kind: 'press', press: { ...press, requestId: ID } });
    await processInbound(world, 'P1');
    expect(outcomes).toEqual([{ kind: 'no_access', reason: 'guest' }]);
    expect(notes).toEqual([{ kind: 'click_refused', actor: DEV, data: { button, reason: 'guest' } }]);
    expect(touched).toEqual([]);
  });

  it.each(['lock', 'unlock'] as const)('%s comes to nothing', async (action) => {
    const command = { id: 'L1', action, person: DEV, instanceId: INSTANCE, region: undefined, reason: 'x' };
    const { world, touched, notes, outcomes } = shutWorld({ kind: 'lock', lock: { ...command, channelId: undefined } });
    await processInbound(world, 'L1');
    expect(outcomes).toEqual([{ kind: 'no_access', reason: 'guest' }]);
    expect(notes).toMatchObject([{ kind: 'denied', data: { action, outcome: 'no_access', reason: 'guest' } }]);
    expect(touched).toEqual([]);
  });

  it('a submitted form comes to nothing', async () => {
    const form = { id: 'V1', person: DEV, channelId: 'C0', instanceId: INSTANCE, region: undefined, reason: 'x' };
    const { world, touched, notes, outcomes } = shutWorld({ kind: 'form', form: { ...form, change: aChange() } });
    await processInbound(world, 'V1');
    expect(outcomes).toEqual([{ kind: 'no_access', reason: 'guest' }]);
    expect(notes).toMatchObject([{ kind: 'denied', data: { reason: 'guest' } }]);
    expect(touched).toEqual([]);
  });
});

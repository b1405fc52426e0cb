/** What people try in vain is in the audit log, each once an hour per person, kind and target, and is exported. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { digestOf, ruleVersion } from '../../../src/core/policy/digest.ts';
import type { AccessReason } from '../../../src/core/request/reasons.ts';
import type { Person, RequestId } from '../../../src/core/request/request.ts';
import { exportAudit } from '../../../src/store/audit-export.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import type { Inbound, People, Press } from '../../../src/workflow/ports.ts';
import { createDesk } from '../../../src/workflow/desk/desk.ts';
import { processInbound } from '../../../src/workflow/steps/intake.ts';
import type { World } from '../../../src/workflow/world.ts';
import { aChange, aDraft, anInstance, aNeed, DEV, NOON, SRE } from '../../builders.ts';
import { aPolicy, aQuorum, aRule, user } from '../../core/policy/policy-builders.ts';
import { freshDatabase } from '../../database.ts';
import { aWorld } from '../../world.ts';

const ID = 'rr-7k3f9qx2';
const INSTANCE = anInstance().instanceId;
const TOM: Person = { ...SRE, userId: 'U0SRE2' };
const OUTSIDERS: Readonly<Record<string, AccessReason>> = {
  U0GUEST: 'guest',
  U0STRANGER: 'stranger',
  U0OTHER: 'other_team',
};
const outsider = (userId: string): Person => ({ teamId: 'T0ELSE', userId });

let store: Store;
let world: World;
let now: number;
let count: number;

beforeEach(async () => {
  now = NOON.getTime();
  count = 0;
  const clock = { now: () => new Date(now) };
  store = await openStore({ ...(await freshDatabase()), clock, onError: () => undefined });
  const policy = aPolicy([aRule({ instances: {}, approval: aQuorum({ parts: [{ from: ['sre'], count: 2 }] }) })], {
    groups: { dev: [user(DEV.userId)], sre: [user(SRE.userId), user(TOM.userId), user('U0SRE3')] },
    locks: [{ who: ['sre'], instances: {} }],
  });
  const standing: People['standing'] = ({ userId }) => {
    const reason = OUTSIDERS[userId];
    return Promise.resolve(reason === undefined ? { kind: 'member' } : { kind: 'refused', reason });
  };
  const said = () => Promise.resolve();
  world = aWorld({
    people: { standing },
    notifier: { answerSubmission: said, answerClick: said, answerLock: said },
    cloud: { instance: () => Promise.resolve(anInstance()), locate: () => Promise.resolve([anInstance()]) } as never,
    records: store.records,
    policy: () => policy,
    clock,
  });
  const rule = { name: 'rule', line: 10, version: ruleVersion(policy, { name: 'rule', line: 10 }), forced: undefined };
  const need = aNeed({ count: 2, from: ['sre'], parts: [{ from: ['sre'], count: 2 }] });
  await store.records.open(aDraft({ need, rule }), 'V1', [], []);
});
afterEach(() => store.close(1000));

async function does(inbound: (id: string) => Inbound): Promise<void> {
  const id = `I${String((count += 1))}`;
  await store.records.receive(inbound(id));
  await processInbound(world, id);
}

async function presses(button: Press['button'], person: Person, requestId: RequestId = ID): Promise<void> {
  const request = await store.records.get(ID);
  const cardDigest = request && digestOf(request);
  const press = { button, person, requestId, reason: '', viewId: undefined, channelId: 'C1', cardDigest };
  await does((id) => ({ kind: 'press', press: { ...press, id } }));
}

const back = (person: Person) => createDesk(world).mayPress({ person, requestId: ID, button: 'resize_back' });

const locks = (action: 'lock' | 'unlock', person: Person, instanceId = INSTANCE) =>
  does((id) => ({
    kind: 'lock',
    lock: { id, action, person, instanceId, region: undefined, reason: 'x', channelId: 'C1' },
  }));

const submits = (person: Person, instanceId: string) =>
  does((id) => ({
    kind: 'form',
    form: { id, person, channelId: 'C1', instanceId, region: undefined, change: aChange(), reason: 'x' },
  }));

/** `kind actor reason`, as they are exported. */
async function refusals(): Promise<readonly string[]> {
  const found: string[] = [];
  for await (const line of exportAudit(store.db, 'jsonl', { kinds: ['denied', 'click_refused'] })) {
    const { kind, actor, data } = JSON.parse(line) as { kind: string; actor: string; data: Record<string, string> };
    found.push(`${kind} ${actor.split('/')[1] ?? ''} ${data['reason'] ?? data['outcome'] ?? ''}`);
  }
  return found;
}

it.each<readonly [what: string, before: () => Promise<unknown>, act: () => Promise<unknown>, noted: string]>([
  ...Object.entries(OUTSIDERS).map(([id, reason]) => {
    const approves = () => presses('approve', outsider(id));
    return [`a click of an outsider (${reason})`, nothing, approves, `click_refused ${id} ${reason}`] as const;
  }),
  ['a form of an outsider', nothing, () => submits(outsider('U0GUEST'), INSTANCE), 'denied U0GUEST guest'],
  ['a lock by an outsider', nothing, () => locks('lock', outsider('U0GUEST')), 'denied U0GUEST guest'],
  ['a withdrawal by another person', nothing, () => presses('withdraw', TOM), 'click_refused U0SRE2 not_the_requester'],
  ['a vote on a request of one’s own', nothing, () => presses('approve', DEV), 'click_refused U0DEV1 own_request'],
  [
    'a late click',
    () => presses('withdraw', DEV),
    () => presses('approve', TOM),
    'click_refused U0SRE2 already_decided',
  ],
  [
    'a request that does not exist',
    nothing,
    () => presses('withdraw', DEV, `rr-0000000${String(count % 10)}`),
    'click_refused U0DEV1 unknown_request',
  ],
  [
    'a second vote of one person',
    () => presses('approve', SRE),
    () => presses('approve', SRE),
    'click_refused U0SRE1 already_voted',
  ],
  ['a settlement of what is clear', nothing, () => presses('settle', SRE), 'click_refused U0SRE1 not_unclear'],
  ['a way back that is not offered', nothing, () => back(DEV), 'click_refused U0DEV1 back_over'],
  ['a way back for whom no rule lets ask', nothing, () => back(SRE), 'click_refused U0SRE1 back_not_yours'],
  ['a lock of what is locked', () => locks('lock', SRE), () => locks('lock', TOM), 'denied U0SRE2 already_locked'],
  ['an unlock of what is not locked', nothing, () => locks('unlock', SRE), 'denied U0SRE1 not_locked'],
  ['a lock without the right to it', nothing, () => locks('lock', DEV), 'denied U0DEV1 may_not_lock'],
  [
    'forms of an outsider for instances that are made up',
    nothing,
    () => submits(outsider('U0GUEST'), `r-bp1made${String(count)}up`),
    'denied U0GUEST guest',
  ],
])('%s is an event, once an hour', async (_, before, act, noted) => {
  await before();
  for (let n = 0; n < 3; n += 1) await act();
  expect(await refusals()).toEqual([noted]);
  now += 3_600_000;
  await act();
  expect(await refusals()).toEqual([noted, noted]);
});

function nothing(): Promise<void> {
  return Promise.resolve();
}

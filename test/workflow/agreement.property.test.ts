import fc from 'fast-check';
import { expect, test } from 'vitest';
import { asJson } from '../../src/cli/explanation.ts';
import { runCase, type Expected } from '../../src/core/explain/cases.ts';
import { digestOf, ruleVersion } from '../../src/core/policy/digest.ts';
import { explained } from '../../src/core/explain/explained.ts';
import { CloudFault } from '../../src/core/faults.ts';
import type { InstanceFacts } from '../../src/core/instance/instance.ts';
import { approvers } from '../../src/core/policy/membership.ts';
import type { DenyRule, Policy, Rule } from '../../src/core/policy/policy-model.ts';
import { decide, hangsOnGroup } from '../../src/core/policy/policy.ts';
import type { Lock, ResizeRequest } from '../../src/core/request/request.ts';
import type { Question, Verdict } from '../../src/core/policy/verdict.ts';
import { whyMessage } from '../../src/slack/messages/command-answer.ts';
import { wordsFor } from '../../src/wording/words.ts';
import { carryOut } from '../../src/workflow/steps/clicks.ts';
import { guardedWhyOf, whyOf } from '../../src/workflow/desk/why.ts';
import { preflight } from '../../src/workflow/steps/preflight.ts';
import type { ClickOutcome, Records } from '../../src/workflow/ports.ts';
import type { World } from '../../src/workflow/world.ts';
import { aNeed, aRequest, anInstance as someFacts, minutesAfter, NOON } from '../builders.ts';
import {
  aChange,
  aDenial,
  aPerson,
  aPolicy,
  aQuorum,
  aQuote,
  aRule,
  user,
  usergroup,
} from '../core/policy/policy-builders.ts';
import { runs } from '../runs.ts';
import { aWorld } from '../world.ts';

const USERS = ['U1', 'U2', 'U3'];
/** Somebody whom every rule of a request lets decide. */
const JUDGE = 'U9';
const GROUPS = {
  a: [user('U1'), usergroup('S1')],
  b: [user('U2'), user('U3')],
  c: [usergroup('S2')],
  judge: [user(JUDGE)],
};
const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> => fc.subarray([...values], { minLength: 1 });
/** Mostly everybody: a term that rarely holds hides all the others. */
const named = fc.oneof({ weight: 3, arbitrary: fc.constant(['a', 'b', 'c']) }, some('a', 'b', 'c'));
const rarely = <T extends object>(terms: fc.Arbitrary<T>): fc.Arbitrary<T | object> =>
  fc.oneof({ weight: 2, arbitrary: fc.constant({}) }, terms);

const terms = {
  who: named,
  instances: rarely(
    fc.record(
      { tags: fc.constantFrom({ env: 'dev' }, { env: 'prod' }), classes: some('redis.master.*', 'tair.*') },
      { requiredKeys: [] },
    ),
  ),
  change: rarely(
    fc.record(
      {
        direction: some('upgrade' as const, 'downgrade' as const),
        maxMemoryMb: fc.constantFrom(1024, 4096),
        maxStep: fc.constantFrom(2, 8),
        maxPrice: fc.constantFrom('10', '100'),
        maxMonthlyPrice: fc.constantFrom('10', '100'),
      },
      { requiredKeys: [] },
    ),
  ),
  flags: rarely(fc.record({ autoPay: some(true, false), coupon: some(true, false) }, { requiredKeys: [] })),
};
const quorum = fc
  .record({ from: named, count: fc.constantFrom(1, 2), self: fc.boolean() })
  .map((given) => aQuorum(given));
const approval = fc.oneof(fc.constant({ kind: 'none' } as const), quorum);
const windows = fc.constantFrom([], [{ days: ['sat' as const], from: '10:00', to: '11:00', zone: 'UTC' }]);
const rule: fc.Arbitrary<Partial<Rule>> = fc.record({
  ...terms,
  approval,
  windows,
  breakGlass: fc.constantFrom(false, false, true),
});
const forcing = fc.record({ autoPay: fc.boolean(), coupon: fc.constantFrom('none', 'best') }, { requiredKeys: [] });
// With several rules, one may hold only for what another forced; then the same change is judged otherwise the second time.
const rules: fc.Arbitrary<readonly Partial<Rule>[]> = fc.oneof(
  fc.array(rule, { minLength: 1, maxLength: 4 }),
  fc.tuple(rule, forcing).map(([one, force]) => [{ ...one, force, breakGlass: false }]),
);
const denials: fc.Arbitrary<readonly Partial<DenyRule>[]> = fc.oneof(
  { weight: 3, arbitrary: fc.constant([]) },
  fc.array(fc.record(terms), { maxLength: 1 }),
);
const policies: fc.Arbitrary<Policy> = fc
  .record({
    rules,
    denials,
    limit: fc.constantFrom(undefined, '50', '1000'),
    frozen: fc.boolean(),
  })
  .map(({ rules: all, denials: no, limit, frozen }) =>
    aPolicy(
      all.map((one, index) => aRule({ ...one, name: `rule ${index}`, line: 10 + index })),
      {
        groups: GROUPS,
        denials: no.map((one, index) => aDenial({ ...one, name: `denial ${index}`, line: 50 + index })),
        freezes: frozen
          ? [{ from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z', reason: 'x', except: ['a'] }]
          : [],
        limits: {
          openPerInstance: 1,
          priceDrift: 0.05,
          monthlySpend: limit === undefined ? [] : [{ currency: 'CNY', max: limit, groups: ['a', 'b'] }],
        },
      },
    ),
  );

interface Asked extends Omit<Question, 'instance' | 'spending'> {
  readonly instance: InstanceFacts;
  /** What U1 ordered this month. */
  readonly spent: string | undefined;
}

const members = fc.oneof(fc.constant('unknown' as const), {
  weight: 4,
  arbitrary: some(...USERS).map((ids) => new Set(ids)),
});
const questions: fc.Arbitrary<Asked> = fc.record({
  person: fc.constantFrom(...USERS).map(aPerson),
  instance: fc.constantFrom(
    someFacts({ tags: { env: 'dev' } }),
    someFacts({ tags: { env: 'prod' }, chargeType: 'PostPaid' }),
    someFacts({ tags: { env: 'dev' }, realClass: 'redis.master.large.default', capacityMb: 8192 }),
  ),
  change: fc
    .record({
      targetClass: fc.constantFrom('redis.master.mid.default', 'redis.master.stand.default', 'redis.nobody.knows.it'),
      autoPay: fc.boolean(),
      coupon: fc.constantFrom('none', 'best'),
    })
    .map(aChange),
  quote: fc.constantFrom(undefined, aQuote('-5'), aQuote('8'), aQuote('42.10'), aQuote('99.99')),
  directory: fc.record({ S1: members, S2: members }).map((all) => new Map(Object.entries(all))),
  spent: fc.constantFrom(undefined, '20', '900'),
  now: fc.constant(NOON),
});

const LOCK: Lock = { instance: someFacts(), by: aPerson('U7'), at: NOON.toISOString(), reason: 'sale' };

/** The same facts for everybody who asks. */
function worldOf(policy: Policy, asked: Asked, kept?: ResizeRequest): World {
  const { instance, quote, directory, spent } = asked;
  const { account, region, instanceId } = instance;
  const quoted = spent === undefined ? undefined : aQuote(spent);
  const spender = { requester: aPerson('U1'), account, chargeType: instance.chargeType, quote: quoted };
  const records: Partial<Records> = {
    find: () => Promise.resolve([]),
    spending: () => Promise.resolve(spent === undefined ? [] : [spender]),
    get: () => Promise.resolve(kept),
    note: () => Promise.resolve(),
    // The order of a locked instance waits; what the rules say to it is asked of one that is not.
    lockOf: () => Promise.resolve(kept === undefined ? LOCK : undefined),
    stopOf: () => Promise.resolve(undefined),
    change: (_, decideOn) => {
      if (kept === undefined) return Promise.resolve(undefined);
      return Promise.resolve({ result: decideOn(kept).result, request: kept });
    },
  };
  return aWorld({
    cloud: {
      locate: () => Promise.resolve({ account, region, instanceId }),
      instance: () => Promise.resolve(instance),
      quote: () =>
        quote === undefined
          ? Promise.reject(new CloudFault({ code: 'InternalError', arrived: 'no', retry: 'soon' }))
          : Promise.resolve(quote),
      targets: () => Promise.resolve([]),
      ordersOf: () => Promise.resolve([]),
      tasks: () => Promise.resolve([]),
      usage: () => Promise.resolve(undefined),
      networkFacts: () => Promise.resolve({ directConnection: undefined, bandwidth: undefined }),
    },
    people: { standing: () => Promise.resolve({ kind: 'member' }), directory: () => Promise.resolve(directory) },
    records,
    policy: () => policy,
  });
}

function questionOf(policy: Policy, { spent, ...asked }: Asked): Question {
  const ordered = {
    requester: aPerson('U1'),
    account: 'main',
    chargeType: 'PrePaid',
    quote: aQuote(spent ?? '0'),
  } as const;
  return { ...asked, spending: spent === undefined || policy.limits.monthlySpend.length === 0 ? [] : [ordered] };
}

const ruleOf = (verdict: Verdict): string | undefined =>
  verdict.kind === 'allowed' ? verdict.rule.name : verdict.nearest?.rule.name;

/** A request as it would have come to be; of a denied change, as if it had been allowed by a rule that is gone. */
function requestOf(policy: Policy, { person, instance, change, quote }: Asked, verdict: Verdict): ResizeRequest {
  const gone = aNeed({ from: ['judge'] });
  const {
    rule: by,
    need,
    change: ordered,
  } = verdict.kind === 'allowed' ? verdict : { rule: { name: 'gone', line: 1 }, need: gone, change };
  const version = ruleVersion(policy, by);
  const rest = { expiresAt: minutesAfter(60).toISOString(), state: 'pending' } as const;
  return aRequest({
    requester: person,
    before: instance,
    change: ordered,
    quote,
    need,
    rule: { ...by, version, forced: undefined },
    ...rest,
  });
}

async function click(
  world: World,
  request: ResizeRequest,
  policy: Policy,
  asked: Asked,
): Promise<ClickOutcome | undefined> {
  const [by] = [...approvers(policy, request.need, asked.person, asked.directory).known];
  if (by === undefined) return undefined;
  const press = { id: 'P1', button: 'approve', person: aPerson(by), requestId: request.id, reason: '' } as const;
  const cardDigest = digestOf(request);
  return carryOut(world, { ...press, cardDigest, viewId: undefined, channelId: undefined });
}

const counts = { allowed: 0, denied: 0, clicks: 0 };

test('the core, Slack, the command line, a case of policy test, a click and the order agree', async () => {
  await fc.assert(
    fc.asyncProperty(policies, questions, async (policy, asked) => {
      const question = questionOf(policy, asked);
      const verdict = decide(policy, question);
      counts[verdict.kind] += 1;
      const world = worldOf(policy, asked);
      const { person, instance, change } = asked;
      const ask = [person, instance.instanceId, undefined, change] as const;
      const [slack, cli] = await Promise.all([whyOf(world)(...ask), guardedWhyOf(world)(...ask)]);
      if (slack.kind !== 'judged' || cli.kind !== 'judged') throw new Error('not judged');
      expect([slack.verdict, cli.verdict]).toEqual([verdict, verdict]);
      expect([slack.lock, cli.lock]).toEqual(verdict.kind === 'allowed' ? [LOCK, LOCK] : [undefined, undefined]);

      const reading = { words: wordsFor('en'), policy, now: NOON, workspaceUrl: undefined, botName: 'x' };
      const { text, blocks } = whyMessage(slack, change.targetClass, reading);
      expect(text).toBe(verdict.kind === 'allowed' ? 'Allowed' : 'Not allowed');
      if (ruleOf(verdict) !== undefined) expect(JSON.stringify(blocks)).toContain(`“${ruleOf(verdict) ?? ''}”`);
      const given = { file: policy.file, person, instanceId: instance.instanceId, change };
      const printed = JSON.parse(asJson({ asked: given, explanation: cli, limitChecked: true, notes: [] })) as object;
      expect(printed).toMatchObject({
        verdict: verdict.kind,
        ...(verdict.kind === 'denied' ? { reason: verdict.reason } : { rule: verdict.rule }),
      });

      const name = ruleOf(verdict);
      const expected: Expected = {
        verdict: verdict.kind,
        ...(name === undefined ? {} : { rule: name }),
        ...(verdict.kind === 'denied' ? { because: [verdict.reason] } : { timing: slack.timing?.kind ?? 'now' }),
      };
      expect(runCase(policy, { name: 'x', line: 1, question, expected }).mismatches).toEqual([]);

      const request = requestOf(policy, asked, verdict);
      const clicked = await click(worldOf(policy, asked, request), request, policy, asked);
      const ahead = await preflight(worldOf(policy, asked, request), { ...request, state: 'approved' });
      if (clicked !== undefined) counts.clicks += 1;
      if (hangsOnGroup(policy, question, verdict)) {
        if (clicked !== undefined) expect(clicked).toMatchObject({ kind: 'refused', reason: 'approvers_unknown' });
        expect(ahead).toEqual({ kind: 'wait', because: 'cannot_look' });
      } else if (verdict.kind === 'allowed') {
        if (clicked !== undefined) expect(['done', 'voted']).toContain(clicked.kind);
        expect(['go', 'later', 'drifted']).toContain(ahead.kind);
        expect(ahead.kind === 'later').toBe(slack.timing?.kind === 'later');
      } else {
        expect(clicked).toMatchObject({ kind: 'refused' });
        expect(['no_longer_allowed', 'approvers_unknown']).toContain(clicked?.kind === 'refused' ? clicked.reason : '');
        expect(['impossible', 'wait']).toContain(ahead.kind);
      }
    }),
    { numRuns: runs(1_000) },
  );
  // A test of agreement that only ever hears "no" would prove little.
  expect(Math.min(counts.allowed, counts.denied, counts.clicks)).toBeGreaterThan(runs(1_000) / 10);
});

test('nothing is named as an alternative that the rules would not say yes to', () => {
  const offered = ['mid', 'stand', 'large', 'micro'].map((size) => ({
    name: `redis.master.${size}.default`,
    capacityMb: undefined,
  }));
  let named = 0;
  fc.assert(
    fc.property(policies, questions, (policy, asked) => {
      const question = questionOf(policy, asked);
      const { instead } = explained(policy, question, decide(policy, question), offered);
      for (const one of [instead.free, instead.agreed, instead.flags]) {
        if (one === undefined) continue;
        named += 1;
        const priced = one.change.targetClass === asked.change.targetClass && one.change.coupon === asked.change.coupon;
        const price = one.ifPriceFits ? aQuote('0') : priced ? asked.quote : undefined;
        const verdict = decide(policy, { ...question, change: one.change, quote: price });
        expect(verdict).toMatchObject({ kind: 'allowed', rule: one.rule, need: one.need });
      }
      if (instead.free !== undefined) expect(instead.free.need.count).toBe(0);
      if (instead.agreed !== undefined) expect(instead.agreed.need.count).toBeGreaterThan(0);
    }),
    { numRuns: runs(1_000) },
  );
  expect(named).toBeGreaterThan(runs(1_000) / 10);
});

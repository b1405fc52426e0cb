import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { examineAccount } from '../../src/alicloud/doctor.ts';
import { LISTING, NOT_NEEDED, rightOf } from '../../src/alicloud/doctor-rights.ts';
import type { Account } from '../../src/core/policy/policy-model.ts';
import { fixless, openWorld, shippedRights, type World } from '../cli/doctor-world.ts';

let world: World;
let rights: readonly string[];
beforeAll(async () => {
  world = await openWorld();
  rights = shippedRights();
});
afterEach(() => {
  world.cloud.clearFaults();
  world.key.actions = rights;
  world.cloud.settings.site = 'china';
  world.cloud.settings.notSold = [];
});
afterAll(() => world.close());

function account(over: Partial<Account> = {}): Account {
  const { url, billingUrls } = world.cloud;
  const { endpoints, ...more } = over;
  return {
    name: 'main',
    site: 'china',
    regions: ['cn-hangzhou', 'cn-shanghai'],
    endpoints: { 'cn-hangzhou': url, 'cn-shanghai': url, monitor: url, billing: billingUrls.china, ...endpoints },
    credentials: { kind: 'default' },
    ...more,
  };
}

const keys = () => ({ accessKeyId: world.key.id, accessKeySecret: world.key.secret });

async function trouble(over?: Partial<Account>, given = keys()) {
  const findings = await examineAccount(account(over), given);
  expect(fixless(findings)).toEqual([]);
  const wrong = findings.filter(({ status }) => status !== 'ok' && status !== 'hint');
  return { wrong, lines: wrong.map(({ status, check, what }) => `${status} ${check}: ${what}`) };
}

describe('failure 46: the rights of the key', () => {
  const readable = shippedRights().filter((right) => right !== 'kvstore:ModifyInstanceSpec');

  it.each(readable)('%s is missing and is named, with the statement to add', async (missing) => {
    world.key.actions = rights.filter((right) => right !== missing);
    const { wrong } = await trouble();
    const named = wrong.filter(({ status }) => status === 'problem');
    expect(named.length).toBeGreaterThan(0);
    for (const { check, what, fix } of named) {
      expect(`${check} ${what}`).toContain(missing);
      expect(what).toMatch(/Forbidden\.RAM (?:in|at) .*, permission missing$/);
      expect(fix).toBe(`Add to the RAM policy: {"Effect":"Allow","Action":"${missing}","Resource":"*"}`);
    }
    // Nothing else is blamed.
    expect(wrong).toEqual(named);
  });

  it('the other wording of a denial', async () => {
    world.key.actions = rights.filter((right) => right !== 'kvstore:DescribePrice');
    world.key.denial = 'NoPermission';
    expect((await trouble()).lines).toEqual([
      'problem cloud.main kvstore:DescribePrice: NoPermission in cn-hangzhou, cn-shanghai, permission missing',
    ]);
    delete world.key.denial;
  });

  it.each([[['*']], [['kvstore:*', 'cms:*', 'bss:*']], [[...shippedRights(), 'kvstore:Describe*']]])(
    'a key that may do more is warned of: %j',
    async (actions) => {
      world.key.actions = actions;
      const { wrong, lines } = await trouble();
      expect(lines).toEqual([
        'warning cloud.main rights: the key has more permissions than the bot needs: kvstore:DescribeInstanceConfig is accepted',
      ]);
      expect(wrong[0]?.fix).toContain('docs/ram-policy.json and nothing else');
    },
  );

  it('each has a line of its own, by the call that it is for', async () => {
    const before = world.cloud.calls.length;
    const findings = await examineAccount(account(), keys());
    const tried = new Set(world.cloud.calls.slice(before).map(({ action }) => rightOf(action)));
    expect([...tried].sort()).toEqual([...readable, NOT_NEEDED].sort());
    for (const right of readable.filter((one) => one !== LISTING)) {
      expect(findings).toContainEqual(expect.objectContaining({ check: `cloud.main ${right}`, status: 'ok' }));
    }
    expect(findings.filter(({ status, what }) => status === 'ok' && what.endsWith(`(${LISTING})`))).toHaveLength(2);
  });

  it('to order is never tried', async () => {
    const before = world.cloud.calls.length;
    const findings = await examineAccount(account(), keys());
    expect(world.cloud.calls.slice(before).map(({ action }) => action)).not.toContain('ModifyInstanceSpec');
    expect(findings.find(({ check }) => check.endsWith('ModifyInstanceSpec'))).toMatchObject({ status: 'hint' });
  });
});

describe('the credentials', () => {
  it.each([
    [{ accessKeyId: 'LTAInobodyhasit' }, 'InvalidAccessKeyId.NotFound'],
    [{ accessKeySecret: 'anothersecret' }, 'SignatureDoesNotMatch'],
  ])('that are refused: %j', async (over, code) => {
    const { lines } = await trouble({}, { ...keys(), ...over });
    expect(lines).toEqual([
      `problem cloud.main cn-hangzhou: kvstore:DescribeInstances: ${code} in cn-hangzhou, access key rejected`,
      `problem cloud.main cn-shanghai: kvstore:DescribeInstances: ${code} in cn-shanghai, access key rejected`,
      `problem cloud.main bss:DescribeOrderList: ${code} at the billing site china, access key rejected`,
    ]);
  });

  it('that are not there', async () => {
    const { lines } = await trouble({ credentials: { kind: 'profile', profile: 'nobody-has-this-one' } });
    expect(lines).toEqual([
      'problem cloud.main credentials: no access key found (profile nobody-has-this-one)',
      'unknown cloud.main rights: not checked: there is no access key',
    ]);
  });
});

describe('the places', () => {
  it('an endpoint where nobody listens is not found out, the other region is looked at', async () => {
    const { lines } = await trouble({ endpoints: { 'cn-shanghai': 'http://127.0.0.1:1' } });
    expect(lines).toEqual([
      'unknown cloud.main cn-shanghai: kvstore:DescribeInstances: ECONNREFUSED in cn-shanghai, endpoint unreachable',
    ]);
  });

  it('a region without an instance', async () => {
    const regions = ['cn-hangzhou', 'cn-beijing'];
    const { lines } = await trouble({ regions, endpoints: { 'cn-beijing': world.cloud.url } });
    expect(lines).toEqual(['warning cloud.main cn-beijing: no instances, so nothing else could be checked']);
  });

  it('one that is no Alibaba Cloud', async () => {
    world.cloud.fault({ kind: 'html', action: 'DescribeInstances', times: 4 });
    const { wrong } = await trouble();
    expect(wrong.map(({ status, what }) => `${status} ${what}`)).toEqual([
      'unknown kvstore:DescribeInstances: NotJson in cn-hangzhou',
      'unknown kvstore:DescribeInstances: NotJson in cn-shanghai',
    ]);
  });

  it('throttling is not a missing right', async () => {
    world.cloud.fault({ kind: 'throttle', action: 'DescribeMetricList', times: 2 });
    expect((await trouble()).lines).toEqual([
      'unknown cloud.main cms:QueryMetricList: Throttling.User in cn-hangzhou, cn-shanghai, throttled',
    ]);
  });

  it('one that does not answer is given up in time', async () => {
    world.cloud.fault({ kind: 'hang', action: 'QueryOrders' });
    const began = performance.now();
    expect((await trouble()).lines).toEqual([
      'unknown cloud.main bss:DescribeOrderList: RequestTimeout at the billing site china, no response in time',
    ]);
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe('money', () => {
  it('a wrong site is told by the orders and by the currency', async () => {
    world.cloud.settings.site = 'international';
    expect((await trouble()).lines).toEqual([
      'problem cloud.main price in cn-hangzhou: prices are in USD, but the site china bills in CNY',
      'problem cloud.main price in cn-shanghai: prices are in USD, but the site china bills in CNY',
      'problem cloud.main bss:DescribeOrderList: NotApplicable at the billing site china, the account belongs to the other site',
    ]);
    const right = { site: 'international', endpoints: { billing: world.cloud.billingUrls.international } } as const;
    expect((await trouble(right)).lines).toEqual([]);
  });

  it('a price that is not to be had', async () => {
    world.cloud.failNext({ action: 'DescribePrice', code: 'InsufficientBalance', times: 4 });
    const { lines } = await trouble();
    expect(lines).toEqual([
      'warning cloud.main price in cn-hangzhou: no price for r-bp1zxszhcgatnx → redis.master.mid.default: InsufficientBalance',
      expect.stringMatching(
        /^warning cloud\.main price in cn-shanghai: no price for r-uf6feedcluster1 → \S+: InsufficientBalance$/,
      ),
    ]);
  });
});

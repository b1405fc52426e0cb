import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { MID, openStage, ORDERS, RULES, type Stage } from '../story/stage.ts';
import type { Ended } from './child.ts';
import { command } from './inside.ts';

const MORE = `${RULES}
  - name: lead may save
    who: [U0LEAD]
    instances: { names: ["orders-*"] }
    change: { direction: downgrade, maxPrice: 10 }
    flags: { coupon: false, autoPay: true }
    approval: { from: [S0SRE], count: 2, self: false }
    windows: [{ from: "00:00", to: "00:01", zone: UTC, days: [mon] }]
`;

let stage: Stage;
let folder: string;
beforeAll(async () => {
  stage = await openStage({ rules: MORE });
  folder = mkdtempSync(join(tmpdir(), 'redis-resize-cli-'));
});
afterEach(() => {
  stage.slack.clearFaults();
  stage.cloud.clearFaults();
});
afterAll(async () => {
  await stage.close();
  rmSync(folder, { recursive: true });
});

/** The bot's environment; the file is the bot's, with these rules. */
function explain(args: readonly string[], { rules = MORE, env = {} }: { rules?: string; env?: object } = {}) {
  const { slack, cloud } = stage;
  const file = join(folder, 'config.yaml');
  const regions = ['cn-hangzhou', 'cn-shanghai', 'billing'].map((name) => `${name}: "${cloud.url}"`).join(', ');
  writeFileSync(
    file,
    `version: 1\naccounts:\n  - { name: main, regions: [cn-hangzhou, cn-shanghai], endpoints: { ${regions} } }\n${rules}`,
  );
  return command(['explain', ...args], {
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: cloud.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: cloud.accessKeySecret,
    DATABASE_URL: `pglite:${join(folder, 'data')}`,
    CONFIG_FILE: file,
    ...env,
  });
}

const asking = (user: string, instance = ORDERS, target = MID, ...more: string[]): string[] => [
  '--user',
  user,
  '--instance',
  instance,
  '--class',
  target,
  ...more,
];

interface Json {
  readonly verdict: string;
  readonly sentences?: readonly string[];
  readonly rule?: { readonly name: string };
  readonly notes: readonly string[];
}
const json = ({ out }: Ended): Json => JSON.parse(out) as Json;

/** The price depends on the day. */
const priceless = (out: string): string =>
  out
    .replaceAll(folder, '')
    .replace(/^ *price .*/m, (row) => row.replace(/CN¥[\d.,]+/g, 'CN¥…'))
    .replace(/costs [\d.]+/, 'costs …');

const MICRO = 'redis.master.micro.default';

describe('explain', () => {
  it('tells the rule, the price, who may approve and when', async () => {
    const ended = await explain(asking('U0DEV1'));
    expect(ended.err).toBe('');
    expect(priceless(ended.out)).toMatchInlineSnapshot(`
      "Allowed by rule “prod needs one of SRE” (/config.yaml:13).

        person    U0DEV1
        instance  orders-cache, r-bp1zxszhcgatnx, cn-hangzhou, account main
        change    redis.master.small.default (1 GB) → redis.master.mid.default (2 GB)
        options   pay automatically · start immediately · no coupon
        price     CN¥… to pay now · about CN¥… → CN¥… a month (+CN¥…)
        approval  Needs 1 approval from sre. Can approve: U0SRE1, U0SRE2, U0SRE3.
        order     No change window or freeze applies right now.
      "
    `);
    expect(ended.code).toBe(0);
  });

  it('judges a change for a time and from a time on, in the time zone of the person', async () => {
    const longest = MORE.replace('{ env: prod } }', '{ env: prod } }\n    change: { maxDuration: 72h }');
    const ended = await explain(asking('U0DEV1', ORDERS, MID, '--until', '3d', '--start', '2h'), { rules: longest });
    expect(ended).toMatchObject({ err: '', code: 0 });
    expect(ended.out).toMatch(/options .* · temporary, for 3 days\n[\s\S]*order {5}Earliest order: 20/);
    const long = await explain(asking('U0DEV1', ORDERS, MID, '--until', '4d'), { rules: longest });
    expect(long).toMatchObject({ code: 1 });
    expect(long.out).toMatch(/may last at most 72h|at most 3d; this one lasts 4d/);
    const past = await explain(asking('U0DEV1', ORDERS, MID, '--until', '2026-01-01 09:00'));
    expect(past).toMatchObject({ code: 2, out: '' });
    expect(past.err).toMatch(/^--until 2026-01-01 09:00 is in the past\. Expected a time .*\bmon 09:00/);
  });

  it('tells each term of the nearest rule that does not hold', async () => {
    const ended = await explain(asking('U0LEAD', ORDERS, MID, '--at', 'maintain', '--force'));
    expect(ended).toMatchObject({ err: '', code: 1 });
    expect(priceless(ended.out)).toMatchInlineSnapshot(`
      "Denied.

        person    U0LEAD
        instance  orders-cache, r-bp1zxszhcgatnx, cn-hangzhou, account main
        change    redis.master.small.default (1 GB) → redis.master.mid.default (2 GB)
        options   pay automatically · in the maintenance window · no coupon · force (ignore unsupported commands)
        price     CN¥… to pay now · about CN¥… → CN¥… a month (+CN¥…)

      No rule allows this change.

      Rule “prod needs one of SRE” (/config.yaml:13) doesn't apply:
        - who: Only for backend, sre; U0LEAD isn't a member.

      Rule “dev alone” (/config.yaml:9) doesn't apply:
        - who: Only for backend, sre; U0LEAD isn't a member.
        - instances.tags: Requires tag env=dev; this instance has env=prod.

      Rule “lead may save” (/config.yaml:18) doesn't apply:
        - change.direction: Allows only a downgrade; this is an upgrade.
        - change.maxPrice: Price limit CN¥10.00; this change costs CN¥42.13.

      No alternative you're allowed to request. Ask someone a rule allows, or the owner of the rules.
      "
    `);
  });

  it('tells of windows and freezes', async () => {
    const freeze = 'freezes: [{ from: 2020-01-01T00:00:00Z, to: 2999-01-04T00:00:00Z, reason: a long rest }]\n';
    const ended = await explain(asking('U0LEAD', ORDERS, MICRO), { rules: `${MORE}${freeze}` });
    expect(ended.out).toMatch(/ {2}approval {2}Needs 2 approvals from S0SRE\. Can approve: U0SRE1, U0SRE2, U0SRE3\.\n/);
    expect(ended.out).toMatch(/ {2}order {5}Earliest order: 2999-01-0\dT00:00:00.000Z \(freeze: a long rest\)\./);
  });

  it('says what stands in the way whatever the rules say', async () => {
    const ended = await explain(asking('U0DEV1', 'r-bp1migrating001', MICRO));
    expect(ended.out).toContain(
      'Right now it would still be refused: The status of r-bp1migrating001 is Migrating, not Normal.',
    );
    expect(ended.code).toBe(0);
  });

  it('takes what is not given from the defaults of the configuration', async () => {
    const rules = MORE.replace('groups:', 'defaults: { autoPay: false, coupon: best, forceUpgrade: true }\ngroups:');
    const plain = await explain(asking('U0DEV1'), { rules });
    expect(plain.out).toContain('pay manually · start immediately · best coupon · force (ignore unsupported commands)');
    const flags = ['--auto-pay', '--coupon', 'none', '--no-force', '--at', 'maintain'];
    const given = await explain(asking('U0DEV1', ORDERS, MID, ...flags), { rules });
    expect(given.out).toContain('options   pay automatically · in the maintenance window · no coupon\n');
  });

  it('requests nothing, says nothing in Slack and makes no database', async () => {
    const before = stage.slack.calls.length;
    await explain(asking('U0DEV1'));
    const methods = stage.slack.calls.slice(before).map(({ method }) => method);
    expect([...new Set(methods)].sort()).toEqual(['auth.test', 'usergroups.users.list', 'users.info']);
    expect(stage.orderCalls()).toEqual([]);
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });
});

describe('explain agrees with the bot', () => {
  it.each([
    ['allowed with approval', 'U0DEV1', ORDERS, MID, []],
    ['allowed without', 'U0DEV2', 'r-bp1sessions0001', 'redis.shard.mid.2.ce', []],
    ['denied: who', 'U0LEAD', ORDERS, MID, []],
    ['denied: flags', 'U0LEAD', ORDERS, MICRO, ['--coupon', 'best']],
    ['allowed to save', 'U0LEAD', ORDERS, MICRO, []],
    ['an instance that is not there', 'U0LEAD', 'r-bp1nothinghere', MID, []],
    ['a guest', 'U0GUEST', ORDERS, MID, []],
  ] as const)('%s', async (_, user, instance, target, flags) => {
    const found = json(await explain([...asking(user, instance, target, ...flags), '--json']));
    const said = await why(user, [instance, target, ...flags].join(' '));
    const expected = found.sentences ?? [`rule “${found.rule?.name ?? ''}”`];
    const readable = stage.slack.users.find(({ id }) => id === user)?.name ?? '';
    for (const sentence of expected) {
      const bare = sentence.replace(/^ {2}- [\w.]+: /, '').replace(`${user} isn't`, `@${readable} isn't`);
      expect(anywhere(said)).toContain(anywhere(bare.replaceAll('`', '')));
    }
    expect(/Allowed by rule/.test(said)).toBe(found.verdict === 'allowed');
  });
});

/** The two files have the rules on other lines. */
const anywhere = (text: string): string => text.replace(/\((?:[^()]*:|line )\d+\)/g, '(…)');

/** What the bot answers to `why`, in English and without code style. */
async function why(userId: string, words: string): Promise<string> {
  const { slack } = stage;
  const user = slack.users.find(({ id }) => id === userId);
  if (user !== undefined) user.locale = 'en-US';
  const answers = () => slack.messages('#payments').filter(({ ephemeralTo }) => ephemeralTo === userId);
  const before = answers().length;
  await slack.person(userId).types(`/redis-resize why ${words}`, { in: '#payments' });
  await expect.poll(() => answers().length).toBeGreaterThan(before);
  const [answer] = answers().slice(-1);
  return (answer === undefined ? '' : stage.read(answer)).replaceAll(/[`*]/g, '');
}

describe('what cannot be looked up', () => {
  it('is not called denied: the cloud does not answer', async () => {
    stage.cloud.fault({ kind: 'error', code: 'Forbidden.RAM', times: 100 });
    const ended = await explain(asking('U0DEV1'));
    expect(ended.code).toBe(3);
    expect(ended.out).toMatch(/^Inconclusive\.\n\nThe bot lacks a permission\./);
    expect(ended.out).toContain('Code Forbidden.RAM, Alibaba Cloud request ');
  });

  it.each([
    ['a person', asking('U0NOBODY'), /^Denied\.\n\nSlack shows this bot no such person\./],
    ['an instance', asking('U0DEV1', 'r-bp1nothinghere'), /^Denied\.\n\nNo instance r-bp1nothinghere/],
  ])('%s that is not there is a definite no', async (_, asked, told) => {
    const ended = await explain(asked);
    expect(ended.code).toBe(1);
    expect(ended.out).toMatch(told);
  });

  it('Slack does not say who the person is', async () => {
    stage.slack.fault({ kind: 'method', method: 'users.info', error: 'internal_error', times: 20 });
    const ended = await explain(asking('U0DEV1'));
    expect(ended.code).toBe(3);
    expect(ended.out).toContain('Note: cannot read who a person is (code: internal_error, person: U0DEV1)');
  });

  it('Slack does not take the token, which is not shown', async () => {
    const token = 'xoxb-1111-wrongwrongwrong';
    const ended = await explain(asking('U0DEV1'), { env: { SLACK_BOT_TOKEN: token } });
    expect(ended).toEqual({ code: 3, out: '', err: 'Slack request failed: invalid_auth\n' });
  });

  it('a user group that Slack does not give decides nothing', async () => {
    stage.slack.fault({ kind: 'method', method: 'usergroups.users.list', error: 'missing_scope', times: 20 });
    const ended = await explain(asking('U0DEV2', ORDERS, MID, '--json'));
    expect(ended.code).toBe(3);
    expect(json(ended).notes).toContain(
      'cannot read the members of a user group or channel (code: missing_scope, group: S0BACKEND)',
    );
    expect(json(ended).sentences?.join()).toContain("Couldn't be checked, so treated as not met.");
  });

  it('a database that does not answer leaves the limit unchecked: inconclusive, and it says so', async () => {
    const limited = `${MORE}\nlimits: { monthlySpend: { CNY: 5000 } }\n`;
    const env = { DATABASE_URL: 'postgres://bot:geheim@127.0.0.1:1/redis' };
    const ended = await explain(asking('U0DEV1'), { rules: limited, env });
    expect(ended.code).toBe(3);
    expect(ended.out).toMatch(/^Allowed by rule[^]*Note: the monthly limit could not be checked/);
    expect(`${ended.out}${ended.err}`).not.toContain('geheim');
  });

  it('before the first start nothing was spent, and the limit is checked all the same', async () => {
    const ended = await explain(asking('U0DEV1'), { rules: `${MORE}\nlimits: { monthlySpend: { CNY: 5000 } }\n` });
    expect(ended.code).toBe(0);
    expect(ended.out).toMatch(/^Allowed by rule/);
    expect(ended.out).not.toContain('Note:');
  });
});

describe('explain finds by name', () => {
  it('the person, the instance and the class of a size', async () => {
    const ended = await explain(asking('@mei', 'orders', '+1'));
    expect(ended).toMatchObject({ err: '', code: 0 });
    expect(ended.out).toMatch(/person {4}U0DEV1\n {2}instance {2}orders-cache, r-bp1zxszhcgatnx/);
    expect(ended.out).toContain(`→ ${MID} (2 GB)`);
  });

  it('nobody where the token does not allow it', async () => {
    stage.slack.fault({ kind: 'method', method: 'users.list', error: 'missing_scope' });
    const ended = await explain(asking('@mei'));
    expect(ended).toEqual({ code: 3, out: '', err: 'Slack request failed: missing_scope\n' });
  });
});

describe('explain takes for a class what the command in Slack takes', () => {
  const rules = `${MORE}presets: { sale: { size: 2GB, at: maintain, until: 3d }, tiny: { class: ${MICRO} } }\n`;
  it.each([
    ['2GB', MID, 'start immediately · no coupon\n'],
    ['2 GiB', MID, 'start immediately'],
    ['2048', MID, 'start immediately'],
    ['-1', MICRO, 'start immediately'],
    ['down', MICRO, 'start immediately'],
    ['sale', MID, 'in the maintenance window · no coupon · temporary, for 3 days\n'],
    ['tiny', MICRO, 'start immediately'],
  ])('%s', async (target, name, options) => {
    const ended = await explain(asking('U0DEV1', ORDERS, target), { rules });
    expect(ended.err).toBe('');
    expect(ended.out).toContain(`→ ${name} (`);
    expect(ended.out).toContain(options);
  });

  it('options win over those of a preset', async () => {
    const ended = await explain(asking('U0DEV1', ORDERS, 'sale', '--at', 'now', '--until', '2 weeks'), { rules });
    expect(ended.out).toContain('start immediately · no coupon · temporary, for 14 days\n');
  });

  it.each([
    [
      'sael',
      /^No preset is called sael\. Did you mean sale\?\nExpected a class .*tair\.rdb\.4g\), a size \(4GB\), a step \(\+1\) or a preset \(sale, tiny\)\.\n$/,
    ],
    ['orders', /^No preset is called orders\.\nExpected a class/],
  ])('%s is no preset', async (target, why) => {
    const ended = await explain(asking('U0DEV1', ORDERS, target), { rules });
    expect(ended).toMatchObject({ code: 2, out: '', err: expect.stringMatching(why) as string });
  });
});

describe('explain refuses', () => {
  it.each([
    [asking('@nobody'), /No Slack user is called @nobody\./],
    [asking('U0DEV1', 'tair-c'), /No instance matches tair-c/],
    [
      asking('U0DEV1', 'cache'),
      /cache may be any of these; use an id:\n {2}r-bp1zxszhcgatnx {2}orders-cache, cn-hangzhou/,
    ],
    [asking('U0DEV1', ORDERS, '3GB'), /Nearest: redis\.master\.mid\.default \(2 GB\)/],
    [asking('U0DEV1', ORDERS, 'big'), /^No preset is called big\.\nExpected a class .* or a step \(\+1\)\.\n$/],
    [asking('U0DEV1', ORDERS, 'redis.master'), /--class <name>.*Expected a class \(redis\.master\.mid\.default/],
    [asking('U0DEV1', ORDERS, MID, '--region', 'Hangzhou!'), /--region <region>.*such as cn-hangzhou/],
    [asking('U0DEV1', ORDERS, MID, '--at', 'noon'), /Allowed choices are now, maintain/],
    [asking('U0DEV1', ORDERS, MID, '--cupon', 'x'), /Did you mean --coupon\?/],
    [['--user', 'U0DEV1', '--class', MID], /required option '--instance <id>' not specified/],
  ])('%j', async (args, why) => {
    const ended = await explain(args);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(why);
  });

  it('a wrong configuration and a wrong environment, together', async () => {
    const ended = await explain(asking('U0DEV1'), { rules: 'rules: []', env: { SLACK_BOT_TOKEN: 'hello' } });
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toContain('SLACK_BOT_TOKEN  must start with xoxb-');
    expect(ended.err).toMatch(/config\.yaml:4:8 {2}rules {2}must not be empty/);
    expect(ended.err).not.toContain('hello');
  });
});

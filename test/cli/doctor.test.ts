import { createServer, type Server } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startSlack } from '../../sandbox/slack/slack.ts';
import { manifestScopes } from '../../sandbox/manifest-scopes.ts';
import { openDatabase } from '../../src/store/database.ts';
import { sql } from 'kysely';
import { command } from './inside.ts';
import { fixless, GROUPS, openWorld, RULES, shippedRights, type World } from './doctor-world.ts';

let world: World;
let rights: readonly string[];
beforeAll(async () => {
  world = await openWorld();
  rights = shippedRights();
});
afterEach(() => {
  const { slack, cloud, key } = world;
  slack.clearFaults();
  cloud.clearFaults();
  world.ahead({});
  key.actions = rights;
  cloud.settings.site = 'china';
  for (const channel of slack.channels)
    Object.assign(channel, { isShared: channel.id === 'C0SHARED', isArchived: false });
  for (const group of slack.userGroups) group.disabled = false;
});
afterAll(() => world.close());

describe('a bot with everything it needs', () => {
  it('has nothing that is not fine, but for what only a person can see', async () => {
    const { findings, exitCode } = await world.examine();
    expect(findings.filter(({ status }) => status !== 'ok').map(({ status, check }) => `${status} ${check}`)).toEqual([
      'hint slack.connections',
      'hint slack.interactivity',
      'hint slack.app-home',
      'hint bot.ready',
      'hint cloud.main kvstore:ModifyInstanceSpec',
    ]);
    expect(exitCode).toBe(0);
    expect(fixless(findings)).toEqual([]);
  });

  it('is looked at without a word, an order, a connection or a database', async () => {
    const { slack, cloud } = world;
    const before = { slack: slack.calls.length, cloud: cloud.calls.length };
    await world.examine();
    const methods = new Set(slack.calls.slice(before.slack).map(({ method }) => method));
    expect([...methods].sort()).toEqual([
      'api.test',
      'apps.connections.open',
      'auth.test',
      'bots.info',
      'conversations.info',
      'usergroups.list',
      'usergroups.users.list',
      'users.info',
    ]);
    const actions = cloud.calls.slice(before.cloud).map(({ action }) => action);
    expect(actions.filter((action) => !/^(Describe|Query|Get)/.test(action))).toEqual([]);
    expect(slack.deliveries).toEqual([]);
  });

  it('prints a line for each finding and one for its fix', async () => {
    const { code, out, err } = await command(['doctor'], world.environment());
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain('\nSlack\n  ✓ token: @redis-resize (U0RESIZE) in workspace Acme (T012AB)\n  ✓ scopes: ');
    expect(out).toMatch(/\n {2}· interactivity: cannot be verified from here\n {6}→ If buttons report .*Interactivity/);
    expect(out).toMatch(/\n {2}✓ main kvstore:DescribePrice: accepted in cn-hangzhou, cn-shanghai\n/);
    expect(out).toMatch(
      /\n {2}✓ main price in cn-hangzhou: CNY \d+\.\d\d for r-bp1zxszhcgatnx → redis\.master\.mid\.default\n/,
    );
    expect(out).toMatch(/\n\n\d+ ok, 5 to check manually\.\n$/);
  });

  it('is told to programs as JSON, with what the command exits with', async () => {
    const { code, out } = await command(
      ['doctor', '--json'],
      world.environment({ slack: 'slack: { cards: C0NOBOT }' }),
    );
    const told = JSON.parse(out) as { exitCode: number; summary: object; findings: { check: string }[] };
    expect(code).toBe(1);
    expect(told).toMatchObject({ exitCode: 1, summary: { problem: 1, warning: 0, unknown: 0, hint: 5 } });
    expect(told.findings.find(({ check }) => check === 'channels.C0NOBOT')).toEqual({
      check: 'channels.C0NOBOT',
      status: 'problem',
      what: 'the bot is not a member (slack.cards), or the channel does not exist',
      fix: 'In the channel, type /invite and the name of the bot; check that C0NOBOT is its id.',
    });
  });

  it('keeps its secrets, also when they are all wrong', async () => {
    const password = 'a-password-of-postgres';
    const url = `postgres://bot:${password}@127.0.0.1:1/records`;
    const good = await command(['doctor'], world.environment({ env: { DATABASE_URL: url } }));
    const secrets = [world.slack.botToken, world.slack.appToken, world.key.id, world.key.secret, password];
    for (const secret of secrets) expect(good.out + good.err).not.toContain(secret);
    expect(good.out).toMatch(/\? server: check failed: .*ECONNREFUSED/);
    expect(good.code).toBe(3);

    const env = {
      SLACK_BOT_TOKEN: 'xoxb-1-wrong-token',
      SLACK_APP_TOKEN: 'xapp-1-wrong-token',
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIwrongwrong',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'wrongwrongwrong',
    };
    const bad = await command(['doctor', '--json'], world.environment({ env }));
    expect(bad.code).toBe(1);
    for (const secret of Object.values(env)) expect(bad.out + bad.err).not.toContain(secret);
  });
});

describe('environment and configuration', () => {
  it('are told with every problem, and what can be looked at is', async () => {
    const { findings, exitCode } = await world.examine({
      rules: 'rules: []',
      env: { SLACK_BOT_TOKEN: undefined, DATABASE_URL: 'mysql://x' },
    });
    expect(exitCode).toBe(2);
    const told = findings.map(({ status, check, what }) => `${status} ${check}: ${what}`);
    expect(told).toContain('problem setting.environment: SLACK_BOT_TOKEN is required');
    expect(told).toContainEqual(expect.stringMatching(/^problem setting\.environment: DATABASE_URL must be/));
    expect(told).toContainEqual(expect.stringMatching(/^problem setting\.configuration: \S*config\.yaml:4:8 rules/));
    expect(told).toContain('ok clock.slack: as Slack’s');
    expect(told.filter((line) => line.includes('not checked'))).toEqual([
      'unknown slack.token: not checked: there is no bot token',
      'unknown channels.all: not checked: the configuration is invalid',
      'unknown groups.all: not checked: the configuration is invalid',
      'unknown database.server: not checked: DATABASE_URL is invalid',
      'unknown cloud.accounts: not checked: the configuration is invalid',
    ]);
  });

  it('a wrong configuration keeps nobody from looking at the token, the database and the bot', async () => {
    const { findings } = await world.examine({ rules: 'rules: []' });
    const fine = findings.filter(({ status }) => status === 'ok').map(({ check }) => check);
    expect(fine).toEqual(
      expect.arrayContaining(['slack.token', 'slack.scopes', 'slack.app-token', 'database.directory']),
    );
  });

  it('half of an access key is the cloud’s trouble alone', async () => {
    const { lines, exitCode } = await world.trouble({ env: { ALIBABA_CLOUD_ACCESS_KEY_SECRET: undefined } });
    expect(lines).toEqual([
      'problem setting.environment: ALIBABA_CLOUD_ACCESS_KEY_SECRET is missing (set key id and secret, or neither)',
      'unknown cloud.main: not checked: the access key in the environment is incomplete',
    ]);
    expect(exitCode).toBe(2);
  });

  it('a warning about the file is one here', async () => {
    const { lines, exitCode } = await world.trouble({
      rules: RULES.replace('sre: [S0SRE]', 'sre: [S0SRE]\n  idle: [U0LEAD]'),
    });
    expect(lines).toEqual([expect.stringMatching(/^warning setting\.configuration: .*:8:3 groups\.idle is not used$/)]);
    expect(exitCode).toBe(0);
  });
});

describe('the clock', () => {
  it.each([
    [{ slack: 30_000 }, []],
    [{ slack: 120_000 }, [/^warning clock\.slack: this clock is 1\d\d s behind Slack’s$/]],
    [{ slack: -400_000 }, [/^problem clock\.slack: this clock is \d+ s ahead of Slack’s$/]],
  ])('of Slack %j', async (ahead, expected) => {
    world.ahead(ahead);
    const { lines, exitCode } = await world.trouble();
    expect(lines).toEqual(expected.map((shape) => expect.stringMatching(shape) as string));
    expect(exitCode).toBe(expected.some((shape) => shape.source.includes('problem')) ? 1 : 0);
  });

  it('of the cloud', async () => {
    world.ahead({ cloud: 20 * 60_000 });
    const { lines, exitCode } = await world.trouble();
    const late = 'InvalidTimeStamp.Expired';
    const off = 'this clock is more than 15 minutes off';
    expect(lines).toEqual([
      `problem cloud.main cn-hangzhou: kvstore:DescribeInstances: ${late} in cn-hangzhou, ${off}`,
      `problem cloud.main cn-shanghai: kvstore:DescribeInstances: ${late} in cn-shanghai, ${off}`,
      `problem cloud.main bss:DescribeOrderList: ${late} at the billing site china, ${off}`,
    ]);
    expect(exitCode).toBe(1);
  });
});

describe('Slack', () => {
  const scopesWithout = (gone: string) => manifestScopes().filter((scope) => scope !== gone);

  it.each(manifestScopes())('failure 33: the scope %s is missing and is named', async (gone) => {
    world.slack.fault({ kind: 'scopes', scopes: scopesWithout(gone) });
    const { lines, wrong, exitCode } = await world.trouble();
    expect(lines[0]).toBe(`problem slack.scopes: missing: ${gone}`);
    expect(wrong[0]?.fix).toContain('reinstall the app');
    expect(exitCode).toBe(1);
  });

  it('a scope that is not needed is a warning', async () => {
    world.slack.fault({ kind: 'scopes', scopes: [...manifestScopes(), 'channels:history'] });
    const { lines, exitCode } = await world.trouble();
    expect(lines).toEqual(['warning slack.scopes: more than the bot needs: channels:history']);
    expect(exitCode).toBe(0);
  });

  it('a token that is not accepted leaves the rest unknown', async () => {
    const { lines, exitCode } = await world.trouble({ env: { SLACK_BOT_TOKEN: 'xoxb-another' } });
    expect(lines).toEqual([
      'problem slack.token: bot token rejected: invalid_auth',
      'unknown channels.all: not checked: needs the bot token',
      'unknown groups.all: not checked: needs the bot token',
    ]);
    expect(exitCode).toBe(1);
  });

  it('a Slack that does not answer is not a wrong token', async () => {
    world.slack.fault({ kind: 'http', method: '*', status: 503, times: 99 });
    const { lines, exitCode } = await world.trouble();
    expect(lines).toContain('unknown slack.token: cannot check the bot token: http_503');
    expect(exitCode).toBe(3);
  });

  it('an app token that opens no connection', async () => {
    const { lines } = await world.trouble({ env: { SLACK_APP_TOKEN: 'xapp-1-another' } });
    expect(lines).toEqual(['problem slack.app-token: cannot open a Socket Mode connection: invalid_auth']);
  });

  it('tokens of two apps', async () => {
    const mixed = await startSlack({ scopes: [...manifestScopes()], appOfAppToken: 'A0OTHER' });
    const env = { SLACK_API_URL: mixed.apiUrl, SLACK_BOT_TOKEN: mixed.botToken, SLACK_APP_TOKEN: mixed.appToken };
    const { lines } = await world.trouble({ env });
    expect(lines).toEqual(['problem slack.app-token: belongs to app A0OTHER, but the bot token to A0RESIZE']);
    await mixed.close();
  });

  it('a workspace that the configuration leaves out', async () => {
    const { lines } = await world.trouble({ slack: 'slack: { cards: C0REDISOPS, teams: [T0OTHER] }' });
    expect(lines[0]).toBe('warning slack.teams: slack.teams does not include T012AB, the workspace of the token');
  });

  it.each([
    ['slack: { cards: C0REDISOPS, teams: [T0SECOND, T012AB] }', []],
    [undefined, ['problem slack.teams: the bot token is org-wide, and slack.teams names no workspace']],
  ])('an org-wide token, with %s: every question about groups names a workspace', async (slack, wrong) => {
    const grid = await startSlack({ scopes: [...manifestScopes()], orgWide: true });
    const env = { SLACK_API_URL: grid.apiUrl, SLACK_BOT_TOKEN: grid.botToken, SLACK_APP_TOKEN: grid.appToken };
    const { lines } = await world.trouble({ env, ...(slack === undefined ? {} : { slack }) });
    expect(lines.filter((line) => !line.includes('groups.') || wrong.length === 0)).toEqual(wrong);
    await grid.close();
  });

  it('failure 32: processes that are left over are hinted at, and no connection is opened to count them', async () => {
    const { findings } = await world.examine();
    expect(findings.find(({ check }) => check === 'slack.connections')).toMatchObject({
      status: 'hint',
      fix: expect.stringContaining('stop leftover processes') as string,
    });
    const connected = await Promise.race([world.slack.connected().then(() => true), setTimeout(50, false)]);
    expect(connected).toBe(false);
  });

  it('failure 34: that interactivity may be off is a hint, in either mode', async () => {
    const http = { SLACK_APP_TOKEN: undefined, SLACK_SIGNING_SECRET: world.slack.signingSecret };
    for (const env of [{}, http]) {
      const { findings, exitCode } = await world.examine({ env });
      expect(findings.find(({ check }) => check === 'slack.interactivity')).toMatchObject({
        status: 'hint',
        fix: expect.stringContaining('Interactivity') as string,
      });
      expect(exitCode).toBe(0);
    }
  });
});

describe('channels', () => {
  const cards = (id: string) => world.trouble({ slack: `slack: { cards: ${id} }` });

  it('without the bot', async () => {
    expect((await cards('C0NOBOT')).lines).toEqual([
      'problem channels.C0NOBOT: the bot is not a member (slack.cards), or the channel does not exist',
    ]);
    expect((await cards('C0PRIVATE')).lines).toHaveLength(1);
    expect((await cards('C0NOTHERE')).exitCode).toBe(1);
  });

  it('failure 16: one that is shared with another organisation', async () => {
    const { lines, exitCode } = await cards('C0SHARED');
    expect(lines).toEqual(['problem channels.C0SHARED: shared with another organization (slack.cards)']);
    expect(exitCode).toBe(1);
    const mirror = await world.trouble({ slack: 'slack: { cards: C0REDISOPS, mirror: [C0SHARED] }' });
    expect(mirror.lines).toEqual(['warning channels.C0SHARED: shared with another organization (slack.mirror)']);
  });

  it('that is archived', async () => {
    Object.assign(world.slack.channels.find(({ id }) => id === 'C0REDISOPS') ?? {}, { isArchived: true });
    expect((await cards('C0REDISOPS')).lines).toEqual(['problem channels.C0REDISOPS: archived (slack.cards)']);
  });

  it('none given: cards go where the command is used', async () => {
    const { findings, exitCode } = await world.examine({ slack: '' });
    expect(findings.find(({ check }) => check === 'channels.cards')).toMatchObject({ status: 'hint' });
    expect(exitCode).toBe(0);
  });
});

describe('groups and rules', () => {
  const group = (id: string) => world.slack.userGroups.find((one) => one.id === id)!;
  const withSre = (ids: string) => world.trouble({ rules: RULES.replace('sre: [S0SRE]', `sre: [${ids}]`) });
  const rule = 'rule “everything” (line 10) requires 2 approvals';

  it('failure 17: a user group that is not there, is disabled or is empty is named', async () => {
    expect((await withSre('S0NOTHERE')).lines).toEqual([
      'problem groups.sre: user group S0NOTHERE does not exist',
      `unknown groups.rule everything: ${rule}; as far as groups can be read, no one can approve`,
    ]);
    group('S0SRE').disabled = true;
    expect((await world.trouble()).lines[0]).toBe('problem groups.sre: user group S0SRE is disabled');
    group('S0SRE').disabled = false;
    const users = group('S0SRE').users.splice(0);
    expect((await world.trouble()).lines).toEqual([
      'problem groups.sre: user group S0SRE has no members',
      `problem groups.rule everything: ${rule}, but no one can approve`,
    ]);
    group('S0SRE').users.push(...users);
  });

  it('failure 17: a missing scope and a missing plan are told as what they are', async () => {
    world.slack.fault({ kind: 'method', method: 'usergroups.list', error: 'paid_teams_only' });
    const { wrong } = await world.trouble();
    expect(wrong[0]).toMatchObject({
      check: 'groups.user-groups',
      what: 'cannot read user groups: paid_teams_only',
    });
    expect(wrong[0]?.fix).toContain('paid Slack plan');
  });

  it('failure 19: nobody could approve, or not when one of the approvers asks', async () => {
    expect((await withSre('U0SRE1, U0LEAD')).lines).toEqual([
      expect.stringMatching(/^warning setting\.configuration: .*too few are left to approve it \(.*\)$/),
      `warning groups.rule everything: ${rule} from 2 people: too few when one of them makes the request`,
    ]);
    expect((await withSre('U0SRE1, U0GONE')).lines).toContain(
      `problem groups.rule everything: ${rule}, but only 1 person can approve`,
    );
  });

  it('people who cannot use the bot', async () => {
    const { lines, exitCode } = await withSre('S0SRE, U0GUEST, U0GONE, U0NOTHERE');
    expect(lines).toEqual([
      'warning groups.sre: U0GUEST is a guest and cannot use the bot',
      'warning groups.sre: U0GONE is deactivated and cannot use the bot',
      'problem groups.sre: U0NOTHERE does not exist in Slack',
    ]);
    expect(exitCode).toBe(1);
  });

  it('a rule without approval needs nobody', async () => {
    const rules = `${GROUPS}rules: [{ name: free, who: [backend, sre], instances: { names: ["*"] }, approval: none }]`;
    expect((await world.trouble({ rules })).lines).toEqual([]);
  });
});

describe('the database', () => {
  const at = (directory: string) => world.trouble({ env: { DATABASE_URL: `pglite:${directory}` } });

  it('in a place where nothing can be made', async () => {
    writeFileSync(join(world.folder, 'file'), '');
    const { lines, exitCode } = await at(join(world.folder, 'file/data'));
    expect(lines).toEqual([expect.stringMatching(/^problem database\.directory: cannot write to .*: ENOTDIR$/)]);
    expect(exitCode).toBe(1);
  });

  it('of a running bot is examined by asking that one', async () => {
    const directory = join(world.folder, 'held');
    const env = { DATABASE_URL: `pglite:${directory}` };
    const bot = await openDatabase({ at: { kind: 'pglite', directory } });
    const { findings, exitCode } = await world.examine({ env });
    await bot.close();
    const own = findings.filter(({ check }) => check.startsWith('database.'));
    expect(own).toMatchObject([
      { status: 'ok', what: expect.stringContaining('in use by a running bot') as string },
      { status: 'ok' },
      { status: 'ok' },
    ]);
    expect(exitCode).toBe(0);
  });

  it('is opened without being migrated, and nothing is left in it', async () => {
    const directory = join(world.folder, 'made');
    const change = async (statement: ReturnType<typeof sql>) => {
      const database = await openDatabase({ at: { kind: 'pglite', directory } });
      await statement.execute(database.db);
      await database.close();
    };
    await change(sql`select 1`);
    const fine = await world.examine({ env: { DATABASE_URL: `pglite:${directory}` } });
    const own = fine.findings.filter(({ check }) => check.startsWith('database.'));
    expect(own.map(({ status, check }) => `${status} ${check}`)).toEqual([
      'ok database.directory',
      'ok database.writable',
      'ok database.tables',
    ]);
    await change(sql`insert into redis_resize.kysely_migration (name, timestamp) values ('999-later', '2030-01-01')`);
    const { lines, exitCode } = await at(directory);
    expect(lines).toEqual(['problem database.tables: created by a newer release: 999-later']);
    expect(exitCode).toBe(1);
  }, 60_000);
});

describe('a running bot', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  it.each([
    ['{"status":"ready","problems":[]}', 'ok', /is ready/],
    ['{"status":"not ready","problems":["Slack is not connected"]}', 'warning', /not ready: Slack is not connected$/],
    ['<html>', 'warning', /another process listens/],
  ])('%s', async (body, status, what) => {
    server = createServer((_, response) => response.end(body));
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const { findings } = await world.examine({ env: { PORT: String(port), HOST: '0.0.0.0' } });
    expect(findings.find(({ check }) => check === 'bot.ready')).toMatchObject({
      status,
      what: expect.stringMatching(what) as string,
    });
  });
});

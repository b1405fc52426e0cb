import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { manifestScopes } from '../../sandbox/manifest-scopes.ts';
import { type Slack, startSlack } from '../../sandbox/slack/slack.ts';
import { compiled } from '../compiled.ts';
import { redisResize, ROOT } from './child.ts';
import { command } from './inside.ts';

let slack: Slack;
let folder: string;
let variables: Readonly<Record<string, string>>;
beforeAll(async () => (slack = await startSlack({ scopes: [...manifestScopes()] })));
afterAll(() => slack.close());
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'redis-resize-init-'));
  variables = { CONFIG_FILE: join(folder, 'redis-resize.yaml'), SLACK_API_URL: slack.apiUrl };
});
afterEach(() => rmSync(folder, { recursive: true }));
const read = (name: string): string => readFileSync(join(folder, name), 'utf8');

/** A terminal in which each answer is typed when its question is there. */
function typed(answers: readonly (readonly [question: string, answer: string])[]) {
  const line = `stty cols 80; '${process.execPath}' --liftoff-only '${join(ROOT, 'src/cli.ts')}' init`;
  const env = { PATH: process.env['PATH'], HOME: process.env['HOME'], TERM: 'xterm', ...compiled(), ...variables };
  const terminal = spawn('script', ['-qec', line, '/dev/null'], { cwd: ROOT, env });
  const left = [...answers];
  let [seen, fresh] = ['', ''];
  terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
    fresh += text;
    const [question, answer] = left[0] ?? [];
    if (question === undefined || !fresh.includes(question)) return;
    left.shift();
    fresh = '';
    terminal.stdin.write(`${answer}\r`);
  });
  return new Promise<{ code: number | null; seen: string }>((resolve) =>
    terminal.on('close', (code) => resolve({ code, seen })),
  );
}

describe('init', () => {
  it.runIf(process.platform === 'linux')(
    'asks in a terminal, shows no secret, and writes what check takes',
    async () => {
      const { code, seen } = await typed([
        ['socket or http', ''],
        ['Bot token', slack.botToken],
        ['App-level token', slack.appToken],
        ['Access key id', ''],
        ['Access key secret', ''],
        ['Regions', 'hangzhou'],
        // Not a region: asked again.
        ['Regions', 'cn-hangzhou, cn-shanghai'],
        ['Channel for cards', '#redis-ops'],
        ['Who may request', '@backend U0DEV1'],
        ['Who approves', 'S0SRE'],
      ]);
      expect(code, seen).toBe(0);
      expect(seen).toContain('@sre S0SRE, ');
      expect(seen).not.toContain(slack.botToken);
      const [, next = ''] = seen.split('Next:');
      expect(next).toContain('docs/ram-policy.json');
      expect(next.split(/\r?\n/).filter((each) => each.length > 80)).toEqual([]);
      expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
      expect(read('redis-resize.yaml')).toContain('S0BACKEND');
      expect(read('redis-resize.yaml')).toContain('C0REDISOPS');
      const checked = await command(['check'], variables);
      expect(checked).toMatchObject({ code: 0, err: '' });
      expect(checked.out).toContain('Socket Mode');
    },
  );

  it('takes flags, keeps what there is without --force, and prints the steps left', async () => {
    const asked = ['--mode', 'http', '--url', 'https://bot.acme.test', '--regions', 'cn-beijing', '--cards', ''];
    const flags = ['init', ...asked, '--requesters', 'U0DEV1', '--approvers', '@sre', '--json'];
    const secrets = {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_SIGNING_SECRET: 'a'.repeat(32),
      ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIverysecretid',
      ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'verysecret',
    };
    const first = await command(flags, { ...variables, ...secrets });
    expect(first.code, first.err).toBe(0);
    const { written, missing, next } = JSON.parse(first.out) as Record<string, string[]>;
    expect(written).toHaveLength(3);
    expect(missing).toEqual([]);
    expect(next?.join('\n')).toMatch(/check[^]*doctor[^]*start/);
    expect(read('slack-manifest.yml')).toContain('https://bot.acme.test/slack/events');
    expect(read('redis-resize.yaml')).toContain('S0SRE');
    expect(first.out + first.err).not.toContain('verysecret');

    writeFileSync(join(folder, 'redis-resize.yaml'), 'the rules of the team');
    const second = await command(flags, { ...variables, ...secrets });
    expect(second).toMatchObject({ code: 2, out: '' });
    expect(second.err).toContain('Nothing was written. --force overwrites.');
    expect(read('redis-resize.yaml')).toBe('the rules of the team');
    // What the .env file holds is kept.
    expect((await command([...flags, '--force'], variables)).code).toBe(0);
    expect(read('.env')).toContain(`SLACK_BOT_TOKEN='${slack.botToken}'`);
  });

  it.each([
    ['--url', 'bot.acme.com', 'expected https:// and a host'],
    ['--regions', 'mars', 'expected region IDs'],
    ['--cards', 'general', 'expected a channel ID (C…) or #name; a name needs a bot token'],
    ['--approvers', '@sre', 'a name needs a bot token'],
  ])('names the flag %s that would not do, and writes nothing', async (name, value, why) => {
    const asked = ['--mode', 'http', '--url', 'https://bot.acme.test/', '--regions', 'cn-beijing', '--cards', ''];
    const flags = ['init', ...asked, '--requesters', 'U0DEV1', '--approvers', 'U0SRE1', name, value];
    const { code, err } = await redisResize(flags, variables);
    expect(code).toBe(2);
    expect(err).toContain(`${name} ${value}: `);
    expect(err).toContain(why);
    expect(existsSync(join(folder, '.env'))).toBe(false);
  });

  it('knows a token that is given as a file, and an address with a slash at its end', async () => {
    const file = join(folder, 'token');
    writeFileSync(file, `${slack.botToken}\n`);
    const asked = ['--mode', 'http', '--url', 'https://bot.acme.test/', '--regions', 'cn-beijing', '--cards', ''];
    const flags = ['init', ...asked, '--requesters', 'U0DEV1', '--approvers', '@sre', '--json'];
    const { code, out, err } = await redisResize(flags, { ...variables, SLACK_BOT_TOKEN_FILE: file });
    expect(code, err).toBe(0);
    expect((JSON.parse(out) as { missing: string[] }).missing).not.toContain('SLACK_BOT_TOKEN');
    expect(read('.env')).not.toContain('SLACK_BOT_TOKEN');
    expect(read('redis-resize.yaml')).toContain('S0SRE');
    expect(read('slack-manifest.yml')).toContain('url: https://bot.acme.test/slack/events');
  });

  it('writes nothing when an answer is missing or would not do', async () => {
    const { code, err } = await redisResize(['init', '--mode', 'socket'], variables);
    expect(code).toBe(2);
    expect(err).toContain('No answer to “Who may request (U…, S…, @group)”. Nothing was written.');
    expect(existsSync(join(folder, '.env'))).toBe(false);
  });

  it.runIf(process.platform === 'linux')('writes nothing when a person ends the input', async () => {
    const { code, seen } = await typed([
      ['socket or http', ''],
      ['Bot token', '\u0004'],
    ]);
    expect(code, seen).toBe(2);
    expect(seen).toContain('No answer to “Bot token, xoxb-… (Enter: later)”. Nothing was written.');
    expect(existsSync(join(folder, '.env'))).toBe(false);
  });

  it('takes flags alone from a script: the tokens can follow later', async () => {
    const flags = ['--regions', 'cn-hangzhou', '--requesters', 'U0DEV1', '--approvers', 'S0SRE', '--json'];
    const { code, out, err } = await redisResize(['init', ...flags], variables);
    expect(code, err).toBe(0);
    const { missing, next } = JSON.parse(out) as Record<string, string[]>;
    expect(missing).toEqual(expect.arrayContaining(['SLACK_BOT_TOKEN', 'SLACK_APP_TOKEN']));
    expect(next?.join('\n')).toContain('SLACK_BOT_TOKEN, SLACK_APP_TOKEN');
    expect(read('redis-resize.yaml')).toContain('S0SRE');
  });
});

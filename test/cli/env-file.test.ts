import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command } from './inside.ts';

const CONFIGURATION = `version: 1
accounts: [{ name: main, regions: [cn-hangzhou] }]
rules: [{ name: all, who: [U0DEV1], instances: { names: ["*"] }, approval: none }]
`;
const TOKENS = 'SLACK_BOT_TOKEN=xoxb-1-a\nSLACK_APP_TOKEN="xapp-1-b"\n';
let folder: string;
let variables: Readonly<Record<string, string>>;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'redis-resize-env-'));
  variables = { CONFIG_FILE: join(folder, 'config.yaml') };
  writeFileSync(join(folder, 'config.yaml'), CONFIGURATION);
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(text: string, name = '.env'): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

describe('the .env file', () => {
  it('beside the configuration is read; what is set in the process wins, and what is empty there does not', async () => {
    written(`${TOKENS}export DATABASE_URL='postgres://bot:x@db/records' # of the team\n`);
    const own = await command(['check'], { ...variables, SLACK_BOT_TOKEN: '' });
    expect(own.err).toBe('');
    expect(own.out).toContain('Environment is valid: Socket Mode, PostgreSQL');
    const process = await command(['check'], { ...variables, DATABASE_URL: 'pglite:./elsewhere' });
    expect(process.out).toContain('embedded database in ./elsewhere');
    // A value in a file of the process's is not a second one.
    const token = written('xoxb-2-b', 'token');
    expect((await command(['check'], { ...variables, SLACK_BOT_TOKEN_FILE: token })).err).toBe('');
  });

  it('is another one with --env-file, which has to exist', async () => {
    written('SLACK_BOT_TOKEN=nothing');
    const file = written(`${TOKENS}CONFIG_FILE=${join(folder, 'config.yaml')}`, 'production.env');
    expect(await command(['check', '--env-file', file])).toMatchObject({ code: 0, err: '' });
    const none = await command(['--env-file', join(folder, 'none'), 'check'], variables);
    expect(none).toMatchObject({ code: 2, out: '' });
    expect(none.err).toContain(`${join(folder, 'none')}:1:1  does not exist`);
  });

  it.each([
    ['SLACK_BOT_TOKEN=verysecret', /\.env:1:1 {2}SLACK_BOT_TOKEN {2}must start with xoxb-/],
    ['\nSLACK BOT TOKEN=verysecret', /\.env:2:1 {2}is not NAME=value/],
    ['verysecret', /\.env:1:1 {2}is not NAME=value/],
    ['HOST=a\n# b\nHOST=c', /\.env:3:1 {2}HOST {2}is set twice, also on line 1/],
    ['HOST="verysecret', /\.env:1:1 {2}HOST {2}has no closing "/],
    ['HOST="a\nb\nc"\nPORT=x', /\.env:4:1 {2}PORT {2}must be a number/],
    ['SLACK_BOT_TOKN=xoxb-1', /environment {2}SLACK_BOT_TOKEN {2}is required \(found SLACK_BOT_TOKN instead\)/],
  ])('%j is told at its line, without a value', async (text, problem) => {
    written(text);
    const { code, err } = await command(['check'], variables);
    expect(code).toBe(2);
    expect(err).toMatch(problem);
    expect(err).not.toContain('verysecret');
  });

  it('serves commands that need the database alone', async () => {
    written('DATABASE_URL=pglite:/nowhere/at/all');
    const { code, err } = await command(['audit', 'verify'], variables);
    expect(code).toBe(3);
    expect(err).toContain('there is no database in /nowhere/at/all');
  });
});

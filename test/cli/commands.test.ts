import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/cli.ts';
import { createProgram } from '../../src/cli/program.ts';
import { redisResize, ROOT } from './child.ts';
import { command } from './inside.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'redis-resize-cli-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const EXAMPLE = 'config/redis-resize.example.yaml';
const TOKENS = { SLACK_BOT_TOKEN: 'xoxb-1-a', SLACK_APP_TOKEN: 'xapp-1-b' };

function configuration(text: string): string {
  const file = join(folder, 'config.yaml');
  writeFileSync(file, text);
  return file;
}

const GOOD = `version: 1
accounts: [{ name: main, regions: [cn-hangzhou] }]
rules: [{ name: all, who: [U0DEV1], instances: { names: ["*"] }, approval: none }]
`;

describe('the commands', () => {
  const pathsOf = (program: Command, path = ''): readonly (readonly [string, Command])[] =>
    program.commands.flatMap((each) => {
      const name = `${path}${each.name()}`;
      return [[name, each] as const, ...pathsOf(each, `${name} `)];
    });
  const all = pathsOf(createProgram(commands));

  it.each(all)('%s has help with examples', async (name, { commands: inner }) => {
    const { code, out, err } = await command([...name.split(' '), '--help']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toContain(`Usage: redis-resize ${name}`);
    // As wide as a terminal is when nothing else is known.
    expect(out.split('\n').filter((line) => line.length > 80)).toEqual([]);
    if (inner.length === 0) expect(out).toMatch(/Examples:\n {2}\S*.*redis-resize /);
  });

  it('print JSON when they are asked to, unless it is all they print', () => {
    const without = all.filter(
      ([, { commands: inner, options }]) => inner.length === 0 && !options.some(({ long }) => long === '--json'),
    );
    expect(without.map(([name]) => name)).toEqual(['start', 'audit export', 'schema', 'completion']);
  });

  it('are all in the help, with what they exit with', async () => {
    const { code, out } = await command(['--help']);
    expect(code).toBe(0);
    expect(out).toMatch(/start[^]*check[^]*doctor[^]*explain[^]*audit[^]*schema[^]*Exit codes: 0/);
  });

  it('have the version of the package', async () => {
    const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { version: string };
    expect(await command(['--version'])).toEqual({ code: 0, out: `${version}\n`, err: '' });
  });

  it.each([
    [['strat'], /unknown command 'strat'\n\(Did you mean start\?\)/],
    [['start', 'now'], /too many arguments/],
    [['check', '--confg-only'], /unknown option '--confg-only'\n\(Did you mean --config-only\?\)/],
    [['check', 'a', 'b'], /too many arguments/],
    [['doctor', '--jsno'], /Did you mean --json\?/],
    [['audit', 'verfy'], /unknown command 'verfy'\n\(Did you mean verify\?\)/],
    [['audit'], /Usage: redis-resize audit/],
    [['schema', '--wirte'], /Did you mean --write\?/],
    [[], /Usage: redis-resize/],
  ])('%j is refused with what would be right', async (args, why) => {
    const { code, out, err } = await command(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(why);
    expect(err).toMatch(/--help/);
    expect(err).toContain(args.length === 0 || err.startsWith('Usage') ? 'Usage: ' : 'Run redis-resize ');
  });
});

describe('check', () => {
  it('says what was read', async () => {
    const file = configuration(readFileSync(EXAMPLE, 'utf8'));
    const env = { ...TOKENS, DATABASE_URL: 'postgres://bot:verysecret@db/records', CONFIG_FILE: file };
    const { code, out, err } = await command(['check'], env);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toBe(
      `✓ ${file} is valid: 1 account, 4 rules, 5 groups, 1 freeze\n` +
        '✓ Environment is valid: Socket Mode, PostgreSQL, default credential chain\n',
    );
  });

  it('reads the file that is named, else that of CONFIG_FILE', async () => {
    const file = configuration(GOOD);
    expect((await command(['check', '--config-only', EXAMPLE], { CONFIG_FILE: file })).out).toContain('4 rules');
    expect((await command(['check', '--config-only'], { CONFIG_FILE: file })).out).toBe(
      `✓ ${file} is valid: 1 account, 1 rule, 0 groups\n`,
    );
  });

  it('tells every problem of both at once, at its place, and no value of a secret', async () => {
    const file = configuration(GOOD.replace('approval', 'aproval').replace('U0DEV1', 'backend'));
    const { code, out, err } = await command(['check', file], { ...TOKENS, SLACK_BOT_TOKEN: 'verysecret' });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err.split('\n')).toEqual([
      'environment  SLACK_BOT_TOKEN  must start with xoxb-',
      expect.stringMatching(/config\.yaml:3:\d+ {2}rules\[0\]\.who\[0\] \(rule "all"\) {2}there is no group "backend"/),
      expect.stringMatching(
        /config\.yaml:3:\d+ {2}rules\[0\]\.aproval \(rule "all"\) {2}unknown key \(did you mean "approval"\?\)$/,
      ),
      '',
    ]);
  });

  it('tells warnings, which are no problem', async () => {
    const file = configuration(`${GOOD}groups: { idle: [U0SRE1] }\n`);
    const { code, out, err } = await command(['check', '--config-only', file]);
    expect(code).toBe(0);
    expect(err).toMatch(/config\.yaml:4:\d+ {2}groups\.idle {2}.*\(warning\)\n$/);
    expect(out).toContain('1 rule');
  });

  it('names the file that cannot be read', async () => {
    const { code, err } = await command(['check', '--config-only', join(folder, 'none.yaml')]);
    expect(code).toBe(2);
    expect(err).toContain('none.yaml:1:1  does not exist');
  });
});

describe('start', () => {
  it('tells what is wrong with the environment and the file, and exits with 2', async () => {
    const { code, out, err } = await redisResize(['start'], { CONFIG_FILE: configuration('version: 2\n') });
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain('environment  SLACK_BOT_TOKEN  is required');
    expect(err).toMatch(/config\.yaml:1:10 {2}version /);
  });
});

describe('schema', () => {
  it('prints what is stored beside the example', async () => {
    const { code, out } = await command(['schema']);
    expect(code).toBe(0);
    expect(out).toBe(readFileSync(join(ROOT, 'config/redis-resize.schema.json'), 'utf8'));
  });
});

describe('bin', () => {
  const bin = join(ROOT, 'bin/redis-resize.js');
  const run = (...args: string[]) => spawnSync(process.execPath, args, { encoding: 'utf8' });

  it('is the command line', () => {
    expect(run('--liftoff-only', bin, '--help').stdout).toMatch(/^Usage: redis-resize/);
    expect(run('--liftoff-only', bin, 'nothing').status).toBe(2);
  });

  it('reads --env-file itself, which Node.js would do before it', () => {
    const env = { PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}` };
    const { status, stderr } = spawnSync(bin, ['check', '--env-file', join(folder, 'none')], { encoding: 'utf8', env });
    expect(stderr).toContain('none:1:1  does not exist');
    expect(status).toBe(2);
  });

  it('keeps what was compiled beside what it was compiled from, unless another place is named', () => {
    const place = join(ROOT, 'bin/compile-cache.js');
    const kept = (env: Record<string, string>) =>
      spawnSync(process.execPath, ['--import', place, '-p', "require('module').getCompileCacheDir()"], {
        encoding: 'utf8',
        env,
      }).stdout;
    expect(kept({})).toContain(join(ROOT, 'node_modules/.cache/redis-resize'));
    expect(kept({ NODE_COMPILE_CACHE: folder })).toContain(folder);
  });

  it.each(['20.20.2', '22.17.0'])('says to Node.js %s what it needs', (node) => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${node}' } });
      await import(${JSON.stringify(pathToFileURL(bin).href)});`;
    const { status, stdout, stderr } = run('--input-type=module', '--eval', pretend);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(/^redis-resize needs Node\.js 22\.18 or newer; .*\n$/);
  });
});

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { commands } from '../../src/cli.ts';
import { createProgram } from '../../src/cli/program.ts';
import { ENVIRONMENT } from '../../src/config/environment.ts';
import { loadPolicy, printProblem } from '../../src/config/load.ts';
import { SUBCOMMANDS, usageOf } from '../../src/core/command/grammar.ts';
import { parseCommand } from '../../src/core/command/parse.ts';
import { metricNames } from '../ops/metric-names.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');
const readme = read('README.md');

/** Cells of the table whose head begins so, as text without code style and escapes. */
function table(head: string): readonly (readonly string[])[] {
  const lines = readme.split('\n');
  const start = lines.findIndex((line) => line.startsWith(`| ${head} `));
  expect(start, `a table ${head}`).toBeGreaterThan(0);
  const rest = lines.slice(start + 2);
  return rest
    .slice(
      0,
      rest.findIndex((line) => !line.startsWith('|')),
    )
    .map((line) =>
      line
        .split(/(?<!\\)\|/)
        .slice(1, -1)
        .map((cell) => cell.trim().replaceAll('`', '').replaceAll('\\', '')),
    );
}

it('the README is read in ten minutes', () => {
  expect(readme.split(/\s+/).filter((word) => /[a-z0-9]/i.test(word)).length).toBeLessThan(2200);
});

describe('the README and the environment', () => {
  it('know the same variables, defaults and meanings', () => {
    const documented = table('variable');
    const read = ENVIRONMENT.map(({ name, default: usual, what, secret }) => [
      name,
      usual ?? '–',
      what,
      secret ? 'yes' : '–',
    ]);
    expect(documented).toEqual(read);
  });
});

describe('the README and the configuration', () => {
  interface Shape {
    readonly properties?: Readonly<Record<string, Shape>>;
    readonly items?: Shape;
  }
  const { properties = {} } = JSON.parse(read('config/redis-resize.schema.json')) as Shape;

  it('know the same sections, and the same keys in them', () => {
    const keys = ({ properties: own, items }: Shape) => Object.keys(own ?? items?.properties ?? {}).sort();
    const known = Object.entries(properties).filter(([section]) => section !== 'version');
    const documented = table('section').map(([section = '', told = '']) => [section, told] as const);
    expect(documented.map(([section]) => section).sort()).toEqual(known.map(([section]) => section).sort());
    for (const [section, shape] of known.filter(([, shape]) => keys(shape).length > 0)) {
      const told = documented.find(([name]) => name === section)?.[1].split(', ');
      expect(told?.sort(), section).toEqual(keys(shape));
    }
  });
});

describe('the README and the commands', () => {
  it('know the same subcommands', () => {
    const named = table('command').map(([command = '']) => command.split(' ')[1] ?? '');
    const words = named.filter((word) => /^[a-z]/.test(word));
    expect(words.sort()).toEqual([...SUBCOMMANDS].sort());
  });

  it('know the same flags, and each of them is one', () => {
    const inForms = [...usageOf('request', 'all').matchAll(/--[a-z-]+/g)].map(([flag]) => flag);
    const flags = table('flag').map(([flag = '']) => flag);
    expect(flags.map((flag) => flag.split(' ')[0]).sort()).toEqual(inForms.sort());
    for (const flag of flags) {
      const values = (flag.split(' ')[1] ?? '').split('|').map((value) => value.replace(/[<>"…]/g, ''));
      for (const value of values) {
        const command = `why r-bp1zxszhcgatnx redis.master.mid.default ${flag.split(' ')[0] ?? ''} ${value || 'x'}`;
        const named = command.replace(/--region region/, '--region cn-hangzhou').replace(/ time$/, ' 6h');
        const example = named.replace(/(pay|force) x$/, '$1');
        expect(parseCommand(example), example).toMatchObject({ kind: 'why' });
      }
    }
  });

  it('name npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    for (const file of ['README.md', 'CONTRIBUTING.md']) {
      const named = [...read(file).matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script);
      expect(named.filter((script) => !(script in scripts))).toEqual([]);
    }
    expect(readme).toMatch(/npm ci && npm run demo/);
    expect(readme).toMatch(/npm ci && npm test/);
  });

  it('name commands of the command line that exist, with options that it has', () => {
    const program = createProgram(commands);
    const lines = [
      ...readme.matchAll(/redis-resize(?:\.js)? (start|check|doctor|explain|policy|audit|report|schema)\b([^`#\n]*)/g),
    ];
    expect(lines.length).toBeGreaterThan(5);
    for (const [, name = '', rest = ''] of lines) {
      const [, inner] = /^ (verify|export|test)/.exec(rest) ?? [];
      const command = program.commands.find((each) => each.name() === name);
      const whose = inner === undefined ? command : command?.commands.find((each) => each.name() === inner);
      const known = whose?.options.map(({ long }) => long);
      for (const [option] of rest.matchAll(/--[a-z-]+/g)) expect(known).toContain(option);
    }
    expect(
      program.commands.map((each) => each.name()).filter((name) => !readme.includes(`redis-resize ${name}`)),
    ).toEqual(
      // Started by npm and by bin.
      ['start'],
    );
  });
});

describe('the README and the configuration', () => {
  it('its example is a configuration without a problem or a warning', () => {
    const [, text = ''] = /```yaml\n([^]*?)```/.exec(readme) ?? [];
    const loaded = loadPolicy(text, 'README.md');
    expect(loaded.kind === 'bad' ? loaded.problems.map(printProblem) : loaded.warnings).toEqual([]);
  });

  it('explains the scopes that the manifest asks for', () => {
    const manifest = parse(read('manifest.yml')) as { oauth_config: { scopes: { bot: string[] } } };
    expect(table('scope').map(([scope]) => scope)).toEqual(manifest.oauth_config.scopes.bot);
  });

  it('names the metrics there are, on the page about operations', async () => {
    const named = [...read('docs/metrics.md').matchAll(/`(redis_resize_\w+)`/g)].map(([, name]) => name);
    expect([...new Set(named)].sort()).toEqual([...(await metricNames())].sort());
  });
});

describe('links in the documentation', () => {
  const docs = readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => join('docs', file));
  const files = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', ...docs];

  it.each(files)('of %s lead somewhere', (file) => {
    const text = read(file).replace(/```[^]*?```/g, '');
    const targets = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = targets
      .filter((target) => !/^(https?:|mailto:|#)/.test(target))
      .filter((target) => !existsSync(join(root, dirname(file), target.split('#')[0] ?? '')));
    expect(broken).toEqual([]);
  });
});

import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { SUBCOMMANDS } from '../../src/core/command/grammar.ts';

const root = join(import.meta.dirname, '../..');
const read = (name: string): string => readFileSync(join(root, name), 'utf8');

describe('package.json', () => {
  const { dependencies, devDependencies, engines, bin } = JSON.parse(read('package.json')) as {
    dependencies: Record<string, string>;
    devDependencies: Record<string, string>;
    engines: { node: string };
    bin: Record<string, string>;
  };

  it('names every dependency by its exact version', () => {
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(?:-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });

  it('gives the embedded database and its ready-made directory the same version', () => {
    expect(dependencies['@electric-sql/pglite-prepopulatedfs']).toBe(dependencies['@electric-sql/pglite']);
  });

  it('wants the Node.js that bin asks for', () => {
    const [, major, minor] = />=(\d+)\.(\d+)/.exec(engines.node) ?? [];
    const script = read(bin['redis-resize'] ?? '');
    expect(script).toContain(`major < ${major} || (major === ${major} && minor < ${minor})`);
    expect(script).toContain(`Node.js ${major}.${minor}`);
  });
});

describe('tracked files', () => {
  // Written in two parts, or this file would be the first to break its own rule.
  const machine = new RegExp(
    ['(?<![\\w.:/-])/(?:work', '/|home', '/[a-z]|root', '/|Users', '/[a-z]|tmp', '/[\\w.-])'].join(''),
  );

  it('name no path of a developer’s machine', () => {
    const files = execFileSync('git', ['ls-files', '-z'], { cwd: root, encoding: 'utf8' }).split('\0');
    const text = files.filter((file) => file !== '' && !/^\.ci\/|\.png$|package-lock\.json$/.test(file));
    const found = text.flatMap((file) => {
      const content = textOf(file);
      const [hit] = machine.exec(content) ?? [];
      return hit === undefined ? [] : [`${file}: ${content.slice(content.indexOf(hit)).slice(0, 60)}`];
    });
    expect(found).toEqual([]);
  });

  // Somebody may be moving it just now; git still lists it.
  function textOf(file: string): string {
    try {
      return read(file);
    } catch {
      return '';
    }
  }
});

describe('the manifests', () => {
  interface Manifest {
    readonly display_information: { readonly name: string; readonly description: string };
    readonly features: {
      readonly bot_user: { readonly display_name: string };
      readonly slash_commands: readonly { readonly description: string; readonly usage_hint: string }[];
    };
  }

  it.each(['manifest.yml', 'manifest.http.yml'])('%s stays within what Slack takes', (file) => {
    const { display_information: shown, features } = parse(read(file)) as Manifest;
    expect(shown.name.length).toBeLessThanOrEqual(35);
    expect(shown.description.length).toBeLessThanOrEqual(140);
    expect(features.bot_user.display_name).toMatch(/^[a-z0-9._-]{1,80}$/);
    for (const { description, usage_hint: hint } of features.slash_commands) {
      expect(description.length).toBeLessThanOrEqual(2000);
      expect(hint.length).toBeLessThanOrEqual(1000);
      expect(SUBCOMMANDS.filter((name) => !hint.includes(name))).toEqual([]);
    }
  });

  it('the HTTP one says how often its address stands in it', () => {
    const text = read('manifest.http.yml');
    const addresses = text.split('\n').filter((line) => /^\s+\w*url: https:\/\/bot\.example\.com\//.test(line));
    expect(addresses).toHaveLength(4);
    expect(text).toContain('(four times)');
  });
});

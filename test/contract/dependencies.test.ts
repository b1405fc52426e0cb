import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, sep } from 'node:path';
import { describe, expect, it } from 'vitest';

/** What each folder may import: folders and files of ours, and packages by pattern. Everything else is refused. */
const RULES: Record<string, { ours: RegExp; packages: RegExp }> = {
  // Of node:crypto a hash, which is as pure as arithmetic; of node:vm the limit of a match.
  core: { ours: /^core\//, packages: /^(big\.js|luxon|fastest-levenshtein|node:crypto|node:vm)$/ },
  workflow: { ours: /^(core|workflow)\//, packages: /^lru-cache$/ },
  wording: { ours: /^(core\/|wording\/|workflow\/ports\.ts$)/, packages: /^(big\.js|luxon)$/ },
  slack: {
    ours: /^(core\/|slack\/|wording\/|workflow\/ports\.ts$)/,
    packages: /^(@slack\/|big\.js$|luxon$|lru-cache$|undici$|node:)/,
  },
  alicloud: { ours: /^(core\/|alicloud\/|workflow\/ports\.ts$)/, packages: /^(@alicloud\/|httpx$|lru-cache$|node:)/ },
  store: { ours: /^(core\/|store\/|workflow\/ports\.ts$)/, packages: /^(kysely|pg|pg-boss|zod|@electric-sql\/|node:)/ },
  config: { ours: /^(core\/|config\/|workflow\/ports\.ts$)/, packages: /^(yaml$|zod|luxon$|node:)/ },
  cli: { ours: /^(core\/|cli\/|wording\/|workflow\/ports\.ts$)/, packages: /^(commander$|node:)/ },
  ops: { ours: /^(core\/|ops\/|workflow\/ports\.ts$)/, packages: /^(pino|prom-client|@opentelemetry\/|node:)/ },
};

const src = join(import.meta.dirname, '../../src');
const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
const text = new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')]));

const IMPORT = /^(?:import|export)\b[^;'"]*?from '([^']+)'|^import '([^']+)'|\bimport\('([^']+)'\)/gm;

function importsOf(file: string): string[] {
  return [...(text.get(file) ?? '').matchAll(IMPORT)].map((found) => found[1] ?? found[2] ?? found[3] ?? '');
}

/** Path from src/ of what a relative import names; undefined for a package. */
function ours(file: string, target: string): string | undefined {
  return target.startsWith('.')
    ? normalize(join(dirname(file), target))
        .split(sep)
        .join('/')
    : undefined;
}

describe('the dependency rule', () => {
  it.each(files.filter((file) => (RULES[file.split(sep)[0] ?? ''] ?? undefined) !== undefined))('%s', (file) => {
    const rule = RULES[file.split(sep)[0] ?? ''];
    const broken = importsOf(file).filter((target) => {
      const path = ours(file, target);
      return path === undefined ? rule?.packages.test(target) !== true : rule?.ours.test(path) !== true;
    });
    expect(broken).toEqual([]);
  });

  it('no file lies outside the folders that have a rule, but for the entry files', () => {
    const outside = files.filter((file) => RULES[file.split(sep)[0] ?? ''] === undefined);
    expect(outside.filter((file) => !/^(app|main|cli|cli-init|cli-records)\.ts$/.test(file))).toEqual([]);
  });

  it('nothing in src knows the sandbox or the tests', () => {
    const broken = files.filter((file) =>
      importsOf(file).some((target) => /(^|\/)(sandbox|test|bench)\//.test(target)),
    );
    expect(broken).toEqual([]);
  });

  it('the sandbox knows nothing of src, but for what starts the bot', () => {
    const folder = join(import.meta.dirname, '../../sandbox');
    const stands = readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => /^(slack|alicloud)[/\\].*\.(ts|js)$/.test(file))
      .filter((file) => /from '(\.\.\/)+src\//.test(readFileSync(join(folder, file), 'utf8')));
    expect(stands).toEqual([]);
  });
});

describe('circles of imports', () => {
  const targets = new Map(
    files.map((file) => [file.split(sep).join('/'), importsOf(file).flatMap((target) => ours(file, target) ?? [])]),
  );

  /** Whether a file imports itself over others, by values or by types. */
  function isInCircle(start: string): boolean {
    const seen = new Set<string>();
    const next = [...(targets.get(start) ?? [])];
    for (let file = next.pop(); file !== undefined; file = next.pop()) {
      if (file === start) return true;
      if (!seen.has(file)) next.push(...(targets.get(file) ?? []));
      seen.add(file);
    }
    return false;
  }

  it('there are none', () => {
    expect([...targets.keys()].filter(isInCircle)).toEqual([]);
  });
});

describe('the steps of the runbook', () => {
  /** Where one step runs another; what two of them share is in ask/. */
  const RUNS: Record<string, readonly string[]> = {
    assess: ['break-glass', 'draft'],
    clicks: ['recheck', 'settle-unknown'],
    deadline: ['return'],
    'find-lost': ['settle-order'],
    intake: ['assess', 'clicks', 'freezing', 'locking'],
    order: ['claim', 'place-order', 'preflight', 'settle-order'],
    publish: ['publish-direct'],
    recheck: ['find-lost', 'renew', 'watch'],
    return: ['draft'],
    'settle-order': ['claim', 'place-order', 'preflight'],
  };
  const steps = files.filter((file) => file.startsWith(join('workflow', 'steps')));

  it.each(steps)('%s runs no other step than it should, and borrows from none', (file) => {
    const name = file.split(sep).at(-1)?.replace(/\.ts$/, '') ?? '';
    const mine = importsOf(file).map((target) => ours(file, target) ?? target);
    const run = mine.flatMap((path) => /^workflow\/steps\/(.*)\.ts$/.exec(path)?.[1] ?? []);
    expect(run.filter((step) => RUNS[name]?.includes(step) !== true)).toEqual([]);
    const rest = mine.filter((path) => !/^(core\/|workflow\/(ask\/|steps\/|(ports|world|timings)\.ts$))/.test(path));
    expect(rest).toEqual([]);
  });
});

describe('files people like to read', () => {
  const lengths = files.map((file) => (text.get(file) ?? '').split('\n').length - 1).sort((a, b) => a - b);

  it('none is over 250 lines', () => {
    expect(files.filter((file) => (text.get(file) ?? '').split('\n').length > 251)).toEqual([]);
  });

  it('half of them are under 90', () => {
    expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(90);
  });

  it('none has a name that says nothing', () => {
    expect(files.filter((file) => /(^|[/\\])(utils?|helpers?|common|types|service|manager)\.ts$/.test(file))).toEqual(
      [],
    );
  });
});

describe('the environment', () => {
  it('is read by main and cli alone', () => {
    const readers = files.filter((file) => /process\.env/.test(text.get(file) ?? ''));
    expect(readers.filter((file) => !/^(main|cli)\.ts$/.test(file))).toEqual([]);
  });
});

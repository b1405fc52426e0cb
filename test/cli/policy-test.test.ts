import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { command as run } from './inside.ts';

const EXAMPLE = 'config/policy-cases.yaml';
const command = (args: readonly string[]) => run(args, { CONFIG_FILE: 'config/redis-resize.example.yaml' });
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'redis-resize-cases-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function written(text: string): string {
  const file = join(folder, 'cases.yaml');
  writeFileSync(file, text);
  return file;
}

describe('policy test', () => {
  it('passes on the example, without an environment, with a line for each case', async () => {
    const { code, out, err } = await command(['policy', 'test', EXAMPLE]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines.slice(0, -1).every((line) => line.startsWith('ok    '))).toBe(true);
    expect(lines.at(-1)).toBe(`${lines.length - 1} cases: ${lines.length - 1} passed, 0 failed.`);
  });

  it('tells where the rules say something else than is expected', async () => {
    const [head = '', first = '', second = ''] = readFileSync(EXAMPLE, 'utf8').split(/^(?= {2}- name)/m);
    const file = written(
      `${head}${first.replace('approvals: none', 'approvals: { from: [sre] }')}${second.replace('denied', 'allowed').replace(/because.*\]/, 'timing: now')}`,
    );
    const { code, out } = await command(['policy', 'test', file]);
    expect(code).toBe(1);
    expect(out.replaceAll(folder, '')).toMatchInlineSnapshot(`
      "FAIL  backend grows a small dev instance alone (/cases.yaml:11)
            approvals
              - expected 1 of sre
              + got      none
            Decision: allowed by rule “backend grows dev alone” (config/redis-resize.example.yaml:53).
      FAIL  not to 32 GB (/cases.yaml:20)
            verdict
              - expected allowed
              + got      denied
            timing
              - expected now
              + got      denied
            Decision: denied (no_rule).
            rule “prod needs two of SRE” (config/redis-resize.example.yaml:76) does not match:
              instances.tags: requires env=prod, found env=dev
            rule “backend grows dev alone” (config/redis-resize.example.yaml:53) does not match:
              change.maxMemory: requires 16GB, found 32GB
              change.maxStep: requires ×4, found ×32
      2 cases: 0 passed, 2 failed.
      "
    `);
  });

  it('prints the same as JSON', async () => {
    const { out } = await command(['policy', 'test', EXAMPLE, '--json']);
    expect(JSON.parse(out)).toMatchObject({
      config: 'config/redis-resize.example.yaml',
      failed: 0,
      cases: expect.arrayContaining([
        expect.objectContaining({ passed: true, verdict: 'denied', reason: 'deny_rule', mismatches: [] }),
      ]) as unknown,
    });
  });

  it('a wrong file of cases is told at its place, and so is a wrong configuration', async () => {
    const file = written('version: 1\ncases: []\n');
    const cases = await command(['policy', 'test', file]);
    expect(cases).toMatchObject({ code: 2, out: '' });
    expect(cases.err).toMatch(
      /cases\.yaml:1:1 {2}time {2}is required\n.*cases\.yaml:2:8 {2}cases {2}must not be empty/,
    );
    const config = await command(['policy', 'test', EXAMPLE, '--config', file]);
    expect(config).toMatchObject({ code: 2, out: '' });
    expect(config.err).toContain('cases.yaml');
  });
});

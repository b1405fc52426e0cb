import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AREAS, type Finding, FINDING_STATUSES, hint, ok, problem, unknown, warning } from '../../src/core/finding.ts';
import { asJson, asText, examined, tally } from '../../src/cli/findings.ts';

const FOUND: readonly Finding[] = [
  problem('slack.scopes', 'missing: users:read', 'Reinstall.'),
  ok('setting.environment', 'Socket Mode'),
  hint('slack.interactivity', 'cannot be seen', 'Switch it on.'),
  warning('database.tables', 'old', 'Start.'),
  unknown('cloud.main', 'no answer', 'Try again.'),
];

describe('findings', () => {
  it('are told by area, each with its fix', () => {
    expect(asText(FOUND)).toBe(`Environment and configuration
  ✓ environment: Socket Mode

Database
  ! tables: old
      → Start.

Slack
  ✗ scopes: missing: users:read
      → Reinstall.
  · interactivity: cannot be seen
      → Switch it on.

Alibaba Cloud
  ? main: no answer
      → Try again.

1 ok, 1 problem, 1 warning, 1 inconclusive, 1 to check manually.`);
  });

  it('wrap at the width of a terminal, below where they begin', () => {
    const fix = 'Invite the bot to the channel, or name another channel under slack.cards.';
    expect(asText([problem('channels.C0OPS', 'the bot is not in this channel (slack.cards)', fix)], 50)).toBe(`Channels
  ✗ C0OPS: the bot is not in this channel
    (slack.cards)
      → Invite the bot to the channel, or name
        another channel under slack.cards.

0 ok, 1 problem.`);
  });

  it('are told to programs as they are', () => {
    expect(JSON.parse(asJson(FOUND, 1))).toEqual({
      exitCode: 1,
      summary: { ok: 1, warning: 1, problem: 1, unknown: 1, hint: 1 },
      findings: FOUND,
    });
  });

  it('all come out, none twice', () => {
    const finding = fc.record({
      check: fc
        .tuple(fc.constantFrom(...AREAS), fc.stringMatching(/^[a-z]{1,9}$/))
        .map(([area, name]) => `${area}.${name}` as const),
      status: fc.constantFrom(...FINDING_STATUSES),
      what: fc.uuid(),
    });
    fc.assert(
      fc.property(fc.array(finding), (findings) => {
        const text = asText(findings);
        for (const { what } of findings) expect(text.split(what)).toHaveLength(2);
        expect(Object.values(tally(findings)).reduce((sum, count) => sum + count, 0)).toBe(findings.length);
      }),
    );
  });
});

describe('an examination', () => {
  it('that fails is told as one thing that is not known', async () => {
    const failing = () => Promise.reject(new Error('no route'));
    expect(await examined('cloud.main', failing, () => 'no route')).toEqual([
      unknown('cloud.main', 'check failed: no route', 'Fix that first, then re-run.'),
    ]);
    const throwing = (): never => {
      throw new Error('a defect');
    };
    expect(await examined('cloud.main', throwing, () => 'a defect')).toHaveLength(1);
  });

  it('that does not end is not waited for', async () => {
    const found = await examined('cloud.main', () => new Promise(() => undefined), String, 20);
    expect(found).toMatchObject([{ check: 'cloud.main', status: 'unknown', what: 'no answer within 0 s' }]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Directory, Rule } from '../../../src/core/policy/policy-model.ts';
import { isUndecided } from '../../../src/workflow/ask/denial.ts';
import { reEvaluate } from '../../../src/workflow/ask/re-evaluate.ts';
import { aRequest, DEV } from '../../builders.ts';
import { aDirectory, aPolicy, aRule, user, usergroup } from '../../core/policy/policy-builders.ts';
import { aWorld } from '../../world.ts';

it.each([
  ['of its command', {}, 'allowed'],
  ['chosen for its card', { channelChosen: true }, 'denied'],
] as const)('a rule for a channel judges a request again by the channel %s', async (_, chosen, kind) => {
  const groups = { dev: [user(DEV.userId)] };
  const policy = aPolicy([aRule({ instances: {}, where: ['C0PAYMENTS'] })], { groups });
  const request = aRequest({ channelId: 'C0PAYMENTS', ...chosen });
  expect(await reEvaluate(aWorld({ policy: () => policy }), request)).toMatchObject({ kind });
});

describe('a group that Slack does not list for a moment', () => {
  const [payments, backend, everybody, also] = ['payments', 'backend', 'everybody else', 'also'].map((name, line) =>
    aRule({ name, line, instances: {}, who: [name === 'everybody else' ? 'dev' : name] }),
  ) as [Rule, Rule, Rule, Rule];
  const groups = {
    payments: [usergroup('SPAY')],
    backend: [usergroup('SBACK')],
    also: [usergroup('SBACK')],
    dev: [user(DEV.userId)],
  };
  const listed = (SBACK: readonly string[] | 'unknown', SPAY: readonly string[]) => aDirectory({ SBACK, SPAY });
  const [nobody, dev] = [[], [DEV.userId]];
  const judged = (rules: readonly Rule[], directory: Directory) => {
    const policy = aPolicy(rules, { groups });
    return reEvaluate(
      aWorld({ policy: () => policy, people: { directory: () => Promise.resolve(directory) } }),
      aRequest(),
    );
  };

  it.each<[what: string, rules: readonly Rule[], directory: Directory]>([
    ['that alone could allow it', [backend], listed('unknown', nobody)],
    ['beside an equally near rule above', [payments, backend], listed('unknown', nobody)],
    ['beside an equally near rule below', [backend, payments], listed('unknown', nobody)],
    ['above the rule that decides', [backend, everybody], listed('unknown', nobody)],
  ])('decides nothing %s', async (_, rules, directory) => {
    const answer = await judged(rules, directory);
    expect(answer).toEqual({ kind: 'denied', verdict: { reason: 'group_unknown' } });
    expect(isUndecided((answer as Extract<typeof answer, { kind: 'denied' }>).verdict)).toBe(true);
  });

  it.each<[what: string, rules: readonly Rule[], directory: Directory]>([
    ['below the rule that decides', [everybody, backend], listed('unknown', nobody)],
    [
      'under a rule that another term keeps out',
      [aRule({ ...backend, change: { direction: ['downgrade'] } }), everybody],
      listed('unknown', nobody),
    ],
    ['of a rule that does not decide either', [payments, also], listed(dev, nobody)],
  ])('is in nobody’s way %s', async (_, rules, directory) => {
    expect(await judged(rules, directory)).toMatchObject({ kind: 'allowed' });
  });
});

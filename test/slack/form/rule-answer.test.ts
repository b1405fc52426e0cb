import { expect, it } from 'vitest';
import { ruleAnswer } from '../../../src/slack/form/rule-answer.ts';
import { begun, type FormState } from '../../../src/slack/form/state.ts';
import { wordsFor } from '../../../src/wording/words.ts';
import { aChange, aNeed, anInstance, minutesAfter, NOON } from '../../builders.ts';
import { POLICY } from '../corpus.ts';

const at = minutesAfter(600).toISOString();
const { targetClass } = aChange();
const draft = { ...POLICY.defaults, instanceId: 'r-bp1', targetClass, region: undefined, businessInfo: '', reason: '' };
const verdict = { kind: 'allowed', rule: { name: 'night', line: 1 }, need: aNeed(), change: aChange() } as const;

const BACK = {
  kind: 'denied',
  reason: 'deny_rule',
  approvers: undefined,
  nearest: { rule: { name: 'nothing smaller', line: 9 }, failed: [] },
} as const;

it.each([
  ['alone when nothing holds the order', { kind: 'now' }, 'from sre\\.$'],
  ['with when a window opens', { kind: 'later', because: 'window', notBefore: at, reason: 'Mon' }, 'window Mon'],
  ['with when a freeze ends', { kind: 'later', because: 'freeze', notBefore: at, reason: 'Sale' }, 'freeze: Sale'],
  ['without the start time, which is beside it', { kind: 'later', because: 'start', notBefore: at }, 'from sre\\.$'],
  [
    'with what would skip the return',
    { kind: 'now' },
    'from sre\\.\n⚠️ The current rules would skip the return: .*nothing smaller',
    BACK,
  ],
] as const)('what the rules answer to the choice is shown %s', (_, timing, shown, back?: typeof BACK) => {
  const state: FormState = {
    ...begun(draft, 'C0PAYMENTS', undefined),
    about: { kind: 'facts', facts: anInstance(), open: undefined },
    price: {
      kind: 'read',
      value: { kind: 'none', code: 'x', verdict: { ...verdict, breakGlass: false }, timing, back },
    },
  };
  const [block] = ruleAnswer(state, wordsFor('en'), NOON);
  expect(block).toMatchObject({ text: { text: expect.stringMatching(new RegExp(shown)) as string } });
});

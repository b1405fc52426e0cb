import { expect, it } from 'vitest';
import { readable } from '../../../sandbox/slack/mrkdwn.ts';
import { FORMS, GRAMMAR } from '../../../src/core/command/grammar.ts';
import { NO_RIGHTS, type Rights } from '../../../src/core/policy/rights.ts';
import { helpMessage } from '../../../src/slack/messages/help.ts';
import { wordsFor } from '../../../src/wording/words.ts';
import { aRule } from '../../core/policy/policy-builders.ts';

const LOCKS = [{ who: ['sre'], instances: {} }];
const ALL: Rights = { requests: [aRule()], denials: [], approves: [aRule()], locks: LOCKS, freezes: true };

it.each<readonly [who: string, rights: Rights, hidden: readonly string[]]>([
  ['everything', ALL, []],
  ['requests', { ...NO_RIGHTS, requests: [aRule()] }, ['lock', 'unlock', 'freeze', 'unfreeze']],
  ['approvals', { ...NO_RIGHTS, approves: [aRule()] }, ['request', 'lock', 'unlock', 'freeze', 'unfreeze', 'suggest']],
  ['locks', { ...NO_RIGHTS, locks: LOCKS }, ['request', 'freeze', 'unfreeze', 'suggest', 'report']],
  ['freezes', { ...NO_RIGHTS, freezes: true }, ['request', 'lock', 'unlock', 'suggest', 'report']],
  ['nothing', NO_RIGHTS, ['request', 'lock', 'unlock', 'locks', 'freeze', 'unfreeze', 'suggest', 'report']],
])('help for a person who may do %s leaves out only what is of no use to them', (_, rights, hidden) => {
  const shown = readable(helpMessage(wordsFor('en'), [], rights), []);
  const chinese = readable(helpMessage(wordsFor('zh-CN'), [], rights), []);
  for (const form of FORMS) {
    const usage = form === 'request' ? '/redis-resize [instance] [class]' : `/redis-resize ${form}`;
    const name = GRAMMAR[form].also.find((also) => /\p{Script=Han}/u.test(also)) ?? '';
    expect([form, new RegExp(`${usage.replaceAll(/[[\]]/g, '\\$&')}( |\\n)`).test(shown)]).toEqual([
      form,
      !hidden.includes(form),
    ]);
    expect([form, chinese.split(/[、。：\n]/).includes(name)]).toEqual([form, !hidden.includes(form)]);
  }
  expect(shown.includes('Example: ')).toBe(!hidden.includes('request'));
});

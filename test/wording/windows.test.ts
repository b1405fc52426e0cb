import { describe, expect, it } from 'vitest';
import { timing } from '../../src/core/policy/timing.ts';
import type { Window } from '../../src/core/policy/policy-model.ts';
import { renderCard } from '../../src/slack/card/card.ts';
import { ruleAnswer } from '../../src/slack/form/rule-answer.ts';
import { begun } from '../../src/slack/form/state.ts';
import { markupRenderer } from '../../src/wording/renderer.ts';
import { rightLines } from '../../src/wording/rights.ts';
import { whenOrdered } from '../../src/wording/why.ts';
import { windowsText } from '../../src/wording/windows.ts';
import { type LOCALES, wordsFor } from '../../src/wording/words.ts';
import { aChange, aNeed, anInstance, aRequest, NOON } from '../builders.ts';
import { aPerson, aPolicy, aRule } from '../core/policy/policy-builders.ts';
import { aSetting, POLICY } from '../slack/corpus.ts';

const window = (...days: Window['days']): Window => ({ days, from: '02:00', to: '06:00', zone: 'Asia/Shanghai' });
const [en, zh] = [wordsFor('en'), wordsFor('zh-CN')];

describe('the days of a window', () => {
  it.each<readonly [days: Window['days'], english: string, chinese: string]>([
    [['mon'], 'Mon', '周一'],
    [['mon', 'tue'], 'Mon, Tue', '周一、周二'],
    [['fri', 'mon', 'wed', 'tue'], 'Mon–Wed, Fri', '周一至周三、周五'],
    [['sun', 'sat', 'thu'], 'Thu, Sat, Sun', '周四、周六、周日'],
    [['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], 'Mon–Sun', '周一至周日'],
  ])('%s', (days, english, chinese) => {
    expect(windowsText([window(...days)], en)).toBe(`${english} 02:00 – 06:00 Asia/Shanghai`);
    expect(windowsText([window(...days)], zh)).toBe(`${chinese} 02:00 – 06:00 Asia/Shanghai`);
  });

  it('of several are in a row', () => {
    expect(windowsText([window('mon'), window('sun')], en)).toContain('Shanghai; Sun');
    expect(windowsText([window('mon'), window('sun')], zh)).toContain('Shanghai；周日');
  });
});

describe('wherever a window is named', () => {
  const rule = aRule({ windows: [window('mon', 'tue', 'wed', 'fri')] });
  const hold = timing(aPolicy([rule]), rule, { person: aPerson('UDEV'), directory: new Map(), now: NOON });
  if (hold.kind === 'now') throw new Error('the window is open');
  const verdict = { kind: 'allowed', rule, need: aNeed(), change: aChange(), breakGlass: false } as const;
  const { targetClass } = aChange();
  const draft = {
    ...POLICY.defaults,
    instanceId: 'r-bp1',
    targetClass,
    region: undefined,
    businessInfo: '',
    reason: '',
  };
  const form = {
    ...begun(draft, 'C0PAYMENTS', undefined),
    about: { kind: 'facts', facts: anInstance(), open: undefined },
    price: { kind: 'read', value: { kind: 'none', code: 'x', verdict, timing: hold } },
  } as const;

  it.each<readonly [where: string, text: (locale: (typeof LOCALES)[number]) => string]>([
    [
      'App Home',
      (locale) =>
        rightLines({ requests: [rule], denials: [], approves: [], locks: [], freezes: false }, wordsFor(locale)).join(
          '\n',
        ),
    ],
    ['why', (locale) => whenOrdered({ timing: hold, freeze: undefined }, markupRenderer(wordsFor(locale))).join('\n')],
    ['the form', (locale) => JSON.stringify(ruleAnswer(form, wordsFor(locale), NOON))],
    ['the card', (locale) => JSON.stringify(renderCard(aRequest(), { ...aSetting(locale), hold }))],
  ])('%s has its days in the language of the reader', (_, text) => {
    expect(text('en')).toContain('Mon–Wed, Fri 02:00');
    expect(text('zh-CN')).toContain('周一至周三、周五 02:00');
    expect(text('zh-CN')).not.toMatch(/\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\b/);
  });
});

import { describe, expect, it } from 'vitest';
import { ADVICE_KEYS } from '../../src/core/cloud-errors.ts';
import { ACCESS_REASONS, CLICK_REASONS, INTERNAL_FAILURES, REQUEST_REASONS } from '../../src/core/request/reasons.ts';
import { en } from '../../src/wording/en.ts';
import { localeOf, wordsFor } from '../../src/wording/words.ts';
import { zhCN } from '../../src/wording/zh-CN.ts';
import { STATE_ICONS } from '../../src/wording/state-icons.ts';
import { STATES } from '../slack/corpus.ts';
import { parseCommand } from '../../src/core/command/parse.ts';
import { invalidMessage } from '../../src/slack/messages/help.ts';
import { failureText } from '../../src/wording/failures.ts';
import { markupRenderer } from '../../src/wording/renderer.ts';
import { sizingText } from '../../src/wording/sizing.ts';
import { leaves } from './leaves.ts';

function variables(sentence: string): readonly string[] {
  return [...sentence.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
}

const english = leaves(en);
const chinese = leaves(zhCN);

describe('the texts', () => {
  it('speak of the same things in both languages', () => {
    for (const [key, sentence] of chinese) {
      const wanted = [...new Set(variables(english.get(key) ?? ''))].filter((name) => name !== 'count');
      const used = new Set(variables(sentence));
      expect(
        wanted.filter((name) => !used.has(name)),
        key,
      ).toEqual([]);
      expect(
        [...used].filter((name) => !wanted.includes(name) && name !== 'count'),
        key,
      ).toEqual([]);
    }
  });

  it('have every sentence in both languages, and Chinese has Chinese ones', () => {
    const singular = (key: string) => key.endsWith('_one');
    expect([...chinese.keys()].sort()).toEqual([...english.keys()].filter((key) => !singular(key)).sort());
    for (const [key, sentence] of chinese) {
      const words = sentence.replace(/\{\{\w+\}\}|`[^`]*`|\p{Emoji}/gu, '');
      if (!/[a-z]{3}/i.test(words)) continue;
      expect(words === english.get(key) && !key.endsWith('placeholder'), key).toBe(false);
    }
  });

  it.each([
    ['access', ACCESS_REASONS],
    ['click', CLICK_REASONS],
    ['request', REQUEST_REASONS],
    ['state', STATES],
    ['cloud', ADVICE_KEYS.flatMap((key) => [`${key}.title`, `${key}.cause`, `${key}.next`])],
    ['internal', INTERNAL_FAILURES.flatMap((key) => [`${key}.title`, `${key}.cause`, `${key}.next`])],
  ] as const)('%s: every reason has its sentence', (topic, keys) => {
    for (const key of keys) {
      expect(english.get(`${topic}.${key}`), key).toBeTruthy();
      expect(chinese.get(`${topic}.${key}`), key).toBeTruthy();
    }
  });

  it('have no space after full-width punctuation in Chinese, also where sentences are put in a row', () => {
    for (const [key, sentence] of chinese) expect(sentence, key).not.toMatch(/[，。：；！？、（）“”] /);
    const words = wordsFor('zh-CN');
    const unclear = { kind: 'internal', code: 'OrderUnsure', isClass: undefined, otherOrderId: '207' } as const;
    const typed = parseCommand('stauts');
    const shown = [
      failureText({ ...unclear, limit: undefined }, words),
      sizingText(
        { kind: 'step', by: 1 },
        { kind: 'none', below: [{ name: 'a', mb: 1 }], above: [] },
        markupRenderer(words),
      ),
      typed.kind === 'invalid' ? JSON.stringify(invalidMessage(typed, 'stauts', words)) : '',
    ];
    for (const text of shown) expect(text).not.toMatch(/[，。：；！？、（）“”] (?!`)/);
    expect(shown.join('')).toMatch(/。[\p{Script=Han}]/u);
  });

  it('hold no bracket that Slack would take for a mention or a link', () => {
    for (const [key, sentence] of [...english, ...chinese]) expect(sentence, key).not.toMatch(/[<>]/);
  });

  it('of a state begin with its icon', () => {
    for (const state of STATES) {
      const own = [...english, ...chinese].filter(([key]) => key.replace(/_(one|other)$/, '') === `status.${state}`);
      expect(own.length, state).toBeGreaterThan(1);
      for (const [key, sentence] of own) expect(sentence.startsWith(STATE_ICONS[state]), key).toBe(true);
    }
  });

  it('have no reason that nobody can have', () => {
    expect(Object.keys(en.cloud).sort()).toEqual([...ADVICE_KEYS].sort());
    expect(Object.keys(en.internal).sort()).toEqual([...INTERNAL_FAILURES].sort());
    expect(Object.keys(en.state).sort()).toEqual([...STATES].sort());
    expect(Object.keys(en.access).sort()).toEqual([...ACCESS_REASONS].sort());
    expect(Object.keys(en.request).sort()).toEqual([...REQUEST_REASONS, 'here'].sort());
  });
});

describe('what is said before it is so', () => {
  it.each([
    ['reply.createdGoes', /placed now/, /现在下单/],
    ['reply.createdIn', /is posted/, /已发/],
    ['reply.notStored', /nothing happened|could not/, /没有发生|^没能/],
    ['form.error.not_saved', /could not/, /^没能/],
    ['form.reject.done', /was told|card says/, /已收到|已更新/],
    ['click.nothing_to_recheck', /looked|refreshed|checked/i, /查看|刷新/],
    ['read.statusNone', /no requests? here/i, /这里还没有|暂无/],
  ])('%s claims nothing', (key, en_, zh) => {
    expect(english.get(key)).toBeTruthy();
    expect(english.get(key)).not.toMatch(en_);
    expect(chinese.get(key)).not.toMatch(zh);
  });
});

describe('words', () => {
  it('count in both languages', () => {
    const values = { groups: 'sre', until: { markup: 'noon' } };
    expect(wordsFor('en').mrkdwn('status.pending', { count: 1, ...values })).toContain('1 more approval*');
    expect(wordsFor('en').mrkdwn('status.pending', { count: 2, ...values })).toContain('2 more approvals*');
    expect(wordsFor('zh-CN').mrkdwn('status.pending', { count: 1, ...values })).toContain('1 人');
  });

  it('take values as values, never as sentences, templates or patterns', () => {
    const words = wordsFor('en');
    for (const value of ['$t(card.approve)', '{{id}}', '$&', '{{- name}}', '$t(card.title, {"name": "x"})']) {
      expect(words.plain('card.title', { name: value })).toBe(`Resize ${value}`);
    }
  });

  it.each([
    ['zh-CN', 'zh-CN'],
    ['zh-TW', 'zh-CN'],
    ['en-US', 'en'],
    ['de-DE', 'en'],
    [undefined, 'en'],
  ] as const)('Slack says %s, we speak %s', (slack, ours) => {
    expect(localeOf(slack)).toBe(ours);
  });
});

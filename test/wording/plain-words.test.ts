import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { en } from '../../src/wording/en.ts';
import { zhCN } from '../../src/wording/zh-CN.ts';
import { leaves } from './leaves.ts';

/** The texts that are held to plain words: all of them. */
const TOPICS = Object.keys(en) as (keyof typeof en)[];

/** Files whose sentences (of a .ts file: comments and strings) are held to them too, by globs from the root. */
const FILES: readonly string[] = [
  'README.md',
  'docs/*.md',
  'src/cli/*.ts',
  'src/cli.ts',
  'src/slack/entry/*.ts',
  'src/slack/messages/*.ts',
  'src/wording/{drift,failures,obstacles,renderer,state-icons}.ts',
];

/** What reads translated, or is not the word of the button, and what stands there instead. */
const ENGLISH: readonly (readonly [RegExp, string])[] = [
  [/\bagree(s|d|ment|ments|ing)?\b/i, 'approve, approval'],
  [/\bask(s|ed) (by|for by)\b/i, 'requested by'],
  [/\blook(s|ed|ing)? again\b/i, 'refresh'],
  [/\bat once\b/i, 'immediately, right away'],
  [/\bholds\b|\b(does not|doesn't|do not|don't) hold\b/i, 'matches, applies'],
  [/\bwants\b/i, 'requires, needs'],
  [/\b(tells|says)\b/i, 'shows'],
  [/\b(is|are|was|were|be) told\b/i, 'gets an answer, is notified'],
  [/\b(go|goes|went|going) on\b/i, 'is going ahead, resumes'],
  [/\ball the same\b/i, 'anyway'],
  [/\b(whoever|somebody|nobody)\b/i, 'anyone, someone, no one, or the role'],
  [/\d %/, 'no space before %'],
  [/\b(organis|synchronis|recognis|authoris|summaris)\w*|\b(colour|behaviour|favour|cancelled)\b/i, 'US spelling'],
  [/\ba Redis\b(?! instance)/, 'a Redis instance'],
];

/** Texts are typed with straight apostrophes, so that people find them with a search. */
const TEXTS: readonly (readonly [RegExp, string])[] = [...ENGLISH, [/[a-z]’[a-z]/i, "'"]];

const CHINESE: readonly (readonly [RegExp, string])[] = [
  [/\d %/, '% 前无空格'],
  [/(?<!可)维护时间/, '可维护时间段'],
  [/重新查看/, '刷新'],
  [/不成立/, '不匹配'],
  [/供知悉/, '抄送'],
  [/情况有变/, '说明是什么变化了'],
  [/比预期时间长/, '耗时超出预期'],
  [/照样|无论如何|再想想|我们不认识/, '写成中文，不要直译'],
];

/** Sentences that need the word anyway, exactly as they stand, each with its reason. */
const EXCEPTIONS: ReadonlySet<string> = new Set([
  // A person wants something here, not a rule.
  '{{approvers}}, {{who}} wants to resize {{name}}: {{from}} → {{to}}. Please approve or reject above by {{until}}.',
  '🚨 *Break glass:* {{who}} wants to resize {{name}} {{instance}}: {{from}} → {{to}} (rule “{{rule}}”). {{despite}} {{need}}',
]);

const root = join(import.meta.dirname, '../..');

/** Of a .ts file its comments and the strings that are sentences; of every other file its lines, without names of code and states. */
function sentencesOf(file: string): readonly string[] {
  const text = readFileSync(join(root, file), 'utf8');
  if (!file.endsWith('.ts')) return text.replaceAll(/`[^`\n]*`|--> \w+/g, '').split('\n');
  const found = text.matchAll(
    /\/\*[\s\S]*?\*\/|(?<=^|\s)\/\/.*$|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/gm,
  );
  return [...found].map(([one]) => one).filter((one) => one.includes(' '));
}

function wrong(sentence: string, words: readonly (readonly [RegExp, string])[]): readonly string[] {
  if (EXCEPTIONS.has(sentence)) return [];
  return words.filter(([word]) => word.test(sentence)).map(([word, better]) => `${String(word)} -> ${better}`);
}

describe('plain words', () => {
  it.each(
    TOPICS.flatMap((topic) => [
      [topic, 'en', leaves(en[topic]), TEXTS] as const,
      [topic, 'zh-CN', leaves(zhCN[topic]), CHINESE] as const,
    ]),
  )('%s in %s', (_topic, _locale, sentences, words) => {
    const found = [...sentences].map(([key, sentence]) => [key, wrong(sentence, words)] as const);
    expect(found.filter(([, all]) => all.length > 0)).toEqual([]);
  });

  it.each(FILES.flatMap((pattern) => globSync(pattern, { cwd: root })))('%s', (file) => {
    const found = sentencesOf(file).map((sentence) => [sentence, wrong(sentence, ENGLISH)] as const);
    expect(found.filter(([, all]) => all.length > 0)).toEqual([]);
  });

  it('every pattern matches a file, and every exception is a sentence of today', () => {
    for (const pattern of FILES) expect(globSync(pattern, { cwd: root }), pattern).not.toEqual([]);
    const today = new Set([...leaves(en).values(), ...leaves(zhCN).values()]);
    expect([...EXCEPTIONS].filter((sentence) => !today.has(sentence))).toEqual([]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { code, inert, lines, plain } from '../../src/wording/inert.ts';
import { CORPUS, hostile } from '../slack/corpus.ts';

describe('text of others in mrkdwn', () => {
  it.each([
    ['<!channel>', '&lt;!channel&gt;'],
    ['a & b', 'a &amp; b'],
    ['*bold*', '∗bold∗'],
    ['orders_cache_2', 'orders_cache_2'],
    ['_it_', 'ˍitˍ'],
    ['~no~', '∼no∼'],
    ['`code`', 'ˋcodeˋ'],
    [':tada:', '∶tada:'],
    ['02:30', '02:30'],
    ['> quote', '› quote'],
    ['a\nb\tc', 'a b c'],
    ['\u202eabc', 'abc'],
    ['a\u200bb\u2060c\u00add\u3164e\u{e0041}f\ufff9g', 'abcdefg'],
    ['a\u200db \ufe0fc', 'ab c'],
    ['\u2800\u2800a\u2800b', 'a b'],
    ['👩‍👩‍👧‍👦 👩🏽‍💻 ❤️‍🔥', '👩‍👩‍👧‍👦 👩🏽‍💻 ❤️‍🔥'],
    [`Z${'\u0351'.repeat(90)}algo`, `Z${'\u0351'.repeat(4)}algo`],
    [':中文:', '∶中文:'],
  ])('%j becomes %j', (typed, shown) => {
    expect(inert(typed)).toBe(shown);
  });

  it('is cut after encoding, at a whole entity and a whole character', () => {
    expect(inert('<<<<<<', 10)).toBe('&lt;&lt;…');
    expect(inert('的'.repeat(20), 5)).toBe('的的的的…');
    expect(inert('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 12)).toBe('👩‍👩‍👧‍👦…');
  });

  it('drops a single character that is longer than the limit', () => {
    expect(inert('👩‍👩‍👧‍👦👩‍👩‍👧‍👦', 10)).toBe('…');
  });

  it('never holds a bracket, a back-tick or more than the limit, whatever comes in', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 5, max: 300 }), (text, limit) => {
        const shown = inert(text, limit);
        expect(shown).not.toMatch(/[<>`*~\n]/);
        expect(shown.replace(/&(?:amp|lt|gt);/g, '')).not.toContain('&');
        expect(shown.length).toBeLessThanOrEqual(limit);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });
});

describe('ids in code style', () => {
  it('are shown exactly', () => {
    expect(code('0DA1D7EF-C80D-432C-8758-7D225182626B').markup).toBe('`0DA1D7EF-C80D-432C-8758-7D225182626B`');
    expect(code('redis.logic.sharding.2g.4db.0rodb.4proxy.default').markup).toContain('2g.4db.0rodb');
  });

  it.each(CORPUS)('cannot be left: %j', (text) => {
    const { markup } = code(text, 100);
    expect(markup === '–' || /^`[^`<>]+`$/.test(markup)).toBe(true);
  });
});

describe('text of others where nothing is parsed', () => {
  it('keeps its characters', () => {
    expect(plain('<!channel> & *x*', 100)).toBe('<!channel> & *x*');
    expect(lines('one\r\ntwo\n\n\n\nthree', 100)).toBe('one\ntwo\n\nthree');
  });

  it('fits its limit', () => {
    fc.assert(
      fc.property(hostile, fc.integer({ min: 1, max: 80 }), (text, limit) => {
        expect(plain(text, limit).length).toBeLessThanOrEqual(limit);
        expect(lines(text, limit).length).toBeLessThanOrEqual(limit);
      }),
    );
  });
});

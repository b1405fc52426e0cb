import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMessage } from '../../../sandbox/slack/block-kit.ts';
import { renderCard } from '../../../src/slack/card/card.ts';
import { memoryChart } from '../../../src/slack/card/chart.ts';
import { wordsFor } from '../../../src/wording/words.ts';
import { anInstance, aRequest, aUsage, GB } from '../../builders.ts';
import { aSetting, LOCALES } from '../corpus.ts';

const MID = 'redis.master.mid.default';
const LARGEST = 'redis.master.4xlarge.default';
const words = wordsFor('en');
const facts = anInstance();
const drawn = (over: Parameters<typeof aUsage>[0] = {}, targetClass = MID) =>
  memoryChart({ usage: aUsage(over), facts, targetClass }, words);
const days = (...gigabytes: readonly (number | null)[]) => ({
  dailyMemoryBytes: gigabytes.map((one) => (one === null ? null : one * GB)),
});

describe('the chart of a week', () => {
  it('has the peak of each day under the memory of both classes', () => {
    const chart = drawn(days(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.71))?.chart;
    expect(chart?.axis_config).toEqual({
      categories: ['Nov 17', 'Nov 18', 'Nov 19', 'Nov 20', 'Nov 21', 'Nov 22', 'Nov 23'],
      x_label: '24 hours until this day (UTC)',
      y_label: 'GB',
    });
    expect(chart?.series.map(({ name, data }) => [name, data.map(({ value }) => value)])).toEqual([
      ['Used', [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.71]],
      ['Current class', [1, 1, 1, 1, 1, 1, 1]],
      ['New class', [2, 2, 2, 2, 2, 2, 2]],
    ]);
  });

  it.each([
    ['an instance that is new', days(null, null, null, null, 0.5, 0.6, 0.7), ['Nov 21', 'Nov 22', 'Nov 23']],
    ['a day missing in between', days(0.1, 0.2, null, 0.4, 0.5, 0.6, 0.7), undefined],
    ['today missing', days(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, null), undefined],
    ['one day only', days(null, null, null, null, null, null, 0.7), undefined],
    ['no day', days(null, null, null, null, null, null, null), undefined],
    ['no date', { to: '' }, undefined],
  ])('of %s', (_, over, wanted) => {
    expect(drawn(over)?.chart.axis_config.categories).toEqual(wanted);
  });

  it('leaves out a limit beside which the week would be a flat line, and one that is not known', () => {
    const names = (targetClass: string) => drawn({}, targetClass)?.chart.series.map(({ name }) => name);
    expect(names(LARGEST)).toEqual(['Used', 'Current class']);
    expect(names('redis.x.y')).toEqual(['Used', 'Current class']);
    const small = { ...facts, capacityMb: 256 };
    const some = { usage: aUsage(days(0.1, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1)), facts: small, targetClass: 'redis.x.y' };
    expect(memoryChart(some, words)?.chart.axis_config.y_label).toBe('MB');
  });

  it('is one that Slack takes, whatever was measured', () => {
    const peaks = fc.array(fc.oneof(fc.constant(null), fc.double({ min: 0, max: 1e15, noNaN: true })), {
      maxLength: 9,
    });
    fc.assert(
      fc.property(
        peaks,
        fc.constantFrom(...LOCALES),
        fc.date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: false }),
        (dailyMemoryBytes, locale, to) => {
          const time = Number.isNaN(to.getTime()) ? 'never' : to.toISOString();
          const usage = aUsage({ dailyMemoryBytes, to: time });
          const chart = memoryChart({ usage, facts, targetClass: MID }, wordsFor(locale));
          expect(checkMessage(chart === undefined ? [] : [chart])).toEqual([]);
        },
      ),
    );
  });
});

describe('a card', () => {
  const card = (charts: boolean, over: Parameters<typeof aRequest>[0] = {}) =>
    JSON.stringify(renderCard(aRequest({ usage: aUsage(), ...over }), aSetting(), charts).blocks);

  it('shows the week once: as a chart, or in the line of text', () => {
    expect(card(true)).toContain('data_visualization');
    expect(card(true)).toMatch(/71% of 1 GB → 36% of 2 GB"/);
    expect(card(false)).not.toContain('data_visualization');
    expect(card(false)).toMatch(/36% of 2 GB [▁-█]{7}"/);
    expect(card(true, { usage: aUsage(days(0.1, null, 0.3, 0.4, 0.5, 0.6, 0.7)) })).toMatch(/36% of 2 GB [▁-█·]{7}"/);
  });

  it('has no chart once everything is over', () => {
    expect(card(true, { state: 'completed' })).not.toContain('data_visualization');
  });
});

/** The memory of a week as Slack draws it, beside the same in text (usage.ts). */
import { fit } from '../../core/instance/fit.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { USAGE_DAYS, type Usage } from '../../core/instance/usage.ts';
import { LIMITS } from '../messages/blocks.ts';
import { plain } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';

/**
 * Slack's page "Data visualization block", which @slack/types do not have yet. Each series has one point for each
 * category, and a name of its own.
 */
export interface ChartBlock {
  readonly type: 'data_visualization';
  readonly title: string;
  readonly chart: {
    readonly type: 'line';
    readonly series: readonly Series[];
    readonly axis_config: {
      readonly categories: readonly string[];
      readonly x_label: string;
      readonly y_label: string;
    };
  };
}

interface Series {
  readonly name: string;
  readonly data: readonly { readonly label: string; readonly value: number }[];
}

const MB = 1024 * 1024;
const DAY_MS = 86_400_000;

/** Beside a limit many times as high the week would be a flat line at the bottom. */
const IN_SIGHT = 4;

/**
 * The peak of each day, under the memory of the class of now and of the one that is asked for. Undefined where a day is
 * missing in between: a line would hide that, and the text shows it.
 */
export function memoryChart(
  { usage, facts, targetClass }: { usage: Usage | undefined; facts: InstanceFacts; targetClass: string },
  words: Words,
): ChartBlock | undefined {
  const days = peaksOf(usage, words);
  if (days === undefined) return undefined;
  const now = facts.capacityMb === undefined ? undefined : facts.capacityMb * MB;
  const next = fit(usage, facts, targetClass).memory.limit;
  const highest = Math.max(now ?? 0, ...days.map(({ bytes }) => bytes));
  const unit =
    highest >= 1024 * MB ? ({ name: 'GB', bytes: 1024 * MB } as const) : ({ name: 'MB', bytes: MB } as const);
  const series = (name: 'used' | 'now' | 'next', bytesOf: (day: Day) => number): Series => ({
    name: plain(words.plain(`usage.chart.${name}`, {}), LIMITS.chartLabel),
    data: days.map((day) => ({ label: day.label, value: Number((bytesOf(day) / unit.bytes).toFixed(2)) })),
  });
  return {
    type: 'data_visualization',
    title: plain(words.plain('usage.chart.title', {}), LIMITS.chartTitle),
    chart: {
      type: 'line',
      series: [
        series('used', ({ bytes }) => bytes),
        ...(now === undefined ? [] : [series('now', () => now)]),
        ...(next === undefined || next > highest * IN_SIGHT ? [] : [series('next', () => next)]),
      ],
      axis_config: {
        categories: days.map(({ label }) => label),
        x_label: words.plain('usage.chart.days', {}),
        y_label: unit.name,
      },
    },
  };
}

interface Day {
  readonly label: string;
  readonly bytes: number;
}

/** The days since the first that was measured, each named by the date on which its 24 hours ended. */
function peaksOf(usage: Usage | undefined, { locale }: Words): readonly Day[] | undefined {
  const end = Date.parse(usage?.to ?? '');
  const peaks = usage?.dailyMemoryBytes ?? [];
  const first = peaks.findIndex((peak) => peak !== null);
  if (first < 0 || peaks.length > USAGE_DAYS || Number.isNaN(end)) return undefined;
  const format = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const days = peaks.slice(first).flatMap((bytes, index, rest) => {
    const label = format.format(end - (rest.length - 1 - index) * DAY_MS);
    return bytes === null ? [] : [{ label: plain(label, LIMITS.chartLabel), bytes }];
  });
  return days.length < 2 || days.length < peaks.length - first ? undefined : days;
}

/** What a month came to, day by day, as Slack draws it. */
import { Big } from 'big.js';
import type { Ledger } from '../../core/report/ledger.ts';
import { plain } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';
import type { ChartBlock } from '../card/chart.ts';
import { LIMITS } from './blocks.ts';

/** Slack takes so many points; what came before them is in their sums. */
const DAYS = 20;

/**
 * Quoted and paid, added up over the days with orders. Undefined for several currencies, and for a single day: the sums of
 * the text say as much.
 */
export function reportChart(ledgers: readonly Ledger[], words: Words): ChartBlock | undefined {
  const [ledger, ...others] = ledgers;
  if (ledger === undefined || ledger.currency === null || others.length > 0) return undefined;
  const counted = ledger.orders.filter(({ payment }) => payment !== 'cancelled');
  const days = [...Map.groupBy(counted, ({ at }) => at.slice(0, 10))].toSorted(([a], [b]) => a.localeCompare(b));
  if (days.length < 2) return undefined;
  const format = new Intl.DateTimeFormat(words.locale, { month: 'short', day: 'numeric', timeZone: 'UTC' });
  const labels = days.map(([day]) => plain(format.format(Date.parse(day)), LIMITS.chartLabel));
  const series = (name: 'quotedSum' | 'paidSum', of: 'quoted' | 'paid') => {
    let sum = new Big(0);
    const data = days.map(([, orders], index) => {
      for (const order of orders) sum = sum.plus(order[of] ?? 0);
      return { label: labels[index] ?? '', value: Number(sum.toFixed(2)) };
    });
    return { name: plain(words.plain(`report.${name}`, {}), LIMITS.chartLabel), data: data.slice(-DAYS) };
  };
  return {
    type: 'data_visualization',
    title: plain(words.plain('report.chart', { month: ledger.month }), LIMITS.chartTitle),
    chart: {
      type: 'line',
      series: [series('quotedSum', 'quoted'), series('paidSum', 'paid')],
      axis_config: {
        categories: labels.slice(-DAYS),
        x_label: words.plain('report.chartDays', {}),
        y_label: ledger.currency,
      },
    },
  };
}

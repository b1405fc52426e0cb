/** `redis-resize report`: the orders of a month, beside a running bot. */
import { type Ledger, type LedgerOrder, type MonthReport, runningCost, type Sums } from '../core/report/ledger.ts';
import { csvCell } from '../core/value/csv.ts';
import { type Month, monthAt } from '../core/value/month.ts';
import { EXIT, type Read, reading, refuse, type Source } from './exit.ts';
import { counted, line } from './words.ts';

export const REPORT_FORMATS = ['table', 'csv', 'json'] as const;

export interface ReportOptions {
  readonly format: (typeof REPORT_FORMATS)[number];
  readonly currency?: string;
}

interface Open {
  readonly month: (month: Month, ms: number) => Promise<MonthReport>;
  /** false: the configuration could not be read, so that the accounts are not known. */
  readonly billing: boolean;
  close(): Promise<void>;
}

export type ReportSource = Source<Open>;

/** Bills of a large month. */
const READ_MS = 120_000;

export async function report(
  source: Read<ReportSource>,
  asked: Month | undefined,
  { format, currency }: ReportOptions,
): Promise<number> {
  const month = asked ?? monthAt(new Date());
  return reading(source, 'the orders', async (open) => {
    const { ledgers, unread, more } = await open.month(month, READ_MS);
    const wanted = currency?.toUpperCase();
    const shown = wanted === undefined ? ledgers : ledgers.filter((ledger) => ledger.currency === wanted);
    const [first, ...others] = shown;
    if (first === undefined) return refuse([`No order of ${month} is in ${line(wanted ?? '')}.`]);
    if (format === 'json' && others.length > 0) {
      const all = shown.map((ledger) => ledger.currency).join(', ');
      return refuse([`The orders of ${month} are in ${all}: choose one with --currency.`]);
    }
    if (format === 'json') console.log(JSON.stringify(first, null, 2));
    else console.log(format === 'csv' ? asCsv(shown) : shown.map((ledger) => asTable(ledger)).join('\n\n'));
    const why = open.billing ? '' : ': no valid configuration with accounts';
    if (unread > 0) console.error(`${counted(unread, 'payment')} could not be read${why}.`);
    if (more) console.error('There are more orders than were added up: the sums are too low.');
    return EXIT.ok;
  });
}

const COLUMNS = [
  ...(['requestId', 'orderId', 'at', 'account', 'region', 'instance', 'name', 'from', 'to', 'requester'] as const),
  ...(['approvers', 'rule', 'tags', 'quoted', 'paid', 'payment', 'monthlyBefore', 'monthlyAfter'] as const),
] as const satisfies readonly (keyof LedgerOrder)[];

/** One row an order; what is not known is empty. */
function asCsv(ledgers: readonly Ledger[]): string {
  const rows = ledgers.flatMap(({ currency, orders }) =>
    orders.map((order) => [...COLUMNS.map((column) => textOf(order[column])), currency ?? ''].map(csvCell).join(',')),
  );
  return [[...COLUMNS, 'currency'].join(','), ...rows].join('\n');
}

function textOf(value: LedgerOrder[keyof LedgerOrder]): string {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  const pairs = Array.isArray(value) ? value : Object.entries(value).map(([key, tag]) => `${key}=${tag}`);
  return pairs.join(' ');
}

function asTable(ledger: Ledger): string {
  const { month, currency, orders, totals } = ledger;
  if (orders.length === 0) return `No orders in ${month}.`;
  const running = runningCost(ledger);
  const rows = orders.map((order) => [
    order.at.slice(0, 16),
    order.name === '' ? order.instance : order.name,
    `${order.from} -> ${order.to}`,
    order.requester,
    order.approvers.join(' ') || '-',
    order.quoted ?? '-',
    order.paid === null ? order.payment : `paid ${order.paid}`,
    order.monthlyAfter === null ? '-' : `${order.monthlyBefore ?? ''} -> ${order.monthlyAfter}`,
  ]);
  const titles = [
    'ordered (UTC)',
    'instance',
    'class',
    'requested by',
    'approved by',
    'quoted',
    'payment',
    'per month',
  ];
  return [
    `Orders in ${month}${currency === null ? '' : `, in ${currency}`}`,
    '',
    ...aligned([titles, ...rows]),
    '',
    `Total: ${sumsOf(totals)}`,
    ...(running === undefined
      ? []
      : [`Running cost per month: about ${running.before} -> ${running.after} (${running.difference})`]),
    ...(['byGroup', 'byAccount', 'byTag'] as const).flatMap((kind) => [
      '',
      { byGroup: 'By group', byAccount: 'By account', byTag: 'By tag' }[kind],
      ...aligned(Object.entries(ledger[kind]).map(([name, sums]) => [name, sumsOf(sums)])).map((row) => `  ${row}`),
    ]),
  ].join('\n');
}

function sumsOf({ quoted, paid }: Sums): string {
  return `quoted ${quoted}, paid ${paid}`;
}

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const clean = rows.map((row) => row.map(line));
  const widths = clean[0]?.map((_, column) => Math.max(...clean.map((row) => (row[column] ?? '').length))) ?? [];
  return clean.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** The answer to `report`: the sums of a month, a table of its orders, and what the sums are made of. */
import type { KnownBlock, TableBlock } from '@slack/types';
import { type Ledger, type LedgerOrder, NONE, runningCost, type Sums } from '../../core/report/ledger.ts';
import { USER_ID } from '../../core/value/ids.ts';
import type { Desk } from '../../workflow/ports.ts';
import { amountText } from '../../wording/amounts.ts';
import { plain } from '../../wording/inert.ts';
import type { Words } from '../../wording/words.ts';
import type { Charted } from '../card/charts.ts';
import { context, fitting, header, section } from './blocks.ts';
import { textMessage } from './command-answer.ts';
import { accessText } from './refusals.ts';
import { reportChart } from './report-chart.ts';

type Report = Awaited<ReturnType<Desk['report']>>;

/** Slack takes a hundred rows in a table, and one table in a message. */
const ROWS = 50;
/** Characters of all its cells: Slack takes 10,000, and the sums must fit into the message as well. */
const CELLS = 6_500;
/** Lines of one kind of sums. */
const LINES = 20;

export function reportMessage(report: Report, words: Words): Charted {
  if (report.kind === 'no_access') return textMessage(accessText(report.reason, words));
  const { month, ledgers, unread, more } = report;
  const orders = ledgers.flatMap((ledger) => ledger.orders.map((order) => ({ order, ledger })));
  if (orders.length === 0) return textMessage(words.mrkdwn('report.none', { month }));
  const title = words.plain('report.title', { month });
  const chart = reportChart(ledgers, words);
  const newest = orders.toSorted((a, b) => b.order.at.localeCompare(a.order.at)).slice(0, ROWS);
  const rows = fitting(
    newest.map(({ order, ledger }) => row(order, ledger, words)),
    [],
    CELLS,
  );
  const notes = [
    ...(orders.length > rows.length ? [words.mrkdwn('report.more', { count: rows.length, month })] : []),
    ...(unread > 0 ? [words.mrkdwn('report.unread', { count: unread })] : []),
    ...(more ? [words.mrkdwn('report.tooMany', {})] : []),
    words.mrkdwn('report.note', {}),
  ];
  return {
    text: title,
    blocks: [
      header(title),
      ...ledgers.map((ledger) => section(totals(ledger, words))),
      ...(chart === undefined ? [] : [chart]),
      table(rows, words),
      ...ledgers.flatMap((ledger) => parts(ledger, words)),
      context(...notes),
    ],
  };
}

function totals(ledger: Ledger, words: Words): string {
  const { orders, currency } = ledger;
  const counted = orders.filter(({ payment }) => payment !== 'cancelled').length;
  const running = runningCost(ledger);
  const money = (amount: string): string => amountText(amount, currency ?? '', words);
  return [
    words.mrkdwn('report.totals', { count: counted, ...shown(ledger.totals, ledger, words) }),
    ...(running === undefined
      ? []
      : [
          words.mrkdwn('report.running', {
            before: money(running.before),
            after: money(running.after),
            difference: signed(running.difference, money),
          }),
        ]),
  ].join('\n');
}

function signed(amount: string, money: (amount: string) => string): string {
  if (amount.startsWith('-')) return `−${money(amount.slice(1))}`;
  return `${/[1-9]/.test(amount) ? '+' : '±'}${money(amount)}`;
}

function shown({ quoted, paid }: Sums, { currency }: Ledger, words: Words) {
  return { quoted: amountText(quoted, currency ?? '', words), paid: amountText(paid, currency ?? '', words) };
}

function parts(ledger: Ledger, words: Words): readonly KnownBlock[] {
  return (['byGroup', 'byAccount', 'byTag'] as const).flatMap((kind) => {
    const all = Object.entries(ledger[kind]);
    const lines = all.slice(0, LINES).map(([key, sums]) => {
      const name = key === NONE ? words.plain('report.without', {}) : key;
      return `• ${words.mrkdwn('report.sums', { name, ...shown(sums, ledger, words) })}`;
    });
    if (all.length > LINES) lines.push('…');
    return all.length === 0 ? [] : [section([`*${words.mrkdwn(`report.${kind}`, {})}*`, ...lines].join('\n'))];
  });
}

type Cell = TableBlock['rows'][number][number];

function table(rows: readonly Cell[][], words: Words): TableBlock {
  const titles = ['date', 'instance', 'change', 'people', 'approvers', 'quoted', 'payment', 'monthly'] as const;
  return { type: 'table', rows: [titles.map((name) => cell(words.plain(`report.${name}`, {}))), ...rows] };
}

function row(order: LedgerOrder, { currency }: Ledger, words: Words): Cell[] {
  const money = (amount: string | null): string => (amount === null ? '–' : amountText(amount, currency ?? '', words));
  return [
    cell(order.at.slice(0, 16).replace('T', ' ')),
    cell(order.name === '' ? order.instance : order.name),
    cell(`${order.from} → ${order.to}`),
    people([order.requester]),
    people(order.approvers),
    cell(money(order.quoted)),
    cell(paymentText(order, money, words)),
    cell(order.monthlyAfter === null ? '–' : `${money(order.monthlyBefore)} → ${money(order.monthlyAfter)}`),
  ];
}

function paymentText({ payment, paid }: LedgerOrder, money: (amount: string) => string, words: Words): string {
  if (payment !== 'paid') return words.plain(`report.${payment}`, {});
  return paid === null ? words.plain('report.paidUnknown', {}) : words.plain('report.paid', { amount: money(paid) });
}

function cell(text: string): Cell {
  return { type: 'raw_text', text: plain(text, 150) || '–' };
}

/** Named, and not notified: the answer is private. */
function people(ids: readonly string[]): Cell {
  const known = ids.filter((id) => USER_ID.test(id));
  if (known.length === 0) return cell('–');
  const names = known.flatMap((id, index) => [
    ...(index === 0 ? [] : [{ type: 'text', text: ', ' } as const]),
    { type: 'user', user_id: id } as const,
  ]);
  return { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: names }] };
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Read } from '../../src/cli/exit.ts';
import { report, type ReportSource } from '../../src/cli/report.ts';
import { ledgersOf } from '../../src/core/report/ledger.ts';
import type { ResizeRequest } from '../../src/core/request/request.ts';
import { openStore } from '../../src/store/store.ts';
import { anInstance, aRequest, NOON } from '../builders.ts';
import { freshDatabase, type TestDatabase } from '../database.ts';
import { caught, command } from './inside.ts';

const order = { orderId: '207226234310042', requestId: undefined, placedAt: NOON.toISOString() };
const ordered = (over: Partial<ResizeRequest> = {}) =>
  aRequest({ state: 'completed', order, group: 'backend', before: anInstance({ name: '=HYPERLINK("x")' }), ...over });
const dollars = ordered({
  id: 'rr-00000002',
  quote: { currency: 'USD', originalAmount: '6', discountAmount: '0', tradeAmount: '6' },
});

function sourceOf(requests: readonly ResizeRequest[]): Read<ReportSource> {
  const ledgers = ledgersOf('2026-11', requests, new Map());
  const month = () => Promise.resolve({ kind: 'report', month: '2026-11', ledgers, unread: 1, more: false } as const);
  return {
    kind: 'ok',
    value: { secrets: [], open: () => Promise.resolve({ month, billing: true, close: () => Promise.resolve() }) },
  };
}

describe('report', () => {
  it('as JSON has the documented shape, and says on the other stream what could not be read', async () => {
    const { code, out, err } = await caught(() => report(sourceOf([ordered()]), '2026-11', { format: 'json' }));
    expect(code).toBe(0);
    expect(err).toBe('1 payment could not be read.\n');
    const read = JSON.parse(out) as Record<string, unknown>;
    expect(Object.keys(read)).toEqual('month currency orders totals byGroup byAccount byTag'.split(' '));
    expect(Object.keys((read['orders'] as object[])[0] ?? {})).toEqual(
      (
        'requestId orderId at account region instance name from to requester approvers rule tags ' +
        'quoted paid payment monthlyBefore monthlyAfter'
      ).split(' '),
    );
    expect(read).toMatchObject({ currency: 'CNY', totals: { quoted: '42.10', paid: '0.00' } });
  });

  it('as CSV has a row for each order, in which nothing is a formula', async () => {
    const { out } = await caught(() => report(sourceOf([ordered(), dollars]), '2026-11', { format: 'csv' }));
    const [titles, ...rows] = out.trimEnd().split('\n');
    expect(titles).toMatch(/^requestId,.*,monthlyAfter,currency$/);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toContain('"\'=HYPERLINK(""x"")"');
    expect(rows[0]).toMatch(/"42\.10","","unknown","","","CNY"$/);
  });

  it('of several currencies is one table after the other, and JSON of the one that is chosen', async () => {
    const source = sourceOf([ordered(), dollars]);
    const { out } = await caught(() => report(source, '2026-11', { format: 'table' }));
    expect(out).toMatch(
      /Orders in 2026-11, in CNY\n[^]*Total: quoted 42\.10, paid 0\.00[^]*, in USD\n[^]*quoted 6\.00/,
    );
    expect(out).toMatch(/By group\n {2}backend {2}quoted 42\.10, paid 0\.00/);
    const refused = await caught(() => report(source, '2026-11', { format: 'json' }));
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('The orders of 2026-11 are in CNY, USD: choose one with --currency.');
    const chosen = await caught(() => report(source, '2026-11', { format: 'json', currency: 'usd' }));
    expect(JSON.parse(chosen.out)).toMatchObject({ currency: 'USD', totals: { quoted: '6.00' } });
  });
});

describe('report of a database', () => {
  let folder: string;
  let database: TestDatabase;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'redis-resize-report-'));
    database = await freshDatabase(join(folder, 'data'));
    const store = await openStore({ ...database, clock: { now: () => new Date() }, onError: () => undefined });
    await store.close(1000);
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('needs no configuration, takes the month either way, and refuses what is none', async () => {
    const env = { DATABASE_URL: database.url, CONFIG_FILE: join(folder, 'none.yaml') };
    expect(await command(['report', '2026-11'], env)).toEqual({ code: 0, out: 'No orders in 2026-11.\n', err: '' });
    const { out } = await command(['report', '--month', '2026-10', '--format', 'json'], env);
    expect(JSON.parse(out)).toMatchObject({ month: '2026-10', currency: null, orders: [], totals: { quoted: '0.00' } });
    expect(await command(['report', 'november'], env)).toMatchObject({ code: 2, out: '' });
  });
});

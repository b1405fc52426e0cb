/** What a month came to, in Slack. That the sums are those of the bills: test/alicloud/bills.test.ts. */
import { afterEach, expect, it } from 'vitest';
import { formatAmount } from '../../sandbox/alicloud/money.ts';
import { monthAt } from '../../src/core/value/month.ts';
import { openStage, RULES, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

it('lists what was ordered, by whom and for what; each person sees what they may', async () => {
  stage = await openStage({ rules: RULES });
  await stage.ask();
  await stage.sre.presses('Approve');
  await stage.reaches('completed');
  const [bill] = stage.cloud.orders;
  const amount = `CN¥${formatAmount(bill?.trade ?? expect.fail('no order'))}`;
  const month = monthAt(new Date());

  await stage.sre.types('/redis-resize report', { in: '#payments' });
  await stage.sre.waitsFor(`1 order · quoted ${amount} · paid ${amount}`);
  const lines = stage.read(stage.slack.messages('#payments').findLast(isTo('U0SRE1')) ?? expect.fail('no report'));
  expect(lines).toContain(`Orders in ${month}`);
  expect(lines).toMatch(/Running cost about CN¥[\d.,]+ → CN¥[\d.,]+ a month \(\+CN¥/);
  expect(lines).toMatch(
    /orders-cache \| redis\.master\.small\.default → redis\.master\.mid\.default \| @\w+ \| @\w+ \|/,
  );
  expect(lines).toContain(`| paid ${amount} |`);
  expect(lines).toContain(`backend: quoted ${amount}`);
  expect(lines).toContain(`team=payments: quoted ${amount} · paid ${amount}`);

  // A workspace that takes neither charts nor tables gets the sums.
  stage.slack.fault({ kind: 'unknown_blocks', types: ['data_visualization', 'table'] });
  const reports = () => stage.slack.messages('#payments').filter(isTo('U0SRE1'));
  const before = reports().length;
  await stage.sre.types('/redis-resize report', { in: '#payments' });
  await expect.poll(() => reports().length).toBe(before + 1);
  expect(stage.read(reports().at(-1)!)).toContain(`backend: quoted ${amount}`);
  expect(stage.read(reports().at(-1)!)).not.toContain('orders-cache |');

  // No rule is for the lead.
  await stage.lead.types('/redis-resize report', { in: '#payments' });
  await stage.lead.waitsFor(`No orders in ${month} that you're allowed to see.`);
  await stage.sre.types('/redis-resize report november', { in: '#payments' });
  await stage.sre.waitsFor('november is not a month such as 2026-11.');
});

function isTo(userId: string) {
  return ({ ephemeralTo }: { readonly ephemeralTo?: string | undefined }): boolean => ephemeralTo === userId;
}

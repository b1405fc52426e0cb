import { afterEach, expect, it } from 'vitest';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const rules = (max: number, until: string): string => `
groups: { backend: [S0BACKEND, S0SRE], sre: [S0SRE] }
rules:
  - { name: any, who: [backend], instances: { names: ["*"] }, approval: { from: [sre] } }
freezes: [{ from: 2020-01-01T00:00:00Z, to: ${until}, reason: sale }]
limits: { monthlySpend: [{ currency: CNY, max: ${String(max)}, groups: [backend] }] }
`;

it('of two that were approved under one limit the first to order goes, and the other fails and names the limit', async () => {
  stage = await openStage({ rules: rules(100_000, '2120-01-01T00:00:00Z'), pace: { recheckHeld: 200 } });
  const first = await stage.ask();
  await stage.sre.presses('Approve');
  await stage.reaches('approved', first.id);
  const second = await stage.ask({ line: 'r-bp1cartstair001 tair.rdb.8g' });
  await stage.sre.presses('Approve');
  await stage.reaches('approved', second.id);
  await stage.quiet();

  // Room for either of them, not for both.
  const amounts = [first, second].map(({ quote }) => Number(quote?.tradeAmount));
  expect(Math.min(...amounts)).toBeGreaterThan(0);
  stage.configure(rules(Math.ceil(Math.max(...amounts)), '2020-01-02T00:00:00Z'));
  const states = async (): Promise<readonly (string | undefined)[]> =>
    (await Promise.all([first.id, second.id].map((id) => stage.store().records.get(id))))
      .map((request) => request?.failure?.code ?? request?.state)
      .sort();
  await expect.poll(states, { timeout: 15_000 }).toEqual(['OverMonthlySpend', 'completed']);
  expect(stage.orderCalls()).toHaveLength(1);
  await stage.dev.waitsFor(/The limit is CN¥.* for requests from backend/);

  // What is counted is the price at the order.
  const ordered = (await stage.store().records.find({ states: ['completed'], limit: 1 }))[0];
  expect(ordered?.orderQuote?.tradeAmount).toBe(ordered?.quote?.tradeAmount);
  const [failed] = await stage.store().records.find({ states: ['failed'], limit: 1 });
  const what = `${failed?.before.instanceId ?? ''} ${failed?.change.targetClass ?? ''}`;
  await stage.dev.types(`/redis-resize why ${what}`, { in: '#payments' });
  await stage.dev.waitsFor(/超出每月限额：backend 的申请合计/);
});

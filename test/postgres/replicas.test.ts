import { afterEach, describe, expect, it } from 'vitest';
import { bringForward } from '../../sandbox/demo/bring-forward.ts';
import { openStore } from '../../src/store/store.ts';
import { type BotProcess, startBot } from '../story/process.ts';
import { MID, ORDERS, openStage, type Stage } from '../story/stage.ts';

const THREE_DAYS = 3 * 24 * 3_600_000;

let stage: Stage;
const bots: BotProcess[] = [];
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.kill('SIGKILL');
  await stage.close();
});

describe('three replicas', () => {
  it('make one order of fifty approvals, though the one that makes it is killed in the middle', async () => {
    stage = await openStage({ empty: true });
    // Nobody gives the call up while the story comes to its kill.
    const env = { ORDER_MS: '30000' };
    for (let n = 0; n < 3; n += 1) bots.push(await startBot(stage, { env }));
    await stage.dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.dev.waitsFor('orders-cache');
    await stage.dev.fills({ reason: 'x' });
    await stage.dev.submits();
    await stage.sre.waitsFor(/Please approve or reject/);
    const [card] = stage.cards();

    // Whoever calls first hangs in its call, and is the one to be killed.
    stage.cloud.fault({ kind: 'delay', ms: 60_000, action: 'ModifyInstanceSpec' });
    const people = [stage.sre, stage.sre2, stage.slack.person('U0SRE3')];
    await Promise.all(Array.from({ length: 50 }, (_, n) => people[n % 3]!.pressesOld(card!, 'approve')));
    await expect.poll(() => stage.orderCalls().length).toBe(1);
    // What is being said at the very moment of the kill may be said again (docs/decisions/0002): let it be said first.
    await expect.poll(() => stage.thread().at(-1), { timeout: 10_000 }).toBe('Placing the order…');
    await new Promise((resolve) => setTimeout(resolve, 500));
    await callerOf(bots).kill('SIGKILL');
    stage.cloud.clearFaults();
    // Another one takes the work over: it looks for the order.
    const before = stage.cloud.calls.length;
    const looked = () => stage.cloud.calls.slice(before).some(({ action }) => action === 'QueryOrders');
    await expect.poll(looked, { timeout: 15_000, interval: 100 }).toBe(true);

    await expect
      .poll(() => stage.thread().at(-1), { timeout: 45_000 })
      .toMatch(/orders-cache is now redis\.master\.mid/);
    expect(stage.cloud.orders).toHaveLength(1);
    expect(new Set(stage.orderCalls().map(({ params }) => params['ClientToken'])).size).toBe(1);
    expect(stage.cards()).toHaveLength(1);
    const thread = stage.thread();
    expect(thread.filter((line) => line.startsWith('Approved'))).toHaveLength(1);
    expect(thread.filter((line) => line.includes(stage.cloud.orders[0]?.orderId ?? '-'))).toHaveLength(1);
  }, 120_000);

  it('serve any click: over HTTP each comes to another one', async () => {
    stage = await openStage({ empty: true, mode: 'http' });
    for (let n = 0; n < 3; n += 1) bots.push(await startBot(stage));
    const to = (n: number): void => {
      const [, port] = /"port":(\d+)/.exec(bots[n]?.output() ?? '') ?? [];
      stage.slack.setRequestUrl(`http://127.0.0.1:${port ?? ''}/slack/events`);
    };
    to(0);
    await stage.dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.dev.waitsFor('orders-cache');
    await stage.dev.fills({ reason: 'x' });
    to(1);
    await stage.dev.submits();
    await stage.sre.waitsFor(/Please approve or reject/, { timeoutMs: 15_000 });
    to(2);
    await stage.sre.presses('Refresh');
    await stage.sre.waitsFor(/unchanged|Refreshed/);
    to(0);
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(/orders-cache is now redis\.master\.mid/, { timeoutMs: 20_000 });
    expect([stage.cloud.orders.length, stage.cards().length]).toEqual([1, 1]);
  }, 120_000);

  it('take a temporary change back once', async () => {
    stage = await openStage({ empty: true, changeDurationMs: 500 });
    const first = await startBot(stage);
    bots.push(first);
    await stage.dev.types(`/redis-resize ${ORDERS} ${MID} --until 3d`, { in: '#payments' });
    await stage.dev.waitsFor('orders-cache');
    await stage.dev.fills({ reason: 'x' });
    await stage.dev.submits();
    await stage.sre.waitsFor(/Please approve or reject/);
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(/orders-cache is now redis\.master\.mid/, { timeoutMs: 20_000 });
    await first.kill('SIGTERM');

    stage.advance(THREE_DAYS);
    const store = await openStore({
      at: stage.database.at,
      clock: { now: () => new Date() },
      onError: () => undefined,
    });
    await bringForward(store.db, THREE_DAYS);
    await store.close(1000);
    const env = { AHEAD_MS: String(THREE_DAYS) };
    bots.push(...(await Promise.all([1, 2, 3].map(() => startBot(stage, { env })))));
    await stage.sre.waitsFor(/orders-cache is now redis\.master\.small/, { timeoutMs: 45_000 });
    expect(stage.cloud.orders).toHaveLength(2);
    expect(new Set(stage.orderCalls().map(({ params }) => params['ClientToken'])).size).toBe(2);
    expect(stage.cards()).toHaveLength(2);
  }, 120_000);

  it('share the work: each serves what another began', async () => {
    stage = await openStage({ empty: true });
    for (let n = 0; n < 3; n += 1) bots.push(await startBot(stage));
    const classes = ['redis.shard.mid.2.ce', 'redis.shard.large.ce', 'redis.shard.xlarge.ce'];
    for (const target of classes) {
      await stage.dev.types(`/redis-resize r-bp1sessions0001 ${target}`, { in: '#payments' });
      await stage.dev.waitsForModal();
      await stage.dev.fills({ reason: 'x' });
      await stage.dev.submits();
      await stage.dev.waitsFor(new RegExp(`sessions-cache is now ${target.replaceAll('.', '\\.')}`), {
        timeoutMs: 20_000,
      });
      await stage.dev.closes();
    }
    expect(stage.cloud.orders).toHaveLength(classes.length);
    expect(stage.cards()).toHaveLength(classes.length);
  });
});

/** The replica that is in the middle of the call, by its own log. */
function callerOf(replicas: readonly BotProcess[]): BotProcess {
  const caller = replicas.find((bot) => bot.output().includes('placing the order'));
  if (caller === undefined) throw new Error('nobody has placed an order');
  return caller;
}

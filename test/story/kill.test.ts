import { afterEach, describe, expect, it } from 'vitest';
import { bringForward } from '../../sandbox/demo/bring-forward.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { openStore } from '../../src/store/store.ts';
import { type BotProcess, startBot } from './process.ts';
import { MID, ORDERS, SMALL, openStage, type Stage } from './stage.ts';

const THREE_DAYS = 3 * 24 * 3_600_000;

let stage: Stage;
const bots: BotProcess[] = [];
afterEach(async () => {
  for (const bot of bots.splice(0)) await bot.kill('SIGKILL');
  await stage.close();
});

async function bot(aheadMs = 0): Promise<BotProcess> {
  const started = await startBot(stage, { env: { AHEAD_MS: String(aheadMs) } });
  bots.push(started);
  return started;
}

async function ask(more = ''): Promise<void> {
  const { dev } = stage;
  await dev.types(`/redis-resize ${ORDERS} ${MID}${more}`, { in: '#payments' });
  await dev.waitsFor('orders-cache');
  await dev.fills({ reason: 'x' });
  await dev.submits();
  await stage.sre.waitsFor(/Please approve or reject/);
}

/** The last line of the thread: said after everything else. */
async function completed(timeout: number, instanceClass = MID): Promise<void> {
  await expect.poll(() => stage.thread().at(-1), { timeout }).toContain(`is now ${instanceClass}`);
}

async function killedAgainAndAgain(aheadMs: number): Promise<void> {
  for (const pause of [15, 60, 250]) {
    await new Promise((resolve) => setTimeout(resolve, pause));
    await bots.at(-1)?.kill('SIGKILL');
    await bot(aheadMs);
  }
}

/**
 * A card that was posted and not written down is known by Slack's event, which comes again: the second one goes then. Between
 * two kills a busy machine needs seconds to start, and the last of these events comes when it has.
 */
async function cards(count: number): Promise<void> {
  await expect.poll(() => stage.cards().length, { timeout: 25_000 }).toBe(count);
}

function tokens(): ReadonlySet<unknown> {
  return new Set(stage.orderCalls().map(({ params }) => params['ClientToken']));
}

/** While no bot runs. */
async function passes(ms: number): Promise<void> {
  const store = await opened();
  await bringForward(store.db, ms);
  await store.close(1000);
}

async function whole(): Promise<void> {
  const store = await opened();
  expect(await verifyAudit(store.db)).toMatchObject({ kind: 'whole' });
  await store.close(1000);
}

function opened() {
  return openStore({ at: stage.database.at, clock: { now: () => new Date() }, onError: () => undefined });
}

describe('kill -9', () => {
  it('while the order call is out: the order is found after the restart, and there is one', async () => {
    stage = await openStage({ empty: true, onDisk: true, changeDurationMs: 500 });
    const first = await bot();
    await ask();
    stage.cloud.fault({ kind: 'delay', ms: 60_000, action: 'ModifyInstanceSpec' });
    await stage.sre.presses('Approve');
    await expect.poll(() => stage.orderCalls().length).toBe(1);
    await first.kill('SIGKILL');
    stage.cloud.clearFaults();
    await bot();
    await completed(45_000);
    expect(stage.orderCalls()).toHaveLength(1);
    expect(stage.cloud.orders).toHaveLength(1);
    expect(stage.thread().join('\n')).toContain(stage.cloud.orders[0]?.orderId);
  }, 90_000);

  it('while the call is out and nothing was made: it is sent again with the same token', async () => {
    stage = await openStage({ empty: true, onDisk: true });
    const first = await bot();
    await ask();
    stage.cloud.fault({ kind: 'hang', action: 'ModifyInstanceSpec' });
    await stage.sre.presses('Approve');
    await expect.poll(() => stage.orderCalls().length).toBe(1);
    await first.kill('SIGKILL');
    await bot();
    await expect.poll(() => stage.cloud.orders.length, { timeout: 45_000 }).toBe(1);
    expect(stage.orderCalls()).toHaveLength(2);
    expect(tokens().size).toBe(1);
  }, 90_000);

  // Nobody chose these moments: approving, ordering, watching and speaking all happen in here.
  it('at any moment of a change and of its return leaves one order and one card each, and a whole audit log', async () => {
    stage = await openStage({
      empty: true,
      onDisk: true,
      changeDurationMs: 60_000,
      eventRetriesMs: [500, 4_000, 15_000],
    });
    await bot();
    await ask(' --until 3d');
    await stage.sre.presses('Approve');
    await killedAgainAndAgain(0);
    await expect.poll(() => stage.cloud.orders.length, { timeout: 45_000 }).toBe(1);
    stage.advance(60_000);
    await completed(60_000, MID);
    expect(tokens().size).toBe(1);
    await cards(1);
    await bots.at(-1)?.kill('SIGKILL');

    stage.advance(THREE_DAYS);
    await passes(THREE_DAYS);
    await bot(THREE_DAYS);
    await killedAgainAndAgain(THREE_DAYS);
    await expect.poll(() => stage.cloud.orders.length, { timeout: 60_000 }).toBe(2);
    stage.advance(60_000);
    await completed(60_000, SMALL);
    expect(stage.cloud.orders).toHaveLength(2);
    expect(tokens().size).toBe(2);
    await cards(2);
    await bots.at(-1)?.kill('SIGTERM');
    await whole();
  }, 180_000);
});

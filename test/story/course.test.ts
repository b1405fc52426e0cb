import { afterEach, describe, expect, it } from 'vitest';
import { MID, openStage, ORDERS, RULES, SMALL, type Stage, type StageOptions } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LARGE = 'redis.master.large.default';
/** Looks for orders of others at every look; an order is never believed to wait because nothing is seen of it. */
const KEEN = { externalOrders: 80, startGrace: HOUR };

/** The maintenance window of the instance opens in six hours. */
async function beforeWindow(options: StageOptions = {}, instanceId = ORDERS): Promise<void> {
  stage = await openStage({ pace: KEEN, ...options });
  const now = new Date(Date.now() + 6 * HOUR);
  const hour = (offset: number) => `${String((now.getUTCHours() + offset) % 24).padStart(2, '0')}:00Z`;
  Object.assign(stage.cloud.instance(instanceId), { maintainStartTime: hour(0), maintainEndTime: hour(1) });
}

async function ordered(flags = ''): Promise<void> {
  await stage.ask({ line: `${ORDERS} ${MID} ${flags}` });
  await stage.sre.presses('Approve');
}

const thread = () => stage.thread().join('\n');
const card = () => stage.cards().map(stage.read).join('\n');
const kinds = async () => (await stage.store().records.events((await stage.only()).id)).map(({ kind }) => kind);
const taskCalls = () => stage.cloud.calls.filter(({ action }) => action === 'DescribeHistoryTasks');

describe('the course of a change', () => {
  it('is shown on the card while it runs, without a line or an event of its own', async () => {
    stage = await openStage({ changeDurationMs: MINUTE });
    await ordered();
    await stage.reaches('changing');
    stage.advance(MINUTE / 2);
    await expect.poll(card, { timeout: 15_000 }).toMatch(/Progress.* 5\d%.*less than a minute left/s);
    expect(card()).not.toContain('exec_task');
    stage.advance(MINUTE / 2);
    await stage.reaches('completed');
    await stage.quiet();
    await expect.poll(card).not.toContain('Progress');
    expect(thread()).not.toContain('%');
    expect(await kinds()).toEqual(['requested', 'voted', 'approved', 'sending', 'ordered', 'changing', 'completed']);
  });

  it.each(['Normal', 'Changing'] as const)(
    'waits for its window as soon as its task says so, while the status is %s',
    async (statusWhileWaiting) => {
      await beforeWindow();
      Object.assign(stage.cloud.settings, { statusWhileWaiting, taskNamesSwitch: statusWhileWaiting === 'Changing' });
      await ordered('--at maintain');
      await stage.reaches('scheduled');
      await stage.quiet();
      expect(await kinds()).not.toContain('changing');
      expect(thread()).toMatch(
        statusWhileWaiting === 'Changing' ? /Switchover at .*, in the maintenance window/ : /maintenance window \d/,
      );
      expect(thread()).not.toMatch(/is now redis\.master\.mid/);
      stage.advance(6 * HOUR);
      await stage.reaches('completed');
      await stage.quiet();
      expect(thread()).not.toContain('did not wait');
    },
  );

  it('that does not wait for its window, because nobody is disconnected, is said not to have waited', async () => {
    await beforeWindow({ changeDurationMs: MINUTE }, 'r-bp1sessions0001');
    await stage.ask({ line: 'r-bp1sessions0001 redis.shard.mid.2.ce --at maintain', state: 'changing' });
    stage.advance(MINUTE);
    await stage.reaches('completed');
    await stage.quiet();
    expect(await kinds()).not.toContain('scheduled');
    expect(stage.thread().at(-1)).toContain('The resize did not wait for the maintenance window');
  });

  it('is followed by the status where tasks may not be read, which is said and not asked again', async () => {
    await beforeWindow({ pace: { externalOrders: HOUR } });
    const key = stage.cloud.key(stage.cloud.accessKeyId);
    key.actions = ['kvstore:DescribeI*', 'kvstore:DescribeA*', 'kvstore:DescribeP*', 'kvstore:M*', 'bss:*'];
    stage.cloud.settings.statusWhileWaiting = 'Changing';
    await ordered('--at maintain');
    await stage.reaches('changing');
    await stage.quiet();
    expect(thread()).toContain('It is unclear whether the switchover waits for the maintenance window');
    expect(card()).toContain('It may still be waiting for its maintenance window');
    stage.advance(6 * HOUR);
    await stage.reaches('completed');
    expect(taskCalls()).toHaveLength(1);
  });

  it('survives every kind of damaged answer about tasks', async () => {
    stage = await openStage({ changeDurationMs: MINUTE, cloudTimeouts: { readMs: 300 } });
    const faults = ['no_code', 'html', 'empty', 'null_body', 'hang', 'drop_before', 'throttle'] as const;
    for (const kind of faults) stage.cloud.fault({ kind, action: 'DescribeHistoryTasks' });
    await ordered();
    await expect.poll(() => taskCalls().length).toBeGreaterThan(faults.length);
    stage.advance(MINUTE);
    await stage.reaches('completed');
  });

  it('left unpaid and for the window: waits for payment, then for the window', async () => {
    await beforeWindow();
    stage.cloud.settings.statusWhileWaiting = 'Changing';
    await ordered('--at maintain --no-auto-pay');
    const { order } = await stage.reaches('awaiting_payment');
    stage.cloud.pay(order?.orderId ?? '');
    await stage.reaches('scheduled');
    expect(await kinds()).not.toContain('changing');
    stage.advance(6 * HOUR);
    await stage.reaches('completed');
  });
});

describe('somebody else', () => {
  it('who orders while ours waits is noticed once, and ours is followed to its end', async () => {
    await beforeWindow();
    await ordered('--at maintain');
    await stage.reaches('scheduled');
    const { orderId } = stage.cloud.orderElsewhere(ORDERS, { instanceClass: LARGE });
    await expect.poll(thread, { timeout: 10_000 }).toContain(orderId);
    stage.advance(6 * HOUR);
    await stage.reaches('completed');
    expect((await kinds()).filter((kind) => kind === 'external_change')).toHaveLength(1);
  });

  it('who changes the class of a request that a freeze holds is noticed at the next look', async () => {
    const freeze = `freezes: [{ from: 2020-01-01T00:00:00Z, to: 2099-01-01T00:00:00Z, reason: "Double 11" }]\n`;
    stage = await openStage({ rules: RULES + freeze });
    await ordered();
    await stage.reaches('approved');
    await stage.sre.waitsFor(/Double 11/);
    stage.cloud.instance(ORDERS).instanceClass = LARGE;
    await stage.reaches('pending');
    await stage.quiet();
    expect(thread()).toContain(`class ${SMALL} → ${LARGE}`);
    expect(stage.orderCalls()).toEqual([]);
  });

  it('who makes the same change does not pay our order, nor make it done', async () => {
    stage = await openStage({ changeDurationMs: 300 });
    await ordered('--no-auto-pay');
    const { order } = await stage.reaches('awaiting_payment');
    const other = stage.cloud.orderElsewhere(ORDERS, { instanceClass: MID });
    await expect.poll(thread, { timeout: 10_000 }).toContain(other.orderId);
    await expect.poll(() => stage.cloud.instance(ORDERS).instanceClass).toBe(MID);
    await stage.tick(600);
    expect((await stage.only()).state).toBe('awaiting_payment');
    stage.cloud.cancel(order?.orderId ?? '');
    await stage.reaches('cancelled');
  });

  it('who changes the class after ours is named by class and order when the request fails', async () => {
    stage = await openStage({ pace: KEEN });
    // The classes are those of before for a while, in which somebody orders another one.
    stage.cloud.instance(ORDERS).quirks.classLagMs = 60_000;
    await ordered();
    await stage.reaches('changing');
    await expect.poll(() => stage.cloud.instance(ORDERS).change?.phase, { timeout: 10_000 }).toBe('done');
    Object.assign(stage.cloud.instance(ORDERS).quirks, { classLagMs: 0, durationMs: 0 });
    const other = stage.cloud.orderElsewhere(ORDERS, { instanceClass: LARGE });
    const { failure } = await stage.reaches('failed');
    expect(failure).toMatchObject({ code: 'ClassChangedElsewhere', isClass: LARGE, otherOrderId: other.orderId });
    await stage.quiet();
    expect(stage.thread().at(-1)).toMatch(new RegExp(`${LARGE}.*${other.orderId}`));
    expect(card()).toContain(other.orderId);
    expect((await kinds()).filter((kind) => kind === 'external_change')).toHaveLength(1);
  });

  it('is not blamed for an order that had no effect', async () => {
    stage = await openStage({ pace: KEEN });
    stage.cloud.instance(ORDERS).quirks.endsWithClass = SMALL;
    await ordered();
    expect((await stage.reaches('failed')).failure).toMatchObject({ code: 'ClassNotAsAsked', isClass: SMALL });
    await stage.quiet();
    expect(stage.thread().at(-1)).toContain('The order had no effect');
    expect(await kinds()).not.toContain('external_change');
  });
});

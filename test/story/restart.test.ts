import { afterEach, describe, expect, it } from 'vitest';
import { STOP_MS } from '../../src/app.ts';
import type { State } from '../../src/core/request/state.ts';
import { MID, ORDERS, openStage, RULES, type Stage, type StageOptions } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const FREEZE = `freezes: [{ from: 2020-01-01T00:00:00Z, to: 2099-01-01T00:00:00Z, reason: "Double 11" }]\n`;
const ACTION = 'ModifyInstanceSpec';
/** Each attempt that did not arrive has a line of its own, in the same words. */
const OF_AN_ATTEMPT = /^(The order did not reach Alibaba Cloud|Alibaba Cloud's response was inconclusive)/;

/** How a request gets into the state, and what the world does after the restart for it to go on. */
interface Case {
  readonly state: State;
  readonly options?: StageOptions;
  readonly line?: string;
  readonly prepare?: () => void;
  readonly after?: () => void;
  readonly ends?: State;
}

const CASES: readonly Case[] = [
  { state: 'approved', options: { rules: RULES + FREEZE }, after: () => stage.configure(RULES) },
  {
    state: 'ordering',
    prepare: () => stage.cloud.fault({ kind: 'throttle', action: ACTION, times: 10_000 }),
    after: () => stage.cloud.clearFaults(),
    options: { pace: { tries: 1000 } },
  },
  {
    // Nobody can look at the instance, so the order is all there is.
    state: 'ordered',
    prepare: () => stage.cloud.fault({ kind: 'html', action: 'DescribeInstances', times: 10_000 }),
    after: () => stage.cloud.clearFaults(),
  },
  {
    state: 'awaiting_payment',
    line: `${ORDERS} ${MID} --no-auto-pay`,
    after: () => stage.cloud.pay(stage.cloud.orders[0]!.orderId),
  },
  {
    state: 'scheduled',
    line: `${ORDERS} ${MID} --at maintain`,
    prepare: () => windowIn(6),
    after: () => stage.advance(6 * 3_600_000),
  },
  { state: 'changing', options: { changeDurationMs: 60_000 }, after: () => stage.advance(60_000) },
  {
    state: 'stalled',
    options: { changeDurationMs: 60_000, pace: { stall: 200 } },
    after: () => stage.advance(60_000),
  },
  {
    state: 'unknown',
    prepare: () => stage.cloud.fault({ kind: 'drop_before', action: ACTION, times: 10_000 }),
    after: () => stage.cloud.clearFaults(),
    ends: 'unknown',
  },
];

function windowIn(hours: number): void {
  const now = new Date(Date.now() + hours * 3_600_000);
  const hour = (offset: number) => `${String((now.getUTCHours() + offset) % 24).padStart(2, '0')}:00Z`;
  Object.assign(stage.cloud.instance(ORDERS), { maintainStartTime: hour(0), maintainEndTime: hour(1) });
}

describe('a restart', () => {
  it.each(CASES)(
    'in $state changes nothing but the time it takes',
    async ({ state, options, line, prepare, after, ends }) => {
      stage = await openStage(options);
      const { id } = await stage.ask(line === undefined ? {} : { line });
      prepare?.();
      await stage.sre.presses('Approve');
      await stage.reaches(state, id);
      const before = stage.thread();
      await stage.restart();
      after?.();
      await stage.reaches(ends ?? 'completed', id);
      await stage.quiet();
      expect(stage.cloud.orders.length).toBe(ends === 'unknown' ? 0 : 1);
      expect(stage.cards()).toHaveLength(1);
      const [old, news] = [stage.thread().slice(0, before.length), stage.thread().slice(before.length)];
      expect(old).toEqual(before);
      expect(news.filter((line) => old.includes(line) && !OF_AN_ATTEMPT.test(line))).toEqual([]);
      const events = await stage.store().records.events(id);
      const attempts = events.filter(({ kind }) => kind === 'not_arrived' || kind === 'unclear');
      expect(stage.thread().filter((line) => OF_AN_ATTEMPT.test(line))).toHaveLength(attempts.length);
    },
  );

  it('in pending leaves the buttons alive', async () => {
    stage = await openStage({ onDisk: true });
    await stage.ask();
    await stage.restart();
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    expect(stage.cards()).toHaveLength(1);
  });

  it('in the middle of the call hands it over in the time that a stop has, and the order is found', async () => {
    stage = await openStage({ stopMs: 1000 });
    await stage.ask();
    stage.cloud.fault({ kind: 'delay', ms: 60_000, action: ACTION });
    await stage.sre.presses('Approve');
    await expect.poll(() => stage.orderCalls().length).toBe(1);
    const from = Date.now();
    await stage.stop();
    const took = Date.now() - from;
    expect(took).toBeGreaterThanOrEqual(990);
    expect(took).toBeLessThan(1000 + 10_500 - STOP_MS);
    stage.cloud.clearFaults();
    await stage.start();
    const { order } = await stage.reaches('completed');
    expect(order?.orderId).toBe(stage.cloud.orders[0]?.orderId);
    expect(stage.orderCalls()).toHaveLength(1);
  }, 60_000);

  it('after the end says nothing again', async () => {
    stage = await openStage();
    await stage.ask();
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    await stage.quiet();
    const before = stage.thread();
    await stage.restart();
    await stage.tick(800);
    expect(stage.thread()).toEqual(before);
    expect(stage.orderCalls()).toHaveLength(1);
  });
});

describe('while the bot is away', () => {
  it('a form that was acknowledged is not lost', async () => {
    stage = await openStage();
    await stage.dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.dev.waitsFor('orders-cache');
    await stage.dev.fills({ reason: 'x' });
    // The cloud does not answer, so the submission is stored and acknowledged but not judged when the bot stops.
    stage.cloud.fault({ kind: 'html', times: 10_000 });
    await stage.dev.submits();
    await stage.restart();
    stage.cloud.clearFaults();
    await expect
      .poll(async () => (await stage.store().records.find({ limit: 1 })).length + refusals(), { timeout: 15_000 })
      .toBe(1);
  });

  /** An answer that says the cloud could not be reached is an answer too. */
  function refusals(): number {
    return stage.dev.sees().some((line) => /could not be reached|连接|无法/.test(line)) ? 1 : 0;
  }
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../sandbox/alicloud/cloud.ts';
import { createClock } from '../../sandbox/alicloud/clock.ts';
import { type Console, createConsole } from '../../sandbox/demo/console.ts';
import { listenForKeys } from '../../sandbox/demo/keys.ts';
import { TROUBLES, type TroubleName } from '../../sandbox/demo/troubles.ts';
import { startSlack, type Slack } from '../../sandbox/slack/slack.ts';

const ORDERS = 'r-bp1zxszhcgatnx';
const MID = 'redis.master.mid.default';

let cloud: Cloud;
let slack: Slack;
let page: Console;
const clock = createClock();
beforeEach(async () => {
  cloud = await startCloud({ now: clock.now });
  slack = await startSlack();
  cloud.addInstance({ instanceId: ORDERS, instanceName: 'orders-cache', instanceClass: 'redis.master.small.default' });
  page = createConsole({ slack, cloud, now: clock.now, forward: clock.advance });
});
afterEach(() => Promise.all([cloud.close(), slack.close()]));

const unpaid = () => cloud.orderElsewhere(ORDERS, { instanceClass: MID, unpaid: true }).orderId;

/** A terminal on which these keys are pressed; what is told after each. */
function pressed(...typed: readonly string[]): readonly string[] {
  const told: string[] = [];
  let hear = (_: Buffer): void => undefined;
  const input = {
    isTTY: true,
    setRawMode: () => undefined,
    on: (_: 'data', listener: (typed: Buffer) => void) => void (hear = listener),
  };
  listenForKeys(page.perform, input, (sentence) => void told.push(sentence));
  for (const key of typed) hear(Buffer.from(key));
  return told;
}

it('pays and cancels what is unpaid, one or all, and says which', () => {
  expect(page.perform({ kind: 'pay' })).toEqual({ ok: false, said: 'There is no unpaid order.' });
  const canceled = unpaid();
  expect(page.perform({ kind: 'pay', orderId: 'another' }).ok).toBe(false);
  expect(page.perform({ kind: 'cancel', orderId: canceled }).said).toBe(`Canceled: ${canceled}.`);
  const paid = unpaid();
  expect(page.perform({ kind: 'pay' }).said).toBe(`Paid: ${paid}.`);
  expect(page.state().orders.map(({ status }) => status)).toEqual(['Paid', 'Cancelled']);
});

it('does not pay for an instance that cannot change now, and says so', () => {
  const orderId = unpaid();
  cloud.instance(ORDERS).instanceStatus = 'Migrating';
  expect(page.perform({ kind: 'pay', orderId })).toEqual({
    ok: false,
    said: `Not possible now: ${ORDERS} is Migrating.`,
  });
});

it('shows how far a change is; the clock takes it further', () => {
  page.perform({ kind: 'trouble', name: 'long_changes', on: true });
  unpaid();
  page.perform({ kind: 'pay' });
  const change = () => page.state().instances[0]?.change;
  expect(change()).toEqual({ to: MID, percent: 0 });
  expect(page.perform({ kind: 'forward', minutes: 30 }).said).toBe('The clock is 30 minutes ahead of where it was.');
  expect(change()?.percent).toBe(50);
  page.perform({ kind: 'forward', minutes: 60 });
  expect(page.state().instances[0]).toMatchObject({ class: MID, status: 'Normal' });
  expect(change()).toBeUndefined();
});

it('moves prices, of one class or of all, one upon the other', () => {
  const price = () => cloud.orderElsewhere(ORDERS, { instanceClass: MID, unpaid: true }).original;
  const [before] = [price(), page.perform({ kind: 'cancel' })];
  page.perform({ kind: 'price', percent: 50 });
  page.perform({ kind: 'price', percent: 100 });
  expect(price() / before).toBeCloseTo(3, 2);
  page.perform({ kind: 'cancel' });
  page.perform({ kind: 'price', percent: -50, instanceClass: MID });
  expect(price()).toBeLessThan(before * 3);
  expect(page.state().prices).toEqual([{ percent: 200 }, { instanceClass: MID, percent: -50 }]);
  expect(page.perform({ kind: 'price', percent: 5, instanceClass: 'huge' })).toEqual({
    ok: false,
    said: 'There is no class huge.',
  });
});

it.each(Object.keys(TROUBLES) as TroubleName[])(
  '%s stays until it is switched off, and leaves nothing',
  async (name) => {
    const usual = cloud.settings.changeDurationMs;
    const call = (ms = 50) =>
      fetch(cloud.url, { method: 'POST', signal: AbortSignal.timeout(ms) }).catch(() => undefined);
    page.perform({ kind: 'trouble', name, on: true });
    page.perform({ kind: 'trouble', name, on: true });
    await call();
    await call();
    expect(page.state().troubles.filter(({ on }) => on)).toEqual([{ name, what: TROUBLES[name].what, on: true }]);
    page.perform({ kind: 'trouble', name });
    expect(page.state().troubles.filter(({ on }) => on)).toEqual([]);
    const answered = await call(5000);
    expect(answered?.headers.get('content-type')).not.toBe('text/html');
    expect(slack.faults).toEqual([]);
    expect(cloud.settings.changeDurationMs).toBe(usual);
  },
);

it('a key of the terminal does what the page does; other keys do nothing', () => {
  const orderId = unpaid();
  expect(pressed('P', 'l', 'L', 'x', '\n')).toEqual([
    `Paid: ${orderId}.`,
    `On: ${TROUBLES.answer_lost.what}.`,
    `Off: ${TROUBLES.answer_lost.what}.`,
  ]);
});

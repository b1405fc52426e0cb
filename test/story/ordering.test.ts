import { afterEach, describe, expect, it } from 'vitest';
import type { CloudFaultSpec } from '../../sandbox/alicloud/cloud.ts';
import { MID, ORDERS, openStage, SMALL, type Stage } from './stage.ts';
import { FAST } from './timings.ts';

const ACTION = 'ModifyInstanceSpec';

/** Where nothing can be found anyway, looking for long shows no more. */
const GIVES_UP_SOON = { resendAfter: 100, findOrderFor: 300 };

let stage: Stage;
afterEach(() => stage.close());

/** Every attempt carried the same token and the same parameters; only nonce, time and signature are new. */
function expectIdenticalAttempts(): void {
  const [first, ...more] = stage.orderCalls().map(({ params }) => {
    const { SignatureNonce: _nonce, Timestamp: _time, ...same } = params;
    return same;
  });
  for (const each of more) expect(each).toEqual(first);
}

describe('a certain refusal', () => {
  it.each([
    'PaymentMethodNotFound',
    'HasRenewChangeOrder',
    'InsufficientBalance',
    'SPEC_NOT_FOUND',
    'DtsOpendNotSupportTrans',
  ])('%s ends the request with words and a next step, and is not tried again', async (code) => {
    stage = await openStage();
    await stage.ask();
    stage.cloud.failNext({ action: ACTION, code });
    await stage.sre.presses('Approve');
    const { failure } = await stage.reaches('failed');
    await stage.quiet();
    expect(failure?.code).toBe(code);
    expect(stage.orderCalls()).toHaveLength(1);
    expect(stage.cloud.orders).toEqual([]);
    const last = stage.thread().at(-1) ?? '';
    expect(last).toContain('@mei');
    expect(last).toContain(code);
    expect(last.length).toBeGreaterThan(60);
    expect(stage.read(stage.cards()[0]!)).not.toContain('[Approve]');
  });

  it('of ForceUpgrade=false is recognised by its message, because its code is a placeholder', async () => {
    stage = await openStage();
    stage.cloud.instance(ORDERS).unsupportedCommands = ['EVAL'];
    await stage.ask();
    await stage.sre.presses('Approve');
    await stage.reaches('failed');
    await stage.quiet();
    expect(stage.thread().at(-1)).toMatch(/force/i);
  });
});

describe('a call that provably did nothing', () => {
  it.each<[string, CloudFaultSpec]>([
    ['was throttled', { kind: 'throttle', action: ACTION, times: 3 }],
    ['met a busy instance', { kind: 'error', code: 'Task.Conflict', action: ACTION, times: 2 }],
  ])('because it %s is tried again until there is one order', async (_, fault) => {
    stage = await openStage();
    await stage.ask();
    stage.cloud.fault(fault);
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    expect(stage.orderCalls().length).toBe(1 + (fault.times ?? 1));
    expect(stage.cloud.orders).toHaveLength(1);
    expectIdenticalAttempts();
  });

  it('failure 22: is given up after some tries, and the request fails with the last reason, and nobody says it was done', async () => {
    stage = await openStage({ pace: { tries: 3 } });
    await stage.ask();
    stage.cloud.fault({ kind: 'throttle', action: ACTION, times: 1000 });
    await stage.sre.presses('Approve');
    expect((await stage.reaches('failed')).failure?.code).toBe('Throttling.User');
    expect(stage.orderCalls()).toHaveLength(3);
    expect(stage.cloud.orders).toEqual([]);
    await stage.quiet();
    const [card] = stage.cards();
    expect(JSON.stringify(card?.blocks)).toContain('🔴');
    expect(stage.thread().join('\n')).not.toMatch(/Order \S+ placed|verified|, done:/i);
  });
});

describe('an answer that never came', () => {
  it.each<[string, CloudFaultSpec]>([
    ['the connection was cut', { kind: 'drop_after', action: ACTION }],
    ['an HTML page came instead', { kind: 'html', effect: true, action: ACTION }],
    ['nothing came', { kind: 'empty', effect: true, action: ACTION }],
    ['null came', { kind: 'null_body', effect: true, action: ACTION }],
    ['a 500 without a code came', { kind: 'no_code', effect: true, action: ACTION }],
    ['it hung', { kind: 'hang', effect: true, action: ACTION }],
  ])(
    'after the order was made (%s) is settled by looking: the order is found, nothing is sent again',
    async (_, fault) => {
      stage = await openStage({ cloudTimeouts: { orderMs: 300 } });
      await stage.ask();
      stage.cloud.fault(fault);
      await stage.sre.presses('Approve');
      const { order } = await stage.reaches('completed');
      await stage.quiet();
      expect(stage.orderCalls()).toHaveLength(1);
      expect(stage.cloud.orders).toHaveLength(1);
      expect(order?.orderId).toBe(stage.cloud.orders[0]?.orderId);
      expect(stage.thread().join('\n')).toContain(order?.orderId);
    },
  );

  it.each<[string, CloudFaultSpec]>([
    ['the connection was cut', { kind: 'drop_before', action: ACTION }],
    ['an HTML page came instead', { kind: 'html', action: ACTION }],
    ['it hung', { kind: 'hang', action: ACTION }],
    ['InternalError', { kind: 'error', code: 'InternalError', action: ACTION }],
  ])(
    'before anything was made (%s) is sent again once, with the same token, after a long enough look',
    async (_, fault) => {
      stage = await openStage({ cloudTimeouts: { orderMs: 300 } });
      await stage.ask();
      stage.cloud.fault(fault);
      await stage.sre.presses('Approve');
      await stage.reaches('completed');
      const calls = stage.orderCalls();
      expect(calls).toHaveLength(2);
      expect(calls[1]!.at - calls[0]!.at).toBeGreaterThanOrEqual(FAST.resendAfter);
      expect(stage.cloud.orders).toHaveLength(1);
      expectIdenticalAttempts();
    },
  );

  it('three times over becomes unknown: a person must look, and nothing is sent any more', async () => {
    stage = await openStage({ pace: GIVES_UP_SOON });
    await stage.ask();
    stage.cloud.fault({ kind: 'drop_before', action: ACTION, times: 1000 });
    await stage.sre.presses('Approve');
    await stage.reaches('unknown');
    await stage.quiet();
    expect(stage.orderCalls()).toHaveLength(3);
    expect(stage.thread().at(-1)).toContain('@mei');
    stage.cloud.clearFaults();
    await stage.tick(1500);
    expect(stage.orderCalls()).toHaveLength(3);
    await stage.sre.presses('Settle');
    await stage.sre.waitsForModal();
    await stage.sre.submits();
    await stage.sre.waitsFor(/Enter the OrderId, or check/);
    await stage.sre.fills({ order_id: '99999999' });
    await stage.sre.submits();
    await stage.sre.waitsFor(/no order with this OrderId/);
    await stage.sre.presses('Settle');
    await stage.sre.waitsForModal();
    await stage.sre.fills({ no_order: ['true'] });
    await stage.sre.submits();
    expect((await stage.reaches('failed')).failure?.code).toBe('OrderNotFound');
    await stage.quiet();
    expect(stage.thread().join('\n')).toContain('@ana checked the console: there is no order');
    expect(stage.orderCalls()).toHaveLength(3);
  });

  it('stays unknown while it cannot be looked for', async () => {
    stage = await openStage({ pace: GIVES_UP_SOON });
    await stage.ask();
    stage.cloud.fault({ kind: 'drop_before', action: ACTION, times: 1000 });
    await stage.sre.presses('Approve');
    await stage.reaches('unknown');
    stage.cloud.fault({ kind: 'html', times: 10_000 });
    const before = (await stage.only()).version;
    await stage.dev.presses('Refresh');
    await stage.dev.waitsFor(/rr-\w+.*(unclear|不明|unknown|未知|确定)/);
    expect(await stage.only()).toMatchObject({ state: 'unknown', version: before });
  });

  it('is settled by a second look when the order turns up later', async () => {
    stage = await openStage({ pace: GIVES_UP_SOON, changeDurationMs: 60_000 });
    await stage.ask();
    // The order is made, but the billing cannot be read for as long as we look.
    stage.cloud.fault({ kind: 'drop_after', action: ACTION });
    stage.cloud.fault({ kind: 'html', action: 'QueryOrders', times: 10_000 });
    await stage.sre.presses('Approve');
    await stage.reaches('unknown');
    stage.cloud.clearFaults();
    await stage.sre.presses('Refresh');
    await stage.reaches('changing');
    stage.advance(60_000);
    const { order } = await stage.reaches('completed');
    expect(order?.orderId).toBe(stage.cloud.orders[0]?.orderId);
    expect(stage.orderCalls()).toHaveLength(1);
  });

  it('is known by its effect where the orders cannot be read at all', async () => {
    stage = await openStage();
    await stage.ask();
    stage.cloud.fault({ kind: 'drop_after', action: ACTION });
    stage.cloud.fault({ kind: 'error', code: 'Forbidden.RAM', action: 'QueryOrders', times: 10_000 });
    await stage.sre.presses('Approve');
    await expect.poll(() => stage.cloud.orders.length).toBe(1);
    stage.advance(1000);
    const { order } = await stage.reaches('completed');
    await stage.quiet();
    expect(order?.orderId).toBeUndefined();
    expect(stage.thread().join('\n')).toContain('Its order number is unknown');
    expect(stage.orderCalls()).toHaveLength(1);
  });
});

describe('facts that moved between approval and order', () => {
  it('another class while the call is tried again: nothing is ordered', async () => {
    stage = await openStage();
    await stage.ask();
    stage.cloud.fault({ kind: 'error', code: 'Task.Conflict', action: ACTION });
    await stage.sre.presses('Approve');
    await expect.poll(() => stage.orderCalls().length).toBe(1);
    stage.cloud.instance(ORDERS).instanceClass = 'redis.master.stand.default';
    expect((await stage.reaches('failed')).failure?.code).toBe('FactsMoved');
    expect(stage.orderCalls()).toHaveLength(1);
  });

  it('another price that falls under a stricter rule: its people have to agree', async () => {
    stage = await openStage({
      rules: `
groups: { backend: [S0BACKEND], lead: [U0LEAD], sre: [S0SRE] }
rules:
  - { name: cheap, who: [backend], instances: { tags: { env: prod } }, change: { maxPrice: 60 }, approval: { from: [lead] } }
  - { name: dear, who: [backend], instances: { tags: { env: prod } }, approval: { from: [sre], count: 2 } }
`,
    });
    await stage.ask();
    // The subscription was renewed meanwhile: the rest of the term, and with it the price, is longer.
    const later = new Date(Date.parse(stage.cloud.instance(ORDERS).endTime) + 90 * 24 * 3_600_000);
    stage.cloud.instance(ORDERS).endTime = later.toISOString();
    await stage.lead.presses('Approve');
    await expect.poll(async () => (await stage.only()).rule.name).toBe('dear');
    expect(await stage.only()).toMatchObject({ state: 'pending', votes: [], need: { count: 2, from: ['sre'] } });
    await stage.quiet();
    await stage.lead.presses('Approve');
    await stage.lead.waitsFor(/Only sre can approve or reject/);
    await stage.sre.presses('Approve');
    await stage.dev.waitsFor(/@ana approved/);
    await stage.sre2.presses('Approve');
    await stage.reaches('completed');
  });

  it('another class: approvals are void and the card says what moved', async () => {
    stage = await openStage();
    await stage.ask();
    stage.cloud.instance(ORDERS).instanceClass = 'redis.master.stand.default';
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(/redis\.master\.stand\.default/);
    await stage.quiet();
    const request = await stage.only();
    expect(request).toMatchObject({ state: 'pending', votes: [], before: { realClass: 'redis.master.stand.default' } });
    expect(stage.orderCalls()).toEqual([]);
  });

  it('a busy instance: the order waits until it is Normal', async () => {
    stage = await openStage();
    await stage.ask();
    stage.cloud.instance(ORDERS).instanceStatus = 'MinorVersionUpgrading';
    await stage.sre.presses('Approve');
    await stage.reaches('approved');
    await stage.tick(700);
    expect(stage.orderCalls()).toEqual([]);
    await expect.poll(() => stage.thread().at(-1)).toContain('On hold: orders-cache is not Normal right now');
    await expect.poll(() => stage.read(stage.cards()[0]!)).toContain('On hold: the instance is not Normal');
    stage.cloud.instance(ORDERS).instanceStatus = 'Normal';
    await stage.reaches('completed');
    await stage.quiet();
    expect(stage.thread().filter((line) => line.startsWith('On hold'))).toHaveLength(1);
  });

  it('gone: the approval does not count, and says so', async () => {
    stage = await openStage();
    await stage.ask();
    stage.cloud.failNext({ action: 'DescribeInstanceAttribute', code: 'InvalidInstanceId.NotFound', times: 20 });
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(/no longer exists/);
    expect(await stage.only()).toMatchObject({ state: 'pending', votes: [] });
    expect(stage.orderCalls()).toEqual([]);
  });
});

describe('after the order', () => {
  it('unpaid: waits for payment, notices it, and follows it to the end', async () => {
    stage = await openStage();
    await stage.ask({ line: `${ORDERS} ${MID} --no-auto-pay` });
    await stage.sre.presses('Approve');
    const { order } = await stage.reaches('awaiting_payment');
    await stage.quiet();
    expect(stage.orderCalls()[0]?.params['AutoPay']).toBe('false');
    expect(stage.thread().at(-1)).toMatch(/@mei.*pa(y|id)/s);
    expect(stage.cloud.instance(ORDERS).instanceClass).toBe(SMALL);
    stage.cloud.pay(order?.orderId ?? '');
    await stage.reaches('completed');
  });

  it('unpaid: whoever asked is reminded until it is paid, with the page to pay on', async () => {
    stage = await openStage({ pace: { payRemind: 100, payRemindAgain: 150 } });
    await stage.ask({ line: `${ORDERS} ${MID} --no-auto-pay` });
    await stage.sre.presses('Approve');
    const { order } = await stage.reaches('awaiting_payment');
    const reminders = () => stage.thread().filter((line) => line.includes('still unpaid'));
    await expect.poll(() => reminders().length, { timeout: 10_000 }).toBeGreaterThan(1);
    expect(reminders()[0]).toMatch(/@mei.*still unpaid.*Orders in the console/s);
    stage.cloud.pay(order?.orderId ?? '');
    await stage.reaches('completed');
    await stage.quiet();
    expect(stage.thread().at(-1)).not.toContain('still unpaid');
  });

  it('unpaid and cancelled in the console: ends as cancelled', async () => {
    stage = await openStage();
    await stage.ask({ line: `${ORDERS} ${MID} --no-auto-pay` });
    await stage.sre.presses('Approve');
    const { order } = await stage.reaches('awaiting_payment');
    stage.cloud.cancel(order?.orderId ?? '');
    await stage.reaches('cancelled');
    await stage.quiet();
    expect(stage.thread().at(-1)).toContain('@mei');
  });

  it('for the maintenance window: scheduled, and not done before it is verified', async () => {
    stage = await openStage();
    const now = new Date(Date.now() + 6 * 3_600_000);
    const hour = (offset: number) => `${String((now.getUTCHours() + offset) % 24).padStart(2, '0')}:00Z`;
    Object.assign(stage.cloud.instance(ORDERS), { maintainStartTime: hour(0), maintainEndTime: hour(1) });
    await stage.ask({ line: `${ORDERS} ${MID} --at maintain` });
    await stage.sre.presses('Approve');
    await stage.reaches('scheduled');
    await stage.quiet();
    expect(stage.thread().join('\n')).not.toMatch(/is now redis\.master\.mid/);
    stage.advance(6 * 3_600_000);
    await stage.reaches('completed');
    expect(stage.orderCalls()[0]?.params['EffectiveTime']).toBe('MaintainTime');
  });

  it('is not called done while the status reads Normal too early', async () => {
    stage = await openStage({ changeDurationMs: 900 });
    Object.assign(stage.cloud.instance(ORDERS).quirks, {
      normalAfterSubmitMs: 300,
      normalBeforeEndMs: 300,
      classLagMs: 300,
    });
    await stage.ask();
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    expect(stage.cloud.instance(ORDERS).instanceClass).toBe(MID);
  });

  it('that ends with another class is said to have failed', async () => {
    stage = await openStage({ pace: { mismatch: 200 } });
    stage.cloud.instance(ORDERS).quirks.endsWithClass = 'redis.master.stand.default';
    await stage.ask();
    await stage.sre.presses('Approve');
    expect((await stage.reaches('failed')).failure?.code).toBe('ClassChangedElsewhere');
  });

  it('that takes long is called stalled, and still followed', async () => {
    stage = await openStage({ pace: { stall: 200 }, changeDurationMs: 60_000 });
    await stage.ask();
    await stage.sre.presses('Approve');
    await stage.reaches('stalled');
    stage.advance(60_000);
    await stage.reaches('completed');
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { MID, ORDERS, openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

describe.each(['socket', 'http'] as const)('the whole story (%s)', (mode) => {
  it('goes from the command to the verified change', async () => {
    stage = await openStage({ mode });
    const { dev, sre, cloud, slack } = stage;

    const typed = await dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    expect(typed.ok).toBe(true);
    await dev.waitsFor('orders-cache');
    await dev.fills({ reason: 'Peak memory is at 71 %' });
    expect((await dev.submits()).ok).toBe(true);
    const { id } = await stage.reaches('pending');

    const pressed = await sre.presses('Approve');
    expect(pressed.confirm).toContain('redis.master.small.default (1 GB) → redis.master.mid.default (2 GB)');
    expect(pressed.confirm).toContain('42.');
    const { order } = await stage.reaches('completed');
    await stage.quiet();

    expect(order?.orderId).toBe(cloud.orders[0]?.orderId);
    expect(cloud.instance(ORDERS).instanceClass).toBe(MID);
    expect(stage.thread().map((line) => line.replace(/by [^@]*\.$/, 'by …'))).toEqual([
      '@sre, @mei wants to resize orders-cache: redis.master.small.default (1 GB) → redis.master.mid.default (2 GB). Please approve or reject above by …',
      '@ana approved.',
      'Approved. @mei, your resize of orders-cache is going ahead.',
      'Placing the order…',
      `Order ${order?.orderId ?? ''} placed (RequestId ${order?.requestId ?? ''}).`,
      'Resize started. Clients may be disconnected once or twice (up to 30 s each) and must reconnect. May be read-only for about 60 s.',
      '@mei, done: orders-cache is now redis.master.mid.default (2 GB). Verified: status Normal, order completed, new class active.',
    ]);

    const [card, ...others] = stage.cards();
    expect(others).toEqual([]);
    expect(stage.read(card!)).toContain(`OrderId ${order?.orderId ?? ''}`);
    expect(stage.read(card!)).not.toContain('[Approve]');
    // Two lines, or one message of both where Slack was slower than the change.
    expect(slack.messages('#audit').flatMap((message) => stage.read(message).split('\n'))).toEqual([
      expect.stringContaining(order?.orderId ?? '-'),
      expect.stringContaining(id),
    ]);
  });

  it('sends one signed POST with every flag, and nothing the API does not know', async () => {
    stage = await openStage({ mode });
    await stage.ask();
    await stage.sre.presses('Approve');
    const { clientToken } = await stage.reaches('completed');
    const calls = stage.orderCalls();
    expect(calls).toHaveLength(1);
    expect(calls[0]).toMatchObject({
      method: 'POST',
      queryNames: [],
      signatureVerified: true,
      unknownParameters: [],
      params: {
        RegionId: 'cn-hangzhou',
        InstanceId: ORDERS,
        InstanceClass: MID,
        AutoPay: 'true',
        EffectiveTime: 'Immediately',
        ForceUpgrade: 'false',
        CouponNo: 'youhuiquan_promotion_option_id_for_blank',
        MajorVersion: '5.0',
        OrderType: 'UPGRADE',
        ClientToken: clientToken,
      },
    });
    expect(
      stage.cloud.calls.filter(({ method, unknownParameters }) => method !== 'POST' || unknownParameters.length > 0),
    ).toEqual([]);
  });

  it('acknowledges everything within the time Slack gives, whatever the cloud does', async () => {
    stage = await openStage({ mode });
    stage.cloud.fault({ kind: 'hang', times: 1000 });
    const typed = await stage.dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    expect(typed).toMatchObject({ ok: true });
    expect(typed.ackMs).toBeLessThan(1000);
    await stage.dev.waitsForModal();
    stage.cloud.clearFaults();
    expect(stage.slack.deliveries.every(({ verdict }) => verdict === 'acknowledged')).toBe(true);
  });
});

describe('what is logged', () => {
  it('holds no token, key, secret, response URL or payload', async () => {
    stage = await openStage();
    await stage.ask({ reason: 'a reason nobody needs in a log' });
    stage.cloud.fault({ kind: 'throttle', action: 'ModifyInstanceSpec' });
    await stage.sre.presses('Approve');
    const { clientToken } = await stage.reaches('completed');
    const log = stage.logged.join('');
    expect(log).toContain('"ready"');
    const { slack, cloud } = stage;
    for (const secret of [
      slack.botToken,
      slack.appToken,
      slack.signingSecret,
      cloud.accessKeySecret,
      cloud.accessKeyId,
      clientToken,
    ]) {
      expect(log).not.toContain(secret);
    }
    expect(log).not.toMatch(/Signature|response_url|trigger_id|private_metadata|a reason nobody needs/);
  });
});

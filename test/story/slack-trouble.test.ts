import { afterEach, describe, expect, it } from 'vitest';
import { call } from '../sandbox/slack/calls.ts';
import { MID, ORDERS, openStage, RULES, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

describe('when Slack fails', () => {
  it('nothing is undone and everything is said later, in order, once', async () => {
    stage = await openStage();
    await stage.ask();
    stage.slack.fault({ kind: 'method', method: 'chat.postMessage', error: 'internal_error', times: 4 });
    stage.slack.fault({ kind: 'http', method: 'chat.update', status: 503, times: 2 });
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    // Each try that fails makes the pause before the next one longer.
    for (let tries = 0; tries < 5; tries += 1) await stage.tick(60_000);
    await stage.quiet();
    const thread = stage.thread();
    expect(thread.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      '@sre, @mei',
      '@ana approved.',
      'Approved. @mei,',
      'Placing the',
      expect.stringContaining('Order'),
      'Resize started.',
      expect.stringContaining('@mei,'),
    ]);
    expect(stage.cards()).toHaveLength(1);
    expect(stage.read(stage.cards()[0]!)).toContain('✅');
  });

  it.each([
    ['ends in the middle', { kind: 'cut', method: 'chat.update', times: 1_000 }],
    ['ends in the middle, for a line', { kind: 'cut', method: 'chat.postMessage', times: 1_000 }],
    ['is a page of a proxy', { kind: 'page', method: 'chat.postMessage', times: 1_000 }],
    ['is a rate limit without its seconds', { kind: 'rate_limit', method: 'chat.postMessage', times: 1_000 }],
  ] as const)('an answer that %s is no answer: it is asked again', async (_, fault) => {
    stage = await openStage();
    await stage.ask();
    stage.slack.fault(fault);
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    for (let tries = 0; tries < 3; tries += 1) await stage.tick(60_000);
    stage.slack.clearFaults();
    for (let tries = 0; tries < 5; tries += 1) await stage.tick(60_000);
    await stage.quiet();
    expect(stage.thread().at(-1)).toContain('orders-cache is now redis.master.mid.default');
    const said = new Set(stage.thread());
    // Of a change that was over at the first look nobody is told that it has started.
    for (const text of said) if (text.startsWith('Resize started')) said.delete(text);
    expect(said.size).toBe(6);
    expect(stage.read(stage.cards()[0]!)).toContain('✅');
    expect(stage.logged.join('\n')).not.toContain('page-secret');
  });

  it('a rate limit is waited out', async () => {
    stage = await openStage();
    await stage.ask();
    stage.slack.fault({ kind: 'rate_limit', method: 'chat.postMessage', retryAfterSeconds: 1, times: 2 });
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    for (let tries = 0; tries < 3; tries += 1) await stage.tick(1_000);
    await stage.quiet();
    expect(new Set(stage.thread()).size).toBe(stage.thread().length);
  });

  it('a card that was deleted by hand does not stop the order', async () => {
    stage = await openStage();
    await stage.ask();
    stage.slack.fault({ kind: 'method', method: 'chat.update', error: 'message_not_found', times: 10_000 });
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    await stage.quiet();
    expect(stage.orderCalls()).toHaveLength(1);
    expect(stage.thread().at(-1)).toContain('orders-cache is now redis.master.mid.default');
    expect(stage.slack.messages('#audit')).toHaveLength(2);
  });

  it('a card that was deleted with its thread has the requester told directly, and nothing beside the thread', async () => {
    stage = await openStage();
    const { slack, cloud } = stage;
    await stage.ask();
    cloud.fault({ kind: 'delay', ms: 800, action: 'ModifyInstanceSpec' });
    await stage.sre.presses('Approve');
    await expect.poll(() => stage.thread().at(-1)).toContain('Placing the order');
    const [card] = stage.cards();
    for (const { ts } of [...slack.thread('#payments', card!.ts), card!]) {
      await call(slack, 'chat.delete', { channel: 'C0PAYMENTS', ts });
    }
    await stage.reaches('completed');
    await stage.quiet();
    expect(slack.messages('#payments')).toEqual([]);
    const direct = slack.calls.filter(
      ({ method, args }) => method === 'chat.postMessage' && args['channel'] === 'U0DEV1',
    );
    expect(JSON.stringify(direct.at(-1)?.args)).toContain('redis.master.mid.default');
  });

  it('a thread that cannot be written to sends its lines to the requester, the mirror hears of it, and it is made up for', async () => {
    stage = await openStage();
    await stage.ask();
    const channel = stage.slack.channels.find(({ id }) => id === 'C0PAYMENTS')!;
    stage.cloud.fault({ kind: 'delay', ms: 300, action: 'ModifyInstanceSpec' });
    await stage.sre.presses('Approve');
    await expect.poll(() => stage.orderCalls().length).toBe(1);
    channel.isArchived = true;
    await stage.reaches('completed');
    // What is pending together is one message there.
    const mirrored = () => stage.slack.messages('#audit').map((line) => stage.read(line));
    await expect.poll(() => mirrored().join('\n')).toContain('completed');
    expect(mirrored().join('\n').split('\n')).toHaveLength(2);
    const direct = stage.slack.calls.filter(
      ({ method, args }) => method === 'chat.postMessage' && args['channel'] === 'U0DEV1',
    );
    expect(JSON.stringify(direct.at(-1)?.args)).toContain('redis.master.mid.default');
    expect((await stage.store().statistics()).undelivered).toBeGreaterThan(0);

    channel.isArchived = false;
    await stage.tick(60_000);
    await stage.tick(60_000);
    await stage.quiet();
    expect(stage.thread().at(-1)).toContain('orders-cache is now redis.master.mid.default');
    expect(stage.read(stage.cards()[0]!)).toContain('✅');
  });

  it.each(['token_revoked', 'invalid_auth', 'account_inactive', 'missing_scope', 'not_in_channel'])(
    '%s from the approval to the end: every line and the card follow when it is over',
    async (error) => {
      stage = await openStage();
      await stage.ask();
      const before = stage.thread().length;
      stage.slack.fault({ kind: 'method', method: 'chat.postMessage', error, times: 10_000 });
      stage.slack.fault({ kind: 'method', method: 'chat.update', error, times: 10_000 });
      await stage.sre.presses('Approve');
      await stage.reaches('completed');
      expect(stage.thread()).toHaveLength(before);
      const metrics = await stage.http('/metrics');
      expect(metrics.body).toMatch(/redis_resize_outbox_pending [1-9]/);
      expect(metrics.body).toMatch(new RegExp(`redis_resize_slack_refusing\\{code="${error}"\\} [1-9]`));
      const ready = await stage.http('/readyz');
      expect([ready.status, ready.body.includes(error)]).toEqual(
        error === 'not_in_channel' ? [200, false] : [503, true],
      );
      expect((await stage.http('/healthz')).body).toContain(error);

      stage.slack.clearFaults();
      for (let tries = 0; tries < 3; tries += 1) await stage.tick(60_000);
      await stage.quiet();
      expect(stage.thread().at(-1)).toContain('orders-cache is now redis.master.mid.default');
      expect(stage.thread().join('\n')).toContain('@ana approved');
      expect(stage.read(stage.cards()[0]!)).toContain('✅');
      expect((await stage.http('/readyz')).status).toBe(200);
    },
  );

  it('a card or a line whose post gave no answer is there once', async () => {
    stage = await openStage();
    stage.slack.fault({ kind: 'drop_after', method: 'chat.postMessage', times: 2 });
    await stage.ask();
    for (let tries = 0; tries < 3; tries += 1) await stage.tick(60_000);
    await stage.quiet();
    expect(stage.cards()).toHaveLength(1);
    expect(stage.cards()[0]?.ts).toBe((await stage.only()).card?.ts);
    expect(stage.thread().filter((line) => line.includes('Please approve'))).toHaveLength(1);
  });

  it('a line about a lock, which belongs to no request, is in the mirror channel once likewise', async () => {
    stage = await openStage({ rules: `${RULES}locks: [{ who: [sre], instances: { tags: { env: prod } } }]` });
    stage.slack.fault({ kind: 'drop_after', method: 'chat.postMessage' });
    await stage.sre.types(`/redis-resize lock ${ORDERS} sale`, { in: '#payments' });
    await expect.poll(() => stage.slack.messages('#audit')).toHaveLength(1);
    for (let tries = 0; tries < 3; tries += 1) await stage.tick(60_000);
    await stage.quiet();
    expect(stage.slack.messages('#audit').map((line) => stage.read(line))).toEqual([
      expect.stringContaining('@ana locked'),
    ]);
  });

  it('a second card that no event told of is deleted when somebody presses its button, and the press counts', async () => {
    stage = await openStage();
    stage.slack.fault({
      kind: 'scopes',
      scopes: ['commands', 'chat:write', 'users:read', 'usergroups:read', 'channels:read'],
    });
    stage.slack.fault({ kind: 'drop_after', method: 'chat.postMessage' });
    await stage.ask();
    for (let tries = 0; tries < 3; tries += 1) await stage.tick(60_000);
    await stage.quiet();
    expect(stage.cards()).toHaveLength(2);
    const { card } = await stage.only();
    const stray = stage.cards().find(({ ts }) => ts !== card?.ts)!;
    await stage.sre.pressesOld(stray, 'approve');
    await stage.reaches('completed');
    await expect.poll(() => stage.cards().map(({ ts }) => ts)).toEqual([card?.ts]);
  });

  it('a card that cannot be posted is told to the requester once, and follows when it can', async () => {
    stage = await openStage();
    await stage.dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.dev.waitsFor('orders-cache');
    await stage.dev.fills({ reason: 'x' });
    stage.slack.fault({ kind: 'method', method: 'chat.postMessage', error: 'not_in_channel' });
    await stage.dev.submits();
    await stage.reaches('pending');
    for (let tries = 0; tries < 2; tries += 1) await stage.tick(60_000);
    await stage.sre.waitsFor(/Please approve or reject/);
    const told = stage.slack.calls.filter(
      ({ method, args }) => method === 'chat.postMessage' && args['channel'] === 'U0DEV1',
    );
    expect(told).toHaveLength(1);
    expect(JSON.stringify(told[0]?.args)).toContain('not_in_channel');
    expect(stage.cards()).toHaveLength(1);
  });

  it('a form submitted twice makes one request', async () => {
    stage = await openStage();
    await stage.dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.dev.waitsFor('orders-cache');
    await stage.dev.fills({ reason: 'x' });
    stage.slack.fault({ kind: 'redeliver' });
    await stage.dev.submits();
    await stage.reaches('pending');
    await stage.quiet();
    expect(stage.cards()).toHaveLength(1);
  });

  it('a click delivered twice counts once', async () => {
    stage = await openStage();
    await stage.ask();
    stage.slack.fault({ kind: 'redeliver' });
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    expect((await stage.only()).votes).toHaveLength(1);
    expect(stage.orderCalls()).toHaveLength(1);
  });

  it('a lost socket is replaced', async () => {
    stage = await openStage();
    await stage.ask();
    stage.slack.fault({ kind: 'disconnect', reason: 'refresh_requested' });
    await stage.slack.connected();
    await expect
      .poll(async () => ((await stage.only()).state === 'pending' ? (await stage.sre.presses('Approve')).ok : true), {
        timeout: 15_000,
      })
      .toBe(true);
    await stage.reaches('completed');
    expect(stage.orderCalls()).toHaveLength(1);
  });
});

describe('a channel', () => {
  it('that the bot is not in gets the asker a private answer that says so', async () => {
    stage = await openStage();
    await stage.dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#random' });
    await stage.dev.waitsFor(/invite/i);
    expect(await stage.store().records.find({ limit: 1 })).toEqual([]);
  });

  it('that is shared with another organisation gets no card', async () => {
    stage = await openStage();
    await stage.dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#shared' });
    await stage.dev.waitsFor(/shared with another|其他组织|共享/);
    expect(stage.cards('#shared')).toEqual([]);
  });

  it('of its own for cards gets the card, wherever the command was used', async () => {
    stage = await openStage({ slack: '  cards: C0REDISOPS\n  locale: en' });
    await stage.ask();
    expect(stage.cards('#payments')).toEqual([]);
    expect(stage.cards('#redis-ops')).toHaveLength(1);
  });
});

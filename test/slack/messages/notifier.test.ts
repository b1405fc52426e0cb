import { describe, expect, it } from 'vitest';
import type { RequestEvent, ResizeRequest } from '../../../src/core/request/request.ts';
import type { Slack } from '../../../sandbox/slack/slack.ts';
import { aRequest, aUsage, DEV, NOON, SRE, anEvent } from '../../builders.ts';
import { openEdge } from '../edge.ts';

async function carded(policy = { locale: 'en' } as const, over: Partial<ResizeRequest> = {}) {
  const edge = await openEdge({ policy });
  const fresh = aRequest(over);
  const place = await edge.bot.notifier.upsertCard(fresh);
  const request: ResizeRequest = { ...fresh, card: { ...place, shows: 1 } };
  return { ...edge, notifier: edge.bot.notifier, request };
}

describe('the card in the channel', () => {
  it('is posted where the command was used, quietly, with nothing but the id as metadata', async () => {
    const { slack, request } = await carded();
    expect(request.card?.channelId).toBe('C0PAYMENTS');
    const call = slack.calls.find(({ method }) => method === 'chat.postMessage');
    const args = JSON.stringify(call?.args);
    expect(args).toContain('unfurl_links');
    expect(args.replaceAll('\\', '')).toContain(
      '{"event_type":"redis_resize_request","event_payload":{"request_id":"rr-7k3f9qx2","seq":0}}',
    );
  });

  it('is posted in the channel of the configuration, where that names one', async () => {
    const edge = await openEdge({ policy: { cards: 'C0REDISOPS' } });
    expect(await edge.bot.notifier.upsertCard(aRequest())).toMatchObject({ channelId: 'C0REDISOPS' });
  });

  it('is edited in place, and loses its buttons when it is decided', async () => {
    const { slack, notifier, request } = await carded();
    const place = await notifier.upsertCard({ ...request, state: 'rejected', version: 2 });
    expect(place).toEqual({ channelId: 'C0PAYMENTS', ts: request.card?.ts });
    const messages = slack.messages('#payments');
    expect(messages).toHaveLength(1);
    expect(JSON.stringify(messages[0]?.blocks)).toContain('Rejected');
    expect(JSON.stringify(messages[0]?.blocks)).not.toContain('"button"');
  });

  it.each([
    ['message_not_found', false],
    ['cant_update_message', false],
    ['internal_error', true],
  ])('is never posted anew when the edit fails: %s', async (error, temporary) => {
    const { slack, notifier, request } = await carded();
    slack.fault({ kind: 'method', method: 'chat.update', error });
    await expect(notifier.upsertCard(request)).rejects.toMatchObject({ name: 'SlackFault', code: error, temporary });
    expect(slack.messages('#payments')).toHaveLength(1);
  });

  it('is not posted where strangers have come to read along, nor are lines of a mirror; one that is there stays true', async () => {
    let now = NOON.getTime();
    const edge = await openEdge({ policy: { locale: 'en' }, over: { now: () => new Date(now) } });
    const { notifier } = edge.bot;
    const before = await notifier.upsertCard(aRequest());
    const channel = edge.slack.channels.find(({ name }) => name === 'payments');
    if (channel !== undefined) channel.isShared = true;
    now += 60_000;
    const fault = { name: 'SlackFault', code: 'channel_shared', temporary: false };
    await expect(notifier.upsertCard(aRequest())).rejects.toMatchObject(fault);
    const request = aRequest({ state: 'completed', card: { ...before, shows: 1 } });
    await expect(notifier.mirror('C0PAYMENTS', request, [anEvent('completed')])).rejects.toMatchObject(fault);
    await notifier.upsertCard(request);
    expect(edge.slack.messages('#payments')).toHaveLength(1);
  });

  it('speaks the language of its channel, or the one the configuration names', async () => {
    const card = async (policy: { locale?: 'en' } = {}) => {
      const edge = await openEdge({ policy });
      const channel = edge.slack.channels.find(({ name }) => name === 'payments');
      if (channel !== undefined) channel.locale = 'zh-CN';
      await edge.bot.notifier.upsertCard(aRequest());
      return JSON.stringify(edge.slack.messages('#payments').at(-1)?.blocks);
    };
    expect(await card()).toContain('还需 1 人同意');
    expect(await card({ locale: 'en' })).toContain('Waiting for 1 more approval');
  });

  it('speaks English where the channel does, whatever the requester speaks', async () => {
    const { bot, slack } = await openEdge();
    await bot.notifier.upsertCard(aRequest());
    expect(JSON.stringify(slack.messages('#payments').at(-1)?.blocks)).toContain('Waiting for 1 more approval');
  });
});

describe('the chart on the card', () => {
  const charts = (slack: Slack) =>
    slack.calls.map(({ method, error, args }) => [method, error, JSON.stringify(args).includes('data_visualization')]);

  it('stays through every edit', async () => {
    const { slack, notifier, request } = await carded({ locale: 'en' }, { usage: aUsage() });
    await notifier.upsertCard({ ...request, state: 'approved', version: 2 });
    expect(JSON.stringify(slack.messages('#payments')[0]?.blocks)).toContain('Memory, peak of each day');
    expect(charts(slack).filter(([method]) => String(method).startsWith('chat.'))).toEqual([
      ['chat.postMessage', undefined, true],
      ['chat.update', undefined, true],
    ]);
  });

  it('is given up for good where Slack does not know it, and the card is not lost', async () => {
    const { slack, bot } = await openEdge({ policy: { locale: 'en' } });
    slack.fault({ kind: 'unknown_blocks', types: ['data_visualization'] });
    const fresh = aRequest({ usage: aUsage() });
    const place = await bot.notifier.upsertCard(fresh);
    await bot.notifier.upsertCard({ ...fresh, state: 'approved', version: 2, card: { ...place, shows: 1 } });
    await bot.notifier.upsertCard(fresh);
    expect(charts(slack).filter(([method]) => String(method).startsWith('chat.'))).toEqual([
      ['chat.postMessage', 'invalid_blocks', true],
      ['chat.postMessage', undefined, false],
      ['chat.update', undefined, false],
      ['chat.postMessage', undefined, false],
    ]);
    const [card] = slack.messages('#payments');
    expect(JSON.stringify(card?.blocks)).toMatch(/36% of 2 GB [▁-█]{7}/);
  });

  it('is not blamed for other refusals', async () => {
    let now = NOON.getTime();
    const { slack, bot } = await openEdge({ policy: { locale: 'en' }, over: { now: () => new Date(now) } });
    const fresh = aRequest({ usage: aUsage() });
    slack.fault({ kind: 'method', method: 'chat.postMessage', error: 'invalid_blocks', times: 2 });
    await expect(bot.notifier.upsertCard(fresh)).rejects.toMatchObject({ code: 'invalid_blocks' });
    slack.fault({ kind: 'method', method: 'chat.postMessage', error: 'channel_not_found' });
    await expect(bot.notifier.upsertCard(fresh)).rejects.toMatchObject({ code: 'channel_not_found' });
    now += 1_000;
    await bot.notifier.upsertCard(fresh);
    expect(charts(slack).at(-1)).toEqual(['chat.postMessage', undefined, true]);
  });
});

describe('what Slack refuses', () => {
  it('is told with the time Slack wants', async () => {
    const { slack, notifier, request } = await carded();
    slack.fault({ kind: 'rate_limit', method: 'chat.postMessage', retryAfterSeconds: 7 });
    await expect(notifier.postToThread(request, [anEvent('changing')])).rejects.toMatchObject({
      code: 'ratelimited',
      temporary: true,
      retryAfterMs: 7000,
    });
  });

  it.each([
    ['not_in_channel', false],
    ['invalid_blocks', false],
    ['channel_not_found', false],
    ['fatal_error', true],
  ])('%s is temporary: %s', async (error, temporary) => {
    const { slack, notifier, request } = await carded();
    slack.fault({ kind: 'method', method: 'chat.postMessage', error });
    await expect(notifier.postToThread(request, [anEvent('changing')])).rejects.toMatchObject({
      code: error,
      temporary,
    });
  });

  it('by silence or by an error page is worth another try', async () => {
    const { slack, notifier, request } = await carded();
    slack.fault({ kind: 'http', method: 'chat.postMessage', status: 503 });
    await expect(notifier.postToThread(request, [anEvent('changing')])).rejects.toMatchObject({
      code: 'http_503',
      temporary: true,
    });
  });

  it('beside a thread that is gone is posted once, also where it cannot be deleted', async () => {
    const { slack, notifier, request } = await carded();
    const lost = { ...request, card: { ...request.card!, ts: '1.000001' } };
    slack.fault({ kind: 'method', method: 'chat.delete', error: 'internal_error', times: 9 });
    const before = slack.messages('#payments').length;
    const posting = notifier.postToThread(lost, [anEvent('changing')]);
    await expect(posting).rejects.toMatchObject({ code: 'thread_not_found', temporary: false, about: 'message' });
    expect(slack.messages('#payments')).toHaveLength(before + 1);
  });

  it('is posted once: a client repeats no post by itself', async () => {
    const { slack, notifier, request } = await carded();
    slack.fault({ kind: 'drop_after', method: 'chat.postMessage' });
    await expect(notifier.postToThread(request, [anEvent('changing')])).rejects.toMatchObject({ temporary: true });
    expect(slack.thread('#payments', request.card?.ts ?? '')).toHaveLength(1);
  });
});

describe('the thread', () => {
  it.each<[RequestEvent, RegExp]>([
    [
      anEvent('requested', { actor: DEV }),
      /^<!subteam\^S0SRE> <@U0LEAD>, <@U0DEV1> wants to resize orders-cache: .* → .*\. Please approve or reject above by /,
    ],
    [anEvent('voted', { actor: SRE, data: { votes: 1, count: 1 } }), /^<@U0SRE1> approved\.$/],
    [anEvent('approved', { actor: SRE }), /^Approved\. <@U0DEV1>, your resize of orders-cache is going ahead\.$/],
    [
      anEvent('rejected', { actor: SRE, data: { reason: 'too dear' } }),
      /^<@U0DEV1>, <@U0SRE1> rejected this request\. Nothing was ordered\. Reason:$/,
    ],
    [anEvent('withdrawn', { actor: DEV }), /^<@U0DEV1> withdrew/],
    [anEvent('expired'), /^<@U0DEV1>, this request expired/],
    [anEvent('reminded'), /^<!subteam\^S0SRE> <@U0LEAD>, orders-cache is still waiting/],
    [
      anEvent('held', { data: { because: 'freeze', reason: 'Double 11', notBefore: '2026-11-25T00:00:00Z' } }),
      /On hold until .*: freeze, Double 11\.$/,
    ],
    [
      anEvent('drift_detected', { data: { wasClass: 'a', isClass: 'b', wasPrice: '1', isPrice: '1' } }),
      /: class a → b\. Earlier approvals are void; <!subteam/,
    ],
    [
      anEvent('drift_detected', { data: { wasPrice: '232.96 CNY', isPrice: '377.15 CNY' } }),
      /: price CN¥232\.96 → CN¥377\.15\. Earlier/,
    ],
    [anEvent('drift_detected', { data: { isPrice: '1 CNY' } }), /: price .* → CN¥1\.00\. Earlier/],
    [anEvent('sending', { data: { attempt: 1 } }), /^Placing the order…$/],
    [anEvent('sending', { data: { attempt: 2 } }), /attempt 2, same ClientToken/],
    [anEvent('not_arrived', { data: { code: 'ECONNREFUSED' } }), /did not reach Alibaba Cloud \(`ECONNREFUSED`\)/],
    [anEvent('unclear', { data: { code: 'RequestTimeout' } }), /was inconclusive \(`RequestTimeout`\)/],
    [anEvent('ordered', { data: { orderId: '207226234310042' } }), /^Order `207226234310042` placed\.$/],
    [
      anEvent('ordered', { data: { orderId: '42', requestId: 'B4E06B82' } }),
      /^Order `42` placed \(RequestId `B4E06B82`\)\.$/,
    ],
    [anEvent('ordered', { data: { how: 'found' } }), /Its order number is unknown/],
    [anEvent('awaiting_payment'), /^<@U0DEV1>, payment required.*usercenter2\.aliyun\.com/],
    [anEvent('scheduled'), /maintenance window <!date\^/],
    [anEvent('changing'), /^Resize started\./],
    [anEvent('stalled'), /^<@U0DEV1>, the resize is slower than expected/],
    [anEvent('completed'), /^<@U0DEV1>, done: orders-cache is now redis\.master\.mid\.default \(2 GB\)\. Verified:/],
    [anEvent('cancelled'), /^<@U0DEV1>, the unpaid order/],
    [anEvent('failed', { data: { code: 'QuotaNotEnough' } }), /class is sold out.*`QuotaNotEnough`/],
    [anEvent('unknown'), /^<@U0DEV1>, <!subteam\^S0SRE> <@U0LEAD>: order status unknown/],
  ])('%j', async (happened, wanted) => {
    const { slack, notifier, request } = await carded();
    expect(await notifier.postToThread(request, [happened])).toMatchObject({ mirror: false });
    const [line] = slack.thread('#payments', request.card?.ts ?? '');
    expect(line?.text).toMatch(wanted);
  });

  it('is silent about refusals, which are private', async () => {
    const { slack, notifier, request } = await carded();
    expect(await notifier.postToThread(request, [anEvent('click_refused', { actor: DEV })])).toBeUndefined();
    expect(await notifier.postToThread(request, [anEvent('denied', { actor: DEV })])).toBeUndefined();
    expect(slack.messages('#payments')).toHaveLength(1);
  });

  it('needs the card first', async () => {
    const { notifier } = await carded();
    await expect(notifier.postToThread(aRequest(), [anEvent('changing')])).rejects.toMatchObject({
      code: 'no_card',
      temporary: true,
    });
  });
});

describe('a mirror channel', () => {
  it('hears of outcomes, with the way to the card', async () => {
    const { slack, notifier, request } = await carded();
    const order = { orderId: '207226234310042', requestId: undefined, placedAt: '' };
    expect(await notifier.mirror('C0AUDIT', { ...request, order }, [anEvent('completed')])).toMatchObject({
      mirror: true,
    });
    expect(await notifier.mirror('C0AUDIT', request, [anEvent('voted', { actor: SRE })])).toBeUndefined();
    const [line, ...more] = slack.messages('#audit');
    expect(more).toEqual([]);
    expect(line?.text).toBe(
      '✅ *orders-cache* redis.master.small.default (1 GB) → redis.master.mid.default (2 GB)' +
        ' · completed · <@U0DEV1> · CN¥42.10 · order `207226234310042`' +
        ` · <https://acme.slack.com/archives/C0PAYMENTS/p${(request.card?.ts ?? '').replace('.', '')}|rr-7k3f9qx2>`,
    );
  });
});

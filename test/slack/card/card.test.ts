import { describe, expect, it } from 'vitest';
import { checkMessage } from '../../../sandbox/slack/block-kit.ts';
import { NO_COUPON } from '../../../src/core/value/change.ts';
import { renderCard, type Setting } from '../../../src/slack/card/card.ts';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import type { Charted } from '../../../src/slack/card/charts.ts';
import { digestOf } from '../../../src/core/policy/digest.ts';
import { approvalText, cardDigestOf } from '../../../src/slack/card/buttons.ts';
import { aChange, anInstance, aNeed, aRequest, aVote, SRE, SRE2, NOON } from '../../builders.ts';
import { alive, aSetting, LOCALES, mrkdwnOf, STATES } from '../corpus.ts';
import { wordsFor } from '../../../src/wording/words.ts';

const ORDER = { orderId: '207226234310042', requestId: '0DA1D7EF-C80D-432C-8758-7D225182626B', placedAt: '' };

function buttons(message: Charted) {
  return message.blocks.flatMap((block) => (block.type === 'actions' ? block.elements : [])) as {
    action_id: string;
    value: string;
    style?: string;
    confirm?: { text: { text: string } };
  }[];
}

function textOf(message: Charted): string {
  return JSON.stringify(message.blocks);
}

describe('the card', () => {
  it.each(STATES.flatMap((state) => LOCALES.map((locale) => [state, locale] as const)))(
    'of a %s request in %s is one that Slack takes',
    (state, locale) => {
      const failure = { kind: 'cloud', code: 'PaymentMethodNotFound', requestId: 'REQ-1' } as const;
      for (const request of [
        aRequest({ state }),
        aRequest({
          state,
          order: ORDER,
          failure,
          quote: undefined,
          votes: [aVote(aRequest({ quote: undefined }), SRE)],
        }),
      ]) {
        const card = renderCard(request, aSetting(locale));
        expect(checkMessage(card.blocks)).toEqual([]);
        expect(card.text).toContain('rr-7k3f9qx2');
        expect(mrkdwnOf(card.blocks).every(({ verbatim }) => verbatim === true)).toBe(true);
      }
    },
  );

  it.each([
    ['pending', ['approve', 'approve_comment', 'reject', 'withdraw', 'recheck']],
    ['approved', ['reject', 'withdraw', 'recheck']],
    ['awaiting_payment', ['recheck']],
    ['unknown', ['settle', 'recheck']],
    ['ordering', []],
    ['changing', []],
    ['completed', []],
    ['rejected', []],
  ] as const)('of a %s request has the buttons %j', (state, ids) => {
    const card = renderCard(aRequest({ state }), aSetting());
    expect(buttons(card).map(({ action_id: id }) => id)).toEqual(ids);
    expect(buttons(card).every(({ value }) => value === 'rr-7k3f9qx2')).toBe(true);
  });

  it('offers no rejection where no one had to approve: no one could press it', () => {
    const free = aRequest({ state: 'approved', need: aNeed({ count: 0, from: [] }) });
    expect(buttons(renderCard(free, aSetting())).map(({ action_id: id }) => id)).toEqual(['withdraw', 'recheck']);
  });

  it('names instance, change, money and flags in the dialog before an approval', () => {
    const change = aChange({ autoPay: false, effectiveTime: 'MaintainTime', coupon: 'best', forceUpgrade: true });
    const [approve, , reject] = buttons(renderCard(aRequest({ change }), aSetting()));
    expect(approve).toMatchObject({ action_id: 'approve', style: 'primary' });
    const said = approve?.confirm?.text.text ?? '';
    expect(said).toContain('orders-cache (r-bp1zxszhcgatnx)');
    expect(said).toContain('redis.master.small.default (1 GB) → redis.master.mid.default (2 GB)');
    expect(said).toContain('CN¥42.10 to pay now');
    expect(said).toContain('pay manually · in the maintenance window · best coupon · force');
    expect(reject).toMatchObject({ action_id: 'reject', style: 'danger' });
  });

  it.each(LOCALES)('names all of it also where names and classes are long (%s)', (locale) => {
    const before = anInstance({
      name: 'orders-cache-of-the-eastern-warehouse',
      realClass: 'redis.shard.with.proxy.2xlarge.ce',
    });
    const until = { kind: 'instant', at: '2026-11-30T09:00:00Z' } as const;
    const to = 'redis.shard.with.proxy.4xlarge.ce';
    const change = aChange({
      targetClass: to,
      autoPay: false,
      effectiveTime: 'MaintainTime',
      forceUpgrade: true,
      until,
    });
    const quote = { ...aRequest().quote!, originalAmount: '14213.00', discountAmount: '0', tradeAmount: '14213.00' };
    const [approve] = buttons(renderCard(aRequest({ before, change, quote }), aSetting(locale)));
    const said = approve?.confirm?.text.text ?? '';
    for (const part of ['2026-11-30 09:00 UTC', to, '14,213', wordsFor(locale).plain('flags.force', {})])
      expect(said).toContain(part);
  });

  it('shows both ids of the order exactly as given', () => {
    const card = textOf(renderCard(aRequest({ state: 'ordered', order: ORDER }), aSetting()));
    expect(card).toContain('`207226234310042`');
    expect(card).toContain('`0DA1D7EF-C80D-432C-8758-7D225182626B`');
  });

  it('leads to the page of orders of the right site', () => {
    const unpaid = (account: string) =>
      alive(
        renderCard(aRequest({ state: 'awaiting_payment', before: anInstance({ account }), order: ORDER }), aSetting()),
      );
    expect(unpaid('main')).toContain('link https://usercenter2.aliyun.com/order/list');
    expect(unpaid('intl')).toContain('link https://usercenter2-intl.aliyun.com/order/list');
  });

  it('says who requested it, who approved and how many approvals are missing', () => {
    const votes = [aVote(aRequest(), SRE2)];
    const card = textOf(renderCard(aRequest({ need: aNeed({ count: 2 }), votes }), aSetting()));
    expect(card).toContain('<@U0DEV1>');
    expect(card).toContain('1 of 2 (sre): <@U0SRE2>');
    expect(card).toContain('Waiting for 1 more approval*');
  });

  it('tells what a failure means, whose turn it is, and its code', () => {
    const failure = { kind: 'cloud', code: 'PaymentMethodNotFound', requestId: 'REQ-1' } as const;
    const card = textOf(renderCard(aRequest({ state: 'failed', failure }), aSetting()));
    expect(card).toContain('no payment method');
    expect(card).toContain('account owner');
    expect(card).toContain('`PaymentMethodNotFound`');
    expect(card).toContain('`REQ-1`');
  });

  it('tells until when an approved request is held, and no longer than that', () => {
    const at = (notBefore: string) => textOf(renderCard(aRequest({ state: 'approved', notBefore }), aSetting()));
    expect(at('2026-11-24T02:00:00Z')).toContain('On hold until');
    expect(at('2026-11-23T11:00:00Z')).not.toContain('On hold until');
  });

  it('shows the start that was asked for, and says so while it is all that the order waits for', () => {
    const startAt = '2026-11-24T02:00:00.000Z';
    const card = (over: Partial<ResizeRequest>, hold?: Setting['hold']) =>
      textOf(renderCard(aRequest({ startAt, ...over }), { ...aSetting(), hold }));
    const shown = `Earliest start: <!date^${String(Date.parse(startAt) / 1000)}^`;
    expect(card({})).toContain(shown);
    expect(card({}, { kind: 'later', because: 'start', notBefore: startAt })).not.toContain('Approved now');
    expect(card({ state: 'approved', notBefore: startAt })).toMatch(/The order is placed .*, as requested/);
    expect(card({ state: 'approved', notBefore: '2026-11-25T02:00:00.000Z' })).toContain('On hold until');
  });

  it('offers the class before as long as the record says so', () => {
    const names = (over: Partial<ResizeRequest>) =>
      buttons(renderCard(aRequest({ state: 'completed', ...over }), aSetting())).map(({ action_id: name }) => name);
    expect(names({ backUntil: '2026-11-30T12:00:00.000Z' })).toEqual(['resize_back']);
    expect(names({})).toEqual([]);
  });

  it('gives hourly prices as such, refunds as refunds, and an unreadable price as none', () => {
    const price = (tradeAmount: string, chargeType: 'PrePaid' | 'PostPaid' = 'PrePaid', currency = 'USD') =>
      textOf(
        renderCard(
          aRequest({
            before: anInstance({ chargeType }),
            quote: { currency, originalAmount: '1', discountAmount: '0', tradeAmount },
          }),
          aSetting(),
        ),
      );
    expect(price('0.0135', 'PostPaid')).toContain('$0.0135 an hour');
    expect(price('-12.5')).toContain('$12.50 to be refunded');
    expect(price('0.00')).toContain('Nothing to pay now');
    expect(price('0.18', 'PostPaid')).toContain('about $131.40 a month');
    expect(price('12', 'PrePaid', '<!channel>')).toContain("The price couldn't be read");
    expect(textOf(renderCard(aRequest({ quote: undefined }), aSetting()))).toContain("The price couldn't be read");
  });

  it('the dialog of the approval has the same price as the card: to pay now, and a month before and after', () => {
    const quote = { currency: 'CNY', originalAmount: '1', discountAmount: '0', tradeAmount: '0.378', priceNow: '0.21' };
    const request = aRequest({ quote, before: anInstance({ chargeType: 'PostPaid' }) });
    const both = 'CN¥0.378 an hour · about CN¥153.30 → CN¥275.94 a month (+CN¥122.64)';
    expect(textOf(renderCard(request, aSetting()))).toContain(both);
    expect(approvalText(request, aSetting().words)).toContain(`${both}.`);
  });

  it('of a smaller class shows what is known of refunds, until it has ended', () => {
    const card = (chargeType: 'PrePaid' | 'PostPaid', targetClass: string, over: Partial<ResizeRequest> = {}) =>
      textOf(
        renderCard(
          aRequest({ before: anInstance({ chargeType }), change: aChange({ targetClass }), ...over }),
          aSetting(),
        ),
      );
    const [smaller, larger] = ['redis.master.micro.default', 'redis.master.mid.default'];
    const back = { currency: 'CNY', originalAmount: '0', discountAmount: '0', tradeAmount: '-7.5' };
    expect(card('PrePaid', smaller, { quote: back })).toContain('Any refund is an estimate');
    expect(card('PrePaid', smaller, { quote: { ...back, tradeAmount: '0' } })).toContain('Any refund is an estimate');
    expect(card('PrePaid', smaller, { quote: undefined })).toContain('Any refund is an estimate');
    expect(card('PrePaid', smaller)).not.toContain('refund');
    expect(card('PrePaid', larger)).not.toContain('refund');
    expect(card('PostPaid', smaller)).toContain('Pay-as-you-go: no refund');
    expect(card('PrePaid', smaller, { quote: back, state: 'completed' })).not.toContain('estimate');
  });

  it('says what changed while it is to be approved again, and when its facts were checked', () => {
    const moved = {
      class: { was: 'redis.a', is: 'redis.b' },
      price: { was: aRequest().quote, is: { ...aRequest().quote!, tradeAmount: '50.00' } },
      rule: { was: 'prod', is: 'dear' },
    };
    const request = aRequest({ drift: moved, factsAt: NOON.toISOString() });
    const card = textOf(renderCard(request, aSetting()));
    expect(card).toContain(
      '• class redis.a → redis.b\\n• price CN¥42.10 to pay now → CN¥50.00 to pay now\\n• rule “prod” → “dear”',
    );
    expect(card).toContain('Instance and price checked <!date^');
    expect(textOf(renderCard(request, aSetting('zh-CN')))).toContain('• 规格 redis.a → redis.b');
    const ordered = textOf(renderCard({ ...request, state: 'ordered' }, aSetting()));
    expect(ordered).not.toContain('Something changed');
    expect(ordered).not.toContain('checked');
    expect(textOf(renderCard(aRequest({ drift: {} }), aSetting()))).toContain('approvals are no longer enough');
  });

  it('names what it shows in the block_id of its buttons, a new one with each iteration', () => {
    const blockOf = (over: Parameters<typeof aRequest>[0]) => {
      const { blocks } = renderCard(aRequest(over), aSetting());
      return blocks.flatMap((block) => (block.type === 'actions' ? [block.block_id] : []))[0];
    };
    expect(blockOf({})).toMatch(/^decide:[0-9a-f]{16}:1$/);
    expect(cardDigestOf(blockOf({}))).toBe(digestOf(aRequest()));
    expect(blockOf({ version: 2 })).not.toBe(blockOf({}));
    expect(cardDigestOf(blockOf({ version: 2 }))).toBe(cardDigestOf(blockOf({})));
    expect(cardDigestOf(blockOf({ quote: undefined }))).not.toBe(cardDigestOf(blockOf({})));
    expect(['decide-1', 'decide:xyz:1', 'x decide:0000000000000000:1', undefined].map(cardDigestOf)).toEqual(Array(4));
  });

  it('never shows the coupon number that means none', () => {
    expect(textOf(renderCard(aRequest(), aSetting()))).not.toContain(NO_COUPON);
  });

  it('names the rule that has set what nobody chose', () => {
    const rule = { ...aRequest().rule, name: 'at <night>', forced: ['effectiveTime', 'forceUpgrade'] as const };
    const request = aRequest({ rule, change: aChange({ effectiveTime: 'MaintainTime' }) });
    const how = 'in the maintenance window · no force';
    expect(textOf(renderCard(request, aSetting()))).toContain(`Set by rule “at &lt;night&gt;”: ${how}`);
    expect(textOf(renderCard(request, aSetting('zh-CN')))).toContain(
      '由规则“at &lt;night&gt;”设定：可维护时间段内执行 · ',
    );
    expect(textOf(renderCard(aRequest(), aSetting()))).not.toContain('Set by rule');
  });
});

describe('a card at a glance', () => {
  const cardOf = (
    over: Parameters<typeof aRequest>[0],
    more: Partial<ReturnType<typeof aSetting>> = {},
    locale = 'en',
  ) => textOf(renderCard(aRequest(over), { ...aSetting(locale as 'en'), ...more }));

  it('has the change in a row of its own, and then what it costs now and a month', () => {
    const { blocks } = renderCard(
      aRequest({
        before: anInstance({ chargeType: 'PostPaid' }),
        quote: {
          currency: 'CNY',
          originalAmount: '0.3738',
          discountAmount: '0',
          tradeAmount: '0.3738',
          priceNow: '0.2079',
        },
      }),
      aSetting(),
    );
    const texts = blocks.flatMap((block) => (block.type === 'section' && block.text ? [block.text.text] : []));
    const change = texts.indexOf('*redis.master.small.default (1 GB)  →  redis.master.mid.default (2 GB)*');
    expect(change).toBeGreaterThan(0);
    expect(texts[change + 1]).toBe('*Price*  CN¥0.3738 an hour · about CN¥151.77 → CN¥272.87 a month (+CN¥121.11)');
  });

  it('says who rejected it and why', () => {
    const rejection = { by: SRE2, reason: 'Not during the sale' };
    const card = cardOf({ state: 'rejected', rejection });
    expect(card).toContain('*Rejected* by <@U0SRE2>');
    expect(card).toContain('Not during the sale');
    expect(cardOf({ state: 'rejected', rejection }, {}, 'zh-CN')).toContain('*驳回原因*');
  });

  it('says before the decision that a change window or a freeze would hold the order', () => {
    const hold = {
      kind: 'later',
      notBefore: '2026-11-24T02:00:00Z',
      because: 'freeze',
      reason: 'Double <11>',
    } as const;
    expect(cardOf({}, { hold })).toContain('Approved now, the order would wait until <!date^');
    expect(cardOf({}, { hold })).toContain('(freeze: Double &lt;11&gt;)');
    expect(cardOf({}, { hold: { ...hold, because: 'window' } })).toContain('(change window Double');
    const nearest = { rule: { name: 'nothing smaller', line: 9 }, failed: [] };
    const back = { kind: 'denied', reason: 'deny_rule', approvers: undefined, nearest } as const;
    expect(cardOf({}, { back })).toMatch(/would skip the return: .*nothing smaller/);
    expect(cardOf({ state: 'approved' }, { hold })).not.toContain('would wait');
  });

  it('shows no raw name of the cloud', () => {
    const progress = {
      percent: 40,
      step: 'exec_task',
      remainingSeconds: 60,
      switchAt: undefined,
      readAt: NOON.toISOString(),
    };
    expect(cardOf({ state: 'changing', progress })).not.toContain('exec_task');
  });
});

import { describe, expect, it } from 'vitest';
import type { EventKind, Person, ResizeRequest } from '../../../src/core/request/request.ts';
import { mirrorLine } from '../../../src/slack/messages/mirror-line.ts';
import { wordsFor, type Locale } from '../../../src/wording/words.ts';
import { anInstance, aRequest, aVote, DEV, NOON, SRE, SRE2, anEvent } from '../../builders.ts';

const ASKED = aRequest();
const vote = (by: Person) => aVote(ASKED, by);
const ORDER = { orderId: '2072', requestId: undefined, placedAt: NOON.toISOString() };
const APPROVED = { votes: [vote(SRE)], order: ORDER };

function line(
  kind: EventKind,
  over: Partial<ResizeRequest>,
  more: Parameters<typeof anEvent>[1] = {},
  locale: Locale = 'en',
) {
  return mirrorLine({ ...ASKED, ...over }, anEvent(kind, more), wordsFor(locale), undefined)?.text;
}

const CHANGE = '*orders-cache* redis.master.small.default (1 GB) → redis.master.mid.default (2 GB)';

describe('one line of a mirror channel', () => {
  it('starts with the icon of the state, and names the change, who requested and approved it, its order and its id', () => {
    expect(line('completed', APPROVED)).toBe(
      `✅ ${CHANGE} · completed · <@U0DEV1>, approved by <@U0SRE1> · CN¥42.10 · order \`2072\` · \`rr-7k3f9qx2\``,
    );
    expect(line('ordered', { ...APPROVED, votes: [vote(SRE), vote(SRE2)] }, {}, 'zh-CN')).toBe(
      `🔵 ${CHANGE} · 已下单 · <@U0DEV1>，审批人 <@U0SRE1>, <@U0SRE2> · ¥42.10 · 订单 \`2072\` · \`rr-7k3f9qx2\``,
    );
  });

  it('names nobody as approver whose approval is void, or where none was needed', () => {
    const stale = { ...vote(SRE), digest: 'of-another-price' };
    for (const votes of [[], [stale]]) expect(line('completed', { votes })).toContain('completed · <@U0DEV1> · ');
  });

  it('of an order has what was paid for it, and by how much a month gets dearer, at the price just before it', () => {
    const priced = (tradeAmount: string, priceNow: string) => ({
      orderQuote: { currency: 'CNY', originalAmount: '1', discountAmount: '0', tradeAmount, priceNow },
      order: { orderId: '2072', requestId: undefined, placedAt: '2026-11-23T12:00:00.000Z' },
    });
    const hourly = { ...priced('0.378', '0.21'), before: anInstance({ chargeType: 'PostPaid' }) };
    expect(line('completed', hourly)).toContain('<@U0DEV1> · +CN¥122.64 a month · order');
    expect(line('ordered', priced('-7.50', '151.77'))).toMatch(/<@U0DEV1> · −CN¥7\.50, −CN¥1\.\d\d a month · order/);
    expect(line('ordered', { quote: undefined })).toContain('ordered · <@U0DEV1> · `rr');
  });

  it('of a rejection names who and why, cut; a partial approval before it is not shown', () => {
    const rejected = (reason: string, locale?: Locale) =>
      line('rejected', { votes: [vote(SRE2)] }, { actor: SRE, data: { reason } }, locale);
    expect(rejected('too *expensive* <!here>')).toBe(
      `⛔ ${CHANGE} · rejected by <@U0SRE1>: too ∗expensive∗ &lt;!here&gt; · <@U0DEV1> · \`rr-7k3f9qx2\``,
    );
    expect(rejected('太贵', 'zh-CN')).toContain('⛔ ');
    expect(rejected('太贵', 'zh-CN')).toContain(' · <@U0SRE1> 已驳回：太贵 · ');
    expect(rejected('x'.repeat(500))).toContain(`: ${'x'.repeat(79)}… · `);
  });

  it('of a withdrawal names who', () => {
    expect(line('withdrawn', {}, { actor: DEV })).toBe(`⚪ ${CHANGE} · withdrawn by <@U0DEV1> · \`rr-7k3f9qx2\``);
  });

  it('of a failure names what failed', () => {
    const failed = {
      ...APPROVED,
      order: undefined,
      failure: { kind: 'cloud', code: 'QuotaNotEnough', requestId: undefined } as const,
    };
    expect(line('failed', failed)).toBe(
      `🔴 ${CHANGE} · failed: This class is sold out in the zone · <@U0DEV1>, approved by <@U0SRE1> · \`rr-7k3f9qx2\``,
    );
    expect(line('failed', failed, {}, 'zh-CN')).toContain('失败：该规格在可用区内已售罄 · ');
  });

  it.each(['requested', 'voted', 'approved', 'sending', 'changing', 'scheduled'] as const)(
    'is not made of %s',
    (kind) => {
      expect(line(kind, APPROVED)).toBeUndefined();
    },
  );
});

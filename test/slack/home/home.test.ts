import { describe, expect, it } from 'vitest';
import { checkView } from '../../../sandbox/slack/block-kit.ts';
import type { Home, OwnHome } from '../../../src/core/explain/home.ts';
import { NEW_REQUEST } from '../../../src/slack/ids.ts';
import { homeView } from '../../../src/slack/home/home.ts';
import type { Rule } from '../../../src/core/policy/policy-model.ts';
import { aDenial, aQuorum, aRule } from '../../core/policy/policy-builders.ts';
import { anInstance, aRequest, DEV, NOON } from '../../builders.ts';
import { aSetting, CORPUS, LOCALES, mrkdwnOf } from '../corpus.ts';

const reading = (locale: (typeof LOCALES)[number] = 'en') => ({
  ...aSetting(locale),
  workspaceUrl: 'https://acme.slack.com/',
  botName: 'redis-resize',
});
const EMPTY: OwnHome = {
  kind: 'home',
  toDecide: [],
  own: [],
  running: [],
  returning: [],
  locks: [],
  freeze: undefined,
  freezes: [],
  rights: { requests: [aRule()], denials: [], approves: [], locks: [], freezes: false },
  spend: [],
};
const textOf = (home: Home, locale: (typeof LOCALES)[number] = 'en') =>
  JSON.stringify(homeView(home, reading(locale)).blocks);
const many = <T>(count: number, make: (index: number) => T): readonly T[] =>
  Array.from({ length: count }, (_, i) => make(i));
const request = (index: number, text = 'orders-cache') =>
  aRequest({
    id: `rr-${String(index).padStart(8, '0')}`,
    before: anInstance({ instanceId: `r-bp1n${String(index)}`, name: text }),
    reason: text,
  });

const aGone = (index: number, text?: string) => {
  const plan = {
    at: '2026-11-24T01:00:00Z',
    announced: undefined,
    waitsFor: index === 1 ? 'rr-00000099' : undefined,
  } as const;
  return { ...request(300 + index, text), state: 'completed' as const, plannedReturn: { ...plan, outcome: undefined } };
};

const HOSTILE = [...CORPUS, 'x'.repeat(3000), ''];

/** As much of everything as there can be, with texts of people. */
function full(texts: readonly string[]): OwnHome {
  const text = (index: number) => texts[index % texts.length] ?? '';
  const offered = (index: number) =>
    ({ request: request(index, text(index)), buttons: ['approve', 'reject', 'withdraw', 'recheck'] }) as const;
  const lock = (index: number) => ({
    ...{ instance: anInstance({ name: text(index) }), by: DEV, at: NOON.toISOString(), reason: text(index + 1) },
  });
  const freeze = (reason: string) => ({ from: NOON.toISOString(), to: '2026-12-01T00:00:00Z', reason, except: [] });
  const rule = (name: string) =>
    aRule({ name, instances: { names: [name], tags: { [name]: name } }, approval: aQuorum() });
  return {
    ...EMPTY,
    toDecide: many(40, offered),
    own: many(40, (index) => offered(100 + index)),
    running: many(40, (index) => request(200 + index, text(index))),
    returning: many(40, (index) => aGone(index, text(index))),
    locks: many(40, lock),
    freeze: { by: DEV, at: NOON.toISOString(), reason: text(2) },
    freezes: many(40, (index) => ({ freeze: freeze(text(index)), exempt: true })),
    rights: {
      requests: many(60, (index) => ({
        ...rule(text(index)),
        where: many(40, () => 'C0PAYMENTS'),
        flags: { autoPay: [false], coupon: [true] },
        force: { coupon: text(index), effectiveTime: 'MaintainTime' },
        reason: { pattern: '.', hint: text(index) },
      })),
      denials: many(60, (index) =>
        aDenial({ name: text(index), instances: { names: [text(index)] }, reason: text(index + 1) }),
      ),
      approves: many(60, (index) => rule(text(index))),
      locks: [],
      freezes: true,
    },
    spend: [{ limit: { currency: 'CNY', max: '5000', groups: ['dev'], accounts: ['main'] }, spent: '42.1' }],
  };
}

describe('App Home', () => {
  it.each(LOCALES.flatMap((locale) => [0, 12, 24].map((skip) => [locale, skip] as const)))(
    'in %s, with as much as there can be, is one that Slack takes, and nothing in it comes alive (from text %i)',
    (locale, skip) => {
      const view = homeView(full([...HOSTILE.slice(skip), ...HOSTILE.slice(0, skip)]), reading(locale));
      expect(checkView(view)).toEqual([]);
      expect(view.blocks.length).toBeLessThanOrEqual(100);
      const entities = mrkdwnOf(view.blocks).flatMap(({ text, verbatim }) => {
        expect(verbatim).toBe(true);
        return text.match(/<[^<>]+>/g) ?? [];
      });
      expect(
        entities.filter((entity) => !/^<(@U0DEV1>|#C0PAYMENTS>|!date\^|https:\/\/[\w.-]*aliyun\.com\/)/.test(entity)),
      ).toEqual([]);
    },
  );

  it('says how many more there are, and where', () => {
    const shown = textOf(full(['orders-cache']));
    for (const more of [
      '+28 more: `/redis-resize list`',
      '+32 more: `/redis-resize status`',
      '+30 more: `/redis-resize locks`',
      '+107 more: `/redis-resize why`',
    ]) {
      expect(shown).toContain(more);
    }
  });

  it.each([
    ['en', 'Planned returns', ' · due, waits for `rr-00000099` · '],
    ['zh-CN', '待恢复的临时变更', ' · 已到期，须等待 `rr-00000099` · '],
  ] as const)('shows what goes back, to which class and when (%s)', (locale, title, waits) => {
    const blocks = homeView({ ...EMPTY, returning: [aGone(0), aGone(1)] }, reading(locale)).blocks;
    const at = blocks.findIndex((block) => JSON.stringify(block).includes(`"${title}"`));
    const [first, second] = mrkdwnOf(blocks.slice(at + 1, at + 2))[0]?.text.split('\n') ?? [];
    expect(first).toMatch(
      /\*orders-cache\* redis\.master\.mid.*\(2 GB\) → redis\.master\.small.*\(1 GB\) · <!date\^1795482000\^.*<@U0DEV1>/,
    );
    expect(second).toContain(waits);
  });

  it.each<[string, Partial<Rule>, string, string]>([
    ['no approval', {}, 'Request (tag env=dev): No approval needed. _rule_', '申请变更（标签 env=dev）'],
    [
      'approvals',
      { instances: { names: ['orders-*'] }, approval: aQuorum({ count: 2 }) },
      'Request (named orders-*): Needs 2 approvals from sre. _rule_',
      '名称 orders-*',
    ],
    [
      'limits',
      {
        instances: {},
        change: { direction: ['upgrade'], maxMemoryMb: 16_384, classes: ['redis.master.*'], maxPrice: '200' },
      },
      'Request (upgrades only; to at most 16 GB; to class redis.master.*; for at most 200)',
      '仅升配；不超过 16 GB；目标规格 redis.master.*；费用不超过 200',
    ],
    ['any instance', { instances: {} }, 'Request (any instance)', '任意实例'],
    [
      'windows',
      { windows: [{ days: ['mon'], from: '10:00', to: '17:00', zone: 'Asia/Shanghai' }] },
      'ordered Mon 10:00 – 17:00 Asia/Shanghai',
      '下单时间 周一',
    ],
    ['channels', { where: ['C0PAY', 'C0OPS'] }, 'tag env=dev; in <#C0PAY>, <#C0OPS>)', '限频道 <#C0PAY>、<#C0OPS>'],
    [
      'options that may be chosen',
      { flags: { autoPay: [false], coupon: [false], effectiveTime: ['MaintainTime'], forceUpgrade: [false] } },
      'only with: pay manually, no coupon, in the maintenance window, no force)',
      '仅限：手动付款、不使用优惠券、可维护时间段内执行、不强制变更',
    ],
    ['options of which any may be chosen', { flags: { autoPay: [true, false] } }, '(tag env=dev)', '（标签 env=dev）'],
    ['an option that has to be', { flags: { coupon: [true] } }, 'only with: a coupon)', '仅限：使用优惠券'],
    [
      'options that the rule sets',
      { force: { autoPay: false, coupon: 'best' } },
      'set by the rule: pay manually, best coupon)',
      '由规则设定：手动付款、使用最优优惠券',
    ],
    [
      'a reason',
      { reason: { pattern: 'OPS-[0-9]+', hint: 'a ticket such as OPS-1' } },
      'with a reason that includes a ticket such as OPS-1)',
      '原因须包含 a ticket such as OPS-1',
    ],
    ['emergencies', { breakGlass: true }, 'In an emergency, break glass (tag env=dev)', '紧急变更'],
  ])('says in words what a rule allows: %s', (_, rule, en, zh) => {
    const home = {
      ...EMPTY,
      rights: { requests: [aRule(rule)], denials: [], approves: [], locks: [], freezes: false },
    };
    const bare = (text: string) =>
      text.replaceAll('∗', '*').replaceAll('∶', ':').replaceAll('\u200b', '').replaceAll('\u2060', '');
    expect(bare(textOf(home))).toContain(en);
    expect(bare(textOf(home, 'zh-CN'))).toContain(zh);
  });

  it('says what the rules deny, and why', () => {
    const denial = aDenial({
      name: 'sale',
      instances: {},
      reason: 'Nothing during the sale',
      change: { direction: ['downgrade'] },
    });
    const home = { ...EMPTY, rights: { ...EMPTY.rights, denials: [denial] } };
    expect(textOf(home)).toContain('• Not allowed (downgrades only): Nothing during the sale _sale_');
    expect(textOf(home, 'zh-CN')).toContain('• 不允许（仅降配）：Nothing during the sale _sale_');
  });

  it.each([
    [
      'en',
      '❄️ *All orders are frozen* by <@U0SRE1> (Nov 23, until Nov 24): incident 42',
      '❄️ *Freeze:* Double 11 · Nov 23 – Dec 1 · your orders are exempt',
    ],
    [
      'zh-CN',
      '❄️ *全部下单已冻结*，<@U0SRE1>（Nov 23，至 Nov 24）：incident 42',
      '❄️ *冻结期：* Double 11 · Nov 23 – Dec 1 · 您的订单不受限制',
    ],
  ] as const)('shows the freezes, and who set the one from Slack (%s)', (locale, fromSlack, ofFile) => {
    const [at, until, to] = [NOON.toISOString(), '2026-11-24T08:00:00Z', '2026-12-01T00:00:00Z'];
    const freeze = { by: { ...DEV, userId: 'U0SRE1' }, at, reason: 'incident 42', until };
    const planned = { freeze: { from: at, to, reason: 'Double 11', except: ['dev'] }, exempt: true };
    const day = (date: string) => ({ '2026-11-23': 'Nov 23', '2026-11-24': 'Nov 24', '2026-12-01': 'Dec 1' })[date];
    const lines = mrkdwnOf(homeView({ ...EMPTY, freeze, freezes: [planned] }, reading(locale)).blocks)
      .flatMap(({ text }) => text.split('\n'))
      .map((line) => line.replaceAll(/<!date[^|]*\|(\d{4}-\d\d-\d\d)[^>]*>/g, (_, date: string) => day(date) ?? date));
    expect(lines.filter((line) => line.startsWith('❄️'))).toEqual([fromSlack, ofFile]);
  });

  it.each<[string, Home, boolean]>([
    ['who may request', EMPTY, true],
    [
      'who may only approve',
      { ...EMPTY, rights: { requests: [], denials: [], approves: [aRule()], locks: [], freezes: false } },
      false,
    ],
    ['whom no rule names', { kind: 'no_rights' }, false],
    ['who has no access', { kind: 'no_access', reason: 'guest' }, false],
  ])('of a person %s: has the button for a new request: %s', (_, home, there) => {
    expect(textOf(home).includes(NEW_REQUEST)).toBe(there);
    expect(checkView(homeView(home, reading()))).toEqual([]);
  });
});

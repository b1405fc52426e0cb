import { expect, test } from 'vitest';
import { explained } from '../../src/core/explain/explained.ts';
import { decide } from '../../src/core/policy/policy.ts';
import type { Lock } from '../../src/core/request/request.ts';
import { obstaclesOf, skippedText } from '../../src/wording/obstacles.ts';
import { whyMessage } from '../../src/slack/messages/command-answer.ts';
import type { FailedTerm } from '../../src/core/policy/verdict.ts';
import { wordsFor, type Locale } from '../../src/wording/words.ts';
import { anExplained, anInstance, aRequest, NOON, SRE } from '../builders.ts';
import { markupRenderer } from '../../src/wording/renderer.ts';
import { termLines } from '../../src/wording/why.ts';
import { aDenial, aPolicy, aQuestion, aQuorum, aRule } from '../core/policy/policy-builders.ts';

const OFFERED = [
  { name: 'redis.master.mid.default', capacityMb: 2048 },
  { name: 'redis.master.stand.default', capacityMb: 4096 },
];
const POLICY = aPolicy(
  [
    aRule({ name: 'small alone', line: 57, change: { maxMemoryMb: 2048 } }),
    aRule({ name: 'ask SRE', line: 70, change: { maxMemoryMb: 4096 }, approval: aQuorum() }),
  ],
  { denials: [aDenial({ name: 'no `force`', flags: { forceUpgrade: [true] }, reason: 'Ask <@U1>' })] },
);

function why(targetClass: string, locale: Locale = 'en', forceUpgrade = false, lock?: Lock): string {
  const instance = anInstance({ tags: { env: 'dev' } });
  const question = aQuestion({ instance, change: { targetClass, forceUpgrade } });
  const told = explained(POLICY, question, decide(POLICY, question), OFFERED);
  const reading = { words: wordsFor(locale), policy: POLICY, now: question.now, workspaceUrl: undefined, botName: 'x' };
  const { blocks } = whyMessage({ kind: 'judged', instance, lock, quote: undefined, ...told }, targetClass, reading);
  return blocks.flatMap((block) => (block.type === 'section' ? [block.text?.text ?? ''] : [])).join('\n\n');
}

test('why tells each near rule with its line, and what would be allowed by whom', () => {
  expect(why('redis.master.4xlarge.default')).toMatchInlineSnapshot(`
    "⛔ *Not allowed:* orders-cache, redis.master.small.default (1 GB) → redis.master.4xlarge.default (32 GB).
    No rule allows this change.

    Rule “small alone” (line 57) doesn't apply:
    • Allows at most \`2GB\` of memory; the new class has \`32GB\`.

    Rule “ask SRE” (line 70) doesn't apply:
    • Allows at most \`4GB\` of memory; the new class has \`32GB\`.

    *Allowed alternatives*
    • Without approval: up to \`redis.master.mid.default (2 GB)\`, rule “small alone” (line 57).
    • With approval: up to \`redis.master.stand.default (4 GB)\`, rule “ask SRE” (line 70). Needs 1 approval from sre. Can approve: <@USRE1>, <@USRE2>."
  `);
});

test('the same in Chinese', () => {
  expect(why('redis.master.4xlarge.default', 'zh-CN')).toMatchInlineSnapshot(`
    "⛔ *不允许：* orders-cache，redis.master.small.default (1 GB) → redis.master.4xlarge.default (32 GB)。
    没有规则允许该变更。

    规则“small alone”（第 57 行）不匹配：
    • 内存上限 \`2GB\`，新规格为 \`32GB\`。

    规则“ask SRE”（第 70 行）不匹配：
    • 内存上限 \`4GB\`，新规格为 \`32GB\`。

    *可选方案*
    • 无需审批：最大 \`redis.master.mid.default (2 GB)\`，规则“small alone”（第 57 行）。
    • 经审批：最大 \`redis.master.stand.default (4 GB)\`，规则“ask SRE”（第 70 行）。需 sre 中 1 人同意。可审批：<@USRE1>、<@USRE2>。"
  `);
});

test('a rule that denies is told with its own words, made harmless, and with what gets past it', () => {
  expect(why('redis.master.mid.default', 'en', true)).toMatchInlineSnapshot(`
    "⛔ *Not allowed:* orders-cache, redis.master.small.default (1 GB) → redis.master.mid.default (2 GB).
    Rule “no ˋforceˋ” (line 5) denies this change: Ask &lt;@U1&gt;

    *Allowed alternatives*
    • The same class with these options: pay automatically · start immediately · no coupon; rule “small alone” (line 57). No approval needed."
  `);
});

test('what is allowed is told with how, who and when', () => {
  expect(why('redis.master.stand.default')).toMatchInlineSnapshot(`
    "✅ *Allowed* by rule “ask SRE” (line 70): orders-cache, redis.master.small.default (1 GB) → redis.master.stand.default (4 GB).
    Options: pay automatically · start immediately · no coupon.
    Needs 1 approval from sre. Can approve: <@USRE1>, <@USRE2>.
    No change window or freeze applies right now.

    *Allowed alternatives*
    • Without approval: up to \`redis.master.mid.default (2 GB)\`, rule “small alone” (line 57)."
  `);
});

test('a lock is told as what is in the way, its reason made harmless', () => {
  const lock = { instance: anInstance(), by: SRE, at: NOON.toISOString(), reason: 'sale <!channel>' };
  expect(why('redis.master.mid.default', 'en', false, lock)).toMatchInlineSnapshot(`
    "✅ *Allowed* by rule “small alone” (line 57): orders-cache, redis.master.small.default (1 GB) → redis.master.mid.default (2 GB).
    Options: pay automatically · start immediately · no coupon.
    No approval needed.
    No change window or freeze applies right now.

    Right now it would still be refused: <@U0SRE1> locked \`r-bp1zxszhcgatnx\` (<!date^1795435200^{date_short_pretty} {time}|2026-11-23 12:00 UTC>): sale &lt;!channel&gt;. Resubmit once it is unlocked; \`/redis-resize locks\` lists all locks."
  `);
  expect(why('redis.master.mid.default', 'zh-CN', false, lock)).toContain(
    '目前仍会被拒绝：<@U0SRE1> 已锁定 `r-bp1zxszhcgatnx`',
  );
});

test.each([
  [
    'en',
    /^The planned return to redis\.master\.mid\.default \(2 GB\) was skipped <!date.* \(`rr-7k3f9qx2`\): The rules no longer allow this change\. Run .* \(`NoLongerAllowed`\)$/,
  ],
  [
    'zh-CN',
    /^恢复为 redis\.master\.mid\.default \(2 GB\) 的计划已于 <!date.* 跳过（`rr-7k3f9qx2`）：.*（`NoLongerAllowed`）$/,
  ],
] as const)('a return that was skipped is told with its reason and the next step (%s)', (locale, line) => {
  const instance = anInstance();
  const verdict = { kind: 'denied', reason: 'no_rule', nearest: undefined, approvers: undefined } as const;
  const failure = {
    kind: 'internal',
    code: 'NoLongerAllowed',
    isClass: undefined,
    otherOrderId: undefined,
    limit: undefined,
  } as const;
  const skipped = aRequest({ state: 'failed', returnOf: 'rr-00000001', failure });
  const judged = { kind: 'judged', instance, quote: undefined, ...anExplained(verdict) } as const;
  const renderer = markupRenderer(wordsFor(locale));
  expect(skippedText({ ...judged, skipped }, renderer)).toEqual([expect.stringMatching(line)]);
  expect(skippedText(judged, renderer)).toEqual([]);
});

test('everything else that would stop a request is told too', () => {
  const instance = anInstance({ tags: { env: 'dev' } });
  const question = aQuestion({ instance, change: { targetClass: 'redis.master.mid.default' } });
  const told = explained(POLICY, question, decide(POLICY, question), OFFERED);
  const misfit = { targetClass: 'x', used: 2 ** 30, limit: 2 ** 29, shard: false, smallest: undefined };
  const seen = {
    kind: 'judged',
    instance,
    quote: undefined,
    ...told,
    misfit,
    open: aRequest({ state: 'pending' }),
  } as const;
  for (const locale of ['en', 'zh-CN'] as const) {
    const lines = obstaclesOf(seen, instance.realClass, markupRenderer(wordsFor(locale)));
    const wanted =
      locale === 'en'
        ? [
            /already has this class/,
            /x` is too small for `r-/,
            /already has an open request: `rr-7k3f9qx2` by <@U0DEV1>/,
          ]
        : [/已是该规格/, /太小/, /已有进行中的申请：<@U0DEV1> 的 `rr-7k3f9qx2`/];
    expect(lines).toHaveLength(3);
    for (const [index, line] of wanted.entries()) expect(lines[index]).toMatch(line);
  }
});

test.each<[FailedTerm['term'], string, string, string, string]>([
  [
    'flags.autoPay',
    'true',
    'false',
    'Automatic payment must be on; you chose off.',
    '自动付款只能开启，您选择了关闭。',
  ],
  ['flags.coupon', 'none', 'AB-12', 'Requires no coupon; you chose `AB-12`.', '要求不使用优惠券，您选择了`AB-12`。'],
  [
    'flags.effectiveTime',
    'MaintainTime',
    'Immediately',
    'The change must start in the maintenance window; you chose immediately.',
    '仅允许可维护时间段内执行，您选择了立即执行。',
  ],
  [
    'change.maxPrice',
    '200',
    '252 CNY',
    'Price limit CN¥200.00; this change costs CN¥252.00.',
    '价格上限 ¥200.00，该变更需 ¥252.00。',
  ],
  [
    'change.direction',
    'upgrade',
    'downgrade',
    'Allows only an upgrade; this is a downgrade.',
    '仅允许升配，该变更是降配。',
  ],
  // Only values of the file are words: a tag may be called anything.
  [
    'instances.names',
    'best',
    'none',
    'Only for instances named `best`; this one is named `none`.',
    '仅限名称为 `best` 的实例，该实例名为 `none`。',
  ],
])('%s is told in words', (term, wanted, found, en, zh) => {
  const lines = (locale: Locale) =>
    termLines([{ term, because: 'no', wanted, found }], markupRenderer(wordsFor(locale)));
  expect([lines('en'), lines('zh-CN')]).toEqual([[`• ${en}`], [`• ${zh}`]]);
});

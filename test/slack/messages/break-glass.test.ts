import { describe, expect, it } from 'vitest';
import { checkMessage, checkView } from '../../../sandbox/slack/block-kit.ts';
import { OBSTACLES } from '../../../src/core/request/reasons.ts';
import type { FormState } from '../../../src/slack/form/state.ts';
import { answerMessage, answerView } from '../../../src/slack/messages/submission-answer.ts';
import { renderCard } from '../../../src/slack/card/card.ts';
import { readBreakGlass } from '../../../src/slack/messages/break-glass.ts';
import { mirrorLine } from '../../../src/slack/messages/mirror-line.ts';
import { aChange, anInstance, aRequest, DEV, NOON } from '../../builders.ts';
import { alive, aSetting, LOCALES } from '../corpus.ts';
import { eventually, MID, openEdge, ORDERS } from '../edge.ts';

const ticked = { selected_options: [{ value: 'true' }] };
const values = (confirm: unknown, reason: unknown) => ({
  confirm: { confirm },
  second_reason: { second_reason: { value: reason } },
});

describe('the second form', () => {
  it.each([
    [values(ticked, ' It is on fire '), { kind: 'complete', reason: 'It is on fire' }],
    [values(ticked, '着火了，订单全部失败，不能再等'), { kind: 'complete', reason: '着火了，订单全部失败，不能再等' }],
    [values({ selected_options: [] }, 'It is on fire'), { kind: 'incomplete', wrong: ['confirm'] }],
    [values(ticked, '123456789'), { kind: 'incomplete', wrong: ['second_reason'] }],
    [values(ticked, `  123456789${' '.repeat(20)}`), { kind: 'incomplete', wrong: ['second_reason'] }],
    [values(ticked, '🔥'.repeat(9)), { kind: 'incomplete', wrong: ['second_reason'] }],
    [values(ticked, 'x'.repeat(501)), { kind: 'incomplete', wrong: ['second_reason'] }],
    [values(ticked, null), { kind: 'incomplete', wrong: ['second_reason'] }],
    [values(null, 7), { kind: 'incomplete', wrong: ['confirm', 'second_reason'] }],
    [{}, { kind: 'incomplete', wrong: ['confirm', 'second_reason'] }],
  ])('%# is read', (given, reading) => {
    expect(readBreakGlass(given)).toEqual(reading);
  });
});

const offer = { despite: 'no_rule', rule: { name: 'emergency', line: 7 }, need: aRequest().need } as const;
const FORM = {
  id: 'V0001',
  person: DEV,
  channelId: 'C0PAYMENTS',
  instanceId: 'r-bp1zxszhcgatnx',
  region: undefined,
  change: aChange(),
  reason: 'peak',
};
const DENIED = {
  kind: 'denied',
  verdict: { kind: 'denied', reason: 'no_rule', nearest: undefined, approvers: undefined },
  instance: anInstance(),
  offer,
} as const;

it.each(LOCALES)(
  'a refused form in %s does not say that it can still be sent, whatever is known of its instance',
  (locale) => {
    const { words } = aSetting(locale);
    const told = { words, now: NOON, botName: 'redis-resize', workspaceUrl: undefined, placeOf: () => 'C0PAYMENTS' };
    const known: FormState = {
      draft: { ...FORM.change, instanceId: FORM.instanceId, region: undefined, reason: '', businessInfo: '' },
      channelId: FORM.channelId,
      about: { kind: 'problem', text: 'Its details are hidden.' },
    };
    for (const before of [undefined, known]) {
      const view = JSON.stringify(answerView(FORM, { ...DENIED, offer: undefined }, told, before));
      expect(view).toContain(words.plain('deny.no_rule', {}));
      expect(view).not.toContain(words.plain('form.late', {}).slice(3));
    }
  },
);

describe.each(LOCALES)('an emergency in %s', (locale) => {
  const { words } = aSetting(locale);
  const told = { words, now: NOON, botName: 'redis-resize', workspaceUrl: undefined, placeOf: () => 'C0PAYMENTS' };

  it('is offered by a modal that Slack takes, and named where the modal is gone', () => {
    const view = answerView(FORM, DENIED, told, undefined);
    expect(checkView(view)).toEqual([]);
    expect(view).toMatchObject({ callback_id: 'break_glass', private_metadata: FORM.id });
    expect(view.blocks.flatMap((block) => (block.type === 'input' ? block.block_id : []))).toEqual([
      'confirm',
      'second_reason',
    ]);
    const message = answerMessage(DENIED, told);
    expect(JSON.stringify(message.blocks)).toContain('emergency');
    expect(message.blocks.some(({ type }) => type === 'input')).toBe(false);
    expect(answerView(FORM, { ...DENIED, offer: undefined }, told, undefined).callback_id).toBe('resize');
    const glass = { ...FORM, breakGlass: { reason: 'It is on fire', replaces: undefined } };
    expect(answerView(glass, { ...DENIED, offer: undefined }, told, undefined).callback_id).toBeUndefined();
  });

  it.each(OBSTACLES)('past %s is marked wherever it is seen', (despite) => {
    const request = aRequest({ breakGlass: { reason: '<!here> it burns', despite } });
    const card = renderCard(request, aSetting(locale));
    expect(checkMessage(card.blocks)).toEqual([]);
    expect(card.text).toMatch(/^🚨/);
    expect(JSON.stringify(card.blocks[0])).toContain(words.plain('breakGlass.title', { name: 'orders-cache' }));
    expect(JSON.stringify(card.blocks)).toContain(words.plain(`breakGlass.despite.${despite}`, {}));
    const event = { seq: 1, requestId: request.id, at: NOON.toISOString(), actor: DEV, data: {} } as const;
    const first = mirrorLine(request, { ...event, kind: 'break_glass' }, words, undefined);
    expect(JSON.stringify(first)).toContain('it burns');
    expect(JSON.stringify(first)).toContain(request.reason);
    expect(new Set(alive(first!))).toEqual(new Set(['user U0DEV1']));
    expect(mirrorLine(request, { ...event, kind: 'completed' }, words, undefined)?.text).toMatch(/^🚨/);
  });
});

it.each([
  ['en', /asks to keep orders-cache .* at redis\.master\.mid\.default \(2 GB\) until .* instead of/],
  ['zh-CN', /申请 orders-cache .* 保留 redis\.master\.mid\.default \(2 GB\) 至 .*（原为/],
] as const)('an emergency for another end is told as that (%s)', (locale, line) => {
  const [at, insteadOf] = ['2026-11-30T01:00:00Z', '2026-11-28T01:00:00Z'];
  const change = aChange({ until: { kind: 'instant', at } });
  const glass = { reason: 'it burns', despite: 'no_rule' } as const;
  const request = aRequest({ breakGlass: glass, change, prolongs: { id: 'rr-00000001', insteadOf } });
  const event = { seq: 1, requestId: request.id, at: NOON.toISOString(), actor: DEV, data: {} } as const;
  const told = mirrorLine(request, { ...event, kind: 'break_glass' }, aSetting(locale).words, undefined);
  expect(told?.text).toMatch(line);
});

describe('the second form that is sent', () => {
  it('names the first by its view, and is out of date where that is not known', async () => {
    const asked: unknown[][] = [];
    const { bot, desk, sre } = await openEdge({
      desk: { breakGlass: (...said) => Promise.resolve(void asked.push(said)) },
    });
    await sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await sre.waitsFor('orders-cache');
    await sre.fills({ reason: 'growth' });
    await sre.submits();
    const form = await eventually(() => desk.received[0]);
    await bot.notifier.answerSubmission(form, DENIED);
    await sre.fills({ confirm: ['true'], second_reason: 'It cannot wait any longer' });
    await sre.submits();
    await sre.waitsForModal('Out of date');
    expect(asked).toEqual([
      [{ teamId: 'T012AB', userId: 'U0SRE1' }, form.id, 'It cannot wait any longer', expect.any(String)],
    ]);
  });
});

import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMessage, checkView, MESSAGE_SIZE, messageSize } from '../../sandbox/slack/block-kit.ts';
import type { Quote } from '../../src/core/value/change.ts';
import type { SpendLimit } from '../../src/core/policy/policy-model.ts';
import { internalFailure } from '../../src/core/request/failure.ts';
import type { EventKind, Lock, ResizeRequest } from '../../src/core/request/request.ts';
import type { DenyReason, FailedTerm, Term, Verdict } from '../../src/core/policy/verdict.ts';
import { answerMessage, answerView, checkingView } from '../../src/slack/messages/submission-answer.ts';
import type { Message } from '../../src/slack/messages/blocks.ts';
import type { Charted } from '../../src/slack/card/charts.ts';
import { renderCard } from '../../src/slack/card/card.ts';
import { threadLine } from '../../src/slack/messages/thread-line.ts';
import { lockAnswer, locksBlocks, announcementLine } from '../../src/slack/messages/locks.ts';
import { rejection } from '../../src/slack/listeners/modals.ts';
import { mirrorLine } from '../../src/slack/messages/mirror-line.ts';
import { returningBlocks } from '../../src/slack/messages/returning.ts';
import { listMessage, statusMessage, whyMessage } from '../../src/slack/messages/command-answer.ts';
import type { CommandProblemCode } from '../../src/core/command/command.ts';
import { invalidMessage } from '../../src/slack/messages/help.ts';
import { OBSTACLES } from '../../src/core/request/reasons.ts';
import { REQUEST_REASONS } from '../../src/core/request/reasons.ts';
import { en } from '../../src/wording/en.ts';
import type { Locale } from '../../src/wording/words.ts';
import type { IntakeOutcome, LockOutcome, Submission } from '../../src/workflow/ports.ts';
import type { Alternative, Alternatives } from '../../src/core/explain/alternatives.ts';
import {
  aChange,
  anInstance,
  aNeed,
  aRequest,
  aUsage,
  aVote,
  DEV,
  NOON,
  SRE,
  anExplained,
  anEvent,
} from '../builders.ts';
import { alive, aSetting, hostile, LOCALES, mrkdwnOf, POLICY, STATES } from './corpus.ts';
import { runs } from '../runs.ts';

const EVENTS = Object.keys(aLine()) as EventKind[];

function aLine(): Record<EventKind, true> {
  const kinds = [
    'requested break_glass voted approved rejected withdrawn expired reminded held drift_detected sending not_arrived unclear ordered',
    'awaiting_payment payment_reminded scheduled changing stalled completed cancelled failed unknown denied click_refused',
    'locked unlocked config_taken config_refused',
  ];
  return Object.fromEntries(
    kinds
      .join(' ')
      .split(' ')
      .map((kind) => [kind, true]),
  ) as Record<EventKind, true>;
}

/** A request every text of which came from somebody else. */
const requests: fc.Arbitrary<ResizeRequest> = fc
  .record({
    text: fc.array(hostile, { minLength: 16, maxLength: 16 }),
    state: fc.constantFrom(...STATES),
    count: fc.integer({ min: 0, max: 3 }),
    flag: fc.boolean(),
  })
  .map(({ text, state, count, flag }) => {
    const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = '', i = '', j = '', k = '', l = ''] = text;
    const maintenance = flag ? { start: m(text), end: '22:00Z' } : undefined;
    const request = aRequest({
      state,
      reason: a,
      breakGlass: flag ? { reason: m(text), despite: OBSTACLES[count] ?? 'freeze' } : undefined,
      before: anInstance({ name: b, instanceId: c, region: d, account: e, realClass: f, status: g, maintenance }),
      change: aChange({ targetClass: h, coupon: i, businessInfo: j, autoPay: flag, forceUpgrade: flag }),
      quote: flag ? quoteOf(k, l) : undefined,
      rule: { ...aRequest().rule, name: k },
      drift: flag
        ? { class: { was: a, is: b }, price: { was: undefined, is: quoteOf(k, l) }, rule: { was: c, is: d } }
        : undefined,
      factsAt: l,
      need: aNeed({ count, from: flag ? ['sre', l] : [l] }),
      expiresAt: flag ? NOON.toISOString() : k,
      usage: flag ? aUsage({ peakMemoryBytes: count * 1e9, peakConnections: count * 1e5 }) : undefined,
      order: flag ? { orderId: text[12], requestId: text[13], placedAt: '' } : undefined,
      failure: flag
        ? internalFailure('OverMonthlySpend', { limit: limitOf(m(text)) })
        : { kind: 'cloud', code: text[14] ?? '', requestId: text[15] },
      lock: flag ? { by: SRE, at: l, reason: a, holds: count > 1 } : undefined,
      notBefore: flag ? '2026-12-01T00:00:00Z' : l,
      card: { channelId: 'C0PAYMENTS', ts: '1.2', shows: 1 },
    });
    return flag ? { ...request, votes: [aVote(request, SRE, l)] } : request;
  });

function quoteOf(currency: string, amount: string): Quote {
  return { currency, originalAmount: amount, discountAmount: amount, tradeAmount: amount };
}

function limitOf(text: string): SpendLimit {
  return { currency: text, max: text, groups: [text, text], accounts: [text] };
}

function m(text: readonly string[]): string {
  return text[11] ?? '';
}

/** Blocks, and of each mrkdwn text what Slack makes more of than letters: lines, emphasis, code, emoji, entities. */
function layoutOf(blocks: readonly { readonly type: string }[]): string {
  const marks = mrkdwnOf(blocks).map(({ text }) =>
    text
      .replace(/[\uE001-\uE004]/gu, '')
      .replace(/`[^`\n]+`/gu, '\uE001')
      .replace(/<[^<>]+>/gu, '\uE002')
      .replace(/(?<=[\p{L}\p{N}])_(?=[\p{L}\p{N}])/gu, '')
      .replace(/:[^\s:]+:/gu, '\uE003')
      .replace(/^&gt;/gmu, '\uE004')
      .replace(/[^*_~`\n\uE001-\uE004]/gu, ''),
  );
  return JSON.stringify([blocks.map(({ type }) => type), marks]);
}

/** What may be alive: people and groups by their ids, our own links. */
const OURS =
  /^(user U0|group S0|channel C0|link https:\/\/(usercenter2(-intl)?\.aliyun\.com|kvstore\.console\.(aliyun|alibabacloud)\.com|acme\.slack\.com)\/)/;

function expectHarmless(message: Charted): void {
  expect(checkMessage(message.blocks)).toEqual([]);
  expect(messageSize(message.blocks)).toBeLessThan(MESSAGE_SIZE);
  expect(message.text).not.toBe('');
  expect(message.text.length).toBeLessThanOrEqual(4000);
  expect(alive(message).filter((entity) => !OURS.test(entity))).toEqual([]);
  expect(mrkdwnOf(message.blocks).filter(({ verbatim }) => verbatim !== true)).toEqual([]);
}

function expectHarmlessView(view: { blocks: unknown[] }): void {
  expect(checkView(view)).toEqual([]);
  const message = { text: 'x', blocks: view.blocks as Message['blocks'] };
  expect(alive(message).filter((entity) => !OURS.test(entity))).toEqual([]);
}

const locales = fc.constantFrom(...LOCALES);
const TERMS = [
  'who',
  'instances.ids',
  'instances.names',
  'instances.tags',
  'instances.regions',
  'instances.accounts',
  'change.direction',
  'change.maxMemory',
  'change.minMemory',
  'change.maxStep',
  'change.maxShards',
  'change.classes',
  'change.maxPrice',
  'change.maxMonthlyPrice',
  'instances.architectures',
  'instances.classes',
  'flags.autoPay',
  'flags.coupon',
  'flags.effectiveTime',
  'flags.forceUpgrade',
] as const satisfies readonly Term[];
const DENIALS = [
  'deny_rule',
  'no_rule',
  'too_few_approvers',
  'approvers_unknown',
  'over_monthly_spend',
  'spend_unknown',
  'price_unknown',
] as const satisfies readonly DenyReason[];

const verdicts: fc.Arbitrary<Extract<Verdict, { kind: 'denied' }>> = fc.record({
  kind: fc.constant('denied' as const),
  reason: fc.constantFrom(...DENIALS),
  nearest: fc.option(
    fc.record({
      rule: fc.record({ name: hostile, line: fc.nat() }),
      failed: fc.array(
        fc.record<FailedTerm>({
          term: fc.constantFrom(...TERMS),
          because: fc.constantFrom('no', 'undecided'),
          wanted: hostile,
          found: hostile,
        }),
        { maxLength: 14 },
      ),
    }),
    { nil: undefined },
  ),
  approvers: fc.option(fc.record({ found: fc.nat(), wanted: fc.nat() }), { nil: undefined }),
  text: hostile,
  limit: hostile.map(limitOf),
});

const alternative: fc.Arbitrary<Alternative | undefined> = fc.option(
  fc.record({
    change: requests.map(({ change }) => change),
    memoryMb: fc.option(fc.nat(), { nil: undefined }),
    rule: fc.record({ name: hostile, line: fc.nat() }),
    need: requests.map(({ need }) => need),
    approvers: fc.record({ people: fc.array(hostile, { maxLength: 12 }), complete: fc.boolean() }),
    ifPriceFits: fc.boolean(),
  }),
  { nil: undefined },
);
const alternatives: fc.Arbitrary<Alternatives> = fc.record({
  end: fc.constantFrom('largest', 'smallest'),
  classesRead: fc.boolean(),
  free: alternative,
  agreed: alternative,
  flags: alternative,
  emergency: alternative,
});

describe('whatever text people and the cloud bring', () => {
  it('failure 23, failure 25: cards, lists and private copies stay harmless and within the limits', () => {
    fc.assert(
      fc.property(requests, locales, (request, locale) => {
        const setting = aSetting(locale);
        const reading = { ...setting, workspaceUrl: 'https://acme.slack.com/', botName: 'redis-resize' };
        expectHarmless(renderCard(request, setting));
        expectHarmless(renderCard(request, setting, true));
        expectHarmless(statusMessage(request, reading));
        const many = Array.from({ length: 20 }, () => request);
        expectHarmless(listMessage('Open requests', many, reading));
      }),
      { numRuns: runs(150) },
    );
  });

  it('what stands in a text decides nothing of how the card is laid out', () => {
    const drawn = (locale: Locale, text: string): string =>
      layoutOf(
        renderCard(
          aRequest({
            reason: text,
            before: anInstance({ name: text, realClass: text, region: text, account: text }),
            change: aChange({ targetClass: text, businessInfo: text }),
            rule: { ...aRequest().rule, name: text },
            failure: { kind: 'cloud', code: text, requestId: text },
            state: 'failed',
          }),
          aSetting(locale),
        ).blocks,
      );
    fc.assert(
      fc.property(hostile, locales, (text, locale) => {
        expect(drawn(locale, `a${text}`)).toBe(drawn(locale, 'a plain text'));
      }),
      { numRuns: runs(300) },
    );
  });

  it('lines of the thread and of mirrors stay harmless', () => {
    fc.assert(
      fc.property(requests, locales, fc.constantFrom(...EVENTS), hostile, (request, locale, kind, text) => {
        const facts = [
          'reason',
          'secondReason',
          'rule',
          'code',
          'orderId',
          'wasClass',
          'isClass',
          'wasPrice',
          'isRule',
          'wasRule',
          'notBefore',
          'because',
          'by',
        ];
        const data = {
          ...Object.fromEntries(facts.map((name) => [name, text])),
          ...(kind === 'held' && { because: 'lock' }),
        };
        const event = anEvent(kind, { actor: SRE, data });
        const setting = aSetting(locale);
        const line = threadLine(request, event, setting);
        if (line !== undefined) expectHarmless(line);
        const mirrored = mirrorLine(request, event, setting.words, 'https://acme.slack.com/');
        if (mirrored !== undefined) expectHarmless(mirrored);
      }),
      { numRuns: runs(300) },
    );
  });

  it('locks and news stay harmless, and a list of everything within the limits', () => {
    fc.assert(
      fc.property(requests, locales, hostile, fc.constantFrom(...EVENTS), (request, locale, text, kind) => {
        const setting = aSetting(locale);
        const { words } = setting;
        const lock: Lock = { instance: request.before, by: SRE, at: text, reason: text };
        const outcomes: readonly LockOutcome[] = [
          { kind: 'locked', lock, request },
          { kind: 'unlocked', lock, request },
          { kind: 'already_locked', lock },
          { kind: 'not_locked' },
          { kind: 'may_not_lock', groups: [text, text] },
          { kind: 'may_not_lock', groups: [] },
          { kind: 'lockers_unknown', groups: [text] },
          { kind: 'refused', reason: 'instance_not_found', detail: { instanceId: text } },
          { kind: 'no_access', reason: 'guest' },
        ];
        for (const outcome of outcomes) expectHarmless(lockAnswer(outcome, text, words, text));
        const data = {
          name: text,
          instanceId: text,
          reason: text,
          version: text,
          problems: `${text}\n${text}`,
          count: 2,
        };
        const news = announcementLine(anEvent(kind, { requestId: undefined, at: text, actor: SRE, data }), words);
        if (news !== undefined) expectHarmless(news);
        const reading = { ...setting, workspaceUrl: undefined, botName: text };
        const times = <T>(count: number, one: T): readonly T[] => Array.from({ length: count }, () => one);
        const plannedReturn = { at: NOON.toISOString(), announced: undefined, waitsFor: undefined, outcome: undefined };
        const returning = returningBlocks(times(20, { ...request, plannedReturn }), reading);
        const below = [...returning, ...locksBlocks(times(30, lock), words)];
        expectHarmless(listMessage('x', times(20, request), reading, below));
      }),
      { numRuns: runs(150) },
    );
  });

  it('answers to forms stay harmless, in the modal and as a message', () => {
    const outcomes: fc.Arbitrary<IntakeOutcome> = fc.oneof(
      requests.map((request) => ({ kind: 'created', request }) as const),
      fc.record({ kind: fc.constant('denied' as const), verdict: verdicts, instance: requests.map((r) => r.before) }),
      fc.tuple(requests, fc.constantFrom(...REQUEST_REASONS), hostile).map(
        ([by, reason, text]) =>
          ({
            kind: 'refused',
            reason,
            detail: {
              by,
              instance: by.before,
              channelId: text,
              lock: { instance: by.before, by: SRE, at: text, reason: text },
              failure: { kind: 'cloud', code: text, requestId: text },
              misfit: {
                targetClass: text,
                used: 2e9,
                limit: 1e9,
                shard: by.need.count > 1,
                smallest: by.need.count > 0 ? { name: text, memoryMb: 512 } : undefined,
              },
            },
          }) as const,
      ),
    );
    fc.assert(
      fc.property(outcomes, locales, hostile, (outcome, locale, text) => {
        const told = {
          words: aSetting(locale).words,
          now: NOON,
          botName: text,
          workspaceUrl: 'https://acme.slack.com/',
          placeOf: () => 'C0REDISOPS',
        };
        expectHarmless(answerMessage(outcome, told));
        const form = {
          ...{ id: 'V0001', person: DEV, channelId: 'C0PAYMENTS', instanceId: 'r-bp1zxszhcgatnx', region: undefined },
          ...{ change: aChange({ businessInfo: text.slice(0, 100) }), reason: text },
        };
        expectHarmlessView(answerView(form, outcome, told, undefined));
        if (outcome.kind === 'no_access' || outcome.kind === 'confirm') return;
        const { need } = aRequest();
        const despite = OBSTACLES[text.length % OBSTACLES.length] ?? 'freeze';
        const offer = { despite, notBefore: text, rule: { name: text, line: 1 }, need: { ...need, from: [text] } };
        expectHarmless(answerMessage({ ...outcome, offer }, told));
        expectHarmlessView(answerView(form, { ...outcome, offer }, told, undefined));
      }),
      { numRuns: runs(200) },
    );
  });

  it('verdicts, mistakes in commands and small modals stay harmless', () => {
    const texts = ['title', 'usage', 'nearest', 'help', 'find', 'own', 'ownNone', 'wanted', 'missing'];
    const codes = Object.keys(en.invalid).filter((code) => !texts.includes(code)) as CommandProblemCode[];
    fc.assert(
      fc.property(verdicts, alternatives, requests, locales, hostile, (verdict, instead, request, locale, text) => {
        const setting = aSetting(locale);
        const reading = { ...setting, workspaceUrl: undefined, botName: text };
        const instance = request.before;
        const judged = { kind: 'judged', instance, quote: request.quote } as const;
        expectHarmless(whyMessage({ ...judged, ...anExplained(verdict, { instead }) }, text, reading));
        const allowed = { kind: 'allowed', rule: request.rule, need: request.need, change: request.change } as const;
        const others = {
          instead,
          approvers: instead.free?.approvers,
          timing: { kind: 'later', notBefore: text, because: 'freeze', reason: text },
        } as const;
        expectHarmless(
          whyMessage({ ...judged, ...anExplained({ ...allowed, breakGlass: false }, others) }, text, reading),
        );
        const problems = codes.map((code) => ({ code, found: text, nearest: text, flag: 'at' }) as const);
        for (const part of [problems.slice(0, 9), problems.slice(9)]) {
          expectHarmless(
            invalidMessage({ kind: 'invalid', form: 'request', problems: part }, text, setting.words, [request]),
          );
        }
        expectHarmlessView(rejection.view('rr-7k3f9qx2', setting.words));
        const submission: Submission = {
          id: 'V1',
          person: DEV,
          channelId: 'C0PAYMENTS',
          instanceId: text,
          region: undefined,
          change: request.change,
          reason: text,
        };
        expectHarmlessView(checkingView(submission, setting.words));
      }),
      { numRuns: runs(200) },
    );
  });

  it('approvers are mentioned, and only they', () => {
    const event = { seq: 1, requestId: 'rr-7k3f9qx2', at: '', kind: 'requested', actor: DEV, data: {} } as const;
    const line = threadLine(aRequest({ reason: '<!channel>' }), event, aSetting('en', POLICY));
    expect(line === undefined ? [] : [...new Set(alive(line))].sort()).toEqual([
      'group S0SRE',
      'user U0DEV1',
      'user U0LEAD',
    ]);
  });
});

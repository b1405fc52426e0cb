import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkMessage, checkView } from '../../sandbox/slack/block-kit.ts';
import { CLASS_TABLE } from '../../src/core/instance/class-table.ts';
import { impact } from '../../src/core/instance/impact.ts';
import type { Message } from '../../src/slack/messages/blocks.ts';
import { renderCard } from '../../src/slack/card/card.ts';
import { classChoice } from '../../src/slack/form/class-option.ts';
import { formView } from '../../src/slack/form/form.ts';
import type { Draft } from '../../src/slack/form/state.ts';
import { threadLine } from '../../src/slack/messages/thread-line.ts';
import { aChange, anInstance, aRequest, NOON } from '../builders.ts';
import { alive, aSetting, hostile, LOCALES } from '../slack/corpus.ts';

const DRAFT: Draft = {
  ...{ instanceId: 'r-bp1zxszhcgatnx', targetClass: 'redis.master.mid.default', region: undefined },
  ...{ autoPay: true, coupon: 'none', effectiveTime: 'Immediately', forceUpgrade: false, businessInfo: '', reason: '' },
};
const locales = fc.constantFrom(...LOCALES);
const classNames = fc.oneof(fc.constantFrom(...CLASS_TABLE.map(([name]) => name)), hostile);
const worlds = fc.record({
  realClass: classNames,
  targetClass: classNames,
  architecture: fc.oneof(fc.constantFrom('standard', 'cluster', 'rwsplit'), hostile),
  tags: fc.dictionary(fc.constantFrom('terraform', 'managed-by', 'env'), fc.oneof(hostile, fc.constant('terraform'))),
  engineVersion: hostile,
  effectiveTime: fc.constantFrom('Immediately' as const, 'MaintainTime' as const),
  offered: fc.array(
    classNames.map((name) => ({ name, capacityMb: name.length, remark: name })),
    { maxLength: 5 },
  ),
});

describe('whatever classes and tags there are', () => {
  it('the form says what the change does, harmlessly and within the limits', () => {
    fc.assert(
      fc.property(worlds, locales, ({ targetClass, effectiveTime, offered, ...over }, locale) => {
        const about = { kind: 'facts', facts: anInstance(over), open: undefined } as const;
        const targets = { kind: 'read', value: offered } as const;
        const draft = { ...DRAFT, targetClass, effectiveTime };
        const view = formView({ draft, channelId: 'C0PAYMENTS', about, targets }, aSetting(locale).words, NOON);
        expect(checkView(view)).toEqual([]);
        expect(alive({ text: 'x', blocks: view.blocks as Message['blocks'] })).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  it('so do the card and the line of the thread', () => {
    fc.assert(
      fc.property(worlds, locales, ({ targetClass, effectiveTime, offered, ...over }, locale) => {
        const request = aRequest({ before: anInstance(over), change: aChange({ targetClass, effectiveTime }) });
        const card = renderCard(request, aSetting(locale));
        expect(checkMessage(card.blocks)).toEqual([]);
        const event = { seq: 1, requestId: request.id, at: '', kind: 'changing', actor: 'bot', data: {} } as const;
        const line = threadLine(request, event, aSetting(locale));
        expect(checkMessage(line?.blocks ?? [])).toEqual([]);
        expect(alive(line ?? card)).toEqual([]);
        expect(offered.length).toBeLessThan(6);
      }),
      { numRuns: 200 },
    );
  });

  it('an option is one that Slack takes', () => {
    fc.assert(
      fc.property(worlds, locales, ({ offered, realClass }, locale) => {
        for (const target of offered) {
          const { text, description } = classChoice(target, realClass, aSetting(locale).words);
          expect(text.text.length).toBeLessThanOrEqual(75);
          expect(description?.text.length ?? 1).toBeLessThanOrEqual(75);
        }
      }),
    );
  });
});

describe('a card', () => {
  const impactOf = (over: Parameters<typeof aRequest>[0]): readonly string[] => {
    const texts = renderCard(aRequest(over), aSetting()).blocks.map((block) =>
      block.type === 'section' ? (block.text?.text ?? '') : '',
    );
    return (texts.find((text) => text.startsWith('*Impact*')) ?? '').split('\n').slice(1);
  };

  it('shows every stop and every warning, the stops first, and facts only where there is little else', () => {
    const before = anInstance({ realClass: 'redis.shard.large.ce', architecture: 'cluster', shards: 2 });
    const lines = impactOf({ before, change: aChange({ targetClass: 'redis.shard.small.2.ce' }) });
    const grave = impact(before, aChange({ targetClass: 'redis.shard.small.2.ce' }), NOON);
    const known = grave.filter(({ severity }) => severity !== 'info').length;
    expect(lines.filter((line) => /^(⛔|⚠️)/.test(line))).toHaveLength(known);
    expect(lines.at(-1)).toContain(`${String(grave.length - known)} more`);
    expect(impactOf({}).filter((line) => line.startsWith('•')).length).toBeGreaterThan(0);
    expect(lines[0]).toBe(
      "⛔ A cluster in direct connection mode can't be changed to standard (per Alibaba Cloud docs).",
    );
    expect(lines.slice(1, known).every((line) => line.startsWith('⚠️'))).toBe(true);
  });

  it('shows none once everything is over', () => {
    expect(impactOf({ state: 'completed' })).toEqual([]);
  });
});

describe('a class to choose', () => {
  const { words } = aSetting();
  const chosen = (name: string, now?: string, remark = '') =>
    classChoice({ name, capacityMb: undefined, remark }, now, words).description?.text;

  it.each([
    ['redis.master.mid.default', undefined, '10,000 connections · 16 MB/s · 80,000 QPS'],
    [
      'redis.master.small.default',
      'redis.master.stand.default',
      '10,000 connections (less) · 10 MB/s (less) · 80,000 QPS',
    ],
    ['redis.shard.with.proxy.mid.ce', undefined, '10,000 connections · 96 MB/s · 100,000 QPS · per shard'],
    ['redis.logic.sharding.1g.2db.0rodb.4proxy.default', undefined, undefined],
  ])('%s, from %s: %s', (name, now, expected) => {
    expect(chosen(name, now)).toBe(expected);
  });

  it('is described by the cloud where we know no limits', () => {
    expect(chosen('redis.new.thing.default', undefined, '3G (QPS:1 Connections:2)')).toBe('3G (QPS:1 Connections:2)');
  });
});

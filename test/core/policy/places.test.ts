import { describe, expect, it } from 'vitest';
import {
  cardChannel,
  cardChannelOfAny,
  cardChannels,
  commandChannel,
  needsChannel,
} from '../../../src/core/policy/card-channel.ts';
import { toldDirectly } from '../../../src/core/policy/direct.ts';
import { decide } from '../../../src/core/policy/policy.ts';
import { namedApprovers, needOf } from '../../../src/core/policy/quorum.ts';
import { fitsReason, patternProblem, reasonLink } from '../../../src/core/policy/reason.ts';
import { aDenial, aPerson, aPolicy, aQuestion, aQuorum, aRule, user } from './policy-builders.ts';

describe('where', () => {
  const only = aPolicy([aRule({ where: ['C0PAYMENTS'] })]);

  it.each([
    ['C0PAYMENTS', 'allowed'],
    ['C0RANDOM', 'denied'],
    [undefined, 'denied'],
    ['', 'denied'],
  ])('a command used in %s is %s', (channelId, kind) => {
    expect(decide(only, aQuestion({ channelId }))).toMatchObject({ kind });
  });

  it('is named where it fails, and is never undecided: a rule that denies for a channel denies there alone', () => {
    expect(decide(only, aQuestion())).toMatchObject({
      nearest: { failed: [{ term: 'where', because: 'no', wanted: 'C0PAYMENTS', found: '' }] },
    });
    const denies = aPolicy([aRule()], { denials: [aDenial({ where: ['C0RANDOM'] })] });
    expect(decide(denies, aQuestion())).toMatchObject({ kind: 'allowed' });
    expect(decide(denies, aQuestion({ channelId: 'C0RANDOM' }))).toMatchObject({ reason: 'deny_rule' });
  });
});

it.each<[string, { cards?: string }, string | undefined, string]>([
  ['of its rule', { cards: 'C0ONE' }, 'C0ALL', 'C0ONE'],
  ['for all', {}, 'C0ALL', 'C0ALL'],
  ['of the command', {}, undefined, 'C0HERE'],
])('the card goes to the channel %s', (_, rule, cards, place) => {
  const policy = aPolicy([aRule(rule)]);
  const settings = { ...policy, slack: { ...policy.slack, cards } };
  expect(cardChannel(settings, { rule: { name: 'rule' }, channelId: 'C0HERE' })).toBe(place);
  expect(cardChannels(settings)).toEqual([cards, rule.cards].filter((id) => id !== undefined));
});

it('a card has no place where no channel is known', () => {
  expect(cardChannel(aPolicy([aRule()]), { rule: { name: 'rule' }, channelId: '' })).toBeUndefined();
});

it.each<[string, readonly { cards?: string }[], string | undefined, boolean, string | undefined]>([
  ['no channel', [{}], undefined, true, 'C0HERE'],
  ['one for all', [{}], 'C0ALL', false, 'C0ALL'],
  ['one of some rules', [{ cards: 'C0ONE' }, {}], undefined, true, undefined],
  ['one of each rule', [{ cards: 'C0ONE' }], undefined, false, undefined],
  ['one of some rules, and one for all', [{ cards: 'C0ONE' }, {}], 'C0ALL', false, undefined],
  ['no rules', [], undefined, true, 'C0HERE'],
])('with %s a form from elsewhere asks only where it may be needed', (_, rules, cards, asks, known) => {
  const policy = aPolicy(rules.map((rule) => aRule(rule)));
  const settings = { ...policy, slack: { ...policy.slack, cards } };
  expect([needsChannel(settings), cardChannelOfAny(settings, 'C0HERE')]).toEqual([asks, known]);
});

it.each<[{ channelId: string; channelChosen?: true }, string | undefined]>([
  [{ channelId: 'C0HERE' }, 'C0HERE'],
  [{ channelId: 'C0HERE', channelChosen: true }, undefined],
  [{ channelId: '' }, undefined],
])('%j: the command was used in %s', (asked, channel) => {
  expect(commandChannel(asked)).toBe(channel);
});

describe('the approvers', () => {
  const crowd = (count: number) => Array.from({ length: count }, (_, n) => user(`U${String(n)}`));
  const asks = (people: number, more = {}) => {
    const need = needOf(aQuorum({ from: ['crowd'], tell: 'dm', ...more }));
    const groups = { crowd: crowd(people), lead: [user('ULEAD')] };
    return toldDirectly(aPolicy([], { groups }), { need, requester: aPerson('U0') }, new Map())?.length;
  };

  it.each([
    ['each of 20, without the requester', 21, {}, 20],
    ['none of 21', 22, {}, undefined],
    ['none where the rule says channel', 3, { tell: 'channel' }, undefined],
    ['not the silent ones', 3, { silent: ['lead'] }, 2],
  ])('are told directly: %s', (_, people, more, count) => {
    expect(asks(people, more)).toBe(count);
  });

  it('are all whom the rule names, at any price and after any wait', () => {
    const approval = aQuorum({
      from: ['sre'],
      over: [{ price: '5', parts: [{ from: ['finance'], count: 1 }] }],
      silent: ['oncall'],
      escalate: { afterMs: 1, to: ['lead'] },
    });
    expect(namedApprovers(approval)).toEqual(['sre', 'finance', 'oncall', 'lead']);
    expect(needOf(approval, undefined, true)).toMatchObject({ from: ['finance', 'oncall', 'lead'], escalated: true });
  });
});

describe('the reason', () => {
  const ticket = { pattern: '[A-Z]+-\\d+', hint: 'a ticket', link: 'https://t.example/browse/{0}?q={0}' };

  it('has to contain what the rule wants, and links to it', () => {
    expect([fitsReason(ticket, 'see OPS-12, please'), fitsReason(ticket, 'please'), fitsReason(undefined, '')]).toEqual(
      [true, false, true],
    );
    expect(reasonLink(ticket, 'see OPS-12')).toEqual({
      url: 'https://t.example/browse/OPS-12?q=OPS-12',
      text: 'OPS-12',
    });
    const any = { ...ticket, pattern: '<.*>' };
    expect(reasonLink(any, '<a/../b>')?.url).toBe('https://t.example/browse/%3Ca%2F..%2Fb%3E?q=%3Ca%2F..%2Fb%3E');
  });

  it.each(['(a+)+', '(?=a)', '(a)\\1', '(a|b){3}', '['])('is never matched by %s', (pattern) => {
    expect(patternProblem(pattern)).toBeDefined();
  });

  it('does not fit what it cannot be matched by in time, and what comes next is matched', () => {
    const slow = { pattern: 'a+a+a+a+a+b', hint: 'a ticket', link: 'https://t.example/{0}' };
    expect(patternProblem(slow.pattern)).toBeUndefined();
    expect([fitsReason(slow, 'a'.repeat(500)), reasonLink(slow, 'a'.repeat(500))]).toEqual([false, undefined]);
    expect(fitsReason(slow, 'aaaaaab')).toBe(true);
  });
});

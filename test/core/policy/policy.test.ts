import { describe, expect, test } from 'vitest';
import { mayApprove, membership } from '../../../src/core/policy/membership.ts';
import { decide, mayTouch } from '../../../src/core/policy/policy.ts';
import { needOf } from '../../../src/core/policy/quorum.ts';
import { aChange, aDirectory, anInstance, aPerson, aPolicy, aQuestion, aQuorum, aRule } from './policy-builders.ts';

describe('the first rule whose every term holds decides', () => {
  const strict = aRule({ name: 'strict', line: 1, approval: aQuorum() });
  const lax = aRule({ name: 'lax', line: 2 });
  const other = aRule({ name: 'other', line: 3, who: ['sre'] });

  test('also where a later one would ask for less', () => {
    expect(decide(aPolicy([other, strict, lax]), aQuestion())).toEqual({
      kind: 'allowed',
      rule: { name: 'strict', line: 1 },
      need: {
        count: 1,
        from: ['sre'],
        parts: [{ from: ['sre'], count: 1 }],
        self: false,
        expiresMs: 3_600_000,
        remindMs: undefined,
        notify: [],
        tell: 'channel',
        silent: [],
        escalate: undefined,
        escalated: false,
        quiet: undefined,
      },
      change: aChange(),
      breakGlass: false,
    });
  });

  test('and nothing is needed where it says so', () => {
    expect(decide(aPolicy([lax, strict]), aQuestion())).toMatchObject({
      rule: { name: 'lax' },
      need: { count: 0, from: [] },
    });
  });

  test('and no later one is asked when its approvers are missing', () => {
    expect(decide(aPolicy([strict, lax]), aQuestion({ directory: aDirectory({ SSRE: [] }) }))).toMatchObject({
      kind: 'denied',
      reason: 'too_few_approvers',
      nearest: { rule: { name: 'strict' }, failed: [] },
    });
  });

  test('without any rule nothing is allowed', () => {
    expect(decide(aPolicy([]), aQuestion())).toEqual({
      kind: 'denied',
      reason: 'no_rule',
      nearest: undefined,
      approvers: undefined,
    });
  });

  test('the nearest rule is the one with the fewest failed terms, the first of equals', () => {
    const two = aRule({ name: 'two', who: ['sre'], change: { maxPrice: '1' } });
    const one = aRule({ name: 'one', who: ['sre'] });
    const alsoOne = aRule({ name: 'also one', change: { maxPrice: '1' } });
    expect(decide(aPolicy([two, one, alsoOne]), aQuestion())).toMatchObject({
      nearest: { rule: { name: 'one' }, failed: [{ term: 'who' }] },
    });
  });
});

describe('who can agree', () => {
  const ask = (quorum: Parameters<typeof aQuorum>[0], directory = aDirectory(), by = 'UDEV'): unknown => {
    const verdict = decide(
      aPolicy([aRule({ who: ['dev', 'sre', 'both'], approval: aQuorum(quorum) })]),
      aQuestion({ by, directory }),
    );
    return verdict.kind === 'allowed' ? 'allowed' : [verdict.reason, verdict.approvers];
  };
  const unread = aDirectory({ SSRE: 'unknown' });

  test('as many as are wanted', () => expect(ask({ count: 2 })).toBe('allowed'));
  test('one too few', () => expect(ask({ count: 3 })).toEqual(['too_few_approvers', { found: 2, wanted: 3 }]));
  test('none', () => expect(ask({ from: ['none'] })).toEqual(['too_few_approvers', { found: 0, wanted: 1 }]));
  test('the requester does not count', () =>
    expect(ask({ count: 2 }, aDirectory(), 'USRE1')).toEqual(['too_few_approvers', { found: 1, wanted: 2 }]));
  test('unless the rule says so', () => expect(ask({ count: 2, self: true }, aDirectory(), 'USRE1')).toBe('allowed'));
  test('one person in two groups is one', () =>
    expect(ask({ from: ['sre', 'both'], count: 4 })).toEqual(['too_few_approvers', { found: 3, wanted: 4 }]));
  test('those in groups that cannot be read are not counted', () =>
    expect(ask({ count: 1 }, unread)).toEqual(['approvers_unknown', undefined]));
  test('failure 18: nor needed when there are enough others', () =>
    expect(ask({ from: ['both'] }, unread)).toBe('allowed'));
});

describe('a vote', () => {
  const policy = aPolicy([]);
  const need = needOf(aQuorum({ from: ['sre', 'both'] }));
  const vote = (by: string, directory = aDirectory(), self = false): unknown =>
    mayApprove(policy, { ...need, self }, aPerson(by), aPerson('USRE1'), directory);

  test('of a member counts', () => expect(vote('USRE2')).toBe('yes'));
  test('of somebody else does not', () => expect(vote('UDEV')).toBe('no'));
  test('of the requester does not', () => expect(vote('USRE1')).toBe('own_request'));
  test('of the requester from another workspace does not', () =>
    expect(mayApprove(policy, need, { teamId: 'T2', userId: 'USRE1' }, aPerson('USRE1'), aDirectory())).toBe(
      'own_request',
    ));
  test('of the requester counts where the rule says so', () => expect(vote('USRE1', aDirectory(), true)).toBe('yes'));
  test('cannot be judged when the group cannot be read', () => expect(vote('UDEV', aDirectory({}))).toBe('unknown'));
  test('failure 18: of a person named one by one needs no user group', () =>
    expect(vote('UBOSS', aDirectory({}))).toBe('yes'));
  test('counts for nobody when nobody is needed', () =>
    expect(mayApprove(policy, needOf({ kind: 'none' }), aPerson('USRE2'), aPerson('USRE1'), aDirectory())).toBe('no'));
});

describe('membership', () => {
  const ask = (groups: readonly string[], by: string, directory = aDirectory()): unknown =>
    membership(aPolicy([]), groups, aPerson(by), directory);

  test('of no group is nobody’s', () => expect(ask([], 'UDEV')).toBe('out'));
  test('of one of several is enough', () => expect(ask(['none', 'dev'], 'UDEV')).toBe('in'));
  test('is known although another group is not', () => expect(ask(['sre', 'dev'], 'UDEV', aDirectory({}))).toBe('in'));
  test('is unknown when only unread groups are left', () =>
    expect(ask(['sre', 'dev'], 'UX', aDirectory({}))).toBe('unknown'));
});

describe('the picker offers', () => {
  const policy = aPolicy([
    aRule({ change: { maxPrice: '0' } }),
    aRule({ who: ['sre'], instances: { names: ['orders-*'] } }),
  ]);
  const offers = (by: string, instance = anInstance(), directory = aDirectory()): boolean =>
    mayTouch(policy, aPerson(by), instance, directory);

  test('what some rule lets the person change, whatever the change', () => expect(offers('UDEV')).toBe(true));
  test('not what none does', () => expect(offers('UDEV', anInstance({ tags: {} }))).toBe(false));
  test('to each their own', () => expect(offers('USRE1', anInstance({ tags: {} }))).toBe(true));
  test('nothing to strangers', () => expect(offers('UEVE')).toBe(false));
  test('nothing while the group cannot be read', () =>
    expect(offers('USRE1', anInstance(), aDirectory({}))).toBe(false));
});

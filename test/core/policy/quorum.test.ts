import { Big } from 'big.js';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digestOf } from '../../../src/core/policy/digest.ts';
import { castVote } from '../../../src/core/lifecycle/decisions.ts';
import { decide } from '../../../src/core/policy/policy.ts';
import { missingOf, needLeft, needOf, maxMatching, quorumSlots } from '../../../src/core/policy/quorum.ts';
import { aRequest, aVote, NOON } from '../../builders.ts';
import {
  aDirectory,
  aPerson,
  aPolicy,
  aQuestion,
  aQuorum,
  aQuote,
  aRule,
  BOTH_PARTS,
  user,
} from './policy-builders.ts';

const directory = aDirectory({ SSRE: ['USRE1', 'USRE2', 'UBOSS'] });
const policy = aPolicy([]);
const both = needOf(aQuorum({ parts: BOTH_PARTS }));

describe('one of SRE and one of the bosses', () => {
  const filled = (...ids: readonly string[]): number =>
    quorumSlots(policy, both, aPerson('UDEV'), directory).filled(ids.map(aPerson));

  test.each([
    ['nobody', [], 0],
    ['one of SRE', ['USRE1'], 1],
    ['two of SRE fill one place', ['USRE1', 'USRE2'], 1],
    ['one of each', ['USRE1', 'UBOSS'], 2],
    ['a boss of SRE fills one place only', ['UBOSS'], 1],
    ['a boss of SRE moves over for one of SRE', ['UBOSS', 'USRE1'], 2],
    ['one person twice', ['USRE1', 'USRE1'], 1],
    ['strangers', ['UEVE', 'UDEV'], 0],
  ])('%s', (_, voters, expected) => {
    expect(filled(...voters)).toBe(expected);
  });

  test('are two people, whoever they are', () => {
    expect(both).toMatchObject({ count: 2, from: ['sre', 'boss'], parts: BOTH_PARTS });
  });

  test('whoever asked fills no place', () => {
    expect(quorumSlots(policy, both, aPerson('USRE1'), directory).filled([aPerson('USRE1')])).toBe(0);
  });

  test('unless the rule says so', () => {
    const self = { ...both, self: true };
    expect(quorumSlots(policy, self, aPerson('USRE1'), directory).filled([aPerson('USRE1')])).toBe(1);
  });

  test('are refused at once when one person would have to be both', () => {
    const rule = aRule({ approval: aQuorum({ parts: BOTH_PARTS }) });
    const alone = aQuestion({ directory: aDirectory({ SSRE: ['UBOSS'] }) });
    expect(decide(aPolicy([rule]), alone)).toMatchObject({
      reason: 'too_few_approvers',
      approvers: { found: 1, wanted: 2 },
    });
    expect(decide(aPolicy([rule]), aQuestion({ directory: aDirectory({}) }))).toMatchObject({
      reason: 'approvers_unknown',
    });
    expect(decide(aPolicy([rule]), aQuestion({ directory })).kind).toBe('allowed');
  });

  test('a second vote of SRE is not needed, the boss’s is', () => {
    const request = aRequest({ need: both, votes: [aVote(aRequest(), aPerson('USRE1'))] });
    const quorum = [quorumSlots(policy, both, aPerson('UDEV'), directory)];
    expect(castVote(request, aPerson('USRE2'), NOON, quorum, digestOf(request))).toMatchObject({
      result: { reason: 'vote_not_needed' },
    });
    expect(castVote(request, aPerson('UBOSS'), NOON, quorum, digestOf(request))).toMatchObject({ to: 'approved' });
  });

  test('a vote counts again when the one before it left the group', () => {
    const request = aRequest({ need: both, votes: [aVote(aRequest(), aPerson('UGONE'))] });
    const quorum = [quorumSlots(policy, both, aPerson('UDEV'), directory)];
    expect(castVote(request, aPerson('USRE2'), NOON, quorum, digestOf(request))).toMatchObject({
      result: { kind: 'voted', missing: 1 },
    });
  });
});

test('two of one group fill two slots', () => {
  const slots = quorumSlots(policy, needOf(aQuorum({ count: 2 })), aPerson('UDEV'), directory);
  expect(slots.filled([aPerson('USRE1'), aPerson('USRE2')])).toBe(2);
});

test('a vote that fills nothing still ends a wait for nothing', () => {
  const request = aRequest({ votes: [aVote(aRequest(), aPerson('USRE1'))] });
  const one = needOf(aQuorum());
  expect(
    castVote(
      request,
      aPerson('USRE2'),
      NOON,
      [quorumSlots(policy, one, aPerson('UDEV'), directory)],
      digestOf(request),
    ),
  ).toMatchObject({ to: 'approved' });
});

describe('more expensive changes', () => {
  const approval = aQuorum({
    over: [
      { price: '1000', parts: BOTH_PARTS },
      { price: '500', parts: [{ from: ['sre'], count: 2 }] },
    ],
  });

  test.each([
    ['below every price', '499.99', 1, ['sre']],
    ['from the price on', '500', 2, ['sre']],
    ['the highest that is reached counts, whatever their order', '1000.00', 2, ['sre', 'boss']],
    ['a refund', '-900', 1, ['sre']],
  ])('%s', (_, price, count, from) => {
    expect(needOf(approval, new Big(price))).toMatchObject({ count, from });
  });

  test('without a price, as if it were the highest', () => {
    expect(needOf(approval)).toMatchObject({ from: ['sre', 'boss'] });
  });

  test('are judged by the price of the change', () => {
    const rule = aRule({ approval });
    const ask = (amount: string): unknown => decide(aPolicy([rule]), aQuestion({ quote: aQuote(amount), directory }));
    expect(ask('42')).toMatchObject({ need: { count: 1 } });
    expect(ask('700')).toMatchObject({ need: { count: 2, from: ['sre'] } });
    expect(decide(aPolicy([rule]), aQuestion({ quote: undefined, directory }))).toMatchObject({
      need: { parts: BOTH_PARTS },
    });
  });

  test('pay-as-you-go counts what a month gets dearer', () => {
    const quote = { ...aQuote('40'), priceNow: '39' };
    const asked = aQuestion({ instance: { chargeType: 'PostPaid' }, quote, directory });
    expect(decide(aPolicy([aRule({ approval })]), asked)).toMatchObject({ need: { count: 2, from: ['sre'] } });
  });
});

test('as many places are filled as can be, whoever comes first', () => {
  const ids = ['U1', 'U2', 'U3', 'U4'];
  const part = fc.record({ from: fc.subarray(ids), count: fc.integer({ min: 1, max: 3 }) });
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), fc.shuffledSubarray(ids), (parts, people) => {
      const seats = parts.flatMap(({ from, count }) => Array.from({ length: count }, () => from));
      const most = (index: number, left: readonly string[]): number => {
        const seat = seats[index];
        if (seat === undefined) return 0;
        const taken = left.filter((id) => seat.includes(id));
        return Math.max(
          most(index + 1, left),
          ...taken.map(
            (id) =>
              1 +
              most(
                index + 1,
                left.filter((one) => one !== id),
              ),
          ),
        );
      };
      const fits = (id: string, at: number): boolean => parts[at]?.from.includes(id) === true;
      expect(maxMatching(parts, new Set(people), fits)).toBe(most(0, people));
    }),
    { numRuns: 300 },
  );
});

test('a named person needs no user group', () => {
  const named = aPolicy([], { groups: { sre: [user('U1')] } });
  const need = needOf(aQuorum());
  expect(quorumSlots(named, need, aPerson('UDEV'), new Map()).filled([aPerson('U1')])).toBe(1);
});

describe('who is still missing', () => {
  const need = needOf(aQuorum({ parts: [...BOTH_PARTS, { from: ['dev'], count: 2 }] }));
  const vote = (id: string, ...parts: readonly number[]) => ({ by: aPerson(id), at: '', digest: '', parts });
  const [sre, boss] = BOTH_PARTS;
  const dev = (count: number) => ({ from: ['dev'], count });

  test.each([
    ['everybody, at first', [], [], [sre, boss, dev(2)]],
    ['not those who have agreed', [vote('A', 0)], [sre], [boss, dev(2)]],
    ['the rest of a group', [vote('A', 2), vote('B', 1)], [boss], [sre, dev(1)]],
    ['nobody', [vote('A', 0), vote('B', 1), vote('C', 2), vote('D', 2)], [sre, boss, dev(2)], []],
    [
      'one of two groups, while somebody could sit in either',
      [vote('A', 0, 1)],
      [],
      [{ from: ['sre', 'boss', 'dev'], count: 3 }],
    ],
    ['not a group whose place two people share out', [vote('A', 0, 1), vote('B', 0)], [sre, boss], [dev(2)]],
    ['the others, where a vote fits nothing any more', [vote('A')], [], [sre, boss, dev(2)]],
  ])('%s', (_, votes, full, open) => {
    expect(missingOf(need, votes)).toEqual({ full, open });
    expect(needLeft(need, votes)).toMatchObject({ count: need.count, parts: open });
  });

  test('by the only part, which votes do not name', () => {
    const two = needOf(aQuorum({ count: 2 }));
    const one = { ...vote('A'), parts: undefined };
    expect(missingOf(two, [one])).toEqual({ full: [], open: [{ from: ['sre'], count: 1 }] });
    expect(needLeft(two, [one]).from).toEqual(['sre']);
  });
});

import { describe, expect, it } from 'vitest';
import { claimCard, claimLines } from '../../../src/core/lifecycle/own-message.ts';

const message = (ts: string, seq: number, from?: number) => ({ channelId: 'C1', ts, seq, from, mirror: false });

describe('of two cards', () => {
  const card = { channelId: 'C1', ts: '1.0', shows: 2 };

  it.each([
    ['the first to be known stays', undefined, message('1.0', 0), 3, { channelId: 'C1', ts: '1.0', shows: 3 }, false],
    ['the same one is known again', card, message('1.0', 0), 0, card, false],
    ['the same one shows a newer version', card, message('1.0', 0), 5, { ...card, shows: 5 }, false],
    ['another one goes', card, message('2.0', 0), 5, card, true],
    ['one elsewhere goes', card, { ...message('1.0', 0), channelId: 'C2' }, 5, card, true],
  ])('%s', (_, known, seen, shows, kept, stray) => {
    expect(claimCard(known, seen, shows)).toEqual({ card: kept, stray });
  });
});

describe('of two messages with the same lines', () => {
  const shown = (...entries: [number, string?][]) => entries.map(([seq, ts]) => ({ seq, ts }));

  it.each([
    [
      'the first takes what is shown nowhere, up to its last',
      shown([1, 'a'], [2], [3], [4]),
      message('b', 3),
      [2, 3],
      [],
    ],
    ['the second is a stray', shown([1, 'a'], [2, 'a']), message('b', 2), [], ['b']],
    ['the same one is known again', shown([1, 'a'], [2, 'a']), message('a', 2), [], []],
    ['a part that became known meanwhile goes', shown([1, 'a'], [2]), message('b', 2, 1), [2, 1], ['a']],
    ['a line that was said before stays', shown([1, 'a'], [2]), message('b', 2, 2), [2], []],
    ['of an event that is not known nothing is done', shown([1, 'a']), message('b', 9), [], []],
  ])('%s', (_, known, seen, takes, strays) => {
    expect(claimLines(known, seen)).toEqual({ takes, strays });
  });
});

import { beforeEach, describe, expect, it } from 'vitest';
import { SlackFault } from '../../../src/core/faults.ts';
import { createPace, type Pace } from '../../../src/slack/web/pace.ts';

const RATE = { everyMs: 1_000, burst: 2 };
let at: number;
let pace: Pace;
let logged: string[];
beforeEach(() => {
  at = 1_000_000;
  logged = [];
  const log = (_facts: object, sentence: string) => void logged.push(sentence);
  pace = createPace({ now: () => new Date(at), log: { debug: log, info: log, warn: log, error: log } });
});

const send = (who: string, channelId = 'C1', answer: () => Promise<string> = () => Promise.resolve('sent')) =>
  pace.run({ lane: `post ${channelId}`, rate: RATE, channelId, who }, answer).catch((fault: unknown) => {
    if (!(fault instanceof SlackFault)) throw fault;
    return `${fault.code} ${String(fault.retryAfterMs)}`;
  });
const failing = (fault: ConstructorParameters<typeof SlackFault>[0]) => () => Promise.reject(new SlackFault(fault));

describe('a channel', () => {
  it('takes a burst, then one a second, each caller at a time of its own; other channels go on', async () => {
    expect(await send('a')).toBe('sent');
    expect(await send('b')).toBe('sent');
    expect(await send('c')).toBe('ratelimited 1000');
    expect(await send('d')).toBe('ratelimited 2000');
    expect(await send('e', 'C2')).toBe('sent');
    at += 1_000;
    expect(await send('d')).toBe('ratelimited 1000');
    expect(await send('c')).toBe('sent');
    at += 1_000;
    expect(await send('d')).toBe('sent');
  });

  it('is left alone for as long as Slack says', async () => {
    const limited = { code: 'ratelimited', temporary: true, retryAfterMs: 6_000 };
    expect(await send('a', 'C1', failing(limited))).toBe('ratelimited 6000');
    at += 5_900;
    expect(await send('b')).toBe('ratelimited 100');
    expect(await send('b', 'C2')).toBe('sent');
    at += 100;
    expect(await send('b')).toBe('sent');
  });

  it('is left alone no less when another message is lost meanwhile', async () => {
    let fail = (_: SlackFault): void => undefined;
    const slow = send('a', 'C1', () => new Promise((_, reject) => (fail = reject)));
    expect(await send('b', 'C1', failing({ code: 'ratelimited', temporary: true, retryAfterMs: 6_000 }))).toBe(
      'ratelimited 6000',
    );
    fail(new SlackFault({ code: 'timeout', temporary: true }));
    expect(await slow).toBe('timeout undefined');
    at += 3_000;
    expect(await send('c')).toBe('ratelimited 3000');
  });

  it('that refuses everything is tried less and less often, a minute apart at most, and told of once', async () => {
    const gone = { code: 'is_archived', temporary: false, about: 'channel' } as const;
    const pauses: string[] = [];
    for (let tries = 0; tries < 9; tries += 1) {
      pauses.push(await send('a', 'C1', failing(gone)));
      at += 60_000;
    }
    expect(pauses.map((pause) => Number(pause.split(' ')[1]) / 1000)).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
    expect(pace.troubles()).toMatchObject([{ channelId: 'C1', fault: { code: 'is_archived' } }]);
    expect(await send('a')).toBe('sent');
    expect(pace.troubles()).toEqual([]);
    expect(logged).toHaveLength(2);
  });

  it('is asked nothing while it is left alone', async () => {
    await send('a', 'C1', failing({ code: 'not_in_channel', temporary: false }));
    at += 999;
    expect(await send('b', 'C1', () => Promise.reject(new Error('asked')))).toBe('not_in_channel 1');
  });

  it('is not blamed for a message that Slack cannot take', async () => {
    expect(await send('a', 'C1', failing({ code: 'invalid_blocks', temporary: false, about: 'message' }))).toBe(
      'invalid_blocks undefined',
    );
    expect(pace.troubles()).toEqual([]);
  });
});

it('a trouble of the whole bot is over with the first message that arrives anywhere', async () => {
  const revoked = { code: 'token_revoked', temporary: false, about: 'bot' } as const;
  await send('a', 'C1', failing(revoked));
  await send('a', 'C2', failing({ code: 'is_archived', temporary: false, about: 'channel' }));
  expect(await send('a', 'C3')).toBe('sent');
  expect(pace.troubles().map(({ channelId }) => channelId)).toEqual(['C2']);
  expect(await send('a', 'C1')).toBe('sent');
});

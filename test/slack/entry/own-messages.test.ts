import { describe, expect, it } from 'vitest';
import type { OwnMessage } from '../../../src/core/lifecycle/own-message.ts';
import { anEvent, aRequest, DEV } from '../../builders.ts';
import { eventually, openEdge } from '../edge.ts';

const REQUEST = aRequest();

describe.each(['socket', 'http'] as const)("Slack's event of a message of ours, by %s", (mode) => {
  it('is acknowledged once it is written down: one that the store did not take comes again', async () => {
    const seen: string[] = [];
    let failures = 1;
    const { slack, bot } = await openEdge({
      mode,
      ackTimeoutMs: 300,
      desk: {
        messageSeen: (id) => {
          seen.push(id);
          return failures-- > 0 ? Promise.reject(new Error('the database is gone')) : Promise.resolve();
        },
      },
    });
    await bot.notifier.upsertCard(REQUEST);
    await eventually(() => seen.length === 2);
    expect(seen).toEqual([REQUEST.id, REQUEST.id]);
    const verdicts = () => slack.deliveries.map(({ type, verdict }) => `${type}: ${verdict}`);
    await eventually(() => verdicts().includes('message_metadata_posted: acknowledged'));
    expect(verdicts()[0]).not.toBe('message_metadata_posted: acknowledged');
  });
});

it('a message of several lines is known by its first and its last event, also where the answer to its post is lost', async () => {
  const seen: OwnMessage[] = [];
  const { bot, slack } = await openEdge({
    desk: { messageSeen: (_, message) => Promise.resolve(void seen.push(message)) },
  });
  const card = { ...(await bot.notifier.upsertCard(REQUEST)), shows: 1 };
  slack.fault({ kind: 'drop_after', method: 'chat.postMessage' });
  const events = [anEvent('requested', { seq: 7 }), anEvent('withdrawn', { seq: 9, actor: DEV })];
  await expect(bot.notifier.postToThread({ ...REQUEST, card }, events)).rejects.toMatchObject({ temporary: true });
  await eventually(() => seen.length === 2);
  expect(seen).toMatchObject([{ seq: 0 }, { from: 7, seq: 9, mirror: false }]);
});

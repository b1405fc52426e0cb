import { describe, expect, it } from 'vitest';
import { createClients } from '../../../src/slack/web/clients.ts';
import type { Invocation } from '../../../src/slack/entry/context.ts';
import { boltLogger } from '../../../src/slack/web/log.ts';
import { textMessage } from '../../../src/slack/messages/command-answer.ts';
import { answerPrivately } from '../../../src/slack/entry/private-answer.ts';
import { SRE } from '../../builders.ts';
import { openEdge } from '../edge.ts';

async function quietRoom() {
  const { slack, sre } = await openEdge();
  const lost: string[] = [];
  const note = (_: object, message: string) => void lost.push(message);
  const log = { debug: note, info: note, warn: note, error: note };
  const context = { log, clients: createClients(slack.botToken, slack.apiUrl, boltLogger(log)) };
  const ask = (over: Partial<Invocation>): Promise<void> =>
    answerPrivately(
      context,
      { person: SRE, channelId: 'C0PAYMENTS', triggerId: '', respond: undefined, ...over },
      textMessage('psst'),
    );
  return { slack, sre, lost, ask };
}

describe('a private answer', () => {
  it('comes as an ephemeral message when the response_url is lost', async () => {
    const { slack, sre, lost, ask } = await quietRoom();
    await ask({ respond: () => Promise.reject(new Error('410 Gone')) });
    await sre.waitsFor('psst');
    expect(slack.messages('#payments')).toMatchObject([{ ephemeralTo: 'U0SRE1' }]);
    expect(lost).toEqual(['an answer by response_url was lost']);
  });

  it('that nobody can get is a line in the log, and nothing more', async () => {
    const { lost, ask } = await quietRoom();
    await ask({ channelId: 'C0NOBOT' });
    await ask({ channelId: undefined });
    expect(lost.filter((line) => line === 'a private answer could not be delivered')).toHaveLength(1);
  });
});

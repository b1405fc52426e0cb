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
      { person: SRE, channelId: 'C0PAYMENTS', id: '1', triggerId: '', respond: undefined, ...over },
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
    expect(lost.filter((line) => line === 'a private answer could not be delivered')).toHaveLength(1);
  });

  it('of what was done in no channel comes as a direct message', async () => {
    const { slack, lost, ask } = await quietRoom();
    await ask({ channelId: undefined });
    expect(slack.messages('D0SRE1').map(({ text }) => text)).toEqual(['psst']);
    expect(lost).toEqual([]);
  });

  it('to a mention in a thread comes in that thread', async () => {
    const { slack, sre, ask } = await quietRoom();
    await sre.says('a thread', { in: '#payments' });
    const [root] = slack.messages('#payments');
    await ask({ threadTs: root?.ts });
    expect(slack.messages('#payments').at(-1)).toMatchObject({ ephemeralTo: 'U0SRE1', threadTs: root?.ts });
  });
});

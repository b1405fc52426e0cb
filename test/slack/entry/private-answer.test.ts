import { describe, expect, it } from 'vitest';
import { createClients } from '../../../src/slack/web/clients.ts';
import type { Invocation } from '../../../src/slack/entry/context.ts';
import { boltLogger } from '../../../src/slack/web/log.ts';
import type { ChartBlock } from '../../../src/slack/card/chart.ts';
import type { Charted } from '../../../src/slack/card/charts.ts';
import { section } from '../../../src/slack/messages/blocks.ts';
import { textMessage } from '../../../src/slack/messages/command-answer.ts';
import { answerPrivately } from '../../../src/slack/entry/private-answer.ts';
import { SRE } from '../../builders.ts';
import { openEdge } from '../edge.ts';

const CHART: ChartBlock = {
  type: 'data_visualization',
  title: 'Orders',
  chart: {
    type: 'line',
    series: [{ name: 'Paid', data: [{ label: 'a', value: 1 }] }],
    axis_config: { categories: ['a'], x_label: 'Days', y_label: 'CNY' },
  },
};

async function quietRoom() {
  const { slack, sre } = await openEdge();
  const lost: string[] = [];
  const note = (_: object, message: string) => void lost.push(message);
  const log = { debug: note, info: note, warn: note, error: note };
  const context = { log, clients: createClients(slack.botToken, slack.apiUrl, boltLogger(log)) };
  const ask = (over: Partial<Invocation>, message: Charted = textMessage('psst')): Promise<void> =>
    answerPrivately(
      context,
      { person: SRE, channelId: 'C0PAYMENTS', id: '1', triggerId: '', respond: undefined, ...over },
      message,
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

  it('with a chart comes without it where the workspace does not take charts', async () => {
    const { ask } = await quietRoom();
    const sent: string[][] = [];
    const answer = { text: 'psst', blocks: [section('psst'), CHART] };
    const respond = (message: object) => {
      const types = (message as typeof answer).blocks.map(({ type }) => type);
      sent.push(types);
      return types.includes('data_visualization') ? Promise.reject(new Error('400')) : Promise.resolve();
    };
    await ask({ respond, channelId: 'C0NOBOT' }, answer);
    expect(sent).toEqual([['section', 'data_visualization'], ['section']]);
    sent.length = 0;
    await ask({ respond: (message) => Promise.resolve(void sent.push(Object.keys(message))) }, answer);
    expect(sent).toHaveLength(1);
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

import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Slack, startSlack } from '../../../sandbox/slack/slack.ts';
import { createClients } from '../../../src/slack/web/clients.ts';
import { boltLogger } from '../../../src/slack/web/log.ts';

let slack: Slack;
beforeAll(async () => {
  slack = await startSlack({ scopes: ['chat:write'] });
});
afterAll(() => slack.close());

it('what is sent is read once, not copied for a debug line first', async () => {
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const { post } = createClients(slack.botToken, slack.apiUrl, boltLogger(log));
  let reads = 0;
  const text = {
    type: 'mrkdwn' as const,
    get text() {
      reads += 1;
      return 'read once';
    },
  };
  const channel = slack.channels.find(({ name }) => name === 'payments')!.id;
  await post.chat.postMessage({ channel, text: 'x', blocks: [{ type: 'section', text }] });
  expect(JSON.stringify(slack.messages('#payments').at(-1)?.blocks)).toContain('read once');
  expect(reads).toBe(1);
});

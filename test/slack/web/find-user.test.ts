import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Slack, startSlack } from '../../../sandbox/slack/slack.ts';
import { createClients } from '../../../src/slack/web/clients.ts';
import { findUsers } from '../../../src/slack/web/find-user.ts';
import { boltLogger } from '../../../src/slack/web/log.ts';

const nothing = (): void => undefined;
const logger = boltLogger({ debug: nothing, info: nothing, warn: nothing, error: nothing });
let slack: Slack;
beforeAll(async () => (slack = await startSlack({ orgWide: true })));
afterAll(() => slack.close());

it('an org-wide token looks people up in the workspaces that are served', async () => {
  const clients = createClients(slack.botToken, slack.apiUrl, logger);
  expect(await findUsers(clients, { orgWide: true }, ['T012AB', 'E0ACME'], 'mei')).toEqual([
    { id: 'U0DEV1', name: 'mei' },
  ]);
  expect(await findUsers(clients, { orgWide: true }, [], 'mei')).toEqual([]);
  await expect(findUsers(clients, { orgWide: false }, [], 'mei')).rejects.toMatchObject({ code: 'missing_argument' });
});

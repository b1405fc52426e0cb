import { afterAll, beforeAll, expect, it } from 'vitest';
import { manifestScopes } from '../../../sandbox/manifest-scopes.ts';
import { type Slack, startSlack } from '../../../sandbox/slack/slack.ts';
import { channelNamed } from '../../../src/slack/web/workspace-lists.ts';

let slack: Slack;
beforeAll(async () => {
  slack = await startSlack({ scopes: [...manifestScopes()] });
  for (let n = 0; n < 250; n += 1) {
    const more = { isPrivate: false, isShared: false, members: [] };
    slack.channels.push({ id: `C0MORE${String(n)}`, name: `more-${String(n)}`, ...more });
  }
  slack.channels.push({ id: 'C0OLD', name: 'old', isPrivate: false, isShared: false, members: [], isArchived: true });
});
afterAll(() => slack.close());

it.each([
  ['more-0', 'C0MORE0'],
  ['more-249', 'C0MORE249'],
  ['old', undefined],
  ['nowhere', undefined],
])('finds #%s, on whatever page it is, and none that is archived', async (name, id) => {
  expect(await channelNamed(slack.botToken, slack.apiUrl, name)).toBe(id);
});

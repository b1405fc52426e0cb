/** What a workspace has, for the first configuration. All throw SlackFaults. */
import { createClients } from './clients.ts';
import { asFault } from './faults.ts';
import { boltLogger } from './log.ts';

/** Slack recommends pages of at most 200; a channel that is on none of so many is named by its id. */
const PAGE = 200;
const MOST_PAGES = 20;

const nothing = (): void => undefined;

function quickClient(botToken: string, apiUrl: string) {
  const logger = boltLogger({ debug: nothing, info: nothing, warn: nothing, error: nothing });
  return createClients(botToken, apiUrl, logger).quick;
}

/** The user groups of the workspace that are in use. */
export async function listUserGroups(botToken: string, apiUrl: string) {
  const slack = quickClient(botToken, apiUrl);
  const { usergroups = [] } = await asFault(() => slack.usergroups.list({ include_count: true }));
  return usergroups.map(({ id = '', handle = '', user_count: people = 0 }) => ({ id, handle, people }));
}

/** The id of the channel with this name, among the public ones and the private ones that the bot is in. */
export async function channelNamed(botToken: string, apiUrl: string, name: string): Promise<string | undefined> {
  const slack = quickClient(botToken, apiUrl);
  const asked = { types: 'public_channel,private_channel', exclude_archived: true, limit: PAGE };
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await asFault(() => slack.conversations.list(cursor === '' ? asked : { ...asked, cursor }));
    const found = answer.channels?.find((channel) => channel.name === name)?.id;
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (found !== undefined || cursor === '') return found;
  }
  return undefined;
}

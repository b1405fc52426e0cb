import { createClients } from './clients.ts';
import { asFault } from './faults.ts';
import { boltLogger } from './log.ts';

const nothing = (): void => undefined;

/** The user groups of the workspace that are in use. Throws a SlackFault. */
export async function listUserGroups(botToken: string, apiUrl: string) {
  const logger = boltLogger({ debug: nothing, info: nothing, warn: nothing, error: nothing });
  const { quick } = createClients(botToken, apiUrl, logger);
  const { usergroups = [] } = await asFault(() => quick.usergroups.list({ include_count: true }));
  return usergroups.map(({ id = '', handle = '', user_count: people = 0 }) => ({ id, handle, people }));
}

import { setTimeout } from 'node:timers/promises';
import { SlackFault } from '../../core/faults.ts';
import type { Clients } from './clients.ts';
import { asFault, faultOf } from './faults.ts';
import type { Identities } from './identity.ts';

/** Members of a user group (`S…`) or of a channel, by user id. All of them or a SlackFault: a part would be a lie. */
export async function readMembers(
  clients: Clients,
  identities: Identities,
  id: string,
  teams: readonly string[],
): Promise<ReadonlySet<string>> {
  if (!id.startsWith('S')) return inChannel(clients, identities, id);
  const { orgWide } = await identities.get();
  return inUserGroup(clients, id, orgWide ? workspacesOf(teams) : []);
}

/** `teams` may also name the organization itself, which has no user groups of its own. */
export function workspacesOf(teams: readonly string[]): readonly string[] {
  return teams.filter((team) => team.startsWith('T'));
}

/** An org-wide token has to say in which workspace the group is: those that are served are tried in turn. */
async function inUserGroup(
  { steady }: Clients,
  usergroup: string,
  [team, ...others]: readonly string[],
): Promise<ReadonlySet<string>> {
  const where = team === undefined ? {} : { team_id: team };
  const answer = await patiently(() => steady.usergroups.users.list({ usergroup, ...where })).catch(
    (error: unknown) => {
      if (faultOf(error).code === 'no_such_subteam' && others.length > 0) return undefined;
      throw error;
    },
  );
  if (answer === undefined) return inUserGroup({ steady } as Clients, usergroup, others);
  if (answer.users === undefined) throw new SlackFault({ code: 'no_users', temporary: true });
  return new Set(answer.users);
}

/** Slack advises no more than this (conversations.members, `limit`). */
const PAGE = 200;

/** A channel of more than 5,000 people says nothing about who they are, and takes too long to read. */
const MOST_PAGES = 25;

async function inChannel({ steady }: Clients, identities: Identities, channel: string): Promise<ReadonlySet<string>> {
  // The bot is a member too, and must never be counted among those who could agree.
  const { botUserId } = await identities.get();
  const found = new Set<string>();
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const next = cursor === '' ? {} : { cursor };
    const answer = await patiently(() => steady.conversations.members({ channel, limit: PAGE, ...next }));
    if (answer.members === undefined) throw new SlackFault({ code: 'no_members', temporary: true });
    for (const id of answer.members) found.add(id);
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') {
      found.delete(botUserId);
      return found;
    }
  }
  throw new SlackFault({ code: 'too_many_members', temporary: false });
}

/** The longest that a question is held up by a rate limit; what takes longer is unknown for now. */
const PATIENCE_MS = 2_000;

/**
 * Slack lets about twenty groups a minute be read, and gives a question about approvers no second chance: a short wait
 * is waited, once.
 */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await asFault(call);
  } catch (error) {
    const { code, retryAfterMs } = faultOf(error);
    if (code !== 'ratelimited' || retryAfterMs === undefined || retryAfterMs > PATIENCE_MS) throw error;
    await setTimeout(retryAfterMs);
    return asFault(call);
  }
}

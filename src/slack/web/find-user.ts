import type { Clients } from './clients.ts';
import { asFault } from './faults.ts';
import type { Identity } from './identity.ts';
import { workspacesOf } from './members.ts';

export interface NamedUser {
  readonly id: string;
  readonly name: string;
}

const PAGE = 500;
/** A workspace of more people is not looked through: ids work as well. */
const MOST_PAGES = 20;

/** People of this handle, display name or full name, letter case aside; the deactivated and bots are not among them. */
export async function findUsers(
  clients: Clients,
  { orgWide }: Pick<Identity, 'orgWide'>,
  teams: readonly string[],
  name: string,
): Promise<readonly NamedUser[]> {
  // An org-wide token has to name the workspace: those that are served are asked in turn.
  const places = orgWide ? workspacesOf(teams).map((team) => ({ team_id: team })) : [{}];
  const found = new Map<string, NamedUser>();
  for (const place of places) for (const one of await findIn(clients, place, name)) found.set(one.id, one);
  return [...found.values()];
}

async function findIn(
  { steady }: Clients,
  place: { readonly team_id?: string },
  name: string,
): Promise<readonly NamedUser[]> {
  const wanted = name.replace(/^@/, '').toLowerCase();
  const found: NamedUser[] = [];
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await asFault(() =>
      steady.users.list({ ...place, limit: PAGE, ...(cursor === '' ? {} : { cursor }) }),
    );
    for (const { id, name: handle = '', deleted, is_bot: isBot, real_name: realName, profile } of answer.members ??
      []) {
      const names = [handle, profile?.display_name, realName].map((one) => one?.toLowerCase());
      if (id !== undefined && deleted !== true && isBot !== true && names.includes(wanted))
        found.push({ id, name: handle });
    }
    cursor = answer.response_metadata?.next_cursor ?? '';
    if (cursor === '') break;
  }
  return found;
}

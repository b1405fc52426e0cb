import type { Clients } from './clients.ts';
import { asFault } from './faults.ts';

export interface NamedUser {
  readonly id: string;
  readonly name: string;
}

const PAGE = 500;
/** A workspace of more people is not looked through: ids work as well. */
const MOST_PAGES = 20;

/** People of this handle, display name or full name, letter case aside; the deactivated and bots are not among them. */
export async function findUsers({ steady }: Clients, name: string): Promise<readonly NamedUser[]> {
  const wanted = name.replace(/^@/, '').toLowerCase();
  const found: NamedUser[] = [];
  let cursor = '';
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer = await asFault(() => steady.users.list({ limit: PAGE, ...(cursor === '' ? {} : { cursor }) }));
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

/** Who of the groups that decide could press a button: a group may be full of people who have left. */
import { membersOf } from '../../core/policy/membership.ts';
import type { Directory, Policy } from '../../core/policy/policy-model.ts';
import { mostFilled } from '../../core/policy/quorum.ts';
import type { Unable } from '../../core/policy/verdict.ts';
import { idsOf } from '../../core/request/person.ts';
import type { ApprovalNeed, Person } from '../../core/request/request.ts';
import type { ReadOnlyWorld } from '../world.ts';

/** Slack answers about a hundred such questions a minute; whoever was not looked up counts. */
const MOST = 60;
const AT_ONCE = 6;

/** Looks people up until there are enough; those who were found unable, or could not be read. */
export async function unableToApprove(
  { people }: Pick<ReadOnlyWorld, 'people'>,
  policy: Policy,
  need: ApprovalNeed,
  requester: Person,
  directory: Directory,
): Promise<Unable> {
  const { known } = membersOf(policy, need.from, directory);
  const own = idsOf(requester);
  const candidates = [...known].filter((id) => need.self || !own.includes(id)).slice(0, MOST);
  const unable = new Map<string, 'no' | 'unknown'>();
  for (let from = 0; from < candidates.length; from += AT_ONCE) {
    // The rest is as good as absent for this question: are those who were looked up enough?
    const rest = candidates.slice(from).map((id) => [id, 'no'] as const);
    const { found } = mostFilled(policy, need, requester, directory, new Map([...unable, ...rest]));
    if (found >= need.count) break;
    const batch = candidates.slice(from, from + AT_ONCE).filter((id) => !unable.has(id));
    await Promise.all(
      batch.map(async (userId) => {
        const standing = await people.standing({ teamId: requester.teamId, userId }, 'reading');
        if (standing.kind === 'refused') unable.set(userId, standing.reason === 'person_unknown' ? 'unknown' : 'no');
        else if (isSecondId(userId, standing.otherId, known, need.self ? [] : own)) unable.set(userId, 'no');
      }),
    );
  }
  return unable;
}

/** The same person by the other id: the requester, or a candidate who is counted by that one. */
function isSecondId(
  id: string,
  other: string | undefined,
  known: ReadonlySet<string>,
  own: readonly string[],
): boolean {
  return other !== undefined && (own.includes(other) || (known.has(other) && other < id));
}

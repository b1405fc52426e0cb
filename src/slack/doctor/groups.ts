import type { WebClient } from '@slack/web-api';
import { type Finding, ok, problem, unknown, warning } from '../../core/finding.ts';
import { membersOf } from '../../core/policy/membership.ts';
import type { Directory, Policy, Subject } from '../../core/policy/policy-model.ts';
import { quorumReach } from '../../core/explain/quorum-reach.ts';
import type { AccessReason } from '../../core/request/reasons.ts';
import type { Person } from '../../core/request/request.ts';
import type { People } from '../../workflow/ports.ts';
import { asFault, faultOf } from '../web/faults.ts';
import { slackTrouble } from './trouble.ts';

/** Who cannot use the bot, and why. */
type Absent = ReadonlyMap<string, AccessReason>;

type Absence = readonly (readonly [userId: string, why: AccessReason])[];

/** Every user group by id, including disabled ones, in one call; undefined when Slack did not return them. */
type Listed = ReadonlyMap<string, { readonly users: ReadonlySet<string>; readonly disabled: boolean }>;

/** Whether the groups of the configuration have members, and enough of them for each rule. */
export async function groupFindings(
  quick: WebClient,
  people: People,
  policy: Policy,
  { teamId, workspaces }: { readonly teamId: string; readonly workspaces: readonly string[] },
): Promise<readonly Finding[]> {
  const subjects = Object.values(policy.groups).flat();
  const asks = subjects.some(({ kind }) => kind === 'usergroup');
  let trouble: Finding | undefined;
  const listed = await (asks ? listGroups(quick, workspaces) : Promise.resolve<Listed>(new Map())).catch(
    (error: unknown) => {
      trouble = slackTrouble('groups.user-groups', 'cannot read user groups', faultOf(error));
      return undefined;
    },
  );
  const directory = directoryOf(subjects, listed, await people.directory());
  const absent = new Map(
    (await Promise.all(lookedAt(policy, directory).map((id) => absence(people, { teamId, userId: id })))).flat(),
  );
  return [
    ...(trouble === undefined ? [] : [trouble]),
    // `*` is not a group that could be wrong.
    ...Object.keys(policy.groups)
      .filter((name) => name !== '*')
      .flatMap((name) => groupFinding(policy, name, directory, listed, absent)),
    ...quorumFindings(policy, directory, absent),
  ];
}

/** An org-wide token has to say of which workspace: those that are served are asked in turn. */
async function listGroups(quick: WebClient, workspaces: readonly string[]): Promise<Listed> {
  const asked = workspaces.length === 0 ? [{}] : workspaces.map((team_id) => ({ team_id }));
  const answers = await Promise.all(
    asked.map((where) =>
      asFault(() => quick.usergroups.list({ include_disabled: true, include_users: true, ...where })),
    ),
  );
  const usergroups = answers.flatMap((answer) => answer.usergroups ?? []);
  return new Map(
    usergroups.map(({ id = '', users = [], date_delete: deleted = 0 }) => [
      id,
      { users: new Set(users), disabled: deleted > 0 },
    ]),
  );
}

/** Channels as the bot reads them, user groups by the list. */
function directoryOf(subjects: readonly Subject[], listed: Listed | undefined, read: Directory): Directory {
  return new Map(
    subjects
      .flatMap((subject) => (subject.kind === 'everybody' || subject.kind === 'user' ? [] : [subject]))
      .map(({ kind, id }) => {
        if (kind === 'channel') return [id, read.get(id) ?? 'unknown'];
        const group = listed?.get(id);
        // As for the bot: a group that does not exist or is disabled cannot be read.
        return [id, group === undefined || group.disabled ? 'unknown' : group.users];
      }),
  );
}

/** How many people are looked up one by one: Slack answers about a hundred such calls a minute. */
const ASKED_AT_MOST = 60;

/** People listed in the file, then those who may approve. */
function lookedAt({ groups, rules }: Policy, directory: Directory): readonly string[] {
  const named = Object.values(groups).flatMap((group) => group.flatMap((one) => (one.kind === 'user' ? [one.id] : [])));
  const deciding = rules.flatMap(({ approval }) =>
    approval.kind === 'none'
      ? []
      : [approval.parts, ...approval.over.map(({ parts }) => parts)].flat().flatMap(({ from }) => from),
  );
  const members = deciding
    .flatMap((name) => groups[name] ?? [])
    .flatMap((one) => {
      const found = one.kind === 'everybody' ? undefined : directory.get(one.id);
      return found === undefined || found === 'unknown' ? [] : [...found];
    });
  return [...new Set([...named, ...members])].slice(0, ASKED_AT_MOST);
}

async function absence(people: People, person: Person): Promise<Absence> {
  const standing = await people.standing(person, 'decision');
  return standing.kind === 'member' ? [] : [[person.userId, standing.reason]];
}

const WHY: Readonly<Record<Exclude<AccessReason, 'person_unknown' | 'no_such_person'>, string>> = {
  deactivated: 'is deactivated',
  guest: 'is a guest',
  stranger: 'belongs to another organization',
  other_team: 'belongs to another workspace',
  bot_user: 'is a bot',
};

function groupFinding(
  policy: Policy,
  name: string,
  directory: Directory,
  listed: Listed | undefined,
  absent: Absent,
): readonly Finding[] {
  const check = `groups.${name}` as const;
  const group = policy.groups[name] ?? [];
  const wrong = group.flatMap((subject) => subjectFinding(check, subject, directory, listed, absent));
  const { known, complete } = membersOf(policy, [name], directory);
  // An incomplete group has a finding of its own.
  if (wrong.length > 0 || !complete) return wrong;
  return [ok(check, known.size === 1 ? '1 person' : `${known.size} people`)];
}

function subjectFinding(
  check: Finding['check'],
  subject: Subject,
  directory: Directory,
  listed: Listed | undefined,
  absent: Absent,
): readonly Finding[] {
  if (subject.kind === 'everybody') return [];
  const { kind, id } = subject;
  switch (kind) {
    case 'channel':
      return directory.get(id) === 'unknown'
        ? [problem(check, `cannot read the members of channel ${id}`, 'Invite the bot, or remove the channel.')]
        : [];
    case 'user': {
      const reason = absent.get(id);
      if (reason === undefined) return [];
      if (reason === 'no_such_person') {
        return [
          problem(check, `${id} does not exist in Slack`, 'Copy the id from the person’s profile (⋮, Copy member ID).'),
        ];
      }
      if (reason === 'person_unknown') return [unknown(check, `cannot look up ${id}`, 'Try again in a minute.')];
      return [warning(check, `${id} ${WHY[reason]} and cannot use the bot`, 'Remove the id from the configuration.')];
    }
    case 'usergroup': {
      if (listed === undefined) return [];
      const found = listed.get(id);
      const fix = 'Copy the id from the group’s URL in Slack (it starts with S).';
      if (found === undefined) return [problem(check, `user group ${id} does not exist`, fix)];
      if (found.disabled) return [problem(check, `user group ${id} is disabled`, 'Enable it, or use another group.')];
      if (found.users.size > 0) return [];
      return [problem(check, `user group ${id} has no members`, 'Add people to it in Slack.')];
    }
    default:
      return kind satisfies never;
  }
}

function quorumFindings(policy: Policy, directory: Directory, absent: Absent): readonly Finding[] {
  const gone = new Set(absent.keys());
  const found = policy.rules.flatMap((rule): readonly Finding[] => {
    const reach = quorumReach(policy, rule, directory, gone);
    if (reach === undefined || reach.kind === 'enough') return [];
    const check = `groups.rule ${rule.name}` as const;
    const { found: people, wanted } = reach;
    const what = `rule “${rule.name}” (line ${rule.line}) requires ${wanted} approvals`;
    const can =
      people === 0 ? 'no one can approve' : `only ${people} ${people === 1 ? 'person' : 'people'} can approve`;
    const fix = 'Add people to approval.from, or lower its count.';
    if (reach.kind === 'short') return [problem(check, `${what}, but ${can}`, fix)];
    if (reach.kind === 'short_for_some')
      return [warning(check, `${what} from ${people} people: too few when one of them makes the request`, fix)];
    return [unknown(check, `${what}; as far as groups can be read, ${can}`, 'Fix the groups reported above first.')];
  });
  const asking = policy.rules.some(({ approval }) => approval.kind !== 'none');
  return found.length > 0 || !asking ? found : [ok('groups.rules', 'every rule has enough approvers')];
}

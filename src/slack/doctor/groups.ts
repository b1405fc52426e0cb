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

/** Who cannot use the bot, and why. `nobody`: Slack knows no such person. */
type Absent = ReadonlyMap<string, AccessReason | 'nobody'>;

type Absence = readonly (readonly [userId: string, why: AccessReason | 'nobody'])[];

/** Every user group by id, disabled ones included, in one call; undefined when Slack did not tell. */
type Listed = ReadonlyMap<string, { readonly users: ReadonlySet<string>; readonly disabled: boolean }>;

/** Whether the groups of the configuration are people, and enough of them for each rule. */
export async function groupFindings(
  quick: WebClient,
  people: People,
  policy: Policy,
  teamId: string,
): Promise<readonly Finding[]> {
  const subjects = Object.values(policy.groups).flat();
  const asks = subjects.some(({ kind }) => kind === 'usergroup');
  let trouble: Finding | undefined;
  const listed = await (asks ? listGroups(quick) : Promise.resolve<Listed>(new Map())).catch((error: unknown) => {
    trouble = slackTrouble('groups.user-groups', 'user groups cannot be read', faultOf(error));
    return undefined;
  });
  const directory = directoryOf(subjects, listed, await people.directory());
  const absent = new Map(
    (await Promise.all(lookedAt(policy, directory).map((id) => absence(quick, people, { teamId, userId: id })))).flat(),
  );
  return [
    ...(trouble === undefined ? [] : [trouble]),
    // Everybody is no group that could be wrong.
    ...Object.keys(policy.groups)
      .filter((name) => name !== '*')
      .flatMap((name) => groupFinding(policy, name, directory, listed, absent)),
    ...quorumFindings(policy, directory, absent),
  ];
}

async function listGroups(quick: WebClient): Promise<Listed> {
  const { usergroups = [] } = await asFault(() =>
    quick.usergroups.list({ include_disabled: true, include_users: true }),
  );
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
        // As the bot sees it: a group that is not there, or is switched off, cannot be read.
        return [id, group === undefined || group.disabled ? 'unknown' : group.users];
      }),
  );
}

/** More than this are not asked about one by one: Slack answers about a hundred such questions a minute. */
const ASKED_AT_MOST = 60;

/** People named in the file, then those who may agree. */
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

async function absence(quick: WebClient, people: People, person: Person): Promise<Absence> {
  const standing = await people.standing(person, 'decision');
  if (standing.kind === 'member') return [];
  if (standing.reason !== 'person_unknown') return [[person.userId, standing.reason]];
  // The bot treats both alike; here it matters whether the id is wrong or Slack did not answer.
  const code = await quick.users.info({ user: person.userId }).then(
    () => undefined,
    (error: unknown) => faultOf(error).code,
  );
  return [[person.userId, code === 'user_not_found' ? 'nobody' : 'person_unknown']];
}

const WHY: Readonly<Record<Exclude<AccessReason, 'person_unknown'>, string>> = {
  deactivated: 'is deactivated',
  guest: 'is a guest',
  stranger: 'is of another organisation',
  other_team: 'is of another workspace',
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
  // Why it is not complete has a line of its own.
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
        ? [
            problem(
              check,
              `the members of the channel ${id} cannot be read`,
              'Invite the bot, or take the channel out.',
            ),
          ]
        : [];
    case 'user': {
      const reason = absent.get(id);
      if (reason === undefined) return [];
      if (reason === 'nobody') {
        return [
          problem(check, `there is no ${id} in Slack`, 'Copy the id from the person’s profile (⋮, Copy member ID).'),
        ];
      }
      if (reason === 'person_unknown')
        return [unknown(check, `${id} could not be looked up`, 'Try again in a minute.')];
      return [warning(check, `${id} ${WHY[reason]} and cannot use the bot`, 'Take the id out of the configuration.')];
    }
    case 'usergroup': {
      if (listed === undefined) return [];
      const found = listed.get(id);
      const fix = 'Copy the id from the address of the group in Slack (it begins with S).';
      if (found === undefined) return [problem(check, `there is no user group ${id}`, fix)];
      if (found.disabled) return [problem(check, `the user group ${id} is disabled`, 'Enable it, or name another.')];
      if (found.users.size > 0) return [];
      return [problem(check, `the user group ${id} has no members`, 'Add people to it in Slack.')];
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
    const numbers = `${reach.wanted} must agree, and there ${reach.found === 1 ? 'is 1' : `are ${reach.found}`}`;
    const what = `rule “${rule.name}” (line ${rule.line}): ${numbers}`;
    const fix = 'Name more people under approval.from, or lower its count.';
    if (reach.kind === 'short') return [problem(check, `${what} for whoever may ask`, fix)];
    if (reach.kind === 'short_for_some') return [warning(check, `${what}, without the one who asks too few`, fix)];
    return [unknown(check, `${what} in what could be read`, 'It is told above which group cannot be read.')];
  });
  const asking = policy.rules.some(({ approval }) => approval.kind !== 'none');
  return found.length > 0 || !asking ? found : [ok('groups.rules', 'enough people can agree, whichever rule decides')];
}

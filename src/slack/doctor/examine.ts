/** Examines Slack as the bot would, with calls that change nothing. */
import { clockFinding, type Finding, problem, unknown, warning } from '../../core/finding.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { createClients } from '../web/clients.ts';
import { createIdentities } from '../web/identity.ts';
import type { Log } from '../../core/log.ts';
import { boltLogger } from '../web/log.ts';
import { workspacesOf } from '../web/members.ts';
import { createPeople } from '../web/people.ts';
import { channelFindings } from './channels.ts';
import { httpFindings, socketFindings } from './delivery.ts';
import { groupFindings } from './groups.ts';
import { type Owner, tokenFindings } from './token.ts';

interface SlackToExamine {
  readonly mode: 'socket' | 'http';
  readonly botToken: string;
  /** Undefined: it is missing or malformed, which the caller reports. */
  readonly appToken: string | undefined;
  readonly apiUrl: string;
  /** Undefined: the configuration is invalid, so its channels and groups are not known. */
  readonly policy: Policy | undefined;
  /** Scopes of the manifest. */
  readonly scopes: readonly string[];
}

/** Never rejects. One try for each call, of a few seconds. */
export async function examineSlack(asked: SlackToExamine): Promise<readonly Finding[]> {
  const { mode, botToken, appToken, apiUrl, policy, scopes } = asked;
  const bot = quickClient(botToken, apiUrl);
  const token = tokenFindings(bot.quick, scopes);
  const [{ findings, owner }, delivery, world] = await Promise.all([
    token,
    mode === 'http'
      ? httpFindings()
      : appToken === undefined
        ? []
        : token.then(({ owner }) => socketFindings(bot.quick, quickClient(appToken, apiUrl).quick, owner)),
    token.then(({ owner }) => (policy === undefined || owner === undefined ? [] : worldFindings(bot, policy, owner))),
  ]);
  const blind = policy !== undefined && owner === undefined ? UNSEEN : [];
  return [...findings, ...delivery, ...world, ...blind];
}

/** Slack's clock by a response header: signatures of a machine with another time are refused. */
export async function examineSlackClock(apiUrl: string): Promise<readonly Finding[]> {
  const check = 'clock.slack';
  try {
    const { headers } = await fetch(new URL('api.test', apiUrl), {
      method: 'POST',
      signal: AbortSignal.timeout(4_000),
    });
    const theirs = new Date(headers.get('date') ?? '');
    if (Number.isNaN(theirs.getTime())) return [unknown(check, 'Slack did not return its time', TRY_AGAIN)];
    return [clockFinding(check, 'Slack', new Date(), theirs)];
  } catch {
    return [unknown(check, 'cannot read Slack’s time', TRY_AGAIN)];
  }
}

const TRY_AGAIN = 'Check that this machine can reach Slack (SLACK_API_URL), then try again.';
const FIRST = 'Fix the token first, then re-run.';
const UNSEEN: readonly Finding[] = [
  unknown('channels.all', 'not checked: needs the bot token', FIRST),
  unknown('groups.all', 'not checked: needs the bot token', FIRST),
];

type Bot = ReturnType<typeof quickClient>;

async function worldFindings(bot: Bot, policy: Policy, owner: Owner): Promise<readonly Finding[]> {
  const workspaces = owner.orgWide ? workspacesOf(policy.slack.teams ?? []) : [];
  const identities = createIdentities(bot);
  const { people } = createPeople({
    clients: bot,
    identities,
    policy: () => policy,
    now: () => new Date(),
    log: SILENT,
  });
  const found = await Promise.all([
    channelFindings(people, policy),
    groupFindings(bot.quick, people, policy, { teamId: owner.teamId, workspaces }),
  ]);
  return [...teamFindings(policy.slack.teams, owner), ...found.flat()];
}

function teamFindings(teams: readonly string[] | undefined, { teamId, orgWide }: Owner): readonly Finding[] {
  if (orgWide) {
    if (workspacesOf(teams ?? []).length > 0) return [];
    const fix = 'List the ids of the workspaces (T…) that the bot serves under slack.teams.';
    return [problem('slack.teams', 'the bot token is org-wide, and slack.teams names no workspace', fix)];
  }
  if (teams === undefined || teams.includes(teamId)) return [];
  const what = `slack.teams does not include ${teamId}, the workspace of the token`;
  return [warning('slack.teams', what, 'Add it, unless the bot serves only other workspaces of the organization.')];
}

/** A doctor should report soon that Slack does not answer. */
function quickClient(token: string, apiUrl: string) {
  const clients = createClients(token, apiUrl, boltLogger(SILENT));
  return { ...clients, steady: clients.quick };
}

const nothing = (): void => undefined;
const SILENT: Log = { debug: nothing, info: nothing, warn: nothing, error: nothing };

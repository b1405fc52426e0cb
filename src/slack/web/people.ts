import type { UsersInfoResponse } from '@slack/web-api';
import { SlackFault } from '../../core/faults.ts';
import type { Directory, Policy } from '../../core/policy/policy-model.ts';
import { isZone } from '../../core/policy/windows.ts';
import type { AccessReason, RequestReason } from '../../core/request/reasons.ts';
import type { Person } from '../../core/request/request.ts';
import { CHANNEL_ID } from '../../core/value/ids.ts';
import type { Occasion, People } from '../../workflow/ports.ts';
import { cached } from './cache.ts';
import type { Clients } from './clients.ts';
import { asFault, faultOf } from './faults.ts';
import type { Identities } from './identity.ts';
import type { Log } from '../../core/log.ts';
import { readMembers } from './members.ts';

const FRESH_MS = 60_000;
/** Decisions rest on nothing older than this. */
const DECISION_MS = 10_000;

type User = NonNullable<UsersInfoResponse['user']>;
type Standing = Awaited<ReturnType<People['standing']>>;
type Openness = Awaited<ReturnType<People['channel']>>;

export interface PeopleEdge {
  readonly people: People;
  /** Slack's locale of a person as last read; asks Slack when `ask`, and never throws. */
  locale(userId: string, ask: boolean): Promise<string | undefined>;
  /** The same from memory alone. */
  knownLocale(userId: string): string | undefined;
  /** Time zone of a person, of the IANA database; undefined where Slack did not tell one. Never throws. */
  readonly zone: (userId: string) => Promise<string | undefined>;
  /** Slack's locale of a conversation; never throws. */
  channelLocale(channelId: string): Promise<string | undefined>;
}

export function createPeople(edge: {
  readonly clients: Clients;
  readonly identities: Identities;
  readonly policy: () => Policy;
  readonly now: () => Date;
  readonly log: Log;
}): PeopleEdge {
  const { clients, identities, policy, now, log } = edge;
  const locales = new Map<string, string>();
  const channelLocales = new Map<string, string>();

  const user = cached({
    ttlMs: FRESH_MS,
    now,
    load: async (userId): Promise<User> => {
      const answer = await asFault(() => clients.steady.users.info({ user: userId, include_locale: true }));
      // On a grid the answer may name a person by the other of their ids. That somebody is gone, Slack says by its code.
      if (answer.user?.id !== userId && answer.user?.enterprise_user?.id !== userId)
        throw new SlackFault({ code: 'unexpected', temporary: true });
      if (answer.user.locale !== undefined) locales.set(userId, answer.user.locale);
      return answer.user;
    },
  });
  const members = cached({
    ttlMs: FRESH_MS,
    now,
    load: (id) => readMembers(clients, identities, id, policy().slack.teams ?? []),
  });
  const openness = cached({
    ttlMs: FRESH_MS,
    now,
    load: (channelId) => readChannel(clients, log, channelId, channelLocales),
    keep: (answer: Openness) => answer.kind === 'open',
  });

  async function standing(person: Person, occasion: Occasion): Promise<Standing> {
    try {
      const age = occasion === 'decision' ? DECISION_MS : FRESH_MS;
      const [found, identity] = await Promise.all([user(person.userId, age), identities.get()]);
      const reason = reasonAgainst(found, person, policy().slack.teams ?? [identity.teamId]);
      if (reason !== undefined) return { kind: 'refused', reason };
      const otherId = [found.id, found.enterprise_user?.id].find((id) => id !== undefined && id !== person.userId);
      return { kind: 'member', otherId, zone: zoneOf(found) };
    } catch (error) {
      const { code } = faultOf(error);
      log.warn({ code, person: person.userId }, 'cannot read who a person is');
      return { kind: 'refused', reason: code === 'user_not_found' ? 'no_such_person' : 'person_unknown' };
    }
  }

  async function directory(deciders: readonly string[] = []): Promise<Directory> {
    const listed = (names: readonly string[]): Set<string> => {
      const subjects = names.flatMap((name) => policy().groups[name] ?? []);
      return new Set(subjects.flatMap((one) => (one.kind === 'usergroup' || one.kind === 'channel' ? [one.id] : [])));
    };
    const ids = listed(Object.keys(policy().groups));
    const fresh = listed(deciders.filter((name) => Object.hasOwn(policy().groups, name)));
    const read = async (id: string): Promise<readonly [string, ReadonlySet<string> | 'unknown']> => {
      try {
        return [id, await members(id, fresh.has(id) ? DECISION_MS : FRESH_MS)];
      } catch (error) {
        log.warn({ code: faultOf(error).code, group: id }, 'cannot read the members of a user group or channel');
        return [id, 'unknown'];
      }
    };
    return new Map(await Promise.all([...ids].map(read)));
  }

  return {
    people: { standing, directory, channel: (channelId) => openness(channelId) },
    knownLocale: (userId) => locales.get(userId),
    async channelLocale(channelId) {
      // Read once with everything else about the channel, and kept: a card must not change its language.
      if (!channelLocales.has(channelId)) await openness(channelId).catch(() => undefined);
      return channelLocales.get(channelId);
    },
    zone: (userId) => user(userId).then(zoneOf, () => undefined),
    async locale(userId, ask) {
      // A stale language is better than a slow answer or a card that changes its language when Slack is down.
      const known = locales.get(userId);
      if (known !== undefined || !ask) return known;
      return user(userId).then(
        (found) => found.locale,
        () => undefined,
      );
    },
  };
}

function zoneOf({ tz }: User): string | undefined {
  return tz !== undefined && isZone(tz) ? tz : undefined;
}

/** Why this person may not use the bot at all; undefined for a full member of a workspace we serve. */
function reasonAgainst(user: User, person: Person, teams: readonly string[]): AccessReason | undefined {
  const flags = user as User & Partial<Record<'is_stranger' | 'is_workflow_bot' | 'is_connector_bot', boolean>>;
  if (flags.deleted === true) return 'deactivated';
  if (flags.is_bot === true || flags.is_workflow_bot === true || flags.is_connector_bot === true) return 'bot_user';
  if (user.id === 'USLACKBOT') return 'bot_user';
  if (flags.is_stranger === true) return 'stranger';
  if (flags.is_restricted === true || flags.is_ultra_restricted === true) return 'guest';
  const grid = user.enterprise_user;
  const homes = [user.team_id, grid?.enterprise_id, ...(grid?.teams ?? [])].filter((team) => team !== undefined);
  // On a grid a person belongs to several workspaces and acts from one of them: both have to fit.
  const serves = homes.some((team) => teams.includes(team));
  const acts = homes.includes(person.teamId) || teams.includes(person.teamId);
  return serves && acts ? undefined : 'other_team';
}

/** Slack's ways to say that the bot cannot see the channel. */
const OUTSIDE: ReadonlySet<string> = new Set([
  'channel_not_found',
  'not_in_channel',
  'method_not_supported_for_channel_type',
]);

async function readChannel(
  clients: Clients,
  log: Log,
  channelId: string,
  locales: Map<string, string>,
): Promise<Openness> {
  const refused = (reason: RequestReason): Openness => ({ kind: 'refused', reason });
  // Direct messages have no members to invite, and no card belongs there.
  if (!CHANNEL_ID.test(channelId)) return refused('channel_not_joined');
  try {
    const { channel } = await clients.steady.conversations.info({ channel: channelId, include_locale: true });
    if (channel?.locale !== undefined) locales.set(channelId, channel.locale);
    const shared =
      channel?.is_ext_shared === true ||
      channel?.is_pending_ext_shared === true ||
      // Shared between workspaces of one organisation is not shared with strangers.
      (channel?.is_shared === true && channel.is_org_shared !== true);
    if (shared) return refused('channel_shared');
    // Whoever archives a channel takes the bot out of it, so this comes before the question of membership.
    if (channel?.is_archived === true) return refused('channel_archived');
    return channel?.is_member === false ? refused('channel_not_joined') : { kind: 'open' };
  } catch (error) {
    const fault = faultOf(error);
    // What will not pass by itself (a missing scope) is not waited for; and a channel nobody could look at is not open.
    if (fault.temporary) throw fault;
    if (OUTSIDE.has(fault.code)) return refused('channel_not_joined');
    log.error({ code: fault.code, channel: channelId }, 'cannot look at a channel');
    return refused('channel_unreadable');
  }
}

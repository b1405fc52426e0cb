import { USER_ID } from '../../core/value/ids.ts';
import { incoming, type Payload } from './payloads.ts';

/** Whose the bot is, as far as a payload can tell. */
export interface Ours {
  /** Undefined where Slack did not say: then the signing secret or the app token alone tell the app. */
  readonly appId: string | undefined;
  /** Workspaces and organisations: our own, and those the configuration serves. */
  readonly teams: readonly string[];
}

/** Not for us, from nowhere we serve, of nobody, or of a kind that we never asked Slack for. */
export type ScreenedOut = 'not_subscribed' | 'foreign_app' | 'foreign_team' | 'no_person';

/**
 * What can be told from the payload alone, before anybody is looked up: undefined when it may go on. Who the person
 * is, Slack is asked afterwards; a member of another workspace in a channel of ours passes here and not there.
 */
export function screen(body: Payload, { appId, teams }: Ours): ScreenedOut | undefined {
  if (incoming(body).kind === 'other') return 'not_subscribed';
  if (appId !== undefined && body.api_app_id !== undefined && body.api_app_id !== appId) return 'foreign_app';
  const named = [body.team?.id, body.team_id, body.user?.team_id, body.enterprise?.id, body.enterprise_id];
  if (!named.some((id) => id !== undefined && id !== '' && teams.includes(id))) return 'foreign_team';
  return USER_ID.test(body.user?.id ?? body.user_id ?? '') ? undefined : 'no_person';
}

import { USER_ID } from '../../core/value/ids.ts';
import { EVENTS } from '../ids.ts';
import { incoming, type Payload, personOf } from './payloads.ts';

/** The app and the workspaces that payloads have to name. */
export interface Ours {
  /** Undefined if Slack didn't return it: then only the signing secret or the app token identifies the app. */
  readonly appId: string | undefined;
  /** Workspaces and organizations: the bot's own, and those in the configuration. */
  readonly teams: readonly string[];
}

/** For another app, from a workspace that the bot doesn't serve, without a person, or of a kind that the app doesn't subscribe to. */
export type ScreenedOut = 'not_subscribed' | 'foreign_app' | 'foreign_team' | 'no_person';

/**
 * Checks the payload alone, before any lookup; undefined if it passes. The access check asks Slack about the person
 * afterwards: a member of another workspace in a shared channel passes here and fails there.
 */
export function screen(body: Payload, { appId, teams }: Ours): ScreenedOut | undefined {
  if (incoming(body).kind === 'other') return 'not_subscribed';
  if (appId !== undefined && body.api_app_id !== undefined && body.api_app_id !== appId) return 'foreign_app';
  const named = [body.team?.id, body.team_id, body.user?.team_id, body.enterprise?.id, body.enterprise_id];
  if (!named.some((id) => id !== undefined && id !== '' && teams.includes(id))) return 'foreign_team';
  // This one comes of the bot's own message, not of a person.
  if (body.event?.type === EVENTS.posted) return undefined;
  return USER_ID.test(personOf(body).userId) ? undefined : 'no_person';
}

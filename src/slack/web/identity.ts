import type { Clients } from './clients.ts';
import { asFault } from './faults.ts';

/** Who the bot token belongs to (auth.test). */
export interface Identity {
  readonly teamId: string;
  /** The organisation, on a grid. */
  readonly enterpriseId: string | undefined;
  /** The token is for all workspaces of the organization: calls about one of them have to name it. */
  readonly orgWide: boolean;
  /** Undefined where Slack does not say. */
  readonly appId: string | undefined;
  readonly botUserId: string;
  /** What people type after `/invite`. */
  readonly botName: string;
  /** What the token may do; undefined where Slack does not say. */
  readonly scopes: readonly string[] | undefined;
  /** Address of the workspace, for links to messages. */
  readonly url: string | undefined;
}

export interface Identities {
  /** Asked once; a failure is asked again. */
  get(): Promise<Identity>;
  /** What is known without asking anybody. */
  known(): Identity | undefined;
}

export function createIdentities({ steady }: Clients): Identities {
  let known: Identity | undefined;
  return {
    known: () => known,
    async get() {
      if (known !== undefined) return known;
      const answer = await asFault(() => steady.auth.test());
      known = {
        teamId: answer.team_id ?? '',
        enterpriseId: answer.enterprise_id,
        orgWide: answer.is_enterprise_install === true,
        appId: answer.app_id,
        botUserId: answer.user_id ?? '',
        botName: answer.user ?? 'redis-resize',
        scopes: answer.response_metadata?.scopes,
        url: answer.url?.startsWith('http') === true ? answer.url : undefined,
      };
      return known;
    },
  };
}

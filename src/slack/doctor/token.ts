import type { WebClient } from '@slack/web-api';
import { type Finding, hint, ok, problem, warning } from '../../core/finding.ts';
import { asFault, faultOf } from '../web/faults.ts';
import { scopesMissing, slackTrouble } from './trouble.ts';

/** Whose the bot token is. */
export interface Owner {
  readonly teamId: string;
  readonly botId: string;
  /** For all workspaces of an organization. */
  readonly orgWide: boolean;
}

/** auth.test returns whose token it is, and its scopes in a header. `owner` undefined: the token cannot be used. */
export async function tokenFindings(
  quick: WebClient,
  wanted: readonly string[],
): Promise<{ readonly findings: readonly Finding[]; readonly owner: Owner | undefined }> {
  try {
    const answer = await asFault(() => quick.auth.test());
    const { team = '', team_id: teamId = '', user = '', user_id: userId = '', bot_id: botId } = answer;
    if (botId === undefined) {
      const fix = 'Copy the Bot User OAuth Token (xoxb-…) from “OAuth & Permissions” into SLACK_BOT_TOKEN.';
      return { findings: [problem('slack.token', 'not a bot token', fix)], owner: undefined };
    }
    const scopes = scopesFinding(answer.response_metadata?.scopes, wanted);
    const whose = ok('slack.token', `@${user} (${userId}) in workspace ${team} (${teamId})`);
    return { findings: [whose, scopes], owner: { teamId, botId, orgWide: answer.is_enterprise_install === true } };
  } catch (error) {
    const fault = faultOf(error);
    const what = fault.temporary ? 'cannot check the bot token' : 'bot token rejected';
    return { findings: [slackTrouble('slack.token', what, fault)], owner: undefined };
  }
}

function scopesFinding(granted: readonly string[] | undefined, wanted: readonly string[]): Finding {
  if (granted === undefined) {
    return hint('slack.scopes', 'Slack did not return the scopes', 'Compare “OAuth & Permissions” with manifest.yml.');
  }
  const missing = wanted.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) return scopesMissing('slack.scopes', missing);
  const more = granted.filter((scope) => !wanted.includes(scope));
  if (more.length === 0) return ok('slack.scopes', `all ${wanted.length} of manifest.yml`);
  const fix = 'Remove them under “OAuth & Permissions”, then reinstall the app.';
  return warning('slack.scopes', `more than the bot needs: ${more.join(', ')}`, fix);
}

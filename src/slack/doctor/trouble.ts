import { type Finding, problem, unknown } from '../../core/finding.ts';
import type { SlackFault } from '../../core/faults.ts';

const REINSTALL = 'Add it under “OAuth & Permissions” (or update the app from manifest.yml), then reinstall the app.';
const PLAN: ReadonlySet<string> = new Set(['paid_teams_only', 'plan_upgrade_required', 'paid_only']);
const TOKEN: ReadonlySet<string> = new Set([
  'account_inactive',
  'invalid_auth',
  'not_authed',
  'token_expired',
  'token_revoked',
]);

/** Why a call to Slack failed. `what` starts the sentence: "cannot read user groups". */
export function slackTrouble(check: Finding['check'], what: string, { code, temporary }: SlackFault): Finding {
  const said = `${what}: ${code}`;
  if (code === 'missing_scope') return problem(check, `${what}: a scope is missing`, REINSTALL);
  if (PLAN.has(code)) return problem(check, said, 'User groups need a paid Slack plan; list user ids instead.');
  if (TOKEN.has(code)) return problem(check, said, 'Copy the Bot User OAuth Token again from “OAuth & Permissions”.');
  if (code === 'ratelimited') return unknown(check, said, 'Rate limited by Slack; try again in a minute.');
  if (temporary)
    return unknown(check, said, 'Check that this machine can reach Slack (SLACK_API_URL), then try again.');
  return problem(check, said, 'Look up the code in Slack’s documentation of the method.');
}

export function scopesMissing(check: Finding['check'], scopes: readonly string[]): Finding {
  return problem(check, `missing: ${scopes.join(', ')}`, REINSTALL);
}

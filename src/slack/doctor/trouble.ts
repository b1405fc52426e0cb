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

/** Why Slack was asked in vain. `what` begins the sentence: "the user groups cannot be read". */
export function slackTrouble(check: Finding['check'], what: string, { code, temporary }: SlackFault): Finding {
  const said = `${what}: ${code}`;
  if (code === 'missing_scope') return problem(check, `${what}: a scope is missing`, REINSTALL);
  if (PLAN.has(code)) return problem(check, said, 'User groups need a paid plan of Slack; list ids of people instead.');
  if (TOKEN.has(code))
    return problem(check, said, 'Copy the token again: “OAuth & Permissions”, Bot User OAuth Token.');
  if (code === 'ratelimited') return unknown(check, said, 'Slack asks to wait; try again in a minute.');
  if (temporary) return unknown(check, said, 'Can this machine reach Slack (SLACK_API_URL)? Try again in a minute.');
  return problem(check, said, 'Look the code up in Slack’s documentation of the method.');
}

export function scopesMissing(check: Finding['check'], scopes: readonly string[]): Finding {
  return problem(check, `missing: ${scopes.join(', ')}`, REINSTALL);
}

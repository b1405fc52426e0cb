/** The sentences that Slack itself shows. Their wording changes with clients; what matters is that there is one. */
import type { ActResult } from '../api.ts';
import { notify } from '../state.ts';
import type { Outcome, Sandbox } from '../deliver.ts';

const NO_RESPONSE = 'redis-resize did not respond';
export const TROUBLE = 'We had some trouble connecting. Try again?';

export function commandFailed(command: string, { verdict }: Outcome): string {
  if (verdict === 'timed_out') return `${command} failed because the app did not respond`;
  return `${command} failed with the error "dispatch_failed"`;
}

export function actionFailed({ verdict, status }: Outcome): string {
  return verdict === 'refused' && status !== undefined ? `This app responded with Status Code ${status}` : NO_RESPONSE;
}

export function refused(sandbox: Sandbox, userId: string, notice: string, ackMs?: number): ActResult {
  notify(sandbox.state, userId, notice);
  return { ok: false, notice, ...(ackMs === undefined ? {} : { ackMs }) };
}

export function accepted({ ackMs }: Outcome): ActResult {
  return ackMs === undefined ? { ok: true } : { ok: true, ackMs };
}

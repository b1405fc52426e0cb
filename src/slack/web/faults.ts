import { ErrorCode } from '@slack/web-api';
import { SlackFault } from '../../core/faults.ts';
import { NotSlack } from './whole-answer.ts';

/** Errors of Slack that pass by themselves; every other `error` needs a person. */
const PASSING: ReadonlySet<string> = new Set([
  'fatal_error',
  'internal_error',
  'ratelimited',
  'rate_limited',
  'request_timeout',
  'service_unavailable',
  'team_added_to_org',
]);

/** Slack will never take this message, wherever it is sent; or the message it is about is gone. */
const OF_MESSAGE: ReadonlySet<string> = new Set([
  'block_mismatch',
  'cant_delete_message',
  'cant_update_message',
  'edit_window_closed',
  'invalid_arguments',
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_metadata_format',
  'invalid_metadata_schema',
  'message_not_found',
  'metadata_too_large',
  'msg_blocks_too_long',
  'msg_too_long',
  'no_text',
  // App Home is switched off in the settings of the app.
  'not_enabled',
  'thread_not_found',
  'too_many_attachments',
]);

/** Slack takes nothing from this bot: its token, its rights or its workspace. */
const OF_BOT: ReadonlySet<string> = new Set([
  'access_denied',
  'account_inactive',
  'app_missing_action_url',
  'ekm_access_denied',
  'enterprise_is_restricted',
  'invalid_auth',
  'invalid_team',
  'missing_scope',
  'not_allowed_token_type',
  'not_authed',
  'org_login_required',
  'team_access_not_granted',
  'team_disabled',
  'token_expired',
  'token_revoked',
  'two_factor_setup_required',
  'user_removed_from_team',
]);

/** What Slack's codes look like: they become log fields, labels of metrics and texts. */
const CODE = /^[a-z][a-z0-9_]{0,79}$/;

/**
 * Anything thrown by the Web API client or by ours as the one error the workflow knows. The clients are made so that
 * a rate limit is thrown at once (with Slack's Retry-After) instead of stopping everything behind it.
 */
export function faultOf(error: unknown): SlackFault {
  if (error instanceof SlackFault) return error;
  const { code, data, retryAfter, statusCode, original } = (
    typeof error === 'object' && error !== null ? error : {}
  ) as Partial<Record<string, unknown>>;
  switch (code) {
    case ErrorCode.RateLimitedError:
      return limited(retryAfter);
    case ErrorCode.HTTPError:
      return new SlackFault({ code: `http_${String(statusCode)}`, temporary: Number(statusCode) >= 500 });
    case ErrorCode.RequestError:
      return new SlackFault({ code: lostBy(original), temporary: true });
    case ErrorCode.PlatformError:
      return platformFault(data);
    default:
      return new SlackFault({ code: 'unexpected', temporary: false, about: 'message' });
  }
}

function platformFault(data: unknown): SlackFault {
  const { error, response_metadata: metadata } = (data ?? {}) as {
    error?: string;
    response_metadata?: { retryAfter?: number };
  };
  const slackCode = typeof error === 'string' && CODE.test(error) ? error : 'unexpected';
  if (slackCode === 'ratelimited') return limited(metadata?.retryAfter);
  const about = OF_MESSAGE.has(slackCode) ? 'message' : OF_BOT.has(slackCode) ? 'bot' : 'channel';
  return new SlackFault({ code: slackCode, temporary: PASSING.has(slackCode), about });
}

function limited(seconds: unknown): SlackFault {
  const retryAfterMs = typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : undefined;
  return new SlackFault({ code: 'ratelimited', temporary: true, retryAfterMs });
}

function lostBy(original: unknown): 'timeout' | 'not_json' | 'network' {
  if (original instanceof NotSlack) return 'not_json';
  const name = original instanceof Error ? original.name : '';
  return name === 'TimeoutError' || name === 'AbortError' ? 'timeout' : 'network';
}

/** Runs a call of the Web API; whatever it throws is a SlackFault. */
export async function asFault<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw faultOf(error);
  }
}

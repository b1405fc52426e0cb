import { ErrorCode } from '@slack/web-api';
import { SlackFault } from '../../core/faults.ts';

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
      return new SlackFault({ code: isTimeout(original) ? 'timeout' : 'network', temporary: true });
    case ErrorCode.PlatformError:
      return platformFault(data);
    default:
      return new SlackFault({ code: 'unexpected', temporary: false });
  }
}

function platformFault(data: unknown): SlackFault {
  const { error, response_metadata: metadata } = (data ?? {}) as {
    error?: string;
    response_metadata?: { retryAfter?: number };
  };
  const slackCode = typeof error === 'string' ? error : 'unexpected';
  if (slackCode === 'ratelimited') return limited(metadata?.retryAfter);
  return new SlackFault({ code: slackCode, temporary: PASSING.has(slackCode) });
}

function limited(seconds: unknown): SlackFault {
  const retryAfterMs = typeof seconds === 'number' && Number.isFinite(seconds) ? seconds * 1000 : undefined;
  return new SlackFault({ code: 'ratelimited', temporary: true, retryAfterMs });
}

function isTimeout(original: unknown): boolean {
  const name = original instanceof Error ? original.name : '';
  return name === 'TimeoutError' || name === 'AbortError';
}

/** Runs a call of the Web API; whatever it throws is a SlackFault. */
export async function asFault<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw faultOf(error);
  }
}

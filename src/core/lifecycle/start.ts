/** When the order of a request is to be placed, where the person asked for a time. */
import { MOST_AHEAD_MS } from '../command/time.ts';
import type { ApprovalNeed } from '../request/request.ts';
import type { RequestReason } from '../request/reasons.ts';

export type StartReason = Extract<RequestReason, `start_${string}`>;

/**
 * Why a request that is made now cannot start then; undefined: it can. An approval may come after the start, but a start
 * after the last moment for approvals would never be met by a late one. `need`: undefined where it is not known yet.
 */
export function startProblem(
  startAt: string | undefined,
  now: Date,
  need?: Pick<ApprovalNeed, 'count' | 'expiresMs'>,
): StartReason | undefined {
  if (startAt === undefined) return undefined;
  const ahead = Date.parse(startAt) - now.getTime();
  if (ahead <= 0) return 'start_passed';
  if (ahead > MOST_AHEAD_MS) return 'start_too_far';
  return need !== undefined && need.count > 0 && ahead > need.expiresMs ? 'start_after_deadline' : undefined;
}

import { adviceFor } from '../core/cloud-errors.ts';
import type { ChangeTask } from '../core/lifecycle/task.ts';
import type { Cloud } from '../workflow/ports.ts';
import type { CloudClient } from './cloud-client.ts';
import { faultOf } from './errors.ts';
import { utcSeconds } from './fields.ts';
import { NO_RETRIES, type RetryPolicy } from './retry.ts';
import { CHANGE, taskPageOf } from './task-reader.ts';

const DAY_MS = 86_400_000;
/** The API looks 30 days back at most. */
const LOOKBACK_MS = 29 * DAY_MS;
/** The cloud's clock may be ahead of ours. */
const LATER_MS = 60_000;
const PAGE = 100;
/** More changes of 30 instances than this are not ours. */
const PAGES_AT_MOST = 3;
/** Progress is a help, not a need, and the next poll comes soon. */
const RETRIES: RetryPolicy = { ...NO_RETRIES, timeoutMs: 3000 };
/** After a refusal for want of the right, the account is not asked again for this long. */
const REFUSED_MS = 15 * 60_000;

/** Source: docs/cloud.md#following-a-change, docs/decisions/0007-what-tasks-tell.md. */
export function createTasks(client: CloudClient, now: () => number): Pick<Cloud, 'tasks'> {
  /** Account -> time of the next call. */
  const refused = new Map<string, number>();

  async function read(account: string, region: string, params: Readonly<Record<string, string>>) {
    try {
      return taskPageOf(await client.read(account, region, 'DescribeHistoryTasks', params, RETRIES));
    } catch (thrown) {
      const fault = faultOf(thrown);
      if (adviceFor(fault.code).key === 'grant_permission') refused.set(account, now() + REFUSED_MS);
      throw fault;
    }
  }

  return {
    async tasks(account, region, ids, sinceIso) {
      if (ids.length === 0) return [];
      if (now() < (refused.get(account) ?? 0)) return undefined;
      const found: ChangeTask[] = [];
      for (let page = 1; page <= PAGES_AT_MOST; page += 1) {
        const { tasks, rows, total } = await read(account, region, {
          RegionId: region,
          InstanceId: ids.join(','),
          TaskType: CHANGE,
          FromStartTime: utcSeconds(Math.max(Date.parse(sinceIso), now() - LOOKBACK_MS)),
          ToStartTime: utcSeconds(now() + LATER_MS),
          PageNumber: String(page),
          PageSize: String(PAGE),
        });
        found.push(...tasks);
        if (rows === 0 || page * PAGE >= total) break;
      }
      return found;
    },
  };
}

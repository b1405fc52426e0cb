import type { SlackContext } from '../entry/context.ts';
import { describe } from '../web/log.ts';
import { wait } from '../entry/receipts.ts';

/** Slack gives three seconds for a list of options. */
const LIST_MS = 2_300;

/** An empty list in time is better than a full one too late: typed text works as well. */
export async function inTime<T>(
  context: Pick<SlackContext, 'log'>,
  list: Promise<readonly T[]>,
): Promise<readonly T[]> {
  const failed = (error: unknown): readonly T[] => {
    context.log.warn({ error: describe(error) }, 'a list of options could not be read');
    return [];
  };
  return Promise.race([list.catch(failed), wait(LIST_MS).then((): readonly T[] => [])]);
}

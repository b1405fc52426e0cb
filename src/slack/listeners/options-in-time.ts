import type { SlackContext } from '../entry/context.ts';
import { describe } from '../web/log.ts';
import { wait } from '../entry/receipts.ts';

/** Slack gives three seconds for a list of options. */
const LIST_MS = 2_300;

/** An empty list in time is better than a full one too late: typed text works as well. */
export async function inTime<T>(context: Pick<SlackContext, 'log'>, list: Promise<T>, empty: T): Promise<T> {
  const failed = (error: unknown): T => {
    context.log.warn({ error: describe(error) }, 'a list of options could not be read');
    return empty;
  };
  return Promise.race([list.catch(failed), wait(LIST_MS).then(() => empty)]);
}

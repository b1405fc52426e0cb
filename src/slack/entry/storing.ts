import type { Inbound } from '../../workflow/ports.ts';
import type { SlackContext } from './context.ts';
import { describe } from '../web/log.ts';
import { wait } from './receipts.ts';

/** Slack waits three seconds for the receipt; storing takes milliseconds, so this is for a database in trouble. */
const STORE_MS = 2_300;

/**
 * Stores what a person did, before it is acknowledged, and gives what is stored: of the same id the first one stays.
 * Undefined: nobody knows in time whether it is stored, and it has to be done again.
 */
export async function storeInbound(context: SlackContext, inbound: Inbound): Promise<Inbound | undefined> {
  return withinAckDeadline(context, context.desk.receive(inbound));
}

/** What is being stored, if it is in time. */
export async function withinAckDeadline<T>(context: SlackContext, storing: Promise<T>): Promise<T | undefined> {
  const safely = storing.catch((error: unknown) => {
    context.log.error({ error: describe(error) }, 'what a person did could not be stored');
    return undefined;
  });
  return Promise.race([safely, wait(STORE_MS).then(() => undefined)]);
}

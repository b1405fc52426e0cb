import { within } from '../../core/within.ts';
import type { Inbound } from '../../workflow/ports.ts';
import type { SlackContext } from './context.ts';
import { describe } from '../web/log.ts';

/** Slack waits three seconds for the receipt. Storing takes milliseconds; this limit is for a database in trouble. */
const STORE_MS = 2_300;

/**
 * Stores what a person did before it is acknowledged, and returns what is stored: with the same id, the first one.
 * Undefined: not confirmed in time, so the person has to repeat it.
 */
export async function storeInbound(context: SlackContext, inbound: Inbound): Promise<Inbound | undefined> {
  return withinAckDeadline(context, context.desk.receive(inbound));
}

/** The result of storing; undefined if it failed or took too long for the receipt. */
export async function withinAckDeadline<T>(context: SlackContext, storing: Promise<T>): Promise<T | undefined> {
  const safely = storing.catch((error: unknown) => {
    context.log.error({ error: describe(error) }, 'an action of a person could not be stored');
    return undefined;
  });
  return within(safely, STORE_MS);
}

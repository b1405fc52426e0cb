/** What stands between a command as it was typed and one whose times are moments: the clock of the person. */
import type { TimesWord } from '../../core/command/command.ts';
import { timesMeant } from '../../core/command/times.ts';
import { within } from '../../core/within.ts';
import type { Person } from '../../core/request/request.ts';
import type { SlackContext } from '../entry/context.ts';

/** The form has to be open before three seconds have passed. */
const EARLY_MS = 1_000;

/** Asks Slack for the person's time zone only where a time depends on it. */
export async function timesFor({ zoneOf, now }: SlackContext, { userId }: Person, command: TimesWord) {
  const local = command.start?.kind === 'local' || command.until?.kind === 'local';
  const zone = local ? await within(zoneOf(userId), EARLY_MS) : undefined;
  return timesMeant(command, now(), zone);
}

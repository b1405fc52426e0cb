/** The times of a command, as the form shows them. */
import type { Command } from '../../core/command/command.ts';
import { printCommand } from '../../core/command/print.ts';
import { printTime, timeMeant } from '../../core/command/time.ts';
import type { Person } from '../../core/request/request.ts';
import type { Words } from '../../wording/words.ts';
import { within } from '../../core/within.ts';
import type { SlackContext } from '../entry/context.ts';
import { type PickedUntil, pickedUntil } from '../form/until.ts';
import type { Message } from '../messages/blocks.ts';
import { invalidMessage } from '../messages/help.ts';

/** A local time needs the person's time zone; the trigger of a form lives three seconds. */
const ZONE_MS = 1_500;

/** Until when, or what is answered in place of the form. */
export async function untilOf(
  context: SlackContext,
  person: Person,
  command: Extract<Command, { kind: 'request' }>,
  words: Words,
): Promise<
  { readonly kind: 'times'; readonly until?: PickedUntil } | { readonly kind: 'answer'; readonly message: Message }
> {
  const { until } = command;
  if (until === undefined) return { kind: 'times' };
  const access = until.kind === 'local' ? await within(context.desk.authorize(person), ZONE_MS) : undefined;
  const now = context.now();
  const meant = timeMeant(until, now, access?.kind === 'member' ? access.zone : undefined);
  if (meant.kind !== 'refused') return { kind: 'times', until: pickedUntil(meant, now) };
  const problems = [{ code: 'bad_value', found: printTime(until), flag: 'until' } as const];
  return {
    kind: 'answer',
    message: invalidMessage({ kind: 'invalid', form: 'request', problems }, printCommand(command), words),
  };
}

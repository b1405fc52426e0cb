/** What stands between a command as it was typed and one about an instance and a class: their names. */
import type { Command } from '../../core/command/command.ts';
import { printSizing, type Sizing } from '../../core/instance/sizing.ts';
import type { Person } from '../../core/request/request.ts';
import { within } from '../../core/within.ts';
import type { Among, Desk } from '../../workflow/ports.ts';
import { code } from '../../wording/inert.ts';
import { markupRenderer } from '../../wording/renderer.ts';
import { sizingText } from '../../wording/sizing.ts';
import type { Words } from '../../wording/words.ts';
import type { SlackContext } from '../entry/context.ts';
import type { Message } from '../messages/blocks.ts';
import { textMessage } from '../messages/command-answer.ts';
import { namingMessage } from '../messages/naming.ts';
import { accessText } from '../messages/refusals.ts';

type Answered = Awaited<ReturnType<Desk['named']>>;

/** Starts to look for the instance that a command names; undefined where it names none. */
export function lookFor(context: SlackContext, person: Person, command: Command): Promise<Answered> | undefined {
  if (!('instanceName' in command) || command.instanceName === undefined) return undefined;
  const region = 'region' in command ? command.region : undefined;
  return context.desk.named(person, command.instanceName, region, amongOf(command));
}

/** The command about the instance that was found, or what is answered in its place. */
export function meant<C extends Command>(
  command: C,
  answered: Answered | undefined,
  words: Words,
): { readonly kind: 'command'; readonly command: C } | { readonly kind: 'answer'; readonly message: Message } {
  if (answered === undefined) return { kind: 'command', command };
  switch (answered.kind) {
    case 'no_access':
      return { kind: 'answer', message: textMessage(accessText(answered.reason, words)) };
    case 'one': {
      const { instanceId, region } = answered.instance;
      return { kind: 'command', command: { ...command, instanceName: undefined, instanceId, region } };
    }
    case 'several':
    case 'none':
      return { kind: 'answer', message: namingMessage(answered, command, amongOf(command), words) };
    default:
      return answered satisfies never;
  }
}

function amongOf({ kind }: Command): Among {
  if (kind === 'status' || kind === 'history') return 'seen';
  return kind === 'lock' || kind === 'unlock' ? 'lockable' : 'touchable';
}

/** Longer than this nobody waits for the class of a size: a full name works as well. */
const SIZED_MS = 2_500;

/** The class of a size, or the sentence about it (mrkdwn); neither where the instance is refused, which is told elsewhere. */
export async function classOf(
  context: SlackContext,
  person: Person,
  { instanceId, region }: { readonly instanceId?: string | undefined; readonly region?: string | undefined },
  sizing: Sizing,
  words: Words,
): Promise<{ readonly targetClass?: string; readonly note?: string }> {
  if (instanceId === undefined) return { note: words.mrkdwn('sizing.later', { sizing: code(printSizing(sizing)) }) };
  const answer = await within(context.desk.sized(person, instanceId, region, sizing), SIZED_MS);
  if (answer?.kind === 'one') return { targetClass: answer.targetClass };
  if (answer?.kind === 'refused' || answer?.kind === 'no_access') return {};
  return { note: sizingText(sizing, answer ?? { kind: 'unread' }, markupRenderer(words)) };
}

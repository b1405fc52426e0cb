import type { Command } from '../../core/command/command.ts';
import { printCommand } from '../../core/command/print.ts';
import { MAX_COMMAND } from '../../core/command/text.ts';
import { typedText } from '../../core/value/typed.ts';
import { code } from '../../wording/inert.ts';
import type { Invocation, SlackContext } from '../entry/context.ts';
import { newRequest } from '../home/home.ts';
import { actions, type Message, section } from '../messages/blocks.ts';
import { type AnswerContext, statusMessage } from '../messages/command-answer.ts';
import { answered, namedOrAnswerTo, readCommand } from './command.ts';

/** Somebody mentioned the bot: the text is read like a command, and answered to that person alone, in the same thread. */
export async function mentioned(context: SlackContext, invocation: Invocation, message: string): Promise<void> {
  const { botUserId } = await context.identities.get();
  const text = typedText(message.replaceAll(new RegExp(`<@${botUserId}(\\|[^<>]*)?>`, 'g'), ' '));
  const command = readCommand(context, text);
  await answered(context, invocation, async (reading) => {
    const own = asksNothing(command) ? await statusOfThread(context, invocation, reading) : undefined;
    if (own !== undefined) return own;
    if (command.kind !== 'request') return namedOrAnswerTo(command, text, context, invocation, reading);
    return offer(command, reading);
  });
}

/** Without a word, or with `status` alone: in the thread of a card that is a question about its request. */
function asksNothing(command: Command): boolean {
  return ['', 'status'].includes(printCommand(command)) && command.kind !== 'invalid';
}

async function statusOfThread(
  { desk }: SlackContext,
  { person, channelId, threadTs }: Invocation,
  reading: AnswerContext,
): Promise<Message | undefined> {
  if (channelId === undefined || threadTs === undefined) return undefined;
  const [request] = await desk.requests(person, { card: { channelId, ts: threadTs } });
  return request === undefined ? undefined : statusMessage(request, reading);
}

/** A mention cannot open a form; a button can. */
function offer(command: Extract<Command, { kind: 'request' }>, { words }: AnswerContext): Message {
  const whole = printCommand(command);
  const value = whole.length > MAX_COMMAND ? printCommand({ ...command, reason: undefined }) : whole;
  const text =
    value === ''
      ? words.mrkdwn('mention.empty', { example: code('r-bp1zxszhcgatnx tair.rdb.4g') })
      : words.mrkdwn('mention.understood', { command: code(value, 1000) });
  return { text, blocks: [section(text), actions('start', [newRequest(words, value)])] };
}

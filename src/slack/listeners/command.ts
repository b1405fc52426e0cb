import { typedText } from '../../core/value/typed.ts';
import type { Command, CommandProblemCode } from '../../core/command/command.ts';
import { parseCommand } from '../../core/command/parse.ts';
import { withPreset } from '../../core/command/preset.ts';
import { printCommand } from '../../core/command/print.ts';
import type { Person } from '../../core/request/request.ts';
import type { Message } from '../messages/blocks.ts';
import { freezeBlocks } from '../messages/freezes.ts';
import { locksBlocks } from '../messages/locks.ts';
import type { FreezeCommand, Inbound, LockCommand } from '../../workflow/ports.ts';
import type { Invocation, SlackContext } from '../entry/context.ts';
import type { Words } from '../../wording/words.ts';
import { helpMessage, invalidMessage } from '../messages/help.ts';
import { listMessage, textMessage, whyMessage, type AnswerContext } from '../messages/command-answer.ts';
import { suggestMessage } from '../messages/suggestions.ts';
import type { Charted } from '../card/charts.ts';
import { returningBlocks } from '../messages/returning.ts';
import { reportMessage } from '../messages/report.ts';
import { accessText } from '../messages/refusals.ts';
import { answerPrivately } from '../entry/private-answer.ts';
import { storeInbound } from '../entry/storing.ts';
import { pressOf } from './clicks.ts';
import { classOf, lookFor, meant } from './naming.ts';
import { openForm } from './open-form.ts';
import { history, ownRequests, status } from './read-requests.ts';
import { startAtOf, startOf } from '../form/start.ts';
import { timesFor } from './times.ts';

type Reader = Exclude<Command, { kind: 'request' }>;

/** `/redis-resize …`, already acknowledged. */
export async function commanded(context: SlackContext, invocation: Invocation, text: string): Promise<void> {
  const command = readCommand(context, text);
  if (command.kind === 'request') return openForm(context, invocation, command, 'command');
  await answered(context, invocation, (reading) => namedOrAnswerTo(command, text, context, invocation, reading));
}

/** What was typed, with what its preset stands for. */
export function readCommand(context: SlackContext, text: string): Command {
  const policy = context.policy();
  return withPreset(parseCommand(typedText(text), Object.keys(policy.presets)), policy);
}

/** Answers a member in private; anyone else learns why there is no answer. */
export async function answered(
  context: SlackContext,
  invocation: Invocation,
  answerFor: (reading: AnswerContext) => Promise<Charted | undefined>,
): Promise<void> {
  const [words, access, identity] = await Promise.all([
    context.languages.own(invocation.person.userId),
    context.desk.authorize(invocation.person),
    context.identities.get(),
  ]);
  const { botName, url } = identity;
  const answer =
    access.kind === 'no_access'
      ? textMessage(accessText(access.reason, words))
      : await answerFor({ words, policy: context.policy(), now: context.now(), botName, workspaceUrl: url });
  if (answer !== undefined) await answerPrivately(context, invocation, answer);
}

/** The answer about the instance that is meant, or those that could be. */
export async function namedOrAnswerTo(
  command: Reader,
  text: string,
  context: SlackContext,
  invocation: Invocation,
  reading: AnswerContext,
): Promise<Charted | undefined> {
  const found = meant(command, await lookFor(context, invocation.person, command), reading.words);
  return found.kind === 'answer' ? found.message : answerTo(found.command, text, context, invocation, reading);
}

/** Undefined: the answer comes when it is decided. */
async function answerTo(
  command: Reader,
  text: string,
  context: SlackContext,
  invocation: Invocation,
  reading: AnswerContext,
): Promise<Charted | undefined> {
  const { words } = reading;
  const stored = async (inbound: Inbound | undefined): Promise<Message | undefined> => {
    const kept = inbound && (await storeInbound(context, inbound));
    return kept === undefined ? textMessage(words.mrkdwn('reply.notStored', {})) : undefined;
  };
  switch (command.kind) {
    case 'help':
      return helpMessage(words, Object.keys(reading.policy.presets), await context.desk.rights(invocation.person));
    case 'invalid': {
      const own = lacksOwn(command) ? await ownRequests(context, invocation.person) : undefined;
      return invalidMessage(command, text, words, own);
    }
    case 'status':
      return status(command, context, invocation, reading);
    case 'list': {
      const desk = context.desk;
      const [open, returning, stops] = await Promise.all([
        desk.requests(invocation.person, { open: true }),
        desk.requests(invocation.person, { returning: true }),
        stopBlocks(context, invocation.person, words),
      ]);
      const below = [...returningBlocks(returning, reading), ...stops];
      if (open.length > 0) return listMessage(words.plain('read.listTitle', {}), open, reading, below);
      const none = textMessage(words.mrkdwn('read.listNone', {}));
      return { ...none, blocks: [...none.blocks, ...below] };
    }
    case 'locks': {
      const blocks = await stopBlocks(context, invocation.person, words);
      if (blocks.length === 0) return textMessage(words.mrkdwn('lock.none', {}));
      return { text: words.plain('lock.title', {}), blocks };
    }
    case 'lock':
    case 'unlock':
      return stored({ kind: 'lock', lock: lockCommandOf(invocation, command) });
    case 'freeze':
    case 'unfreeze':
      return stored({ kind: 'freeze', freeze: freezeCommandOf(invocation, command, reading) });
    case 'history':
      return history(command.instanceId, context, invocation.person, reading);
    case 'withdraw': {
      const press = pressOf(invocation, 'withdraw', command.requestId, `command:${invocation.id}`);
      return stored(press && { kind: 'press', press });
    }
    case 'suggest':
      return suggestMessage(await suggested(command, context, invocation, words), reading);
    case 'report':
      return reportMessage(await context.desk.report(invocation.person, command.month), words);
    case 'why':
      return why(command, context, invocation, reading);
    default:
      return command satisfies never;
  }
}

async function why(
  command: Extract<Command, { kind: 'why' }>,
  context: SlackContext,
  { person, channelId, triggerId }: Invocation,
  reading: AnswerContext,
): Promise<Message> {
  const { start, until, problems } = await timesFor(context, person, command);
  const wrong = { kind: 'invalid', form: 'why', problems } as const;
  if (problems.length > 0) return invalidMessage(wrong, printCommand(command), reading.words);
  // The instance has its id by now.
  const { instanceId = '', region, flags, sizing } = command;
  const { targetClass = command.targetClass, note } =
    sizing === undefined ? {} : await classOf(context, person, command, sizing, reading.words);
  if (note !== undefined) return textMessage(note);
  const change = {
    ...reading.policy.defaults,
    ...flags,
    targetClass: targetClass ?? '',
    businessInfo: undefined,
    until,
  };
  // The form that a mention leads to is not that of a command.
  const usedIn = triggerId === '' ? undefined : channelId;
  const startAt = startAtOf(startOf(start, reading.now), reading.now);
  const judged = await context.desk.why(person, instanceId, region, change, usedIn, startAt);
  return whyMessage(judged, change.targetClass, reading);
}

/** All instances take a minute: until then a line says so. */
async function suggested(
  { instanceId, region }: Extract<Command, { kind: 'suggest' }>,
  context: SlackContext,
  invocation: Invocation,
  words: AnswerContext['words'],
) {
  if (instanceId === undefined)
    await answerPrivately(context, invocation, textMessage(words.mrkdwn('suggest.reading', {})));
  return context.desk.suggest(invocation.person, instanceId, region);
}

/** Whether it was meant for a request of the person's own that it does not name. */
function lacksOwn({ form, problems }: Extract<Command, { kind: 'invalid' }>): boolean {
  return form === 'withdraw' && problems.some(({ code: why }) => LACKS_ID.includes(why));
}

const LACKS_ID: readonly CommandProblemCode[] = ['missing_argument', 'not_a_request_id'];

function lockCommandOf(
  { person, channelId, id }: Invocation,
  command: Extract<Command, { kind: 'lock' | 'unlock' }>,
): LockCommand {
  // The instance has its id by now.
  const { kind: action, instanceId = '', region } = command;
  const reason = command.kind === 'lock' ? command.reason : '';
  return { id: `command:${id}`, person, channelId, action, instanceId, region, reason };
}

function freezeCommandOf(
  { person, channelId, id }: Invocation,
  command: Extract<Command, { kind: 'freeze' | 'unfreeze' }>,
  { now }: AnswerContext,
): FreezeCommand {
  const { reason = '', until } = command.kind === 'freeze' ? command : {};
  return { id: `command:${id}`, person, channelId, action: command.kind, reason, until, at: now.toISOString() };
}

/** What stops orders: the freeze from Slack and the locks that this person may see. */
async function stopBlocks({ desk }: SlackContext, person: Person, words: Words) {
  const [freeze, locks] = await Promise.all([desk.freeze(person), desk.locks(person)]);
  return [...freezeBlocks(freeze, words), ...locksBlocks(locks, words)];
}

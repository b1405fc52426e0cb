import { type Command, parseCommand } from '../../core/command/command.ts';
import type { Person } from '../../core/request/request.ts';
import type { Message } from '../messages/blocks.ts';
import { locksBlocks } from '../messages/locks.ts';
import type { LockCommand } from '../../workflow/ports.ts';
import type { Asker, Front } from '../entry/context.ts';
import { code } from '../../wording/inert.ts';
import {
  helpMessage,
  invalidMessage,
  listMessage,
  said,
  statusMessage,
  whyMessage,
  type Reading,
} from '../messages/command-answer.ts';
import { doorText } from '../messages/refusals.ts';
import { whisper } from '../entry/private-answer.ts';
import { stored } from '../entry/storing.ts';
import { pressOf } from './clicks.ts';
import { openForm } from './open-form.ts';

type Reader = Exclude<Command, { kind: 'request' }>;

/** `/redis-resize …`, already acknowledged. */
export async function commanded(front: Front, asker: Asker, text: string): Promise<void> {
  const command = parseCommand(text);
  if (command.kind === 'request') return openForm(front, asker, command);
  const [words, admission, identity] = await Promise.all([
    front.languages.own(asker.person.userId),
    front.desk().authorize(asker.person),
    front.identities.get(),
  ]);
  const { botName, url } = identity;
  const reading = { words, policy: front.policy(), now: front.now(), botName, workspaceUrl: url };
  const answer =
    admission.kind === 'shut'
      ? said(doorText(admission.reason, words))
      : await answerTo(command, front, asker, reading);
  if (answer !== undefined) await whisper(front, asker, answer);
}

/** Undefined: the answer comes when it is decided. */
async function answerTo(command: Reader, front: Front, asker: Asker, reading: Reading): Promise<Message | undefined> {
  const { words } = reading;
  switch (command.kind) {
    case 'help':
      return helpMessage(words);
    case 'invalid':
      return invalidMessage(command, words);
    case 'status':
      return status(command, front, asker, reading);
    case 'list': {
      const desk = front.desk();
      const [open, locks] = await Promise.all([desk.requests(asker.person, { open: true }), desk.locks(asker.person)]);
      const requests =
        open.length === 0
          ? said(words.mrkdwn('read.listNone', {}))
          : listMessage(words.plain('read.listTitle', {}), open, reading);
      return { ...requests, blocks: [...requests.blocks, ...locksBlocks(locks, words)] };
    }
    case 'locks': {
      const locks = await front.desk().locks(asker.person);
      if (locks.length === 0) return said(words.mrkdwn('lock.none', {}));
      return { text: words.plain('lock.title', {}), blocks: locksBlocks(locks, words) };
    }
    case 'lock':
    case 'unlock': {
      const kept = await stored(front, { kind: 'lock', lock: lockCommandOf(asker, command) });
      return kept !== undefined ? undefined : said(words.mrkdwn('reply.notStored', {}));
    }
    case 'history':
      return history(command.instanceId, front, asker.person, reading);
    case 'withdraw': {
      const press = pressOf(asker, 'withdraw', command.requestId, `command:${asker.triggerId}`);
      const kept = press === undefined ? undefined : await stored(front, { kind: 'press', press });
      return kept !== undefined ? undefined : said(words.mrkdwn('reply.notStored', {}));
    }
    case 'why': {
      const { instanceId, region, targetClass, flags } = command;
      const change = { ...reading.policy.defaults, ...flags, targetClass, businessInfo: undefined };
      return whyMessage(await front.desk().why(asker.person, instanceId, region, change), targetClass, reading);
    }
    default:
      return command satisfies never;
  }
}

function lockCommandOf(
  { person, channelId, triggerId }: Asker,
  command: Extract<Command, { kind: 'lock' | 'unlock' }>,
): LockCommand {
  const { kind: action, instanceId, region } = command;
  const reason = command.kind === 'lock' ? command.reason : '';
  return { id: `command:${triggerId}`, person, channelId, action, instanceId, region, reason };
}

/** Of a request, of the newest of an instance, or of what the person has open. */
async function status(
  command: Extract<Command, { kind: 'status' }>,
  front: Front,
  { person }: Asker,
  reading: Reading,
): Promise<Message> {
  const { words } = reading;
  const { requestId, instanceId } = command;
  if (requestId !== undefined) {
    const request = await front.desk().request(person, requestId);
    return request === undefined
      ? said(words.mrkdwn('read.noRequest', { id: code(requestId) }))
      : statusMessage(request, reading);
  }
  if (instanceId !== undefined) {
    const [newest] = await front.desk().requests(person, { instanceId });
    return newest === undefined
      ? said(words.mrkdwn('read.statusNoneOf', { instance: code(instanceId) }))
      : statusMessage(newest, reading);
  }
  const own = await front.desk().requests(person, { open: true, requester: person });
  const [only] = own;
  if (only === undefined) return said(words.mrkdwn('read.statusNone', {}));
  return own.length === 1 ? statusMessage(only, reading) : listMessage(words.plain('read.listTitle', {}), own, reading);
}

async function history(
  instanceId: string | undefined,
  front: Front,
  person: Person,
  reading: Reading,
): Promise<Message> {
  const { words } = reading;
  const requests = await front.desk().requests(person, instanceId === undefined ? {} : { instanceId });
  if (requests.length > 0) {
    const title =
      instanceId === undefined
        ? words.plain('read.historyTitleAll', {})
        : words.plain('read.historyTitle', { instance: instanceId });
    return listMessage(title, requests, reading);
  }
  return instanceId === undefined
    ? said(words.mrkdwn('read.historyNone', {}))
    : said(words.mrkdwn('read.statusNoneOf', { instance: code(instanceId) }));
}

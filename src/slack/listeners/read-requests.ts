/** Answers that read requests: `status`, `history`, and what a person has open. */
import type { Command } from '../../core/command/command.ts';
import type { Person, ResizeRequest } from '../../core/request/request.ts';
import { code } from '../../wording/inert.ts';
import type { Invocation, SlackContext } from '../entry/context.ts';
import type { Message } from '../messages/blocks.ts';
import { type AnswerContext, listMessage, statusMessage, textMessage } from '../messages/command-answer.ts';

/** Of a request, of the newest of an instance, or of what the person has open. */
export async function status(
  command: Extract<Command, { kind: 'status' }>,
  context: SlackContext,
  { person }: Invocation,
  reading: AnswerContext,
): Promise<Message> {
  const { words } = reading;
  const { requestId, instanceId } = command;
  if (requestId !== undefined) {
    const request = await context.desk.request(person, requestId);
    return request === undefined
      ? textMessage(words.mrkdwn('read.noRequest', { id: code(requestId) }))
      : statusMessage(request, reading);
  }
  if (instanceId !== undefined) {
    const [newest] = await context.desk.requests(person, { instanceId });
    return newest === undefined
      ? textMessage(words.mrkdwn('read.statusNoneOf', { instance: code(instanceId) }))
      : statusMessage(newest, reading);
  }
  const own = await ownRequests(context, person);
  const [only] = own;
  if (only === undefined) return textMessage(words.mrkdwn('read.statusNone', {}));
  return own.length === 1 ? statusMessage(only, reading) : listMessage(words.plain('read.listTitle', {}), own, reading);
}

export async function history(
  instanceId: string | undefined,
  context: SlackContext,
  person: Person,
  reading: AnswerContext,
): Promise<Message> {
  const { words } = reading;
  const requests = await context.desk.requests(person, instanceId === undefined ? {} : { instanceId });
  if (requests.length > 0) {
    const title =
      instanceId === undefined
        ? words.plain('read.historyTitleAll', {})
        : words.plain('read.historyTitle', { instance: instanceId });
    return listMessage(title, requests, reading);
  }
  return instanceId === undefined
    ? textMessage(words.mrkdwn('read.historyNone', {}))
    : textMessage(words.mrkdwn('read.statusNoneOf', { instance: code(instanceId) }));
}

export function ownRequests(context: SlackContext, person: Person): Promise<readonly ResizeRequest[]> {
  return context.desk.requests(person, { open: true, requester: person });
}

/** The screen of one person, as lines of text. */
import type { Json } from '../api.ts';
import { findUser } from '../channels.ts';
import { HELD } from '../element-state.ts';
import { isObject, listOf, objectOf, textOf } from '../json.ts';
import { messagesFor } from '../messages.ts';
import { readable, readMrkdwn, type Reading } from '../mrkdwn.ts';
import { readableBlocks } from '../readable-blocks.ts';
import type { State, StoredMessage, StoredView } from '../state.ts';
import { blocksOf, topModal } from '../views.ts';

interface Sight {
  readonly read: (mrkdwn: string) => string;
  readonly message: (message: StoredMessage) => string;
}

export function sightOf(state: State, userId: string): Sight {
  const reader = findUser(state, userId);
  const { userGroups, channels } = state;
  const reading: Reading = { userGroups, channels, now: state.now(), ...(reader === undefined ? {} : { reader }) };
  return {
    read: (mrkdwn) => readMrkdwn(mrkdwn, state.users, reading),
    message: (message) => readable(message, state.users, reading),
  };
}

/** `last`: only so many messages. */
export function seenLines(state: State, userId: string, last = Infinity): string[] {
  const sight = sightOf(state, userId);
  const modal = topModal(state, userId);
  return [
    ...messagesFor(state, userId)
      .slice(-last)
      .flatMap((message) => linesOf(sight.message(message))),
    ...(modal === undefined ? [] : seenView(state, modal)),
    ...(state.notices.get(userId) ?? []),
  ];
}

/** Title, blocks with what has been typed and chosen, errors, buttons. */
export function seenView(state: State, view: StoredView): string[] {
  const { read } = sightOf(state, view.userId);
  const label = (key: string): string => textOf(objectOf(view.body[key])['text']) ?? '';
  const blocks = blocksOf(view)
    .filter(isObject)
    .flatMap((block) => {
      const blockId = textOf(block['block_id']) ?? '';
      const held = Object.values(view.values[blockId] ?? {}).flatMap((value) => heldText(value));
      const error = view.errors[blockId];
      return [...linesOf(readableBlocks([block], read)), ...held, ...(error === undefined ? [] : [error])];
    });
  const buttons = ['submit', 'close'].map(label).filter((text) => text !== '');
  const title = label('title');
  return [...(title === '' ? [] : [title]), ...blocks, ...buttons.map((text) => `[${text}]`)];
}

function heldText(state: Json): readonly string[] {
  const object = objectOf(state);
  const held = HELD[textOf(object['type']) ?? ''];
  const value = held === undefined ? null : object[held.key];
  const values = Array.isArray(value) ? listOf(value) : [value ?? null];
  return values.map(chosenText).filter((text) => text !== '');
}

function chosenText(value: Json): string {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  return textOf(objectOf(objectOf(value)['text'])['text']) ?? '';
}

function linesOf(text: string): readonly string[] {
  return text.split('\n').filter((line) => line.trim() !== '');
}

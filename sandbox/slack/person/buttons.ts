/** Finding a button by what is written on it. */
import type { Json } from '../api.ts';
import type { Press } from '../acts/press.ts';
import { elementsIn, type PlacedElement } from '../elements.ts';
import { isObject, objectOf, textOf } from '../json.ts';
import { messagesFor } from '../messages.ts';
import { decodeEntities } from '../mrkdwn.ts';
import type { State } from '../state.ts';
import { blocksOf, topModal } from '../views.ts';
import { sightOf } from './seeing.ts';

export type ButtonText = string | RegExp;

interface FoundButton {
  readonly press: Press;
  readonly confirm?: string;
}

interface Shown {
  readonly blocks: readonly Json[];
  readonly at: { readonly view: string } | { readonly message: { readonly channel: string; readonly ts: string } };
}

/** The newest one: in the modal on top, then in messages from the newest to the oldest, then in the home tab. */
export function findButton(
  state: State,
  userId: string,
  text: ButtonText,
  on?: { readonly channel: string; readonly ts: string },
): FoundButton | undefined {
  for (const { blocks, at } of shownTo(state, userId, on)) {
    for (const placed of elementsIn(blocks)) {
      if (placed.type !== 'button' || !fits(textIn(placed.element['text']), text)) continue;
      const press: Press = { ...at, blockId: placed.blockId, actionId: placed.actionId };
      const confirm = confirmText(state, userId, placed);
      return confirm === undefined ? { press } : { press, confirm };
    }
  }
  return undefined;
}

function shownTo(
  state: State,
  userId: string,
  on?: { readonly channel: string; readonly ts: string },
): readonly Shown[] {
  const messages = messagesFor(state, userId)
    .filter((message) => on === undefined || (message.channel === on.channel && message.ts === on.ts))
    .map(({ channel, ts, blocks }): Shown => ({ blocks: blocks, at: { message: { channel, ts } } }))
    .reverse();
  if (on !== undefined) return messages;
  const modal = topModal(state, userId);
  const home = state.homes.get(userId);
  const view = (each: typeof modal): readonly Shown[] =>
    each === undefined ? [] : [{ blocks: blocksOf(each), at: { view: each.id } }];
  return [...view(modal), ...messages, ...view(home)];
}

function textIn(value: Json | undefined): string {
  return textOf(objectOf(value)['text']) ?? '';
}

function fits(text: string, wanted: ButtonText): boolean {
  return typeof wanted === 'string' ? decodeEntities(text).trim() === wanted.trim() : wanted.test(text);
}

function confirmText(state: State, userId: string, { element }: PlacedElement): string | undefined {
  const dialog = element['confirm'];
  if (!isObject(dialog)) return undefined;
  const text = objectOf(dialog['text']);
  const read = text['type'] === 'mrkdwn' ? sightOf(state, userId).read : (plain: string) => plain;
  return `${textIn(dialog['title'])}\n${read(textOf(text['text']) ?? '')}`;
}

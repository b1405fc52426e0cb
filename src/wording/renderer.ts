/** One interface for Slack's markup and for plain text, so that the code which composes sentences serves both. */
import type { ApprovalNeed } from '../core/request/request.ts';
import { comma } from './figures.ts';
import { groupNames, groupsOf, neededGroups } from './groups.ts';
import { code, type Markup } from './inert.ts';
import { channelMention, joined, mention, moment } from './markup.ts';
import type { Key, Values, Words } from './words.ts';

export interface Renderer<V> {
  readonly words: Words;
  say<K extends Key>(key: K, values: Values<K, V>): string;
  /** Text from people or from the cloud. */
  text(text: string): V;
  /** Ids and codes. */
  exact(text: string): V;
  /** A list of ids. */
  list(texts: readonly string[]): V;
  /** A sentence that this renderer made. */
  said(sentence: string): V;
  person(userId: string): V;
  /** People in a row, by their Slack user ids. */
  people(userIds: readonly string[]): V;
  /** Channels, by their Slack ids. */
  channels(channelIds: readonly string[]): V;
  /** Groups of the configuration, or the Slack ids that stand in their place. */
  groups(names: readonly string[]): V;
  /** Groups that must approve. */
  needed(need: ApprovalNeed): V;
  moment(iso: string): V;
  title(text: string): string;
  /** One line of a list. `term`: the key of the configuration that it is about, shown in plain text only. */
  item(text: string, term?: string): string;
}

export function markupRenderer(words: Words): Renderer<string | number | Markup> {
  return {
    words,
    say: (key, values) => words.mrkdwn(key, values),
    text: (text) => text,
    exact: (text) => code(text, 200),
    list: (texts) =>
      joined(
        texts.map((text) => code(text)),
        comma(words),
      ),
    said: (markup) => ({ markup }),
    person: (userId) => mention({ userId }),
    people: (userIds) =>
      joined(
        userIds.map((userId) => mention({ userId })),
        comma(words),
      ),
    channels: (channelIds) => joined(channelIds.map(channelMention), comma(words)),
    groups: groupNames,
    needed: neededGroups,
    moment,
    title: (text) => `*${text}*`,
    item: (text) => `• ${text}`,
  };
}

export function plainRenderer(words: Words): Renderer<string | number> {
  const same = (text: string): string => text;
  return {
    words,
    say: (key, values) => words.plain(key, values),
    text: same,
    exact: same,
    list: (texts) => texts.join(', '),
    said: same,
    person: same,
    people: (userIds) => userIds.join(', '),
    channels: (channelIds) => channelIds.join(', '),
    groups: (names) => names.join(', '),
    needed: (need) => groupsOf(need, (names) => names.join(', ')),
    moment: same,
    title: same,
    item: (text, term) => `  - ${term === undefined ? '' : `${term}: `}${text}`,
  };
}

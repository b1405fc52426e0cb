/** Mentions and links that are alive in a message, so that a test can see that injected text stayed dead. */
import { isObject, textOf, type JsonObject } from './json.ts';
import type { Readable } from './mrkdwn.ts';

interface LiveEntity {
  readonly kind: 'broadcast' | 'user' | 'group' | 'channel' | 'link';
  /** The id or the URL. */
  readonly target: string;
  readonly label?: string;
  /** Not written as an entity: Slack makes it one by itself, in mrkdwn that is not `verbatim`. */
  readonly automatic: boolean;
}

/** The text counts also where blocks are shown instead of it: it is what notifications carry. */
export function liveEntities(message: Readable): readonly LiveEntity[] {
  return [...inMrkdwn(message.text, false), ...message.blocks.flatMap((block) => walk(block))];
}

function walk(value: unknown): readonly LiveEntity[] {
  if (Array.isArray(value)) return value.flatMap(walk);
  if (!isObject(value)) return [];
  const type = textOf(value['type']) ?? '';
  const text = textOf(value['text']);
  if (type === 'mrkdwn' && text !== undefined) return inMrkdwn(text, value['verbatim'] === true);
  if (type === 'plain_text') return [];
  return [...inRichText(type, value), ...Object.values(value).flatMap(walk)];
}

function inMrkdwn(text: string, verbatim: boolean): readonly LiveEntity[] {
  const found = [...text.matchAll(/<([^<>\n]+)>/g)].flatMap((match) => ofToken(match[1] ?? ''));
  if (verbatim) return found;
  const rest = text.replace(/<[^<>\n]+>/g, ' ');
  const links = [...rest.matchAll(/\bhttps?:\/\/[^\s<>|]+/g)].map((match) => entity('link', match[0], true));
  const calls = [...rest.matchAll(/(?<![\w&])@(here|channel|everyone)\b/g)].map((match) =>
    entity('broadcast', match[1] ?? '', true),
  );
  return [...found, ...links, ...calls];
}

function ofToken(inside: string): readonly LiveEntity[] {
  const [target = '', label] = inside.split('|', 2);
  const named = label === undefined ? {} : { label };
  if (target.startsWith('@')) return [{ ...entity('user', target.slice(1)), ...named }];
  if (target.startsWith('#')) return [{ ...entity('channel', target.slice(1)), ...named }];
  if (!target.startsWith('!')) return [{ ...entity('link', target), ...named }];
  const [name = '', ...parts] = target.slice(1).split('^');
  if (name === 'subteam') return [{ ...entity('group', parts[0] ?? ''), ...named }];
  if (name !== 'date') return [{ ...entity('broadcast', name), ...named }];
  return parts[2] === undefined ? [] : [{ ...entity('link', parts[2]), ...named }];
}

const RICH: Readonly<Record<string, readonly [LiveEntity['kind'], string]>> = {
  user: ['user', 'user_id'],
  usergroup: ['group', 'usergroup_id'],
  channel: ['channel', 'channel_id'],
  broadcast: ['broadcast', 'range'],
  link: ['link', 'url'],
};

function inRichText(type: string, value: JsonObject): readonly LiveEntity[] {
  const [kind, key] = RICH[type] ?? [];
  const target = key === undefined ? undefined : textOf(value[key]);
  return kind === undefined || target === undefined ? [] : [entity(kind, target)];
}

function entity(kind: LiveEntity['kind'], target: string, automatic = false): LiveEntity {
  return { kind, target, automatic };
}

/**
 * What a person reads, made from what the app sent: links by their label, mentions by name, dates in the reader's own
 * time, entities decoded, markers of bold and code gone.
 */
import type { SandboxUser } from './api.ts';
import { readableBlocks } from './readable-blocks.ts';
import { writtenDate, type Reader } from './slack-date.ts';

export interface Reading {
  /** Whose zone and language; UTC and English without. */
  readonly reader?: Reader;
  readonly userGroups?: readonly { readonly id: string; readonly handle: string }[];
  readonly channels?: readonly { readonly id: string; readonly name: string }[];
  readonly now?: number;
}

export interface Readable {
  readonly text: string;
  readonly blocks: readonly object[];
}

type Users = readonly Pick<SandboxUser, 'id' | 'name'>[];

/** Blocks are what is shown when there are any; the text is then only for notifications. One line per line seen. */
export function readable(message: Readable, users: Users, reading: Reading = {}): string {
  if (message.blocks.length === 0) return readMrkdwn(message.text, users, reading);
  return readableBlocks(message.blocks, (text) => readMrkdwn(text, users, reading));
}

/** One mrkdwn text. */
export function readMrkdwn(text: string, users: Users, reading: Reading = {}): string {
  const read = text.replace(/<([^<>\n]+)>/g, (_whole, inside: string) => readToken(inside, users, reading));
  return decodeEntities(withoutMarkers(read));
}

export function decodeEntities(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

function readToken(inside: string, users: Users, reading: Reading): string {
  const bar = inside.indexOf('|');
  const target = bar < 0 ? inside : inside.slice(0, bar);
  const label = bar < 0 ? undefined : inside.slice(bar + 1);
  const id = target.slice(1);
  if (target.startsWith('@')) return `@${users.find((user) => user.id === id)?.name ?? label ?? id}`;
  if (target.startsWith('#'))
    return `#${reading.channels?.find((channel) => channel.id === id)?.name ?? (label || id)}`;
  if (!target.startsWith('!')) return label ?? target;
  const [name = '', ...parts] = id.split('^');
  if (name === 'subteam') {
    const group = reading.userGroups?.find((each) => each.id === parts[0]);
    return group === undefined ? (label ?? `@${parts[0] ?? ''}`) : `@${group.handle}`;
  }
  if (name === 'date') {
    return writtenDate(Number(parts[0]), parts[1] ?? '', reading.reader, reading.now) ?? label ?? '';
  }
  return label ?? `@${name}`;
}

const CODE_BLOCK = /```\n?([\s\S]*?)\n?```/g;
const CODE = /`([^`\n]+)`/g;
/** A marker counts only where it touches no letter on its outer side, and no space on its inner side. */
const STYLED = /(?<![\p{L}\p{N}*_~])([*_~])(?=\S)([^\n]*?\S)\1(?![\p{L}\p{N}*_~])/gu;

function withoutMarkers(text: string): string {
  const kept: string[] = [];
  const keep = (_whole: string, inside: string): string => `\uE000${kept.push(inside) - 1}\uE001`;
  const bare = text.replace(CODE_BLOCK, keep).replace(CODE, keep);
  // Twice, for bold inside of italics.
  const unstyled = bare.replace(STYLED, '$2').replace(STYLED, '$2');
  const unquoted = unstyled.replace(/^&gt; ?/gm, '');
  return unquoted.replace(/\uE000(\d+)\uE001/g, (_whole, index: string) => kept[Number(index)] ?? '');
}

import type {
  ActionsBlock,
  Button,
  ContextBlock,
  HeaderBlock,
  KnownBlock,
  ModalView,
  MrkdwnElement,
  PlainTextOption,
  PlainTextElement,
  RichTextBlock,
  SectionBlock,
} from '@slack/types';
import { lines, plain } from '../../wording/inert.ts';

/** `text` is what notifications and screen readers get, so it has to be complete without the blocks. */
export interface Message<B = KnownBlock> {
  readonly text: string;
  readonly blocks: B[];
}

/** Several messages as one; undefined where there is none. */
export function joinedMessage(parts: readonly (Message | undefined)[]): Message | undefined {
  const there = parts.filter((part) => part !== undefined);
  if (there.length === 0) return undefined;
  return { text: there.map(({ text }) => text).join('\n'), blocks: there.flatMap(({ blocks }) => blocks) };
}

/** Limits of Block Kit from its reference pages, in UTF-16 units. */
export const LIMITS = {
  section: 3000,
  field: 2000,
  header: 150,
  option: 75,
  button: 75,
  chartTitle: 50,
  chartLabel: 20,
} as const;

/**
 * Characters of all blocks of a message together. Slack refuses more than some 12,000 (`msg_blocks_too_long`; docs/limits.md),
 * by a count of its own that is not published.
 */
const MESSAGE = 9_000;
/** For the frame of a block. */
const FRAME = 60;

/** As many of these, from the first, as fit into one message with what stands `beside` them. */
export function fitting<T extends object>(
  parts: readonly T[],
  beside: readonly object[] = [],
  room = MESSAGE - FRAME * (parts.length + beside.length),
): readonly T[] {
  let left = room - textsOf(beside);
  const end = parts.findIndex((part) => (left -= textsOf(part)) < 0);
  return end < 0 ? parts : parts.slice(0, end);
}

function textsOf(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  return Object.entries(value).reduce((sum, [name, one]: [string, unknown]) => {
    const counts = typeof one === 'string' && (name === 'text' || name === 'user_id');
    return sum + (counts ? one.length : textsOf(one));
  }, 0);
}

export function plainText(text: string, limit: number): PlainTextElement {
  // Slack rejects the whole message because of one empty text object.
  return { type: 'plain_text', text: plain(text, limit) || '–' };
}

/** `verbatim`: Slack must not turn people's words into links and mentions. */
function mrkdwn(text: string, limit: number = LIMITS.section): MrkdwnElement {
  return { type: 'mrkdwn', text: whole(text, limit) || '–', verbatim: true };
}

/** Drops whole lines at the end until the text fits: a cut within a line could break a mention or a link. */
function whole(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit - 1);
  return `${kept.slice(0, Math.max(0, kept.lastIndexOf('\n')))}…`;
}

export function header(text: string): HeaderBlock {
  return { type: 'header', text: plainText(text, LIMITS.header) };
}

export function section(text: string): SectionBlock {
  return { type: 'section', text: mrkdwn(text), expand: true };
}

/** Lines in as few sections as they fit into. */
export function listing(lines: readonly string[]): readonly KnownBlock[] {
  const texts: string[] = [];
  for (const line of lines) {
    const last = texts.at(-1);
    if (last !== undefined && last.length + 1 + line.length <= LIMITS.section)
      texts[texts.length - 1] = `${last}\n${line}`;
    else texts.push(line);
  }
  return texts.map(section);
}

/** As many of these lines, from the first, as are at most `most` and take at most `room` characters. */
export function fittingLines(lines: readonly string[], most: number, room: number): readonly string[] {
  let left = room;
  const end = lines.slice(0, most).findIndex((line) => (left -= line.length + 1) < 0);
  return lines.slice(0, end < 0 ? most : end);
}

export function fields(texts: readonly string[]): SectionBlock {
  return { type: 'section', fields: texts.slice(0, 10).map((text) => mrkdwn(text, LIMITS.field)) };
}

export function context(...texts: readonly string[]): ContextBlock {
  return { type: 'context', elements: texts.slice(0, 10).map((text) => mrkdwn(text, LIMITS.field)) };
}

/** What a person wrote, as rich_text: Slack never parses it. */
export function quote(text: string): RichTextBlock {
  const element = { type: 'text', text: lines(text, LIMITS.field) || '–' } as const;
  return { type: 'rich_text', elements: [{ type: 'rich_text_quote', elements: [element] }] };
}

export function actions(blockId: string, elements: Button[]): ActionsBlock {
  return { type: 'actions', block_id: blockId, elements };
}

export function option(text: string, value: string): PlainTextOption {
  return { text: plainText(text, LIMITS.option), value };
}

/** A modal without inputs. */
export function notice(title: string, close: string, blocks: KnownBlock[]): ModalView {
  return { type: 'modal', title: plainText(title, 24), close: plainText(close, 24), blocks };
}

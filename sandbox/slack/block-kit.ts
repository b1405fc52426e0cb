/**
 * The limits of Block Kit for what the app sends, as far as they are known: where sources differ, the smaller number;
 * where none is published, the one of text objects (3000) for texts, of ids (255) for names, and 100 for lists.
 * Returns what is wrong, in Slack's words (`[ERROR] must be less than 76 characters [json-pointer:/blocks/0/…]`), or
 * nothing. A type that is not in the tables of block-kit/ (`blocks.ts`, `elements.ts`) is refused, and the reason says
 * that it is this local Slack that does not know it.
 */
import type { Json } from './api.ts';
import { isObject, listOf, sizeOfTexts, textOf } from './json.ts';
import { checkAcross, checkSubmit } from './block-kit/across.ts';
import { BLOCKS } from './block-kit/blocks.ts';
import { OPTIONS_ANSWER } from './block-kit/elements.ts';
import { block, flag, list, plain, string, type Shape } from './block-kit/rule.ts';
import { check, checkShape, error } from './block-kit/walk.ts';

const MESSAGE_BLOCKS = 50;
const VIEW_BLOCKS = 100;
export const MAX_VIEW_BYTES = 250 * 1024;

const anyBlock = block(...Object.keys(BLOCKS));
const common = { private_metadata: string(3000, 0), callback_id: string(255, 0), external_id: string(255, 0) } as const;

const MODAL: Shape = {
  required: { title: plain(24), blocks: list(anyBlock, VIEW_BLOCKS, 0) },
  optional: { ...common, submit: plain(24), close: plain(24), clear_on_close: flag, notify_on_close: flag },
};
/** Whether a home tab may be empty is not known; clients show one, so it is taken. */
const HOME: Shape = { required: { blocks: list(anyBlock, VIEW_BLOCKS, 0) }, optional: common };

/** The blocks of a message. */
export function checkMessage(blocks: readonly unknown[]): readonly string[] {
  const given = blocks as readonly Json[];
  const spot = { value: given, pointer: '/blocks', surface: 'message' } as const;
  return [...check(list(anyBlock, MESSAGE_BLOCKS, 0), spot), ...checkAcross(given, '/blocks')];
}

/**
 * What counts towards `msg_blocks_too_long`: every text, and something for each block. Slack publishes no number; by
 * bolt-js issues 2509 and 2867 some 12,000 are too much, and 11,341 in a few dozen blocks were.
 */
export function messageSize(blocks: readonly unknown[]): number {
  return sizeOfTexts(blocks as readonly Json[]) + blocks.length * BLOCK_SIZE;
}
const BLOCK_SIZE = 50;
export const MESSAGE_SIZE = 12_000;

/** A modal or a home tab, as given to views.open, views.push, views.update, views.publish or a response_action. */
export function checkView(view: unknown): readonly string[] {
  if (!isObject(view)) return [error('must provide an object', '/view')];
  const type = textOf(view['type']);
  if (type === undefined) return [error('missing required field: type', '/view')];
  if (type !== 'modal' && type !== 'home') return [error(`unsupported type: ${type}`, '/view/type')];
  const shape = type === 'home' ? HOME : MODAL;
  const tooLarge = Buffer.byteLength(JSON.stringify(view)) > MAX_VIEW_BYTES;
  return [
    ...checkShape(shape, { value: view, pointer: '/view', surface: type }, ['type']),
    ...checkAcross(listOf(view['blocks']), '/view/blocks'),
    ...(type === 'modal' ? checkSubmit(view) : []),
    ...(tooLarge ? [error(`must be smaller than ${MAX_VIEW_BYTES} bytes`, '/view')] : []),
  ];
}

/** The answer to a block_suggestion. */
export function checkOptions(answer: unknown): readonly string[] {
  if (!isObject(answer)) return [error('must provide an object', '')];
  return checkShape(OPTIONS_ANSWER, { value: answer, pointer: '', surface: 'modal' });
}

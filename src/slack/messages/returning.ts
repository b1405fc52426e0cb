import type { KnownBlock } from '@slack/types';
import { pendingReturn } from '../../core/lifecycle/planned-return.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { classes, nameOf } from '../../wording/figures.ts';
import { code } from '../../wording/inert.ts';
import { link, mention, moment, permalink } from '../../wording/markup.ts';
import type { Words } from '../../wording/words.ts';
import { fittingLines, header, section } from './blocks.ts';

/** Changes that are listed, and their characters: in one block, and with room for the locks and some requests. */
const MOST = 10;
const ROOM = 2_000;

interface Reading {
  readonly words: Words;
  readonly workspaceUrl: string | undefined;
}

/** A temporary change that goes back: the class that its instance has, the one that it gets back, and when. */
export function returningLine(request: ResizeRequest, { words, workspaceUrl }: Reading): string {
  const { id, before, change, card, requester, since } = request;
  const url = permalink(workspaceUrl, card);
  const { from: back, to: now } = classes(before, change.targetClass);
  const plan = pendingReturn(request);
  const values = {
    ...{ link: url === undefined ? code(id) : link(url, id), who: mention(requester) },
    ...{ name: nameOf(before), now, back, at: moment(plan?.at ?? since) },
  };
  return plan?.waitsFor === undefined
    ? words.mrkdwn('temporary.listed', values)
    : words.mrkdwn('temporary.listedWaits', { ...values, request: code(plan.waitsFor) });
}

/** Below the open requests. `returning`: the next one first. */
export function returningBlocks(returning: readonly ResizeRequest[], reading: Reading): KnownBlock[] {
  if (returning.length === 0) return [];
  const { words } = reading;
  const lines = returning.map((request) => returningLine(request, reading));
  const shown = fittingLines(lines, MOST, ROOM);
  const more = shown.length < lines.length ? [words.mrkdwn('temporary.listedMore', { count: shown.length })] : [];
  return [header(words.plain('home.returning', {})), section([...shown, ...more].join('\n'))];
}

import { inARow } from '../../wording/words.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import type { Desk } from '../../workflow/ports.ts';
import { cost } from '../../wording/amounts.ts';
import type { KnownBlock } from '@slack/types';
import { context, fitting, header, section, type Message } from './blocks.ts';
import { cardBody, cardText, type Setting } from '../card/card.ts';
import { classes, flagsOf, nameOf } from '../../wording/figures.ts';
import { failureText } from '../../wording/failures.ts';
import { withBreakGlassMark } from './break-glass.ts';
import { code } from '../../wording/inert.ts';
import { link, mention, moment, permalink, startLine } from '../../wording/markup.ts';
import { obstaclesOf, skippedText } from '../../wording/obstacles.ts';
import { accessText, refusalText } from './refusals.ts';
import { statusLine } from '../card/status-line.ts';
import { markupRenderer } from '../../wording/renderer.ts';
import { prolongText } from '../../wording/temporary.ts';
import { insteadOf, lineOf, type Paragraph, whenOrdered, whoMay, whyNot } from '../../wording/why.ts';

/** Private answers to the commands that only read. */

export interface AnswerContext extends Setting {
  readonly workspaceUrl: string | undefined;
  readonly botName: string;
}

/** Each request is one block, and Slack allows 50. */
const MOST = 20;

export function textMessage(text: string): Message {
  return { text, blocks: [section(text)] };
}

export function statusMessage(request: ResizeRequest, reading: AnswerContext): Message {
  const { words, workspaceUrl } = reading;
  const url = permalink(workspaceUrl, request.card);
  const toCard = url === undefined ? [] : [section(link(url, words.plain('reply.card', {})).markup)];
  return { text: cardText(request, words), blocks: [...cardBody(request, reading), ...toCard] };
}

export function listMessage(
  title: string,
  requests: readonly ResizeRequest[],
  reading: AnswerContext,
  below: readonly KnownBlock[] = [],
): Message {
  const lines = requests.slice(0, MOST).map((request) => section(requestLine(request, reading)));
  const shown = fitting(lines, [header(title), ...below]);
  const left = requests.length >= MOST || shown.length < lines.length;
  const more = left ? [context(reading.words.mrkdwn('read.listMore', { count: shown.length }))] : [];
  return { text: title, blocks: [header(title), ...shown, ...more, ...below] };
}

/** A request in a list. */
export function requestLine(request: ResizeRequest, reading: AnswerContext): string {
  const { words, policy, now, workspaceUrl } = reading;
  const { before, failure } = request;
  const url = permalink(workspaceUrl, request.card);
  const start = request.state === 'pending' ? startLine(request, words) : [];
  const standing = [statusLine(request, policy, words, now), ...start].join(' ');
  const stands = withBreakGlassMark(standing, request, words);
  return words.mrkdwn('read.line', {
    link: url === undefined ? code(request.id) : link(url, request.id),
    name: before.name,
    instance: code(before.instanceId),
    ...classes(before, request.change.targetClass),
    who: mention(request.requester),
    at: moment(request.createdAt),
    state: {
      markup:
        failure === undefined || request.state !== 'failed'
          ? stands
          : inARow(words, stands, failureText(failure, words)),
    },
  });
}

type Answer = Awaited<ReturnType<Desk['why']>>;
type Judged = Extract<Answer, { kind: 'judged' }>;

export function whyMessage(answer: Answer, targetClass: string, reading: AnswerContext): Message {
  const { words, botName, now } = reading;
  if (answer.kind === 'no_access') return textMessage(accessText(answer.reason, words));
  if (answer.kind === 'refused') return textMessage(refusalText(answer.reason, answer.detail, words, botName));
  const { verdict, instance, quote, prolongs } = answer;
  const price = prolongs === undefined ? cost(quote, instance, words, now) : words.plain('money.now.nothing', {});
  const note = `${words.mrkdwn('read.price', { price })} · ${words.mrkdwn('read.whyNothing', {})}`;
  const instead = insteadOf(answer, undefined, markupRenderer(words));
  const inTheWay = obstaclesOf(answer, targetClass, markupRenderer(words));
  const skipped = skippedText(answer, markupRenderer(words));
  const others = [inTheWay, skipped, instead].filter((lines) => lines.length > 0);
  const paragraphs = [...verdictLines(answer, targetClass, reading), ...others];
  return {
    text: words.plain(verdict.kind === 'denied' ? 'reply.deniedTitle' : 'read.allowed', {}),
    blocks: [...paragraphs.map((lines) => section(lines.join('\n'))), context(note)],
  };
}

function verdictLines(answer: Judged, targetClass: string, { words }: AnswerContext): readonly Paragraph[] {
  const { verdict, nearest, approvers, instance, prolongs } = answer;
  const renderer = markupRenderer(words);
  const what = { name: nameOf(instance), ...classes(prolongs?.before ?? instance, targetClass) };
  if (verdict.kind === 'denied') {
    const [first = [], ...rest] = whyNot(verdict, nearest, undefined, renderer);
    return [[words.mrkdwn('read.whyDenied', what), ...first], ...rest];
  }
  const { rule, need, change } = verdict;
  return [
    [
      words.mrkdwn('why.allowed', { ...what, rule: rule.name, place: lineOf(rule.line, words) }),
      prolongs === undefined
        ? words.mrkdwn('read.whyHow', { flags: flagsOf(change, words) })
        : prolongText(prolongs, words),
      ...(approvers === undefined ? [] : [whoMay(need, approvers, renderer)]),
      ...whenOrdered(answer, renderer),
    ],
  ];
}

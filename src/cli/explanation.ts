/**
 * What `explain` found out, as text and as JSON. The sentences are those of Slack answers, whose words make every value
 * harmless; `row` does it for the rest.
 */
import { type Change } from '../core/value/change.ts';
import type { Person } from '../core/request/request.ts';
import { cost } from '../wording/amounts.ts';
import { failureWords } from '../wording/failures.ts';
import { classes, flagsOf, nameOf } from '../wording/figures.ts';
import { obstaclesOf, skippedText } from '../wording/obstacles.ts';
import { untilText } from '../wording/temporary.ts';
import { type Words, wordsFor } from '../wording/words.ts';
import { plainRenderer } from '../wording/renderer.ts';
import { insteadOf, whenOrdered, whoMay, whyNot } from '../wording/why.ts';
import type { Desk } from '../workflow/ports.ts';
import { line } from './words.ts';

export interface Asked {
  readonly file: string;
  readonly person: Person;
  readonly instanceId: string;
  readonly change: Change;
}

type Answer = Awaited<ReturnType<Desk['why']>>;
type Judged = Extract<Answer, { kind: 'judged' }>;
export type Explanation = Answer;

interface Seen {
  readonly asked: Asked;
  readonly explanation: Explanation;
  /** false: the verdict leaves limits.monthlySpend out. */
  readonly limitChecked: boolean;
  readonly notes: readonly string[];
}

const words = (): Words => wordsFor('en');

export function asText(seen: Seen): string {
  const { asked, explanation, notes } = seen;
  const body =
    explanation.kind === 'judged'
      ? judgedText(asked, explanation)
      : [isKnownNo(explanation) ? 'Denied.' : 'Inconclusive.', ...spaced(unjudgedText(explanation))];
  return [...body, ...notes.map((note) => `Note: ${note}`)].join('\n');
}

export function asJson({ asked, explanation, limitChecked, notes }: Seen): string {
  const { person, instanceId, change, file } = asked;
  const given = { person, instanceId, change, file };
  if (explanation.kind !== 'judged') {
    const { kind: verdict, reason } = explanation;
    const failure = explanation.kind === 'refused' ? explanation.detail.failure : undefined;
    return json({ verdict, reason, sentences: unjudgedText(explanation), failure, ...given, notes });
  }
  const { verdict, instance, quote, nearest, approvers, timing, freeze, instead } = explanation;
  const obstacles = obstaclesOf(explanation, change.targetClass, plainRenderer(words()));
  const skippedReturn = skippedText(explanation, plainRenderer(words()))[0];
  const about = { ...given, instance, quote, obstacles, skippedReturn, limitChecked, notes };
  if (verdict.kind === 'denied') {
    const { reason, approvers: approversFound, text } = verdict;
    const sentences = whyNot(verdict, nearest, file, plainRenderer(words())).flat();
    // The rule that denies or decides, where there is one; else the nearest ones.
    const { rule, failed } = (reason === 'no_rule' ? undefined : verdict.nearest) ?? {};
    const why = { reason, sentences, rule, failed, text, approversFound, nearest };
    return json({ verdict: 'denied', ...why, instead, ...about });
  }
  const { rule, need, change: ordered, breakGlass } = verdict;
  return json({ verdict: 'allowed', rule, need, ordered, breakGlass, approvers, timing, freeze, instead, ...about });
}

function judgedText({ file, person, change }: Asked, explanation: Judged): readonly string[] {
  const { verdict, instance, quote, nearest, approvers, prolongs } = explanation;
  const { from, to } = classes(instance, change.targetClass);
  const renderer = plainRenderer(words());
  const about = [
    row('person', person.userId),
    row('instance', [nameOf(instance), instance.instanceId, instance.region, `account ${instance.account}`].join(', ')),
    row('change', prolongs === undefined ? `${from} → ${to}` : `${to}, unchanged`),
    row('options', optionsOf(verdict.kind === 'allowed' ? verdict.change : change)),
    row(
      'price',
      prolongs === undefined ? cost(quote, instance, words(), new Date()) : words().plain('money.now.nothing', {}),
    ),
  ];
  const inTheWay = obstaclesOf(explanation, change.targetClass, renderer);
  const skipped = skippedText(explanation, renderer);
  const more = [...spaced(insteadOf(explanation, file, renderer)), ...spaced(inTheWay), ...spaced(skipped)];
  if (verdict.kind === 'denied') {
    return ['Denied.', '', ...about, ...whyNot(verdict, nearest, file, renderer).flatMap(spaced), ...more];
  }
  const { rule, need } = verdict;
  const then = [
    ...(approvers === undefined ? [] : [row('approval', whoMay(need, approvers, renderer))]),
    ...whenOrdered(explanation, renderer).map((text) => row('order', text)),
  ];
  return [`Allowed by rule “${rule.name}” (${file}:${rule.line}).`, '', ...about, ...then, ...more];
}

function optionsOf(change: Change): string {
  const { until } = change;
  const end = until && words().plain('temporary.option', { until: untilText(until, words()) });
  return [flagsOf(change, words()), ...(end === undefined ? [] : [end])].join(' · ');
}

/** A definite answer: who or what was asked about is not there, or this person may not use the bot. */
export function isKnownNo({ reason }: Exclude<Answer, Judged>): boolean {
  return reason !== 'person_unknown' && reason !== 'cloud_unreachable' && reason !== 'cloud_refused';
}

function unjudgedText(explanation: Exclude<Answer, Judged>): readonly string[] {
  if (explanation.kind === 'no_access') return [words().plain(`access.${explanation.reason}`, {})];
  const { reason, detail } = explanation;
  const { failure, instanceId = '' } = detail;
  if (reason === 'instance_not_found') return [words().plain('request.instance_not_found', { instance: instanceId })];
  if (failure === undefined) return [reason];
  const { title, cause, next, turn } = failureWords(failure, words());
  const requestId = failure.kind === 'cloud' ? failure.requestId : undefined;
  const ticket = requestId === undefined ? '' : `, Alibaba Cloud request ${requestId}`;
  const who = turn === undefined ? [] : [`Who can fix it: ${turn}`];
  return [`${title} ${cause}`, next, ...who, `Code ${failure.code}${ticket}`];
}

function row(name: string, value: string): string {
  return `  ${name.padEnd(9)} ${line(value)}`;
}

function spaced(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', ...lines];
}

function json(value: object): string {
  return JSON.stringify(value, null, 2);
}

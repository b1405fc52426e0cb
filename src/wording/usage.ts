/** What an instance used, as people read it: figures, a bar and a week as a small drawing. */
import { memoryAfter } from '../core/instance/classes.ts';
import { fit, type Measure, MEMORY_SHARE, type Misfit } from '../core/instance/fit.ts';
import type { InstanceFacts } from '../core/instance/instance.ts';
import type { Usage } from '../core/instance/usage.ts';
import { memory, sized } from './amounts.ts';
import type { Words } from './words.ts';
import type { Renderer } from './renderer.ts';

const MB = 1024 * 1024;
const CELLS = 10;
const HEIGHTS = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

interface Shown {
  readonly usage: Usage | undefined;
  readonly facts: InstanceFacts;
  /** Undefined: none was chosen yet. */
  readonly targetClass: string | undefined;
}

/** For the form: memory now, memory in the new class, connections; says where something could not be read. */
export function usageText({ usage, facts, targetClass }: Shown, words: Words): string {
  const now = fit(usage, facts, facts.realClass);
  const next = targetClass === undefined ? undefined : fit(usage, facts, targetClass);
  const used = usage?.peakMemoryBytes;
  const unread = words.plain('usage.unread', {});
  const size = memory(facts.capacityMb);
  const lines = [
    words.mrkdwn('usage.memory', {
      what: used === undefined ? unread : filling(used, facts.capacityMb, words),
      trend: { markup: trendOf(usage, facts.capacityMb) },
    }),
    ...(used === undefined || next?.memory.limit === undefined || size === undefined
      ? []
      : [words.mrkdwn('usage.after', { what: filling(used, next.memory.limit / MB, words) })]),
    words.mrkdwn('usage.connections', {
      what: usage?.peakConnections === undefined ? unread : portion(now.connections, usage.peakConnections, words),
    }),
    ...(targetClass === undefined ? [] : doubts({ usage, facts, targetClass }, words)),
  ];
  return [words.mrkdwn('usage.title', {}), ...lines.map((line) => line.trim())].join('\n');
}

/**
 * For the card: one line, and one for each thing that speaks against the class; undefined where there is nothing to say.
 * `week`: with the small drawing of the week, for where no chart shows it.
 */
export function usageLine({ usage, facts, targetClass }: Shown & { targetClass: string }, words: Words, week = true) {
  const used = usage?.peakMemoryBytes;
  const against = doubts({ usage, facts, targetClass }, words);
  if (used === undefined) {
    const smaller = (memoryAfter(facts, targetClass) ?? Infinity) < (facts.capacityMb ?? 0);
    const unread = smaller ? [words.mrkdwn('usage.unreadSmaller', {})] : [];
    return [...unread, ...against].join('\n') || undefined;
  }
  const { limit } = fit(usage, facts, targetClass).memory;
  const line = words.mrkdwn('usage.card', {
    from: filling(used, facts.capacityMb, words),
    to: limit === undefined ? words.plain('usage.unknown', {}) : share(used, limit, words),
    trend: { markup: week ? trendOf(usage, facts.capacityMb) : '' },
  });
  return [line.trim(), ...against].join('\n');
}

/** Sizes as people read them. */
export function misfitNumbers({ used, limit }: Pick<Misfit, 'used' | 'limit'>) {
  // Rounded down: a figure that looks as if the data would just fit helps nobody.
  return { used: bytes(used), limit: bytes(limit), allowed: bytes(Math.floor(limit * MEMORY_SHARE)) };
}

/** Why a smaller class is refused: the numbers, and what would do. */
export function misfitText<V>(misfit: Misfit, instanceId: string, renderer: Renderer<V>): string {
  const { targetClass, used, limit, shard, smallest } = misfit;
  const shown = misfitNumbers({ used, limit });
  const numbers = {
    instance: renderer.exact(instanceId),
    class: renderer.exact(targetClass),
    used: renderer.text(shown.used),
    limit: renderer.text(shown.limit),
    allowed: renderer.text(shown.allowed),
  };
  const why = renderer.say(shard ? 'usage.shardTooSmall' : 'request.does_not_fit', numbers);
  const instead =
    smallest === undefined
      ? renderer.say('usage.nothingSmaller', {})
      : renderer.say('usage.smallest', { class: renderer.exact(sized(smallest.name, smallest.memoryMb)) });
  return `${why}\n${instead}`;
}

/** What is more than the new class has, or nearly. */
function doubts({ usage, facts, targetClass }: Shown & { targetClass: string }, words: Words): readonly string[] {
  const found = fit(usage, facts, targetClass);
  const { memory: whole, shard, connections, bandwidth, qps } = found;
  return [
    ...doubt(whole, 'usage.memoryOver', 'usage.memoryTight', bytes, words),
    ...doubt(shard, 'usage.shardOver', 'usage.shardTight', bytes, words),
    ...doubt(connections, 'usage.connectionsOver', 'usage.connectionsTight', count(words), words),
    ...doubt(bandwidth, 'usage.bandwidthOver', 'usage.bandwidthTight', count(words), words),
    ...doubt(qps, 'usage.qpsOver', 'usage.qpsTight', count(words), words),
  ];
}

type Doubted = 'memory' | 'shard' | 'connections' | 'bandwidth' | 'qps';

function doubt(
  { kind, used, limit }: Measure,
  over: `usage.${Doubted}Over`,
  tight: `usage.${Doubted}Tight`,
  figure: (amount: number) => string,
  words: Words,
): readonly string[] {
  if (used === undefined || limit === undefined || kind === 'fits' || kind === 'unknown') return [];
  return [words.mrkdwn(kind === 'tight' ? tight : over, { used: figure(used), limit: figure(limit) })];
}

/** `▓▓▓▓▓▓▓░░░ 71 % of 1 GB`; without a whole, the amount alone. */
function filling(used: number, wholeMb: number | undefined, words: Words): string {
  if (wholeMb === undefined || wholeMb <= 0) return bytes(used);
  return `${bar(used / (wholeMb * MB))} ${share(used, wholeMb * MB, words)}`;
}

function share(used: number, whole: number, words: Words): string {
  return words.plain('usage.share', { percent: percent(used / whole), whole: bytes(whole) });
}

function portion({ limit }: Measure, used: number, words: Words): string {
  const figure = count(words);
  return limit === undefined
    ? figure(used)
    : words.plain('usage.portion', { used: figure(used), limit: figure(limit) });
}

/** A bar of ten cells; what is used at all fills one. */
function bar(part: number): string {
  const full = Math.min(CELLS, Math.max(part > 0 ? 1 : 0, Math.round(part * CELLS)));
  return '▓'.repeat(full) + '░'.repeat(CELLS - full);
}

/** One sign a day, by the share of the memory there is; `·` where a day is missing. A week of one height is no drawing. */
function trendOf(usage: Usage | undefined, capacityMb: number | undefined): string {
  const days = usage?.dailyMemoryBytes ?? [];
  const top = capacityMb === undefined ? Math.max(0, ...days.map((day) => day ?? 0)) : capacityMb * MB;
  if (days.every((day) => day === null) || top <= 0) return '';
  const heights = days.map((day) => (day === null ? '·' : step(day / top)));
  return new Set(heights).size === 1 ? '' : heights.join('');
}

function step(part: number): string {
  return HEIGHTS[Math.min(HEIGHTS.length - 1, Math.floor(part * HEIGHTS.length))] ?? '▁';
}

function percent(part: number): string {
  // By way of a tenth: half of 71 % is 36 %, whatever the bytes leave after the comma.
  const rounded = Math.round(Math.round(part * 1000) / 10);
  return rounded === 0 && part > 0 ? '<1' : String(rounded);
}

export function bytes(amount: number): string {
  return memory(Math.round(amount / MB)) ?? '<1 MB';
}

const formats = new Map<string, Intl.NumberFormat>();

function count({ locale }: Words): (amount: number) => string {
  // Making one takes a millisecond.
  const format = formats.get(locale) ?? new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
  formats.set(locale, format);
  return (amount) => format.format(amount);
}

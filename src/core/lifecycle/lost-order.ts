/** Whether an order that was found is ours, and for how long one may still turn up: pure. */
import type { ResizeRequest } from '../request/request.ts';
import { isFinal } from '../request/state.ts';
import type { OrderFacts } from './cloud-answers.ts';

/** The cloud's clock may be behind ours, or ahead of it. */
const CLOCKS_MS = 60_000;

/** A name of three parts at least, which are words. A hyphen belongs to it only between letters: `…default->redis…` is two. */
const CLASS_NAME = /(?<![\w.-])(?:redis|tair)\.[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*(?:\.[a-z0-9]+(?:[_-][a-z0-9]+)*)+/gi;

/** Where an instance is reached looks like a class, too: `redis.rds.aliyuncs.com`. */
const HOST = /\.(?:com|net|cn)$/i;

/**
 * Class names in a text. The form of `Config` is published for no order of Redis (docs/cloud.md#the-order), so nothing
 * is assumed of it but that names of classes stand in it.
 */
export function classNamesIn(text: string): readonly string[] {
  return [...new Set(text.match(CLASS_NAME) ?? [])].filter((name) => !HOST.test(name));
}

/** What is looked for of one request. */
export type Sought = Pick<ResizeRequest, 'before' | 'change' | 'attempts' | 'since' | 'state'>;

/**
 * `ours`: for this instance alone, and for the class that was asked for. `foreign`: for another class, or from another
 * one. `unstated`: it says neither.
 */
export function whoseOrder({ before, change }: Sought, order: OrderFacts): 'ours' | 'foreign' | 'unstated' {
  if (!order.instanceIds.includes(before.instanceId)) return 'foreign';
  const has = (names: readonly string[], name: string) =>
    names.some((each) => each.toLowerCase() === name.toLowerCase());
  const { classes, wasClasses } = order;
  if (wasClasses.length > 0 && !has(wasClasses, before.realClass)) return 'foreign';
  if (has(classes, change.targetClass)) return order.instanceIds.length === 1 ? 'ours' : 'unstated';
  // The old class alone says nothing of the new one.
  return classes.every((name) => has([before.realClass], name)) ? 'unstated' : 'foreign';
}

/** When an order was made, by which it counts in a month: as the cloud says, where it does. ISO 8601. */
export function madeAt({ createdAt }: Pick<OrderFacts, 'createdAt'>, now: Date): string {
  const at = Date.parse(createdAt);
  return (at <= now.getTime() ? new Date(at) : now).toISOString();
}

/** An attempt of which it is not certain that it did nothing. */
export function isDoubtful({ attempts }: Pick<ResizeRequest, 'attempts'>): boolean {
  return attempts.some(({ outcome }) => outcome !== 'not_arrived');
}

/** When the last call whose fate is open may have ended, in milliseconds since 1970; undefined: there is none. */
export function doubtSince({ attempts }: Pick<ResizeRequest, 'attempts'>): number | undefined {
  const last = attempts.findLast(({ outcome }) => outcome === 'unclear' || outcome === 'in_flight');
  return last === undefined ? undefined : Date.parse(last.again ?? last.leaseUntil);
}

/** ISO 8601, both. */
export interface SearchPeriod {
  readonly since: string;
  readonly until: string;
}

/** Other requests for the same instance, as they were read at `now`. */
export interface Neighbours {
  readonly others: readonly Pick<Sought, 'attempts'>[];
  readonly now: Date;
}

/**
 * When orders were made that may be ours. `lateFor`: milliseconds after the last call. A request that has ended gives way
 * to the next one for the instance: from the first call of that on, and after `now`, an order may be its.
 */
export function searchPeriod(request: Sought, lateFor: number, neighbours?: Neighbours): SearchPeriod {
  const first = request.attempts[0];
  const last = request.attempts.findLast(({ outcome }) => outcome !== 'not_arrived') ?? request.attempts.at(-1);
  const iso = (time: string, ms: number): string => new Date(Date.parse(time) + ms).toISOString();
  const own = first?.startedAt ?? request.since;
  const next = isFinal(request.state) ? nextCall(own, neighbours) : undefined;
  const end = iso(last?.leaseUntil ?? request.since, lateFor + CLOCKS_MS);
  const until = next === undefined ? end : ([end, iso(next, -CLOCKS_MS)].sort()[0] ?? end);
  return { since: iso(own, -CLOCKS_MS), until };
}

/** When the first call after ours for the instance was, or may be. */
function nextCall(own: string, neighbours: Neighbours | undefined): string | undefined {
  if (neighbours === undefined) return undefined;
  const calls = neighbours.others.map(({ attempts }) => attempts[0]?.startedAt ?? '').filter((at) => at > own);
  return [...calls, neighbours.now.toISOString()].sort()[0];
}

/** Whether an order of a request that ended, or is unknown, is still looked for. */
export function mayTurnUp(request: ResizeRequest, now: Date, lateFor: number): boolean {
  const { state, order } = request;
  const ended = state === 'failed' && order === undefined;
  if ((!ended && state !== 'unknown') || !isDoubtful(request)) return false;
  return now.toISOString() < searchPeriod(request, lateFor).until;
}

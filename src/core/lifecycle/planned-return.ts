/**
 * The way back of a temporary change: when it is announced, when it is made and what ends it. Pure functions on the
 * locked record of the way there, which is completed by then.
 */
import { DateTime } from 'luxon';
import { nextWindow } from '../instance/maintenance.ts';
import type { InstanceFacts } from '../instance/instance.ts';
import type { PlannedReturn, ReturnEnd } from '../request/planned-return.ts';
import type { Actor, NewEvent, Person, RequestId, ResizeRequest } from '../request/request.ts';
import type { Step } from '../request/step.ts';
import { offering } from './back.ts';
import type { Decision } from './decisions.ts';
import type { Change, Until } from '../value/change.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
/** The last announcement comes so long before the return. */
const SOON_MS = 10 * MINUTE_MS;
/** The hour of the evening before. */
const EVENING = 18;

/** The class that the instance gets back. */
export function classBefore({ before }: Pick<ResizeRequest, 'before'>): string {
  return before.realClass;
}

/** From when on the change would be over before it began, ISO 8601; undefined: its length counts from its completion. */
export function lastMoment(until: Until | undefined): string | undefined {
  return until?.kind === 'instant' ? until.at : undefined;
}

/** Whether a change that cannot begin before this would have to be taken back by then. */
export function isOver({ until }: Pick<Change, 'until'>, from: Date, startAt?: string): boolean {
  const last = lastMoment(until);
  const begin = startAt === undefined ? from.getTime() : Math.max(from.getTime(), Date.parse(startAt));
  return last !== undefined && Date.parse(last) <= begin;
}

/**
 * The maintenance window (its start, ISO 8601) that the change would wait for until it is over: the instance would be
 * switched twice for nothing. Undefined: it waits for none, or is over after its start.
 */
export function windowAfterEnd(
  { until, effectiveTime }: Pick<Change, 'until' | 'effectiveTime'>,
  { maintenance }: Pick<InstanceFacts, 'maintenance'>,
  from: Date,
  startAt?: string,
): string | undefined {
  if (effectiveTime !== 'MaintainTime' || maintenance === undefined) return undefined;
  const begin = startAt === undefined ? from.getTime() : Math.max(from.getTime(), Date.parse(startAt));
  const window = nextWindow(maintenance, new Date(begin));
  return window !== undefined && isOver({ until }, new Date(window.start)) ? window.start : undefined;
}

/** Of a change that is completed now; undefined: it is for good. */
export function planReturn({ change }: Pick<ResizeRequest, 'change'>, now: Date): PlannedReturn | undefined {
  const { until } = change;
  if (until === undefined) return undefined;
  const at = until.kind === 'duration' ? now.getTime() + until.ms : Math.max(Date.parse(until.at), now.getTime());
  return { at: new Date(at).toISOString(), announced: undefined, waitsFor: undefined, outcome: undefined };
}

/** What completes a temporary change plans its return. */
export function withReturn(request: ResizeRequest, now: Date, step: Step<void>): Step<void> {
  const plannedReturn = planReturn(request, now);
  if (plannedReturn === undefined || step.kind !== 'update' || step.to !== 'completed') return step;
  const events = step.events.map((event) =>
    event.kind === 'completed' ? { ...event, data: { ...event.data, returnAt: plannedReturn.at } } : event,
  );
  const jobs = [...(step.jobs ?? []), { queue: 'deadline', id: request.id } as const];
  return { ...step, patch: { ...step.patch, plannedReturn }, events, jobs };
}

/** The plan that is still to be carried out. */
export function pendingReturn({ plannedReturn }: Pick<ResizeRequest, 'plannedReturn'>): PlannedReturn | undefined {
  return plannedReturn?.outcome === undefined ? plannedReturn : undefined;
}

/** What is to be done about a return now. `look`: nothing before then, ISO 8601. */
export type ReturnDue =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'look'; readonly at: string }
  | { readonly kind: 'announce'; readonly which: 'evening' | 'soon' }
  | { readonly kind: 'make' };

/** `zone`: the requester's; undefined: not known, then UTC. */
export function returnDue(request: ResizeRequest, now: Date, zone: string | undefined): ReturnDue {
  const plan = pendingReturn(request);
  if (plan === undefined) return { kind: 'nothing' };
  const at = Date.parse(plan.at);
  if (now.getTime() >= at) return { kind: 'make' };
  const since = Date.parse(request.since);
  const [soon, evening] = [at - SOON_MS, eveningBefore(at, zone)];
  const announced = (which: 'evening' | 'soon') => plan.announced === which || plan.announced === 'soon';
  // What would come right after the completion says nothing new.
  const times = [
    ...(at - since > DAY_MS && evening > since && evening < soon ? [['evening', evening] as const] : []),
    ...(soon > since ? [['soon', soon] as const] : []),
  ].filter(([which]) => !announced(which));
  const due = times.findLast(([, time]) => time <= now.getTime());
  if (due !== undefined) return { kind: 'announce', which: due[0] };
  return { kind: 'look', at: new Date(Math.min(at, ...times.map(([, time]) => time))).toISOString() };
}

function eveningBefore(at: number, zone = 'utc'): number {
  const day = DateTime.fromMillis(at, { zone }).minus({ days: 1 }).startOf('day');
  return day.set({ hour: EVENING }).toMillis();
}

/** Says that the return comes. Nothing where the plan is not as it was seen. */
export function announceReturn(request: ResizeRequest, which: 'evening' | 'soon'): Step<void> {
  const plan = pendingReturn(request);
  if (plan === undefined || plan.announced === which || plan.announced === 'soon') return KEEP;
  return change({ ...plan, announced: which }, { kind: 'return_announced', actor: 'bot', data: { at: plan.at } });
}

/** Another request of the instance is open; said once for each. */
export function holdReturn(request: ResizeRequest, other: RequestId): Step<void> {
  const plan = pendingReturn(request);
  if (plan === undefined || plan.waitsFor === other) return KEEP;
  return change({ ...plan, waitsFor: other }, { kind: 'return_waits', actor: 'bot', data: { for: other } });
}

/** There will be no return; the thread says why. */
export function endReturn(request: ResizeRequest, end: ReturnEnd, now: Date): Step<boolean> {
  const plan = pendingReturn(request);
  if (plan === undefined) return { kind: 'keep', result: false };
  const is = end.because === 'other_class' ? end.isClass : undefined;
  const replacedBy = end.because === 'replaced' ? end.by : undefined;
  const actor: Actor = end.because === 'cancelled' ? end.by : 'bot';
  const data = { because: end.because, is, replacedBy };
  const step = { ...change({ ...plan, outcome: { ended: end } }, { kind: 'return_ended', actor, data }), result: true };
  // Who keeps the class now may think better of it later.
  return end.because === 'cancelled' ? offering(request, now, step) : step;
}

/** The button `cancel_return`, for somebody who is entitled to it. */
export function cancelReturn(request: ResizeRequest, by: Person, now: Date): Step<Decision> {
  const step = endReturn(request, { because: 'cancelled', by }, now);
  // A press that is carried out again after a crash, or pressed twice, has what it wanted.
  const outcome = request.plannedReturn?.outcome;
  const before = outcome !== undefined && 'ended' in outcome && outcome.ended.because === 'cancelled';
  const done = step.result || before;
  return { ...step, result: done ? { kind: 'done' } : { kind: 'refused', reason: 'no_return_planned' } };
}

/** The return has become a request; undefined: it must not. */
export function madeReturn(request: ResizeRequest, id: RequestId, now: Date): Step<void> | undefined {
  const plan = pendingReturn(request);
  if (plan === undefined || now.getTime() < Date.parse(plan.at)) return undefined;
  const made = { ...plan, waitsFor: undefined, outcome: { made: id } };
  return change(made, { kind: 'return_requested', actor: 'bot', data: { returnId: id } });
}

const KEEP = { kind: 'keep', result: undefined } as const;

function change(plannedReturn: PlannedReturn, event: NewEvent) {
  return { kind: 'update', patch: { plannedReturn }, events: [event], result: undefined } as const;
}

/**
 * What the task centre tells of a change (DescribeHistoryTasks): how far it is, and whether its switch waits for a
 * window. It tells of the course only; that a change is done is never read from here.
 */
import type { Progress, ResizeRequest } from '../request/request.ts';

/** A task of the kind `ModifyInsSpec`. It carries no OrderId: only its time ties it to an order. */
export interface ChangeTask {
  readonly taskId: string;
  readonly instanceId: string;
  /** `unknown`: a word that no page documents. */
  readonly status:
    'scheduled' | 'waiting' | 'running' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled' | 'unknown';
  /** ISO 8601. */
  readonly startedAt: string;
  /** It waits at a step whose switching time may be set: for its window. */
  readonly waitsForSwitch: boolean;
  /** When it switches, ISO 8601, where the task names it. */
  readonly switchAt: string | undefined;
  /** 0 to 100. */
  readonly percent: number | undefined;
  readonly remainingSeconds: number | undefined;
  /** The cloud's own name of the step. */
  readonly step: string | undefined;
}

/** The cloud's clock may be behind ours. */
const EARLIER_MS = 60_000;

/** From when on a task may be this order's, ISO 8601. */
export function tasksSince(request: ResizeRequest): string {
  // An order that was found by a search was placed by an earlier call.
  const since = request.attempts[0]?.startedAt ?? request.order?.placedAt ?? request.since;
  return new Date(Date.parse(since) - EARLIER_MS).toISOString();
}

/** The task that tells of the order: of those that began after it, the newest that is under way, else the newest. */
export function taskOf(request: ResizeRequest, tasks: readonly ChangeTask[]): ChangeTask | undefined {
  const since = Date.parse(tasksSince(request));
  const own = tasks
    .filter((task) => task.instanceId === request.before.instanceId && Date.parse(task.startedAt) >= since)
    .sort((a, b) => Date.parse(b.startedAt) - Date.parse(a.startedAt));
  return own.find(isUnderWay) ?? own[0];
}

export function isUnderWay({ status }: ChangeTask): boolean {
  return ['scheduled', 'waiting', 'running', 'cancelling'].includes(status);
}

/** Waits for a time that was set, and has not switched. */
export function isHeldBack(task: ChangeTask): boolean {
  return task.status === 'scheduled' || (task.status === 'waiting' && task.waitsForSwitch);
}

export function isRunningNow({ status }: ChangeTask): boolean {
  return status === 'running' || status === 'cancelling';
}

export function progressOf(task: ChangeTask, now: Date): Progress {
  const { percent, step, remainingSeconds, switchAt } = task;
  return { percent, step, remainingSeconds, switchAt, readAt: now.toISOString() };
}

/** Smaller steps are not worth an edit of the card. */
const WORTH_SHOWING = 10;

export function hasMoved(before: Progress | undefined, now: Progress): boolean {
  if (before === undefined) return true;
  if (before.step !== now.step || before.switchAt !== now.switchAt) return true;
  if (before.percent === undefined || now.percent === undefined) return before.percent !== now.percent;
  return Math.abs(before.percent - now.percent) >= WORTH_SHOWING;
}

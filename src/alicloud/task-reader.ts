/**
 * Reads DescribeHistoryTasks. A row that cannot be tied to an instance and a time is left out, and a value that is not
 * what its field documents is unknown: nothing is claimed that was not surely read.
 */
import { CLIENT_CODES } from '../core/cloud-errors.ts';
import type { ChangeTask } from '../core/lifecycle/task.ts';
import { clientFault, requestIdOf } from './errors.ts';
import { at, type Fields, jsonIn, list, shortText, text, whole } from './fields.ts';

/** The kind of task that a change of class is. */
export const CHANGE = 'ModifyInsSpec';

/** One page: the changes of class in it, how many rows it had, and how many rows there are in all. */
export function taskPageOf(body: Fields): {
  readonly tasks: readonly ChangeTask[];
  readonly rows: number;
  readonly total: number;
} {
  const total = whole(at(body, 'TotalCount')) ?? malformed(body);
  const rows = list(body, 'Items') ?? (total === 0 ? [] : malformed(body));
  return { tasks: rows.map(taskOf).filter((task) => task !== undefined), rows: rows.length, total };
}

function malformed(body: Fields): never {
  throw clientFault(CLIENT_CODES.malformed, requestIdOf(body));
}

function taskOf(row: unknown): ChangeTask | undefined {
  const instanceId = text(at(row, 'InstanceId'));
  const startedAt = timeOf(at(row, 'StartTime'));
  if (instanceId === undefined || startedAt === undefined || at(row, 'TaskType') !== CHANGE) return undefined;
  const step = shortText(at(row, 'CurrentStepName'), 100);
  return {
    taskId: text(at(row, 'TaskId')) ?? '',
    instanceId,
    status: STATUSES.get(text(at(row, 'Status')) ?? '') ?? 'unknown',
    startedAt,
    waitsForSwitch: mayBeRescheduled(at(row, 'ActionInfo'), step),
    switchAt: switchTimeOf(at(row, 'TaskDetail')),
    percent: percentOf(at(row, 'Progress')),
    remainingSeconds: remainingOf(at(row, 'RemainTime')),
    step,
  };
}

/** `Canceled` in one answer and `Cancelling` in the next: both spellings of both are read. */
const STATUSES: ReadonlyMap<string, ChangeTask['status']> = new Map([
  ['Scheduled', 'scheduled'],
  ['Waiting', 'waiting'],
  ['Running', 'running'],
  ['Cancelling', 'cancelling'],
  ['Canceling', 'cancelling'],
  ['Succeed', 'succeeded'],
  ['Failed', 'failed'],
  ['Canceled', 'cancelled'],
  ['Cancelled', 'cancelled'],
]);

/**
 * ActionInfo says, in JSON, what may be done at each step in each status; the switching time may be set while the task
 * waits for it. The same text comes while the task runs, so it counts only together with its status and its step.
 */
function mayBeRescheduled(value: unknown, current: string | undefined): boolean {
  const steps = list(jsonOf(value), 'steps') ?? [];
  return steps.some(
    (step) =>
      text(at(step, 'step_name')) === current &&
      list(step, 'action_info', 'Waiting')?.includes('modifySwitchTime') === true,
  );
}

/** No page says where the time is; these are the names under which the task centre takes it. */
function switchTimeOf(value: unknown): string | undefined {
  const detail = jsonOf(value);
  return timeOf(at(detail, 'recoverTime')) ?? timeOf(at(detail, 'switchTime'));
}

function percentOf(value: unknown): number | undefined {
  const digits = text(value);
  const number = digits !== undefined && /^\d{1,3}(?:\.\d{1,15})?$/.test(digits) ? Number(digits) : undefined;
  return number !== undefined && number <= 100 ? Math.floor(number) : undefined;
}

/** Seconds. 0 stands for "not known" too, and a month is no estimate. */
function remainingOf(value: unknown): number | undefined {
  const seconds = whole(value);
  return seconds !== undefined && seconds > 0 && seconds <= 30 * 86_400 ? seconds : undefined;
}

/** `2024-02-03T11:31:03Z` as ISO 8601 with milliseconds; undefined for anything else. */
function timeOf(value: unknown): string | undefined {
  const written = text(value);
  if (written === undefined || !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?Z$/.test(written))
    return undefined;
  const time = Date.parse(written);
  return Number.isNaN(time) ? undefined : new Date(time).toISOString();
}

function jsonOf(value: unknown): unknown {
  return typeof value === 'string' && value.length <= 100_000 ? jsonIn(value) : undefined;
}

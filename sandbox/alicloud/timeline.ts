import { classOf } from './classes.ts';
import { isExpired, shapeOf } from './instance.ts';
import type { Change, SandboxInstance, Shape } from './instance.ts';
import type { OrderRecord } from './orders.ts';
import type { State } from './state.ts';
import { nextWindowMoment } from './window.ts';

/** The course of a change: waiting for its window, running, done. Nothing here has a timer; it is worked out on reading. */

/** Called when an order is paid. */
export function beginChange(state: State, instance: SandboxInstance, order: OrderRecord): void {
  const now = state.now();
  const startsAt = order.waitsForWindow
    ? nextWindowMoment(now, instance.maintainStartTime, instance.maintainEndTime)
    : now;
  const duration =
    instance.quirks.neverEnds === true ? Infinity : (instance.quirks.durationMs ?? state.settings.changeDurationMs);
  state.counters.task += 1;
  const taskId = `t-83br18hloy3f${String(state.counters.task).padStart(4, '0')}`;
  const change: Change = {
    orderId: order.orderId,
    taskId,
    from: shapeOf(instance),
    to: order.target,
    submittedAt: now,
    startsAt,
    endsAt: startsAt + duration,
    phase: 'waiting',
  };
  instance.change = change;
  state.tasks.push({ taskId, instanceId: instance.instanceId, change });
  state.changing.add(instance);
  settleChanges(state);
}

export function settleChanges(state: State): void {
  const now = state.now();
  for (const instance of state.changing) {
    const change = instance.change;
    if (change === undefined) {
      state.changing.delete(instance);
      continue;
    }
    if (change.phase === 'waiting' && now >= change.startsAt) {
      change.phase = 'running';
      instance.instanceStatus = 'Changing';
    }
    if (change.phase === 'running' && now >= change.endsAt) {
      change.phase = 'done';
      finish(instance, change);
      state.changing.delete(instance);
    }
  }
}

function finish(instance: SandboxInstance, change: Change): void {
  Object.assign(instance, change.to);
  const other = instance.quirks.endsWithClass;
  if (other !== undefined) instance.instanceClass = classOf(other).name;
  instance.instanceStatus = 'Normal';
  change.endedAs = instance.instanceClass;
}

/** What the describing operations say, which by quirk lags behind what is. */
interface ServedView {
  readonly status: string;
  readonly orderCompleted: boolean;
  readonly shape: Shape;
}

export function servedView(state: State, instance: SandboxInstance): ServedView {
  const now = state.now();
  const change = instance.change;
  // Documented: Inactive is what an expired subscription shows.
  const status = isExpired(instance, now) ? 'Inactive' : instance.instanceStatus;
  const truth = { status, orderCompleted: true, shape: shapeOf(instance) };
  if (change === undefined) return truth;
  const quirks = instance.quirks;
  if (change.phase === 'done') {
    return now < change.endsAt + (quirks.classLagMs ?? 0) ? { ...truth, shape: change.from } : truth;
  }
  if (change.phase === 'waiting') {
    const waiting = status === 'Normal' ? state.settings.statusWhileWaiting : status;
    return { ...truth, status: waiting, orderCompleted: false };
  }
  if (now < change.startsAt + (quirks.staleAfterSubmitMs ?? 0)) return { ...truth, status: 'Normal' };
  const early =
    now < change.startsAt + (quirks.normalAfterSubmitMs ?? 0) || now >= change.endsAt - (quirks.normalBeforeEndMs ?? 0);
  return { ...truth, status: early ? 'Normal' : truth.status, orderCompleted: false };
}

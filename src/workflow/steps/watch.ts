/**
 * Follows placed orders until they are verified. One DescribeInstances and one DescribeHistoryTasks serve up to 30
 * requests of an account and region; the rest is read only for those whose state it could move.
 */
import { isLastingRefusal } from '../../core/cloud-errors.ts';
import { afterChange, comparedTimes } from '../../core/lifecycle/after-change.ts';
import { newerOrder } from '../../core/lifecycle/external-change.ts';
import type { InstanceFacts, InstanceSummary } from '../../core/instance/instance.ts';
import type { RequestId, ResizeRequest } from '../../core/request/request.ts';
import { isPolledSlowly, isWatched } from '../../core/request/state.ts';
import {
  needsDetail,
  needsOrders,
  needsPayment,
  needsTask,
  type Observation,
} from '../../core/lifecycle/observation.ts';
import { type ChangeTask, taskOf, tasksSince } from '../../core/lifecycle/task.ts';
import { follow } from '../../core/lifecycle/watch.ts';
import { attempt } from '../ask/attempt.ts';
import { ordered } from '../../core/lifecycle/order-decisions.ts';
import { findNumber } from '../ask/find-order.ts';
import type { OrderFacts } from '../ports.ts';
import type { Timings } from '../timings.ts';
import { later, type World } from '../world.ts';

/** Looks at each of these requests once, also at what a completed change came to; those that are still watched are looked at again later. */
export async function watch(world: World, ids: readonly RequestId[]): Promise<void> {
  const found = await Promise.all(ids.map((id) => world.records.get(id)));
  const watched = found.filter((request) => request !== undefined).filter(({ state }) => isWatched(state));
  for (const request of found) if (request?.followUpAt !== undefined) await followUp(world, request);
  const groups = Map.groupBy(watched, ({ before }) => `${before.account} ${before.region}`);
  await Promise.all([...groups.values()].map((group) => watchGroup(world, group)));
}

async function watchGroup(world: World, group: readonly ResizeRequest[]): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const { account, region } = first.before;
  const ids = group.map(({ before }) => before.instanceId);
  const [summaries, tasks] = await Promise.all([
    readOrLog(world, () => world.cloud.summaries(account, region, ids)),
    readTasks(world, account, region, group),
  ]);
  for (const request of group) {
    const summary = summaries?.find(({ instanceId }) => instanceId === request.before.instanceId);
    const after = summaries === undefined ? request : await watchOne(world, request, summary, tasks);
    if (isWatched(after.state)) {
      await world.records.enqueue({ queue: 'watch', id: request.id, after: nextLook(world, after) });
    }
  }
}

/** Without the right to read tasks, or without an answer, the change is followed by what the instance shows. */
async function readTasks(
  world: World,
  account: string,
  region: string,
  group: readonly ResizeRequest[],
): Promise<readonly ChangeTask[]> {
  const asking = group.filter(needsTask);
  const since = asking.map(tasksSince).sort()[0];
  if (since === undefined) return [];
  const ids = asking.map(({ before }) => before.instanceId);
  return (await readOrLog(world, () => world.cloud.tasks(account, region, ids, since))) ?? [];
}

/** One look at one request; returns the request as it is afterwards. */
async function watchOne(
  world: World,
  request: ResizeRequest,
  summary: InstanceSummary | undefined,
  tasks: readonly ChangeTask[],
): Promise<ResizeRequest> {
  const { clock, timings, records } = world;
  if (request.order?.orderId === undefined) await nameOrder(world, request);
  const observation = await readOrLog(world, () => look(world, request, summary, tasks));
  if (observation === undefined) return request;
  const moved = await records.change(request.id, (now) => follow(now, observation, clock.now(), timings));
  return moved?.request ?? request;
}

/** An order that is known by its effect alone is looked for until it has its number. */
async function nameOrder(world: World, request: ResizeRequest): Promise<void> {
  const found = await findNumber(world, request);
  if (found === undefined) return;
  const order = { orderId: found.orderId, requestId: undefined, placedAt: world.clock.now().toISOString() };
  await world.records.change(request.id, (now) => ordered(now, order, 'found', found.operator));
}

async function look(
  world: World,
  request: ResizeRequest,
  summary: InstanceSummary | undefined,
  tasks: readonly ChangeTask[],
): Promise<Observation> {
  const { cloud } = world;
  const orderId = request.order?.orderId;
  const [detail, order] = await Promise.all([
    needsDetail(request, summary) ? cloud.instance(request.before) : undefined,
    // Without the right to read orders the change itself can still be followed.
    needsPayment(request) && orderId !== undefined
      ? readOrLog(world, () => cloud.order(request.before.account, orderId))
      : undefined,
  ]);
  const task = needsTask(request) ? taskOf(request, tasks) : undefined;
  const newer = await orderOfOthers(world, request, detail);
  const gone = summary === undefined && detail === undefined;
  return { summary, detail, gone, payment: order?.payment, task, newerOrder: newer };
}

/** Its OrderId, when one that is newer than ours was looked for and found. */
async function orderOfOthers(
  world: World,
  request: ResizeRequest,
  detail: InstanceFacts | undefined,
): Promise<string | undefined> {
  const { clock, cloud, timings } = world;
  if (!needsOrders(request, detail, clock.now(), timings, beatOf(timings, request))) return undefined;
  const isIt = ({ payment }: OrderFacts) => payment === 'paid' || payment === 'unpaid';
  const orders = await readOrLog(world, () => cloud.ordersOf(request.before, { since: tasksSince(request), isIt }));
  return orders === undefined ? undefined : newerOrder(request, orders);
}

/** A cloud that does not answer changes nothing: the next look comes as if this one had shown nothing new. */
async function readOrLog<T>(world: World, read: () => Promise<T>): Promise<T | undefined> {
  const done = await attempt(read);
  if (done.kind === 'ok') return done.value;
  world.log.warn({ code: done.fault.code }, 'cannot look at instances');
  return undefined;
}

/** Rounded up to a common beat, so that the looks of many requests fall into one call. */
function nextLook({ clock, timings }: World, request: ResizeRequest): string {
  const beat = beatOf(timings, request);
  return new Date((Math.floor(clock.now().getTime() / beat) + 1) * beat).toISOString();
}

function beatOf(timings: Timings, { state }: ResizeRequest): number {
  return isPolledSlowly(state) ? timings.watchSlow : timings.watch;
}

/** Tells what the instance shows a while after its change, beside what it showed before: once when it is due; where the cloud does not answer, again until it is a day late. */
async function followUp(world: World, request: ResizeRequest): Promise<void> {
  const { cloud, clock, records, timings } = world;
  const { id, followUpAt, before: instance, change } = request;
  const times = comparedTimes(request);
  if (followUpAt === undefined || times === undefined) return;
  const late = clock.now().getTime() - Date.parse(followUpAt);
  if (late < 0) return records.enqueue({ queue: 'watch', id, after: followUpAt });
  if (late > timings.followUpFor) return;
  const now = { ...instance, instanceClass: change.targetClass, realClass: change.targetClass };
  const read = await attempt(() => Promise.all([cloud.vitals(instance, times.before), cloud.vitals(now, times.after)]));
  if (read.kind === 'fault' && !isLastingRefusal(read.fault.code)) {
    return records.enqueue({ queue: 'watch', id, after: later(clock, timings.watchSlow) });
  }
  const [before, after] = read.kind === 'ok' ? read.value : [];
  await records.change(id, (current) => afterChange(current, before, after));
}

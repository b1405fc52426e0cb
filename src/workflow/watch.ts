/**
 * Follows placed orders until they are verified. One DescribeInstances serves up to 30 requests of an account and
 * region; the detail and the payment are read only for those whose state they could move.
 */
import { CloudFault } from '../core/faults.ts';
import type { InstanceSummary } from '../core/instance.ts';
import { isFinal, type RequestId, type ResizeRequest } from '../core/request.ts';
import { follow, needsDetail, needsPayment, type Sighting } from '../core/watch.ts';
import type { World } from './world.ts';

export async function watch(world: World, ids: readonly RequestId[]): Promise<void> {
  const found = await Promise.all(ids.map((id) => world.records.get(id)));
  const watched = found.filter((request) => request !== undefined).filter(isWatched);
  const groups = Map.groupBy(watched, ({ before }) => `${before.account} ${before.region}`);
  await Promise.all([...groups.values()].map((group) => watchGroup(world, group)));
}

async function watchGroup(world: World, group: readonly ResizeRequest[]): Promise<void> {
  const [first] = group;
  if (first === undefined) return;
  const { account, region } = first.before;
  const ids = group.map(({ before }) => before.instanceId);
  const summaries = await readOrLog(world, () => world.cloud.summaries(account, region, ids));
  for (const request of group) {
    const summary = summaries?.find(({ instanceId }) => instanceId === request.before.instanceId);
    const after = summaries === undefined ? request : await watchOne(world, request, summary);
    if (isWatched(after)) {
      await world.records.enqueue({ queue: 'watch', id: request.id, after: nextLook(world, after) });
    }
  }
}

/** One look at one request; returns the request as it is afterwards. */
async function watchOne(
  world: World,
  request: ResizeRequest,
  summary: InstanceSummary | undefined,
): Promise<ResizeRequest> {
  const sighting = await readOrLog(world, () => look(world, request, summary));
  if (sighting === undefined) return request;
  const { clock, pace, records } = world;
  const moved = await records.change(request.id, (now) => follow(now, sighting, clock.now(), pace));
  return moved?.request ?? request;
}

async function look(world: World, request: ResizeRequest, summary: InstanceSummary | undefined): Promise<Sighting> {
  const { cloud } = world;
  const orderId = request.order?.orderId;
  const [detail, order] = await Promise.all([
    needsDetail(request, summary) ? cloud.instance(request.before) : undefined,
    // Without the right to read orders the change itself can still be followed.
    needsPayment(request) && orderId !== undefined
      ? readOrLog(world, () => cloud.order(request.before.account, orderId))
      : undefined,
  ]);
  return { summary, detail, payment: order?.payment };
}

/** A cloud that does not answer changes nothing: the next look comes as if this one had shown nothing new. */
async function readOrLog<T>(world: World, read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    world.log.warn({ code: fault.code }, 'cannot look at instances');
    return undefined;
  }
}

function isWatched(request: ResizeRequest): boolean {
  return !isFinal(request.state) && !['pending', 'approved', 'ordering', 'unknown'].includes(request.state);
}

/** Rounded up to a common beat, so that the looks of many requests fall into one call. */
function nextLook({ clock, pace }: World, request: ResizeRequest): string {
  const slow = request.state === 'awaiting_payment' || request.state === 'scheduled';
  const beat = slow ? pace.watchSlow : pace.watch;
  return new Date((Math.floor(clock.now().getTime() / beat) + 1) * beat).toISOString();
}

/** A while after a change: what the instance shows now, beside what it showed before. */
import { isLastingRefusal } from '../../core/cloud-errors.ts';
import { afterChange, comparedTimes } from '../../core/lifecycle/after-change.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { attempt } from '../ask/attempt.ts';
import { later, type World } from '../world.ts';

/** Tells it once when it is due; where the cloud does not answer, again until it is a day late. */
export async function followUp(world: World, request: ResizeRequest): Promise<void> {
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

/** What each job runs. The payload of a job is an id; everything else is in the record. */
import type { RequestId } from '../core/request/request.ts';
import { ANNOUNCEMENTS, type Queue } from '../core/request/step.ts';
import { meetDeadline } from './steps/deadline.ts';
import { processInbound } from './steps/intake.ts';
import { order } from './steps/order.ts';
import { publishAnnouncements } from './steps/announce.ts';
import { publish } from './steps/publish.ts';
import { watch } from './steps/watch.ts';
import type { World } from './world.ts';

export async function runJobs(world: World, queue: Queue, ids: readonly string[]): Promise<void> {
  if (queue === 'watch') return watch(world, ids as readonly RequestId[]);
  for (const id of ids) await runJob(world, queue, id as RequestId);
}

async function runJob(world: World, queue: Exclude<Queue, 'watch'>, id: RequestId): Promise<void> {
  switch (queue) {
    case 'intake':
      return processInbound(world, id);
    case 'publish':
      return isNews(id) ? publishAnnouncements(world) : publish(world, id);
    case 'order':
      return order(world, id);
    case 'deadline':
      return meetDeadline(world, id);
    default:
      queue satisfies never;
  }
}

function isNews(id: string): boolean {
  return id === ANNOUNCEMENTS;
}

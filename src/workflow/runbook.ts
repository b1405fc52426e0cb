/** What each job runs. The payload of a job is an id; everything else is in the record. */
import type { RequestId } from '../core/request.ts';
import { NEWS, type Queue } from '../core/step.ts';
import { meetDeadline } from './deadline.ts';
import { takeIn } from './intake.ts';
import { order } from './order.ts';
import { publishNews } from './news.ts';
import { publish } from './publish.ts';
import { watch } from './watch.ts';
import type { World } from './world.ts';

export async function runJobs(world: World, queue: Queue, ids: readonly string[]): Promise<void> {
  if (queue === 'watch') return watch(world, ids as readonly RequestId[]);
  for (const id of ids) await runJob(world, queue, id as RequestId);
}

async function runJob(world: World, queue: Exclude<Queue, 'watch'>, id: RequestId): Promise<void> {
  switch (queue) {
    case 'intake':
      return takeIn(world, id);
    case 'publish':
      return isNews(id) ? publishNews(world) : publish(world, id);
    case 'order':
      return order(world, id);
    case 'deadline':
      return meetDeadline(world, id);
    default:
      queue satisfies never;
  }
}

function isNews(id: string): boolean {
  return id === NEWS;
}

/**
 * Every open request must have a job that will move it. Jobs are enqueued with the change that needs them, so this
 * finds nothing to do; it is here for what nobody thought of, at the start and once a minute.
 */
import type { State } from '../core/request.ts';
import type { Queue } from '../core/step.ts';
import type { World } from './world.ts';

const JOB_OF: Partial<Record<State, Queue>> = {
  pending: 'deadline',
  approved: 'order',
  ordering: 'order',
  ordered: 'watch',
  awaiting_payment: 'watch',
  scheduled: 'watch',
  changing: 'watch',
  stalled: 'watch',
};

const MOST = 5000;

export async function reconcile({ records }: World): Promise<void> {
  for (const job of await records.unfinished()) await records.enqueue(job);
  for (const request of await records.find({ open: true, limit: MOST })) {
    const queue = JOB_OF[request.state];
    if (queue !== undefined) await records.enqueue({ queue, id: request.id });
  }
}

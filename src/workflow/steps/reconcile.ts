/**
 * Every open request must have a job that will move it. Jobs are enqueued with the change that needs them, so this
 * finds little to do; it is here for what nobody thought of, at the start and once a minute.
 */
import { approveByRule } from '../../core/lifecycle/decisions.ts';
import type { State } from '../../core/request/request.ts';
import type { Queue } from '../../core/request/step.ts';
import { later, type World } from '../world.ts';

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

const KEEP_MS = 30 * 24 * 3_600_000;

export async function reconcile({ records, clock }: World): Promise<void> {
  await records.tidy(later(clock, -KEEP_MS));
  for (const job of await records.unfinished()) await records.enqueue(job);
  for (const request of await records.find({ open: true, limit: MOST })) {
    if (request.state === 'pending' && request.need.count === 0) await records.change(request.id, approveByRule);
    const queue = JOB_OF[request.state];
    if (queue !== undefined) await records.enqueue({ queue, id: request.id });
  }
}

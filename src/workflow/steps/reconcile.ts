/**
 * Every open request must have a job that will move it. Jobs are enqueued with the change that needs them, so this
 * finds little to do: it runs at the start and once a minute, for the cases that were not foreseen.
 */
import { mayTurnUp } from '../../core/lifecycle/lost-order.ts';
import { RUNBOOK } from '../../core/request/state.ts';
import { FREEZE } from '../../core/request/step.ts';
import { later, type World } from '../world.ts';

const MOST = 5000;

const KEEP_MS = 30 * 24 * 3_600_000;

/** Enqueues what is not enqueued yet, forgets what people did long ago, and says what the audit log came to. */
export async function reconcile({ records, clock, timings, log }: World): Promise<void> {
  await records.enqueue({ queue: 'deadline', id: FREEZE });
  const checkpoint = await records.checkpoint();
  if (checkpoint !== undefined) log.info(checkpoint, 'checkpoint of the audit log');
  await records.tidy(later(clock, -KEEP_MS));
  for (const job of await records.unfinished()) await records.enqueue(job);
  for (const { id, state } of await records.find({ open: true, limit: MOST })) {
    const queue = RUNBOOK[state].job;
    if (queue !== undefined) await records.enqueue({ queue, id });
  }
  for (const { id } of await records.find({ returning: true, limit: MOST })) {
    await records.enqueue({ queue: 'deadline', id });
  }
  const completed = await records.find({
    states: ['completed'],
    changedSince: later(clock, -timings.followUpFor),
    limit: MOST,
  });
  for (const { id, followUpAt } of completed) {
    if (followUpAt !== undefined) await records.enqueue({ queue: 'watch', id, after: followUpAt });
  }
  // The order of a request that failed in doubt may still turn up.
  const ended = await records.find({ states: ['failed'], changedSince: later(clock, -timings.lateFor), limit: MOST });
  for (const request of ended.filter((each) => mayTurnUp(each, clock.now(), timings.lateFor))) {
    await records.enqueue({ queue: 'find', id: request.id });
  }
}

import { expect, it } from 'vitest';
import { CloudFault } from '../../../src/core/faults.ts';
import type { NewEvent, ResizeRequest } from '../../../src/core/request/request.ts';
import type { Job, Step } from '../../../src/core/request/step.ts';
import { reconcile } from '../../../src/workflow/steps/reconcile.ts';
import { watch } from '../../../src/workflow/steps/watch.ts';
import type { Cloud, RequestSearch } from '../../../src/workflow/ports.ts';
import { aRequest, GB, minutesAfter } from '../../builders.ts';
import { aWorld } from '../../world.ts';

const DUE = minutesAfter(15).toISOString();
const completed = aRequest({ state: 'completed', followUpAt: DUE });
const vitals = { memoryBytes: GB, connections: 120, latencyUs: 130 };

function world(minutes: number, read: Cloud['vitals'] = () => Promise.resolve(vitals), request = completed) {
  const jobs: Job[] = [];
  const events: NewEvent[] = [];
  const asked: { readonly from: number; readonly to: number }[] = [];
  let now: ResizeRequest = request;
  const made = aWorld({
    clock: { now: () => minutesAfter(minutes) },
    cloud: { vitals: (_, span) => (asked.push(span), read(_, span)) },
    records: {
      get: () => Promise.resolve(now),
      enqueue: (job) => Promise.resolve(void jobs.push(job)),
      change: (_, decide) => {
        const step: Step<unknown> = decide(now);
        if (step.kind === 'update') {
          now = { ...now, ...step.patch };
          events.push(...step.events);
        }
        return Promise.resolve({ result: step.result as never, request: now });
      },
      checkpoint: () => Promise.resolve(undefined),
      tidy: () => Promise.resolve(),
      unfinished: () => Promise.resolve([]),
      find: ({ states = [] }: RequestSearch) => Promise.resolve(states.includes(now.state) ? [now] : []),
    },
  });
  return { made, jobs, events, asked, look: () => watch(made, [request.id]) };
}

it('a quarter of an hour after the change says what it came to, once', async () => {
  const { events, asked, jobs, look } = world(15);
  await look();
  await look();
  expect(events).toMatchObject([{ kind: 'after_change', data: { memoryAfter: GB, memoryLimit: 2 * GB } }]);
  expect([asked.length, jobs]).toEqual([2, []]);
});

it('waits until it is due', async () => {
  const { events, asked, jobs, look } = world(14);
  await look();
  expect([events, asked]).toEqual([[], []]);
  expect(jobs).toEqual([{ queue: 'watch', id: completed.id, after: DUE }]);
});

it.each([
  [16 * 60, 1],
  [24 * 60 + 15, 1],
  [24 * 60 + 16, 0],
])('is caught up with for a day: %d minutes after the change', async (minutes, said) => {
  const { events, look } = world(minutes);
  await look();
  expect(events).toHaveLength(said);
});

it('tries again where the cloud does not answer, and says nothing where it may not be asked or has no metrics', async () => {
  const fault = (code: string, retry: 'soon' | 'never') => () =>
    Promise.reject(new CloudFault({ code, arrived: 'no', retry }));
  const throttled = world(15, fault('Throttling.User', 'soon'));
  await throttled.look();
  expect(throttled.jobs).toEqual([{ queue: 'watch', id: completed.id, after: minutesAfter(16).toISOString() }]);
  for (const read of [fault('NoPermission', 'never'), () => Promise.resolve(undefined)]) {
    const { events, jobs, look } = world(15, read);
    await look();
    expect([events, jobs]).toEqual([[], []]);
  }
});

it('a lost job is found', async () => {
  const lookedFor = (jobs: readonly { readonly queue: string }[]) => jobs.filter(({ queue }) => queue === 'watch');
  const { made, jobs } = world(20);
  await reconcile(made);
  expect(lookedFor(jobs)).toEqual([{ queue: 'watch', id: completed.id, after: DUE }]);
  const done = world(20, undefined, aRequest({ state: 'completed' }));
  await reconcile(done.made);
  expect(lookedFor(done.jobs)).toEqual([]);
});

import { DECISIONS, STATES } from '../../src/core/request/state.ts';
import { QUEUE_NAMES } from '../../src/core/request/step.ts';
import { createMetrics, type Statistics } from '../../src/ops/metrics.ts';
import type { Standing } from '../../src/ops/standing-metrics.ts';
import { REFUSED_REQUESTS } from '../../src/slack/entry/signed.ts';
import { TIMED_PAYLOADS } from '../../src/slack/entry/ack-times.ts';

const LABELS = {
  ...{ states: STATES, queues: QUEUE_NAMES, decisions: DECISIONS },
  ...{ payloads: TIMED_PAYLOADS, refusals: REFUSED_REQUESTS },
};

/** The metrics of a process whose store is empty. */
export function someMetrics(standing: Partial<Standing> = {}, read: () => Promise<Statistics | undefined> = nothing) {
  return createMetrics(
    LABELS,
    read,
    () => ({ version: '0.0.0', configOk: true, waitingFor: '', ...standing }),
    () => Promise.resolve({ problems: [], warnings: [] }),
  );
}

function nothing(): Promise<Statistics> {
  const empty = { states: {}, decisions: {}, waitingJobs: {} };
  const ages = { unsettled: 0, undelivered: 0, oldestUndeliveredSeconds: 0, oldestOpenSeconds: 0 };
  return Promise.resolve({ ...empty, ...ages, webhook: { pending: 0, oldestSeconds: 0, givenUp: 0 } });
}

/** Names of the metrics of ours, as they are declared. */
export async function metricNames(): Promise<readonly string[]> {
  const { body } = await someMetrics().render();
  return [...body.matchAll(/^# TYPE (redis_resize_\w+) /gm)].map(([, name]) => name ?? '');
}

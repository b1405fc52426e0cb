import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { within } from '../core/within.ts';
import type { Readiness } from './routes.ts';
import { showStanding, type Standing } from './standing-metrics.ts';

/** Numbers read from the store on each scrape; the same on every replica. Ages in seconds, 0 where there is nothing. */
export interface Statistics {
  /** State -> number of requests. */
  readonly states: Readonly<Record<string, number>>;
  /** Kind of event -> how often it was recorded; only decisions of people. */
  readonly decisions: Readonly<Record<string, number>>;
  /** Queue -> jobs that are due and not running. */
  readonly waitingJobs: Readonly<Record<string, number>>;
  /** Submissions and clicks that have no outcome yet. */
  readonly unsettled: number;
  /** Events that people have not heard of yet, and the age of the oldest. */
  readonly undelivered: number;
  readonly oldestUndeliveredSeconds: number;
  readonly oldestOpenSeconds: number;
  /** Audit events that wait for the webhook; those it gave up. */
  readonly webhook: { readonly pending: number; readonly oldestSeconds: number; readonly givenUp: number };
}

/** What a call came to: `ok`, or the code of its fault. */
type CallDone = (call: string, outcome: string, seconds: number) => void;

export interface Metrics {
  readonly jobDone: (queue: string, outcome: 'done' | 'failed', seconds: number) => void;
  /** A request, a payload or a person was turned away. */
  readonly refused: (reason: string) => void;
  /** Slack had its acknowledgement: from the arrival of the payload in this process. */
  readonly acknowledged: (kind: string, seconds: number) => void;
  readonly cloudCalled: CallDone;
  readonly slackCalled: CallDone;
  readonly render: () => Promise<{ type: string; body: string }>;
}

/** The values that labels take, so that every series is there from the start. */
export interface Labels {
  readonly states: readonly string[];
  readonly queues: readonly string[];
  readonly decisions: readonly string[];
  /** Kinds of payloads that are acknowledged. */
  readonly payloads: readonly string[];
  /** Why a request to Slack's address is turned away. */
  readonly refusals: readonly string[];
}

/** An acknowledgement is due within three seconds; a call of the cloud may take twenty. */
const ACK_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3];
/** A scrape gives up after ten seconds, and the metrics that need no store must come in time. */
const READ_MS = 3_000;
const CALL_BUCKETS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20];

/** `statistics`: undefined while there is no store. */
export function createMetrics(
  labels: Labels,
  statistics: () => Promise<Statistics | undefined>,
  standing: () => Standing,
  readiness: Readiness,
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const jobs = new Counter({
    name: 'redis_resize_jobs_total',
    help: 'Jobs run, by queue and outcome; a failed one is tried again',
    labelNames: ['queue', 'outcome'],
    registers: [registry],
  });
  const jobSeconds = new Counter({
    name: 'redis_resize_job_seconds_total',
    help: 'Time spent in jobs, by queue',
    labelNames: ['queue'],
    registers: [registry],
  });
  const stepSeconds = new Histogram({
    name: 'redis_resize_step_seconds',
    help: 'How long one job took, by queue',
    labelNames: ['queue'],
    buckets: CALL_BUCKETS,
    registers: [registry],
  });
  const refused = new Counter({
    name: 'redis_resize_refused_requests_total',
    help: 'Requests turned away at the door, by reason: how they came (forged, replayed, …) or whose they were (guest, …)',
    labelNames: ['reason'],
    registers: [registry],
  });
  const acks = new Histogram({
    name: 'redis_resize_ack_seconds',
    help: 'From the arrival of a payload of Slack to its acknowledgement, which is due within 3 seconds',
    labelNames: ['kind'],
    buckets: ACK_BUCKETS,
    registers: [registry],
  });
  const cloudCalled = callMetrics(registry, 'cloud', 'Calls of the Alibaba Cloud API', 'action');
  const slackCalled = callMetrics(registry, 'slack', 'Calls of the Slack Web API', 'method');
  const showStatistics = storeGauges(registry, labels);
  const show = showStanding(registry);

  for (const queue of labels.queues) {
    for (const outcome of ['done', 'failed']) jobs.inc({ queue, outcome }, 0);
    jobSeconds.inc({ queue }, 0);
    stepSeconds.zero({ queue });
  }
  for (const kind of labels.payloads) acks.zero({ kind });
  for (const reason of labels.refusals) refused.inc({ reason }, 0);
  return {
    jobDone(queue, outcome, took) {
      jobs.inc({ queue, outcome });
      jobSeconds.inc({ queue }, took);
      stepSeconds.observe({ queue }, took);
    },
    refused: (reason) => refused.inc({ reason }),
    acknowledged: (kind, took) => acks.observe({ kind }, took),
    cloudCalled,
    slackCalled,
    async render() {
      const reading = statistics().then((now) => now ?? 'no_store');
      const [now, ready] = await Promise.all([within(reading, READ_MS).catch(() => undefined), readiness()]);
      show(standing(), ready);
      if (now !== 'no_store') showStatistics(now);
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}

function callMetrics(registry: Registry, to: 'cloud' | 'slack', help: string, label: 'action' | 'method'): CallDone {
  const registers = [registry];
  const calls = new Counter({
    name: `redis_resize_${to}_calls_total`,
    help: `${help}, by outcome: ok, or the code of the fault`,
    labelNames: [label, 'outcome'],
    registers,
  });
  const seconds = new Histogram({
    name: `redis_resize_${to}_call_seconds`,
    help: `${help}: how long they took`,
    labelNames: [label],
    buckets: CALL_BUCKETS,
    registers,
  });
  return (call, outcome, took) => {
    calls.inc({ [label]: call, outcome });
    seconds.observe({ [label]: call }, took);
  };
}

/** Without numbers (the store could not be read) all are NaN: older ones would be taken for those of now. */
function storeGauges(registry: Registry, { states, queues, decisions }: Labels): (now?: Statistics) => void {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const requests = gauge('redis_resize_requests', 'Requests by state', ['state']);
  const decided = gauge('redis_resize_decisions', 'Decisions on requests so far, by kind', ['decision']);
  const depth = gauge('redis_resize_queue_depth', 'Jobs that are due and wait for a worker, by queue', ['queue']);
  const inbound = gauge('redis_resize_inbound_pending', 'Submissions and clicks that have no outcome yet');
  const pending = gauge(
    'redis_resize_outbox_pending',
    'Events not yet delivered to Slack; grows while Slack cannot be reached',
  );
  const pendingAge = gauge('redis_resize_outbox_oldest_seconds', 'Age of the oldest event not yet delivered');
  const openAge = gauge('redis_resize_oldest_open_request_seconds', 'Age of the oldest request that is not over');
  const webhook = gauge('redis_resize_webhook_pending', 'Audit events not yet posted to the webhook');
  const webhookAge = gauge('redis_resize_webhook_oldest_seconds', 'Age of the oldest of them');
  const givenUp = gauge(
    'redis_resize_webhook_given_up',
    'Audit events that the webhook refused and that were given up',
  );
  return (now) => {
    const unread = now === undefined ? Number.NaN : 0;
    for (const state of states) requests.set({ state }, now?.states[state] ?? unread);
    for (const decision of decisions) decided.set({ decision }, now?.decisions[decision] ?? unread);
    for (const queue of queues) depth.set({ queue }, now?.waitingJobs[queue] ?? unread);
    inbound.set(now?.unsettled ?? unread);
    pending.set(now?.undelivered ?? unread);
    pendingAge.set(now?.oldestUndeliveredSeconds ?? unread);
    openAge.set(now?.oldestOpenSeconds ?? unread);
    webhook.set(now?.webhook.pending ?? unread);
    webhookAge.set(now?.webhook.oldestSeconds ?? unread);
    givenUp.set(now?.webhook.givenUp ?? unread);
  };
}

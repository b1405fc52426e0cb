import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** Numbers read from the store on each scrape. */
export interface Statistics {
  /** State -> number of requests. */
  readonly states: Readonly<Record<string, number>>;
  /** Events that people have not heard of yet. */
  readonly undelivered: number;
}

export interface Metrics {
  readonly jobDone: (queue: string, outcome: 'done' | 'failed', seconds: number) => void;
  /** A request, a payload or a person was turned away. */
  readonly refused: (reason: string) => void;
  readonly render: () => Promise<{ type: string; body: string }>;
}

/** What is told without the store. */
export interface Standing {
  /** The configuration file as it is now is the one in force. */
  readonly configOk: boolean;
  /** What the start waits for; empty once it is done. */
  readonly waitingFor: string;
}

/** `statistics`: undefined while there is no store. */
export function createMetrics(
  states: readonly string[],
  statistics: () => Promise<Statistics | undefined>,
  standing: () => Standing,
): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const jobs = new Counter({
    name: 'redis_resize_jobs_total',
    help: 'Jobs run, by queue and outcome; a failed one is tried again',
    labelNames: ['queue', 'outcome'],
    registers: [registry],
  });
  const seconds = new Counter({
    name: 'redis_resize_job_seconds_total',
    help: 'Time spent in jobs, by queue',
    labelNames: ['queue'],
    registers: [registry],
  });
  const refused = new Counter({
    name: 'redis_resize_refused_requests_total',
    help: 'Requests turned away at the door, by reason: how they came (forged, replayed, …) or whose they were (guest, …)',
    labelNames: ['reason'],
    registers: [registry],
  });
  const requests = new Gauge({
    name: 'redis_resize_requests',
    help: 'Requests by state',
    labelNames: ['state'],
    registers: [registry],
  });
  const outboxPending = new Gauge({
    name: 'redis_resize_outbox_pending',
    help: 'Events not yet delivered to Slack; grows while Slack cannot be reached',
    registers: [registry],
  });
  const configOk = new Gauge({
    name: 'redis_resize_config_ok',
    help: '0 while a change of the configuration file is rejected and the previous version is in force',
    registers: [registry],
  });
  const waiting = new Gauge({
    name: 'redis_resize_start_waiting',
    help: '1 for what the start is waiting for',
    labelNames: ['for'],
    registers: [registry],
  });
  return {
    jobDone(queue, outcome, took) {
      jobs.inc({ queue, outcome });
      seconds.inc({ queue }, took);
    },
    refused: (reason) => refused.inc({ reason }),
    async render() {
      const now = await statistics();
      const { configOk: ok, waitingFor } = standing();
      configOk.set(ok ? 1 : 0);
      waiting.reset();
      if (waitingFor !== '') waiting.set({ for: waitingFor }, 1);
      if (now !== undefined) {
        for (const state of states) requests.set({ state }, now.states[state] ?? 0);
        outboxPending.set(now.undelivered);
      }
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}

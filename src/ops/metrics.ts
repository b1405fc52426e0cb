import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';
import type { Readiness } from './routes.ts';

/** Numbers read from the store on each scrape. */
export interface Statistics {
  /** State -> number of requests. */
  readonly states: Readonly<Record<string, number>>;
  /** Events that people have not heard of yet. */
  readonly undelivered: number;
}

/** How Slack is reached now, for the metrics. */
export interface SlackNumbers {
  readonly connections: number;
  readonly connectionsOfApp: number | undefined;
  readonly missingScopes: readonly string[];
  readonly refusing: readonly { readonly code: string }[];
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
  /** Undefined until it is connected. */
  readonly slack?: SlackNumbers | undefined;
  /** Account -> what stands in the way of reading it; undefined until it was asked. */
  readonly cloud?: ReadonlyMap<string, string | undefined> | undefined;
}

/** `statistics`: undefined while there is no store. */
export function createMetrics(
  states: readonly string[],
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
  const ready = new Gauge({
    name: 'redis_resize_ready',
    help: '1 while people can be served; GET /readyz says why not',
    registers: [registry],
  });
  const warnings = new Gauge({
    name: 'redis_resize_warnings',
    help: 'What a person should look at although the bot serves; GET /readyz names it',
    registers: [registry],
  });
  const cloudOk = new Gauge({
    name: 'redis_resize_cloud_ok',
    help: '0 while an account of Alibaba Cloud cannot be read',
    labelNames: ['account'],
    registers: [registry],
  });
  const showSlack = slackGauges(registry);
  return {
    jobDone(queue, outcome, took) {
      jobs.inc({ queue, outcome });
      seconds.inc({ queue }, took);
    },
    refused: (reason) => refused.inc({ reason }),
    async render() {
      const [now, { problems, warnings: looks }] = await Promise.all([statistics(), readiness()]);
      const { configOk: ok, waitingFor, slack, cloud } = standing();
      ready.set(problems.length === 0 ? 1 : 0);
      warnings.set(looks.length);
      cloudOk.reset();
      for (const [account, code] of cloud ?? []) cloudOk.set({ account }, code === undefined ? 1 : 0);
      configOk.set(ok ? 1 : 0);
      waiting.reset();
      if (waitingFor !== '') waiting.set({ for: waitingFor }, 1);
      if (now !== undefined) {
        for (const state of states) requests.set({ state }, now.states[state] ?? 0);
        outboxPending.set(now.undelivered);
      }
      if (slack !== undefined) showSlack(slack);
      return { type: registry.contentType, body: await registry.metrics() };
    },
  };
}

function slackGauges(registry: Registry): (slack: SlackNumbers) => void {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name, help, labelNames, registers: [registry] });
  const connections = gauge('redis_resize_slack_connections', 'Open Socket Mode connections of this process');
  const ofApp = gauge('redis_resize_slack_app_connections', 'Socket Mode connections of the app, as Slack said last');
  const scopes = gauge('redis_resize_slack_missing_scopes', 'Scopes of the manifest that the bot token lacks');
  const refusing = gauge('redis_resize_slack_refusing', 'Channels that take no message now, by Slack error', ['code']);
  return (slack) => {
    connections.set(slack.connections);
    if (slack.connectionsOfApp !== undefined) ofApp.set(slack.connectionsOfApp);
    scopes.set(slack.missingScopes.length);
    refusing.reset();
    for (const { code } of slack.refusing) refusing.inc({ code });
  };
}

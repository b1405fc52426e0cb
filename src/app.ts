/** The composition root: the only file that knows more than one edge. It builds, and decides nothing. */
import { randomInt } from 'node:crypto';
import type { Logger } from 'pino';
import { type CloudTimeouts, createCloud } from './alicloud/cloud.ts';
import type { Environment } from './config/env.ts';
import type { PolicySource } from './config/policy-source.ts';
import { createMetrics, type Metrics } from './ops/metrics.ts';
import { opsRoutes, type Readiness } from './ops/routes.ts';
import { serveRoutes } from './ops/server.ts';
import { createIncoming } from './slack/bolt.ts';
import { createOutgoing } from './slack/outgoing.ts';
import type { Engine } from './store/database.ts';
import { openStore, type Store } from './store/store.ts';
import { createDesk } from './workflow/desk/desk.ts';
import { auditConfigReload } from './workflow/steps/announce.ts';
import { TIMINGS, type Timings } from './workflow/timings.ts';
import type { Clock } from './workflow/ports.ts';
import { renewPendingRules } from './workflow/steps/renew-rules.ts';
import { reconcile } from './workflow/steps/reconcile.ts';
import { runJobs } from './workflow/runbook.ts';
import type { World } from './workflow/world.ts';

export interface AppOptions {
  readonly environment: Environment;
  readonly policy: PolicySource;
  readonly log: Logger;
  readonly timings?: Timings;
  readonly clock?: Clock;
  readonly cloudTimeouts?: CloudTimeouts;
  /** Embedded database only: the engine to use, in place of one that is started. */
  readonly engine?: Engine;
}

export interface App {
  readonly port: number;
  readonly store: Store;
  /** No new work; what runs is finished or left to others, in ten seconds at most. */
  stop(): Promise<void>;
}

const STOP_MS = 9_000;
const RECONCILE_MS = 60_000;

/** Builds everything and starts it. Rejects when the database or Slack cannot be reached. */
export async function startApp(options: AppOptions): Promise<App> {
  const { environment, policy, log } = options;
  const clock = options.clock ?? { now: () => new Date() };
  const store = await openStore({
    at: environment.database,
    ...(options.engine === undefined ? {} : { engine: options.engine }),
    clock,
    onError: (error) => log.error({ reason: reasonOf(error) }, 'the job engine reports a problem'),
  });

  const metrics = createMetrics(() => store.statistics());
  const cloud = createCloud({
    accounts: () => policy.current().accounts,
    keys: () => environment.alibaba,
    now: () => clock.now(),
    log: (call) => log.debug(call, 'cloud call'),
    ...(options.cloudTimeouts === undefined ? {} : { timeouts: options.cloudTimeouts }),
  });
  const routes = opsRoutes(() => readiness(), metrics.render);
  const toSlack = { ...environment.slack, policy: policy.current, log, now: () => clock.now() };
  const outgoing = createOutgoing(toSlack);
  const world: World = {
    cloud,
    people: outgoing.people,
    notifier: outgoing.notifier,
    records: store.records,
    policy: policy.current,
    clock,
    timings: options.timings ?? TIMINGS,
    log,
    random: crockford,
  };
  const desk = createDesk(world);
  const { refused } = metrics;
  const slack = createIncoming({ ...toSlack, desk, claim: (key) => store.records.claim(key), refused }, outgoing);
  const readiness: Readiness = async () => [
    ...((await store.writable()) ? [] : ['the database cannot be written to']),
    ...(slack.connected() ? [] : ['Slack is not connected']),
    ...policy.problems(),
  ];

  const started: (() => Promise<void>)[] = [() => store.jobs.stop(STOP_MS)];
  // People and jobs come to their end together, under one deadline; the database they need goes last.
  const stop = async (): Promise<void> => {
    await Promise.all(started.splice(0).map((end) => end()));
    await store.close(0);
  };
  try {
    await store.jobs.work((queue, ids) => measured(metrics, log, queue, () => runJobs(world, queue, ids)));
    await slack.start();
    started.push(() => slack.stop());
    const { host, port: wanted } = environment;
    const { port, close } = await serveRoutes([...routes, ...slack.routes], { host, port: wanted, refused });
    started.push(() => close(STOP_MS));
    started.push(await keepReconciling(world));
    const renewRules = (): void => {
      renewPendingRules(world).catch((error: unknown) =>
        log.error({ reason: reasonOf(error) }, 'requests are not judged by the changed rules'),
      );
    };
    // The file may have been edited while the bot was down.
    renewRules();
    policy.listen((reload) => {
      auditConfigReload(world, reload).catch((error: unknown) =>
        log.error({ reason: reasonOf(error) }, 'the mirror channels are not told of the configuration'),
      );
      if (reload.kind === 'reloaded') renewRules();
    });
    log.info({ database: store.kind, slack: environment.slack.mode, port }, 'ready');
    return { port, store, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function keepReconciling(world: World): Promise<() => Promise<void>> {
  await reconcile(world);
  const timer = setInterval(() => {
    reconcile(world).catch((error: unknown) => world.log.error({ reason: reasonOf(error) }, 'reconciling failed'));
  }, RECONCILE_MS);
  return () => {
    clearInterval(timer);
    return Promise.resolve();
  };
}

async function measured(metrics: Metrics, log: Logger, queue: string, run: () => Promise<void>): Promise<void> {
  const from = performance.now();
  try {
    await run();
    metrics.jobDone(queue, 'done', (performance.now() - from) / 1000);
  } catch (error) {
    metrics.jobDone(queue, 'failed', (performance.now() - from) / 1000);
    log.warn({ queue, reason: reasonOf(error) }, 'a job failed and is tried again');
    throw error;
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : 'unknown';
}

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

function crockford(length: number): string {
  return Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

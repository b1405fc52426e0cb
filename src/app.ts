/** The composition root: the only file that knows more than one edge. It builds, and decides nothing. */
import { randomInt } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Logger } from 'pino';
import { type CloudTimeouts, createCloud } from './alicloud/cloud.ts';
import type { Environment } from './config/environment.ts';
import { manifestScopes } from './config/manifest.ts';
import type { PolicySource } from './config/policy-source.ts';
import { SlackFault } from './core/faults.ts';
import { reasonOf } from './core/log.ts';
import { DECISIONS, STATES } from './core/request/state.ts';
import { QUEUE_NAMES } from './core/request/step.ts';
import { within } from './core/within.ts';
import { type CloudHealth, watchCloud } from './ops/cloud-health.ts';
import { watchForTheEnd } from './ops/past-help.ts';
import { createMetrics, type Metrics } from './ops/metrics.ts';
import { opsRoutes, type Readiness } from './ops/routes.ts';
import { serveRoutes } from './ops/server.ts';
import { createWaiting } from './ops/waiting.ts';
import { observed } from './ops/observed.ts';
import { NO_TRACING, type Tracing } from './ops/tracing.ts';
import { createWebhook } from './ops/webhook.ts';
import { createIncoming, type Incoming } from './slack/bolt.ts';
import { REFUSED_REQUESTS } from './slack/entry/signed.ts';
import { TIMED_PAYLOADS } from './slack/entry/ack-times.ts';
import { createOutgoing } from './slack/outgoing.ts';
import { type Rates, RATES } from './slack/web/pace.ts';
import type { Engine } from './store/embedded/engine.ts';
import { openStore, type Store } from './store/store.ts';
import { troubleOf } from './store/trouble.ts';
import { createDesk } from './workflow/desk/desk.ts';
import { auditConfiguration } from './workflow/steps/announce.ts';
import { TIMINGS, type Timings } from './workflow/timings.ts';
import type { Clock } from './workflow/ports.ts';
import { runJobs } from './workflow/runbook.ts';
import { keepReconciling, keepRulesRenewed } from './workflow/standing-work.ts';
import type { World } from './workflow/world.ts';

export interface AppOptions {
  readonly environment: Environment;
  readonly policy: PolicySource;
  readonly log: Logger;
  readonly timings?: Timings;
  readonly clock?: Clock;
  readonly cloudTimeouts?: CloudTimeouts;
  readonly slackRates?: Rates;
  /** Embedded database only: the engine to use, in place of one that is started. */
  readonly engine?: Engine;
  /** Work under way gets this long at the stop; STOP_MS without it. */
  readonly stopMs?: number;
  /** Ends a start that waits. */
  readonly signal?: AbortSignal;
}

export interface App {
  readonly port: number;
  readonly store: Store;
  /** No new work; what runs is finished or left to others, in ten seconds at most. */
  stop(): Promise<void>;
}

/** With the grace of what hangs after it, and the closing, within the ten seconds that a container gets. */
export const STOP_MS = 8_000;
const GRACE_MS = 500;
const CLOSE_MS = 900;

/**
 * Builds everything and starts it: health first, then what it needs, one after the other, waiting for each and saying so.
 * Rejects where waiting cannot help: a wrong password or token, a directory that is in use.
 */
export async function startApp(options: AppOptions): Promise<App> {
  const { environment, policy, log, stopMs = STOP_MS } = options;
  const clock = options.clock ?? { now: () => new Date() };
  const waiting = createWaiting(log, options.signal);
  let ready: readonly [Store, Incoming] | undefined;
  let store: Store | undefined;
  let health: CloudHealth | undefined;
  const readiness: Readiness = async () => {
    const warnings = [...policy.problems(), ...(health?.warnings() ?? []), ...(ready?.[1].health().warnings ?? [])];
    if (ready === undefined) return { problems: [`starting: ${waiting.reason()}`], warnings };
    const [open, slack] = ready;
    const [problems, more] = await Promise.all([open.problems(), open.warnings()]);
    return { problems: [...problems, ...slack.health().problems], warnings: [...warnings, ...more] };
  };
  const metrics = createMetrics(
    { states: STATES, queues: QUEUE_NAMES, decisions: DECISIONS, payloads: TIMED_PAYLOADS, refusals: REFUSED_REQUESTS },
    async () => store?.statistics(),
    () => ({
      version: version(),
      configOk: policy.problems().length === 0,
      waitingFor: ready === undefined ? waiting.what() : '',
      slack: ready?.[1].health(),
      cloud: health?.troubles(),
    }),
    readiness,
  );
  const { refused, acknowledged } = metrics;
  const tracing = await startTracing(environment, log);
  const routes = opsRoutes(readiness, metrics.render, () => ({ slack: ready?.[1].health() }));
  const { host, port: wanted } = environment;
  const { port, close } = await serveRoutes(routes, { host, port: wanted, refused });
  log.info({ port }, 'health is served');

  const started: (() => Promise<unknown>)[] = [() => close(stopMs)];
  // People and jobs come to their end together, under one deadline; the database they need goes last.
  const stop = async (): Promise<void> => {
    log.info({}, 'stopping');
    await within(Promise.all(started.splice(0).map((end) => end())), stopMs + GRACE_MS);
    // A silent database would be waited for until its connections are given up.
    await Promise.all([within(Promise.resolve(store?.close(0)), CLOSE_MS), tracing.stop(CLOSE_MS)]);
    log.info({}, 'stopped');
  };
  try {
    const open = await waiting.until('database', troubleOf, () =>
      openStore({
        at: environment.database,
        ...(options.engine === undefined ? {} : { engine: options.engine }),
        clock,
        auditKey: environment.auditKey,
        onError: (error) => log.error({ reason: reasonOf(error) }, 'the job engine reports a problem'),
      }),
    );
    store = open;
    started.push(() => open.jobs.stop(stopMs));
    const cloud = createCloud({
      accounts: () => policy.current().accounts,
      keys: () => environment.alibaba,
      now: () => clock.now(),
      log: (call) => {
        metrics.cloudCalled(call.action, call.outcome, call.ms / 1000);
        tracing.called('cloud', call.action, call.outcome, call.ms / 1000);
        log.debug(call, 'cloud call');
      },
      ...(options.cloudTimeouts === undefined ? {} : { timeouts: options.cloudTimeouts }),
    });
    // Needed at the end of the start, and nothing here waits for it.
    const watching = watchCloud({ accounts: () => policy.current().accounts, cloud, log });
    started.push(async () => (await watching).stop());
    const called = (method: string, outcome: string, seconds: number): void => {
      metrics.slackCalled(method, outcome, seconds);
      tracing.called('slack', method, outcome, seconds);
    };
    const toSlack = { ...environment.slack, policy: policy.current, log, now: () => clock.now(), called };
    const outgoing = createOutgoing({ ...toSlack, rates: options.slackRates ?? RATES });
    const world: World = {
      cloud,
      people: outgoing.people,
      notifier: outgoing.notifier,
      records: observed(open.records, tracing, log),
      policy: policy.current,
      clock,
      timings: options.timings ?? TIMINGS,
      log,
      random: crockford,
    };
    const desk = createDesk(world);
    const slack = createIncoming(
      {
        ...{ ...toSlack, desk, refused, acknowledged, scopes: manifestScopes() },
        claim: (key) => open.records.claim(key),
        traced: (kind, run) => tracing.span(`Slack ${kind}`, [], run),
      },
      outgoing,
    );
    routes.push(...slack.routes);
    await open.jobs.work((queue, ids) =>
      measured(metrics, log, queue, () => tracing.span(`job ${queue}`, ids, () => runJobs(world, queue, ids))),
    );
    started.push(() => slack.stop());
    await waiting.until('Slack', slackTrouble, () => slack.start());
    ready = [open, slack];
    const stopReconciling = await waiting.until('database', troubleOf, () => keepReconciling(world));
    started.push(ended(stopReconciling), ended(watchForTheEnd(() => open.pastHelp(), giveUp)));
    const rules = keepRulesRenewed(world);
    started.push(ended(rules.stop));
    // The file may have been edited while the bot was down.
    rules.renew();
    await waiting.until('database', troubleOf, () => open.webhook.use(environment.webhook !== undefined));
    if (environment.webhook !== undefined) {
      const told = { audit: open.webhook, now: () => clock.now(), log, traced: tracing.span };
      const webhook = createWebhook({ ...environment.webhook, ...told });
      started.push(ended(webhook.keepSending()));
    }
    health = await watching;
    void auditConfiguration(world, { kind: 'reloaded', version: policy.current().version });
    policy.listen((reload) => {
      void auditConfiguration(world, reload);
      if (reload.kind === 'reloaded') rules.renew();
    });
    const { teamId, botName } = await outgoing.identities.get();
    const inForce = policy.current();
    const who = { bot: botName, workspace: teamId, rules: inForce.rules.length + inForce.denials.length };
    const where = { database: open.kind, slack: environment.slack.mode, port };
    log.info({ version: version(), ...who, ...where }, 'ready');
    return { port, store: open, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Without an endpoint nothing of it is loaded. */
async function startTracing({ otlp, proxy }: Environment, log: Logger): Promise<Tracing> {
  if (otlp === undefined) return NO_TRACING;
  return (await import('./ops/otlp.ts')).startTracing({ ...otlp, proxy, version: version(), log });
}

function slackTrouble(error: unknown): { readonly words: string; readonly passing: boolean } {
  const { code, temporary } = error instanceof SlackFault ? error : { code: reasonOf(error), temporary: false };
  return { words: code, passing: temporary };
}

function ended(end: () => void): () => Promise<void> {
  return () => {
    end();
    return Promise.resolve();
  };
}

/** Ends the process: nobody waits for this (main.ts). */
function giveUp(reason: string): never {
  throw new Error(reason);
}

function version(): string {
  const text = readFileSync(join(import.meta.dirname, '../package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
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

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

function crockford(length: number): string {
  return Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}

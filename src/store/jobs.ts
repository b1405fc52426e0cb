import type { Transaction } from 'kysely';
import { fromKysely, type PgBoss } from 'pg-boss';
import type { Job, Queue } from '../core/request/step.ts';
import type { Clock } from '../workflow/ports.ts';
import type { Tables } from './schema.ts';

interface QueueSettings {
  /** Jobs handled at the same time in this process. */
  readonly workers: number;
  /** Jobs handed to one call of the handler. */
  readonly batch: number;
}

/**
 * One row per queue. All are `stately` by request id: at most one job of a request waits and at most one runs, on
 * however many replicas, so that two workers never act on one request at once.
 */
const QUEUES: Readonly<Record<Queue, QueueSettings>> = {
  intake: { workers: 2, batch: 1 },
  publish: { workers: 2, batch: 1 },
  order: { workers: 2, batch: 1 },
  // Looking for lost orders must not keep new ones waiting; those who look at the same time share what they read.
  find: { workers: 1, batch: 30 },
  watch: { workers: 1, batch: 30 },
  deadline: { workers: 1, batch: 1 },
};

/** A worker that lives and hangs loses its job after this; one that died loses it by its heartbeat, much sooner. */
const EXPIRE_SECONDS = 15 * 60;

/** A job that was handed to another by now: its worker hangs. */
function isOver(startedOn: number | null): boolean {
  return Date.now() - (startedOn ?? 0) > EXPIRE_SECONDS * 1000;
}

/** Least that pg-boss allows. A worker that misses it is dead, and its job goes to another. */
const HEARTBEAT_SECONDS = 10;

/**
 * For jobs that waited for their key, that are tried again, or whose process is gone. New ones wake a worker by NOTIFY
 * within milliseconds, and those that become due within WAKE_SECONDS by a timer of the process that enqueued them.
 */
const POLL_SECONDS = 0.5;
const WAKE_SECONDS = 60;

export interface Jobs {
  /**
   * Enqueues. A job of the same queue and id that waits already is enough; in a transaction it is brought forward, since
   * what it waits for may have changed with the record: it looks, and sets itself the next time.
   */
  add(job: Job, trx?: Transaction<Tables>): Promise<void>;
  /** Starts the workers; `handle` gets the ids of a batch. Throwing means: try again later, with back-off. */
  work(handle: (queue: Queue, ids: readonly string[]) => Promise<void>): Promise<void>;
  /** How long ago the worker that waits longest looked for a job; one that is at work does not look. */
  polledMsAgo(): number;
  /** No new jobs; resolves when those under way have ended, or after `timeoutMs`. */
  stop(timeoutMs: number): Promise<void>;
}

/** A millisecond: pg-boss takes zero for "not given". */
const SOON_SECONDS = 0.001;

/** Workers that take a job between two statements, one after the other. */
const MOST_TRIES = 10;

/** Most that pg-boss lists at once. */
const ALL = 100_000;

export interface JobsOptions {
  readonly clock: Clock;
  /** Hears what pg-boss itself reports. */
  readonly onError: (error: unknown) => void;
  /** No other process can use this database: what a job is said to run in died, and need not be waited for. */
  readonly alone: boolean;
}

/** The job engine of an opened database. */
export async function startJobs(boss: PgBoss, { clock, onError, alone }: JobsOptions): Promise<Jobs> {
  boss.on('error', onError);
  await boss.start();
  for (const name of Object.keys(QUEUES)) {
    await boss.createQueue(name, {
      policy: 'stately',
      notify: true,
      expireInSeconds: EXPIRE_SECONDS,
      heartbeatSeconds: HEARTBEAT_SECONDS,
      // Nothing is given up: a job ends when its step says so. The pause between tries grows to a minute.
      retryLimit: 100_000,
      retryDelay: 1,
      retryBackoff: true,
      retryDelayMax: 60,
      deleteAfterSeconds: 3600,
    });
    // pg-boss looks a queue up on first use with a query of its own. Inside a transaction on the embedded database,
    // which has one connection, that query would wait for the transaction for ever: look it up now.
    const jobs = await boss.findJobs(name, { limit: alone ? ALL : 1 });
    const orphans = jobs.filter(({ state }) => alone && state === 'active').map(({ id }) => id);
    if (orphans.length > 0) await boss.fail(name, orphans);
  }
  const secondsUntil = (iso: string) => Math.max((Date.parse(iso) - clock.now().getTime()) / 1000, SOON_SECONDS);
  const workers = new Map<string, string>();
  const wakeIn = (queue: Queue, seconds: number): void => {
    if (seconds > WAKE_SECONDS) return;
    setTimeout(() => boss.notifyWorker(workers.get(queue) ?? ''), seconds * 1000 + 1).unref();
  };
  let stopped = false;
  let gone = false;
  return {
    async add(job, trx) {
      // Seconds from now, not a time: our clock and the database's may differ.
      const when = job.after === undefined ? {} : { startAfter: secondsUntil(job.after) };
      if (when.startAfter !== undefined) wakeIn(job.queue, when.startAfter);
      const send = (within: object) =>
        boss.send(job.queue, { id: job.id }, { singletonKey: job.id, ...when, ...within });
      if (trx === undefined) {
        await send({});
        return;
      }
      const within = { db: fromKysely(trx) };
      for (let tries = 0; (await send(within)) === null; tries += 1) {
        // Its row is locked until we commit: a worker that took it before would see the record as it was. Where one has
        // taken it by now, there is room for another.
        const soon = { singletonKey: job.id, startAfter: SOON_SECONDS, ...within };
        if ((await boss.update(job.queue, undefined, soon)).updated > 0) return;
        if (tries === MOST_TRIES) throw new Error(`no job of ${job.queue} for ${job.id}`);
      }
    },
    async work(handle) {
      for (const [name, settings] of Object.entries(QUEUES) as [Queue, QueueSettings][]) {
        const worker = await boss.work<{ id: string }>(
          name,
          {
            batchSize: settings.batch,
            localConcurrency: settings.workers,
            pollingIntervalSeconds: POLL_SECONDS,
            notifyPollingIntervalSeconds: POLL_SECONDS,
          },
          async (jobs) => {
            try {
              const ids = jobs.map((job) => job.data.id);
              await handle(name, ids);
            } catch (error) {
              // After the end of the engine nobody waits for this job here: it was handed to others.
              if (!gone) throw error;
            }
          },
        );
        workers.set(name, worker);
      }
    },
    polledMsAgo() {
      const waiting = boss
        .getWipData()
        .filter(({ count, lastJobStartedOn }) => count === 0 || isOver(lastJobStartedOn));
      const polls = waiting.map((worker) =>
        Math.max(worker.lastFetchedOn ?? 0, worker.lastJobEndedOn ?? 0, worker.createdOn),
      );
      return Math.max(0, ...polls.map((poll) => Date.now() - poll));
    },
    async stop(timeoutMs) {
      if (stopped) return;
      stopped = true;
      await boss.stop({ graceful: true, timeout: timeoutMs });
      gone = true;
    },
  };
}

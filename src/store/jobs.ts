import { setTimeout } from 'node:timers/promises';
import type { Kysely, Transaction } from 'kysely';
import { fromKysely, type PgBoss } from 'pg-boss';
import type { Job, Queue } from '../core/request/step.ts';
import type { Clock } from '../workflow/ports.ts';
import { dueJobs, LOOK_MS } from './due-jobs.ts';
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
  home: { workers: 1, batch: 1 },
};

/** A worker that lives and hangs loses its job after this; one that died loses it by its heartbeat, much sooner. */
const EXPIRE_SECONDS = 15 * 60;

/** A job that was handed to another by now: its worker hangs. */
function isOver(startedOn: number | null): boolean {
  return Date.now() - (startedOn ?? 0) > EXPIRE_SECONDS * 1000;
}

/** Least that pg-boss allows. A worker that misses it is dead, and its job goes to another. */
const HEARTBEAT_SECONDS = 10;

/** A net under what wakes workers (NOTIFY, timers, looks), and the proof that they live. */
const POLLING = { pollingIntervalSeconds: 20, notifyPollingIntervalSeconds: 20 };

/** A failed job is tried again after one to two seconds at first: this soon after it failed, none is late. */
const AFTER_FAILURE_MS = 500;

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

/** Workers that take a job between two statements, one after the other. */
const MOST_TRIES = 10;

export interface JobsOptions {
  readonly db: Kysely<Tables>;
  readonly clock: Clock;
  /** Hears what pg-boss itself reports. */
  readonly onError: (error: unknown) => void;
  /** No other process can use this database: what a job is said to run in died, and need not be waited for. */
  readonly alone: boolean;
}

/** The job engine of an opened database. */
export async function startJobs(boss: PgBoss, { db, clock, onError, alone }: JobsOptions): Promise<Jobs> {
  boss.on('error', onError);
  await boss.start();
  // It has read them all at its start, and looks none up inside a transaction: on the embedded database, which has one
  // connection, that query would wait for the transaction for ever.
  const there = new Set((await boss.getQueues()).map(({ name }) => name));
  for (const name of Object.keys(QUEUES).filter((queue) => !there.has(queue))) {
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
  }
  const running = db.selectFrom('job').select(['name', 'id', 'singleton_key']).where('state', '=', 'active');
  for (const { name, id, singleton_key: key } of alone ? await running.execute() : []) {
    await boss.fail(name, id);
    await boss.update(name, undefined, { singletonKey: key, startAfter: 0 });
  }
  const secondsUntil = (iso: string) => (Date.parse(iso) - clock.now().getTime()) / 1000;
  const workers = new Map<string, string[]>();
  const wakeIn = (queue: string, ms: number): void => {
    if (ms > LOOK_MS) return;
    const wake = () => workers.get(queue)?.forEach((worker) => boss.notifyWorker(worker));
    void setTimeout(Math.max(ms, 0) + 1, undefined, { ref: false }).then(wake);
  };
  /** Without the pause before another try: it was not the job that failed. */
  const takeOver = async (queue: string, orphans: readonly string[]): Promise<void> => {
    await boss.supervise(queue);
    for (const id of orphans) await boss.update(queue, undefined, { singletonKey: id, startAfter: 0 });
    wakeIn(queue, 0);
  };
  const look = async (): Promise<void> => {
    try {
      for (const { queue, inMs, orphans } of await dueJobs(db)) {
        if (inMs !== null) wakeIn(queue, inMs);
        if (orphans.length > 0) await takeOver(queue, orphans);
      }
    } catch (error) {
      if (!stopped) onError(error);
    }
  };
  const lookIn = (ms: number) => setTimeout(ms, undefined, { ref: false }).then(look);
  const keepLooking = async (): Promise<void> => {
    while (!stopped) await lookIn(LOOK_MS);
  };
  let stopped = false;
  let gone = false;
  return {
    async add(job, trx) {
      // Seconds from now, not a time: our clock and the database's may differ.
      const seconds = job.after === undefined ? 0 : secondsUntil(job.after);
      const when = seconds > 0 ? { startAfter: seconds } : {};
      if (seconds > 0) wakeIn(job.queue, seconds * 1000);
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
        const soon = { singletonKey: job.id, startAfter: 0, ...within };
        if ((await boss.update(job.queue, undefined, soon)).updated > 0) return;
        if (tries === MOST_TRIES) throw new Error(`no job of ${job.queue} for ${job.id}`);
      }
    },
    async work(handle) {
      for (const [name, settings] of Object.entries(QUEUES) as [Queue, QueueSettings][]) {
        const ids: string[] = [];
        workers.set(name, ids);
        for (let n = 0; n < settings.workers; n += 1) {
          const handler = async (jobs: readonly { readonly data: { readonly id: string } }[]): Promise<void> => {
            // When these have ended, there may be more, or one that waited for their key.
            boss.notifyWorker(ids[n] ?? '');
            try {
              const of = jobs.map(({ data }) => data.id);
              await handle(name, of);
            } catch (error) {
              // After the end of the engine nobody waits for this job here: it was handed to others.
              if (gone) return;
              void lookIn(AFTER_FAILURE_MS);
              throw error;
            }
          };
          ids.push(await boss.work<{ id: string }>(name, { batchSize: settings.batch, ...POLLING }, handler));
        }
      }
      void keepLooking();
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

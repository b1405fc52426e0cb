/** The embedded PostgreSQL, for the same client as a server's. */
import { Worker } from 'node:worker_threads';
import type { Session } from './session.ts';
import { type Connection, Switchboard } from './switchboard.ts';
import type { Answer, Asked } from './thread.ts';

export interface Engine {
  /** For the `stream` of pg; any number on one session: they take turns by transactions. */
  connect(): Connection;
  close(): Promise<void>;
}

/** The engine alone: no tables, no jobs, no lock. Without a path it is in memory. */
export async function startEngine(path?: string): Promise<Engine> {
  const thread = new Worker(new URL('thread.ts', import.meta.url), { workerData: { path } });
  const talk = talkTo(thread);
  try {
    await talk(undefined);
  } catch (error) {
    await thread.terminate();
    throw error;
  }
  return engineOn({
    exchange: talk,
    close: async () => void (await talk('close').finally(() => thread.terminate())),
  });
}

/** On an open session, in whatever thread it is. */
export function engineOn({ exchange, close }: Session): Engine {
  const switchboard = new Switchboard(exchange);
  return {
    connect: () => switchboard.connect(),
    close() {
      switchboard.fail(new Error('the embedded database is closed'));
      return close();
    },
  };
}

/** One message after the other, each with its answer; to `undefined`, the one that comes by itself. */
function talkTo(thread: Worker): (asked: Asked | undefined) => Promise<Uint8Array> {
  let gone: Error | undefined;
  let waiting: { readonly resolve: (answer: Uint8Array) => void; readonly reject: (error: Error) => void } | undefined;
  const end = (error: Error): void => {
    gone ??= error;
    waiting?.reject(gone);
  };
  thread.on('error', end);
  thread.on('exit', () => end(new Error('the embedded database has ended')));
  thread.on('message', (answer: Answer) => {
    // While it is asked, and only then, it keeps the process alive.
    thread.unref();
    if (answer instanceof Uint8Array) waiting?.resolve(answer);
    else if (answer === 'done') waiting?.resolve(NOTHING);
    else waiting?.reject(Object.assign(new Error(String(answer.message)), answer));
  });

  let before: Promise<unknown> = Promise.resolve();
  return (asked) => {
    const answered = before.then(
      () =>
        new Promise<Uint8Array>((resolve, reject) => {
          if (gone !== undefined) return void reject(gone);
          waiting = { resolve, reject };
          thread.ref();
          if (asked === 'close') thread.postMessage(asked);
          else if (asked !== undefined) send(thread, asked);
        }),
    );
    before = answered.catch(() => undefined);
    return answered;
  };
}

const NOTHING = new Uint8Array();

/** A copy is given away: what pg writes lies among other things. */
function send(thread: Worker, bytes: Uint8Array): void {
  const copy = new Uint8Array(bytes);
  thread.postMessage(copy, [copy.buffer]);
}

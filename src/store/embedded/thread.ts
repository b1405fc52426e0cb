/** The session in a thread of its own: while it computes, the bot acknowledges. One answer for each message, in order. */
import '../../../bin/compile-cache.js';
import { parentPort, workerData } from 'node:worker_threads';
import { openSession } from './session.ts';

/** What the thread is asked: to send these bytes to the session, or to close it. */
export type Asked = Uint8Array | 'close';

/** What it answers: that the session is open or closed, what the session said, or why not. */
export type Answer = 'done' | Uint8Array | Failure;

/** What is known of an error by its name (store/trouble.ts): on their way between threads errors lose it. */
export type Failure = Readonly<Partial<Record<(typeof FIELDS)[number], unknown>>>;

const FIELDS = ['name', 'message', 'code', 'errno'] as const;

const { path } = workerData as { readonly path?: string };
if (parentPort !== null) await serve(parentPort);

async function serve(port: NonNullable<typeof parentPort>): Promise<void> {
  const answer = async (work: () => Promise<Answer>): Promise<void> => {
    const said = await work().catch(failureOf);
    port.postMessage(said, said instanceof Uint8Array ? [said.buffer as ArrayBuffer] : []);
  };
  const opening = openSession(path);
  await answer(() => opening.then(() => 'done'));
  port.on('message', (asked: Asked) => {
    void answer(async () => {
      const { exchange, close } = await opening;
      // A copy: what PGlite answers may lie in its memory, which is not to be given away.
      if (asked !== 'close') return new Uint8Array(await exchange(asked));
      await close();
      return 'done';
    });
  });
}

function failureOf(error: unknown): Failure {
  const from = (typeof error === 'object' && error !== null ? error : { message: String(error) }) as Failure;
  return Object.fromEntries(FIELDS.map((field) => [field, from[field]]));
}

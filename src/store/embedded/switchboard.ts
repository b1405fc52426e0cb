/** Many connections on one session of PostgreSQL: they take turns by transactions, in PostgreSQL's protocol, version 3. */
import { Duplex } from 'node:stream';
import {
  AUTHENTICATION,
  int32,
  message,
  messagesOf,
  NOTIFICATION,
  QUERY,
  READY_FOR_QUERY,
  SYNC,
  TERMINATE,
} from './wire.ts';

/** Sends whole messages to the session; resolves with its answer when it is ready again. */
export type Exchange = (bytes: Uint8Array) => Promise<Uint8Array>;

/** After these the session answers that it is ready. */
const ENDS = [QUERY, SYNC];

const READY = 'I';
const IDLE = READY.charCodeAt(0);
/** What a server says of a user it lets in: AuthenticationOk, ReadyForQuery. */
const WELCOME = Buffer.concat([message(AUTHENTICATION, int32(0)), message(READY_FOR_QUERY, READY)]);
const ROLLBACK = message(QUERY, 'rollback\0');

const SILENCE_MS = 10_000;

interface Asked {
  readonly from: Connection;
  readonly bytes: Buffer;
}

export class Switchboard {
  readonly #exchange: Exchange;
  readonly #connections = new Set<Connection>();
  #asked: Asked[] = [];
  /** Its transaction is open. */
  #owner: Connection | undefined;
  #silence: NodeJS.Timeout | undefined;
  #busy = false;
  #failure: Error | undefined;
  readonly #silenceMs: number;

  /** A transaction in which nothing is asked for so long is rolled back: the others wait for it. */
  constructor(exchange: Exchange, silenceMs = SILENCE_MS) {
    this.#exchange = exchange;
    this.#silenceMs = silenceMs;
  }

  connect(): Connection {
    const connection = new Connection(
      (bytes) => {
        this.#asked.push({ from: connection, bytes });
        void this.#work();
      },
      () => {
        this.#connections.delete(connection);
        this.#asked = this.#asked.filter(({ from }) => from !== connection);
        void this.#work();
      },
    );
    this.#connections.add(connection);
    if (this.#failure !== undefined) connection.destroy(this.#failure);
    return connection;
  }

  /** Every connection ends with this error, now and from now on. */
  fail(error: Error): void {
    this.#failure ??= error;
    for (const connection of this.#connections) if (!connection.writableEnded) connection.destroy(this.#failure);
  }

  async #work(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    for (let next = this.#next(); next !== undefined; next = this.#next()) await this.#serve(next);
    this.#busy = false;
  }

  #next(): Asked | undefined {
    if (this.#failure !== undefined) return undefined;
    const owner = this.#owner;
    if (owner?.destroyed === true) return { from: owner, bytes: ROLLBACK };
    const at = this.#asked.findIndex(({ from }) => owner === undefined || from === owner);
    return at < 0 ? undefined : this.#asked.splice(at, 1)[0];
  }

  async #serve({ from, bytes }: Asked): Promise<void> {
    try {
      clearTimeout(this.#silence);
      const answer = await this.#exchange(bytes);
      this.#own(answer.at(-1) === IDLE ? undefined : from);
      for (const message of messagesOf(answer)) {
        // The session listens for all of them.
        const to = message[0] === NOTIFICATION ? this.#connections : [from];
        for (const connection of to) connection.hear(message);
      }
    } catch (error) {
      if (bytes === ROLLBACK) this.fail(error as Error);
      // What became of its transaction is unknown.
      this.#own(from);
      from.destroy(error as Error);
    }
  }

  #own(connection: Connection | undefined): void {
    this.#owner = connection;
    if (connection === undefined) return;
    const drop = () => connection.destroy(new Error('a transaction was silent for too long'));
    this.#silence = setTimeout(drop, this.#silenceMs).unref();
  }
}

/** What a socket is to pg: what it writes is answered when the session has its turn. */
export class Connection extends Duplex {
  readonly #ask: (bytes: Buffer) => void;
  readonly #left: () => void;
  #pending: Buffer = Buffer.alloc(0);
  #started = false;

  constructor(ask: (bytes: Buffer) => void, left: () => void) {
    super();
    this.#ask = ask;
    this.#left = left;
  }

  hear(answer: Buffer): void {
    if (!this.destroyed && !this.writableEnded) this.push(answer);
  }

  /** As of a socket, for pg. */
  connect(): this {
    queueMicrotask(() => this.emit('connect'));
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setKeepAlive(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }

  override _read(): void {
    // Answers come when they come.
  }

  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.#take(chunk);
    done();
  }

  override _writev(chunks: readonly { readonly chunk: Buffer }[], done: () => void): void {
    this.#take(Buffer.concat(chunks.map(({ chunk }) => chunk)));
    done();
  }

  override _final(done: () => void): void {
    this.push(null);
    done();
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#left();
    done(error);
  }

  /** Hands on what is whole, up to the last message that is answered with "ready". */
  #take(chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    if (!this.#started) {
      const length = this.#pending.length < 4 ? Infinity : this.#pending.readInt32BE();
      if (this.#pending.length < length) return;
      this.#pending = this.#pending.subarray(length);
      this.#started = true;
      this.push(WELCOME);
    }
    let whole = 0;
    let ready = 0;
    for (const message of messagesOf(this.#pending)) {
      whole += message.length;
      if (message[0] === TERMINATE) this.end();
      if (ENDS.includes(message[0] ?? 0)) ready = whole;
    }
    if (ready > 0) this.#ask(this.#pending.subarray(0, ready));
    this.#pending = this.#pending.subarray(ready);
  }
}

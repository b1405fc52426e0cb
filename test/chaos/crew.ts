/** The bots of a run, each with its own way to the database, and what starts them again. */
import { join } from 'node:path';
import { type BotProcess, startBot } from '../story/process.ts';
import type { Stage } from '../story/stage.ts';
import { type Balancer, openBalancer } from './balancer.ts';
import { type DatabaseProxy, openDatabaseProxy } from './database-proxy.ts';
import { createPoints, type Points } from './points.ts';

export interface Seat {
  /** Undefined while it is started again. */
  bot: BotProcess | undefined;
  /** Until it is ready. */
  starting: Promise<void> | undefined;
  /** PostgreSQL only. */
  readonly proxy: DatabaseProxy | undefined;
}

type EndAt = () => ReadonlySet<string>;

export interface Crew {
  readonly seats: readonly Seat[];
  readonly points: Points;
  /** Starts whoever is not running; `endAt`: the points at the first of which it ends itself. */
  start(endAt?: EndAt): Promise<void>;
  /** Likewise, and waits for the first alone. */
  startOne(): Promise<void>;
  close(): Promise<void>;
}

const TRIES = 5;
/** A busy machine starts slowly; a process that is given up too early only makes it busier. */
const READY_MS = 240_000;

export async function openCrew(stage: Stage, size: number, file: string): Promise<Crew> {
  const points = createPoints(file);
  const { at } = stage.database;
  const seats: Seat[] = [];
  for (let n = 0; n < size; n += 1) {
    const proxy = at.kind === 'postgres' ? await openDatabaseProxy(at.url, points) : undefined;
    seats.push({ bot: undefined, starting: undefined, proxy });
  }
  const { SLACK_MODE: mode, PORT: port } = stage.environment();
  const ports = (): readonly number[] => seats.flatMap(({ bot }) => (bot === undefined ? [] : [portOf(bot)]));
  const balancer: Balancer | undefined = mode === 'http' ? await openBalancer(Number(port), ports) : undefined;

  /** What goes wrong at the same time may end a bot that is starting. */
  async function sit(seat: Seat, endAt: EndAt | undefined): Promise<void> {
    const env = seat.proxy === undefined ? { CHAOS_POINTS: file } : { DATABASE_URL: seat.proxy.url };
    const how = { entry: join(import.meta.dirname, 'bot.ts'), patienceMs: READY_MS };
    for (let left = TRIES; seat.bot === undefined; left -= 1) {
      // Some commits are made while it starts: then it has ended itself, and the last one shall not.
      const ending = endAt === undefined || left === 1 ? {} : { CHAOS_END_AT: JSON.stringify([...endAt()]) };
      seat.bot = await startBot(stage, { ...how, env: { ...env, ...ending } }).catch((error: unknown) => {
        if (left <= 1) throw error;
        return undefined;
      });
    }
  }

  const startEach = (endAt?: EndAt): Promise<void>[] =>
    seats
      .filter(({ bot }) => bot === undefined)
      .map((seat) => (seat.starting ??= sit(seat, endAt).finally(() => (seat.starting = undefined))));

  return {
    seats,
    points,
    async start(endAt) {
      await Promise.all(startEach(endAt));
    },
    async startOne() {
      const started = startEach();
      if (seats.every(({ bot }) => bot === undefined)) await Promise.any(started);
    },
    async close() {
      for (const seat of seats) {
        await seat.starting?.catch(() => undefined);
        await seat.bot?.kill('SIGKILL');
      }
      for (const { proxy } of seats) proxy?.close();
      balancer?.close();
    },
  };
}

export function portOf(bot: BotProcess): number {
  return Number(/"port":(\d+)/.exec(bot.output())?.[1]);
}

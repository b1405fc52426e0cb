/** Between a bot and PostgreSQL: it can stop forwarding, lose the answer to a commit, and end the bot around one. */
import { connect, createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Points } from './points.ts';
import { commitsIn } from './wire.ts';

export interface DatabaseProxy {
  readonly url: string;
  /** Nothing passes for so long, in either direction; what is open then never works again. */
  blackHole(ms: number): Promise<void>;
  /** The next commits are carried out, and their answers lost with their connections. */
  loseAnswers(times: number): void;
  /** Ends the bot at the next commit of this name; resolves to whether there was one in time. */
  killAt(point: string, kill: () => Promise<void>, withinMs: number): Promise<boolean>;
  close(): void;
}

interface Trap {
  readonly point: string;
  readonly spring: () => Promise<void>;
}

export async function openDatabaseProxy(target: string, points: Points): Promise<DatabaseProxy> {
  const { hostname, port } = new URL(target);
  const open = new Set<readonly [Socket, Socket]>();
  let dark = false;
  let toLose = 0;
  let trap: Trap | undefined;

  const server = createServer((client) => {
    const database = connect(Number(port), hostname);
    const pair = [client, database] as const;
    open.add(pair);
    const end = (): void => {
      client.destroy();
      database.destroy();
      open.delete(pair);
    };
    for (const socket of pair) socket.on('error', end).on('close', () => (dark ? undefined : end()));
    const commits = commitsIn(true);
    /** Set once the answer must not reach the bot. */
    let instead: (() => void) | undefined;

    function sprung(point: string): boolean {
      if (trap?.point !== point) return false;
      const { spring } = trap;
      trap = undefined;
      void spring().then(end);
      return true;
    }
    client.on('data', (chunk) => {
      if (dark) return;
      for (const commit of commits(chunk)) {
        points.saw(`commit of ${commit}`);
        if (sprung(`before the commit of ${commit}`)) return;
        if (trap?.point === `after the commit of ${commit}`)
          instead = () => void sprung(`after the commit of ${commit}`);
        else if (toLose > 0) {
          toLose -= 1;
          instead = end;
        }
      }
      database.write(chunk);
    });
    database.on('data', (chunk) => {
      if (dark) return;
      if (instead === undefined) client.write(chunk);
      else instead();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);

  return {
    url: url.href,
    async blackHole(ms) {
      dark = true;
      await new Promise((resolve) => setTimeout(resolve, ms));
      const gone = [...open];
      dark = false;
      // A network that lost its state: the bot hears nothing of it, the server is rid of the connection.
      for (const pair of gone) {
        pair[0].removeAllListeners('data').resume();
        pair[1].destroy();
        open.delete(pair);
      }
    },
    loseAnswers: (times) => void (toLose = times),
    killAt(point, kill, withinMs) {
      return new Promise((resolve) => {
        const timer = setTimeout(() => {
          trap = undefined;
          resolve(false);
        }, withinMs);
        const spring = async (): Promise<void> => {
          clearTimeout(timer);
          await kill();
          resolve(true);
        };
        trap = { point, spring };
      });
    },
    close() {
      server.close();
      for (const pair of open) pair.forEach((socket) => socket.destroy());
    },
  };
}

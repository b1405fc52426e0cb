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
  /** At the next commit that is a trap nothing passes any more, and `spring` ends the bot. */
  setTrap(isTrap: (point: string) => boolean, spring: (point: string) => Promise<void>): void;
  removeTrap(): void;
  close(): void;
}

interface Trap {
  readonly isTrap: (point: string) => boolean;
  readonly spring: (point: string) => Promise<void>;
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
    let over = false;
    const end = (): void => {
      over = true;
      client.destroy();
      database.destroy();
      open.delete(pair);
    };
    for (const socket of pair) socket.on('error', end).on('close', () => (dark ? undefined : end()));
    const commits = commitsIn(true);
    /** What the answer to a commit meets before the bot; it may have nothing left to do by then. */
    let onAnswer: (() => void) | undefined;

    function sprung(point: string): void {
      if (over || trap?.isTrap(point) !== true) return;
      over = true;
      void trap.spring(point).then(end);
    }
    client.on('data', (chunk) => {
      for (const commit of dark ? [] : commits(chunk)) {
        points.saw(`commit of ${commit}`);
        sprung(`before the commit of ${commit}`);
        onAnswer = () => sprung(`after the commit of ${commit}`);
        if (toLose === 0) continue;
        toLose -= 1;
        onAnswer = end;
      }
      if (!dark && !over) database.write(chunk);
    });
    database.on('data', (chunk) => {
      if (dark) return;
      onAnswer?.();
      onAnswer = undefined;
      if (!over) client.write(chunk);
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
    setTrap: (isTrap, spring) => void (trap = { isTrap, spring }),
    removeTrap: () => void (trap = undefined),
    close() {
      server.close();
      for (const pair of open) pair.forEach((socket) => socket.destroy());
    },
  };
}

import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/** Systems give clients ports from above: one of these is not taken between the look at it and its use. */
const [LOWEST, HIGHEST] = [10_000, 32_000];

/** A free port of the loopback interface, for a server that must know its port beforehand. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

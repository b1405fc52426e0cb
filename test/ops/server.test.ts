import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { opsRoutes } from '../../src/ops/routes.ts';
import { serveRoutes } from '../../src/ops/server.ts';

it('takes no more connections than it can do with, counts those it drops, and serves again when some are gone', async () => {
  const refused: string[] = [];
  const routes = opsRoutes(
    () => Promise.resolve({ problems: [], warnings: [] }),
    () => Promise.resolve({ type: 'text/plain', body: 'metrics' }),
  );
  const at = { host: '127.0.0.1', port: 0, refused: (reason: string) => void refused.push(reason) };
  const { port, close } = await serveRoutes(routes, at);
  const sockets = Array.from({ length: 260 }, () => connect(port, '127.0.0.1'));
  const gone = Promise.all(
    sockets.slice(-4).map((socket) =>
      once(
        socket.on('error', () => undefined),
        'close',
      ),
    ),
  );
  await gone;
  expect(refused).toEqual(Array.from({ length: 4 }, () => 'too_many_connections'));
  for (const socket of sockets) socket.destroy();
  const status = async () => (await fetch(`http://127.0.0.1:${String(port)}/healthz`).catch(() => undefined))?.status;
  await expect.poll(status).toBe(200);
  await close(100);
});

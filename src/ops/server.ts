import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Route } from './routes.ts';

/** Serves the routes when Bolt has no HTTP server of its own (Socket Mode). Resolves to the port it listens on. */
export async function serveRoutes(
  routes: readonly Route[],
  { host, port }: { readonly host: string; readonly port: number },
): Promise<{ readonly port: number; readonly close: () => Promise<void> }> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?')[0];
    const found = routes.find(
      (route) => route.path === path && (request.method === route.method || request.method === 'HEAD'),
    );
    if (found === undefined) response.writeHead(404, { 'content-type': 'text/plain' }).end('not found\n');
    else found.handler(request, response);
  });
  await listening(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

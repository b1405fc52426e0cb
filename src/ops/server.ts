import { createServer, type Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Route } from './routes.ts';

/** How long a client may take to send a request; Slack and probes take milliseconds. */
export interface ServerTimeouts {
  readonly headersMs: number;
  readonly requestMs: number;
}

export const PATIENCE: ServerTimeouts = { headersMs: 5_000, requestMs: 10_000 };

/** Slack and probes need a few; behind them nobody can take what the process needs for its own. */
const CONNECTIONS = 256;

/** Longer than the minute that load balancers keep an idle connection: the one that closes it must be theirs. */
const KEEP_ALIVE_MS = 70_000;

interface ServerOptions {
  readonly host: string;
  readonly port: number;
  /** Hears of everything that is not served, by reason. */
  readonly refused: (reason: string) => void;
  readonly patience?: ServerTimeouts;
}

interface Serving {
  readonly port: number;
  /** Takes nothing new, and waits for what is being answered as long as this. */
  readonly close: (withinMs: number) => Promise<void>;
}

/** The HTTP server of the process: health and metrics, and Slack's payloads where they come by HTTP. */
export async function serveRoutes(routes: readonly Route[], options: ServerOptions): Promise<Serving> {
  const { host, port, refused, patience = PATIENCE } = options;
  const { headersMs, requestMs } = patience;
  const timed = { headersTimeout: headersMs, requestTimeout: requestMs, keepAliveTimeout: KEEP_ALIVE_MS };
  const server = createServer({ ...timed, connectionsCheckingInterval: headersMs / 5 }, (request, response) => {
    const path = (request.url ?? '').split('?')[0];
    const there = routes.filter((route) => route.path === path);
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const found = there.find((route) => route.method === method);
    if (found !== undefined) {
      found.handler(request, response);
      return;
    }
    const allow = there.map((route) => route.method).join(', ');
    refused(allow === '' ? 'not_found' : 'method');
    const headers = { 'content-type': 'text/plain', connection: 'close', ...(allow === '' ? {} : { allow }) };
    response.writeHead(allow === '' ? 404 : 405, headers).end(allow === '' ? 'not found\n' : 'not allowed\n');
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    // A browser that opens a connection and leaves is not worth counting.
    if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
    const [reason, status] = BROKEN[error.code ?? ''] ?? ['malformed', '400 Bad Request'];
    refused(reason);
    // Its other side may never close: our half would be kept for ever.
    socket.end(`HTTP/1.1 ${status}\r\nconnection: close\r\n\r\n`, () => socket.destroy());
  });
  server.maxConnections = CONNECTIONS;
  server.on('drop', () => refused('too_many_connections'));
  await listening(server, host, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: (withinMs) =>
      new Promise((resolve) => {
        const late = setTimeout(() => server.closeAllConnections(), withinMs).unref();
        server.close(() => {
          clearTimeout(late);
          resolve();
        });
      }),
  };
}

/** Requests that never became one, by the code of Node's error. */
const BROKEN: Readonly<Record<string, readonly [reason: string, status: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: ['too_slow', '408 Request Timeout'],
  HPE_HEADER_OVERFLOW: ['too_large', '431 Request Header Fields Too Large'],
};

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

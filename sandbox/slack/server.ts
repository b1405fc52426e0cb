/** One HTTP server on loopback for everything: Web API, response URLs, sockets, and the page. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from './deliver.ts';
import { answerText } from './answer.ts';
import type { Fault } from './api.ts';
import type { Limiter } from './rate-limits.ts';
import { answerResponseUrl } from './response-url-http.ts';
import { answerSandbox } from './sandbox-api.ts';
import type { SocketMode } from './socket-mode.ts';
import { answerCall } from './web-api.ts';

interface Served {
  readonly sandbox: Sandbox;
  readonly sockets: SocketMode;
  readonly limiter: Limiter | undefined;
  readonly fault: (fault: Fault) => void;
}

export async function listen(served: Served, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    route(served, request, response).catch((error: unknown) => {
      console.error('sandbox/slack:', error);
      if (!response.headersSent) answerText(response, 500, 'The sandbox has failed; see its log.');
    });
  });
  server.on('upgrade', (request, socket, head) => served.sockets.upgrade(request, socket, head));
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

export function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function route(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = (request.url ?? '/').replace(/[?#].*$/, '');
  const { sandbox, limiter, fault } = served;
  if (path.startsWith('/api/'))
    return answerCall(sandbox.state, limiter, path.slice('/api/'.length), request, response);
  if (path.startsWith('/commands/') || path.startsWith('/actions/')) {
    return answerResponseUrl(sandbox.state, request, response);
  }
  if (path.startsWith('/sandbox/')) return answerSandbox(sandbox, fault, request, response);
  if (path.startsWith('/console/') && sandbox.state.console) return sandbox.state.console(request, response);
  if (path === '/' || path === '/sandbox') {
    response.writeHead(302, { location: '/sandbox/' });
    response.end();
    return;
  }
  answerText(response, 404, 'Not found');
}

/** Socket Mode: up to ten WebSockets of the app; every payload goes to one of them. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Fault, Json } from './api.ts';
import { takeSilence } from './faults.ts';
import { isObject, textOf, type JsonObject } from './json.ts';
import { changed, secret, type State } from './state.ts';
import { APP_ID } from './world.ts';

const MAX_CONNECTIONS = 10;
const PING_MS = 10_000;
/** After a warning Slack closes the connection itself, some ten seconds later. */
const WARNED_CLOSE_MS = 10_000;
const CLOSE_MS = 250;

type DisconnectReason = Extract<Fault, { readonly kind: 'disconnect' }>['reason'];

export interface Envelope {
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: JsonObject;
  readonly retry?: { readonly attempt: number; readonly reason: string };
}

export interface SocketMode {
  connections(): number;
  /** Resolves with the payload of the acknowledgement; undefined when no app is connected. */
  send(envelope: Envelope): Promise<Json> | undefined;
  disconnect(reason: DisconnectReason, oldest?: boolean): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): Promise<void>;
}

export function createSocketMode(state: State): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const open: WebSocket[] = [];
  const waiting = new Map<string, { readonly on: WebSocket; readonly resolve: (payload: Json) => void }>();
  let next = 0;

  function welcome(socket: WebSocket): void {
    socket.on('message', (data) => receive(socket, (data as Buffer).toString('utf8')));
    socket.on('error', () => socket.terminate());
    if (open.length >= MAX_CONNECTIONS) {
      // Which connection Slack gives up is not documented; here it is the new one.
      part(socket, 'too_many_websockets');
      return;
    }
    if (takeSilence(state)) return;
    open.push(socket);
    const pings = setInterval(() => socket.ping('Ping from this Slack'), PING_MS).unref();
    socket.on('close', () => {
      clearInterval(pings);
      const at = open.indexOf(socket);
      if (at >= 0) open.splice(at, 1);
      changed(state);
    });
    const debug_info = { host: 'sandbox', build_number: 1, approximate_connection_time: 18060 };
    const hello = { type: 'hello', num_connections: open.length, debug_info, connection_info: { app_id: APP_ID } };
    socket.send(JSON.stringify(hello));
    changed(state);
  }

  /** Only the socket that got an envelope can acknowledge it, and only once. */
  function receive(socket: WebSocket, data: string): void {
    const message = parsed(data);
    const id = textOf(message['envelope_id']) ?? '';
    const waiter = waiting.get(id);
    if (waiter?.on !== socket) return;
    waiting.delete(id);
    waiter.resolve(message['payload'] ?? null);
  }

  function part(socket: WebSocket, reason: DisconnectReason): void {
    socket.send(JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } }));
    setTimeout(() => socket.close(1000), reason === 'warning' ? WARNED_CLOSE_MS : CLOSE_MS).unref();
  }

  return {
    connections: () => open.length,
    send(envelope) {
      const ready = open.filter((socket) => socket.readyState === socket.OPEN);
      const socket = ready[next++ % Math.max(1, ready.length)];
      if (socket === undefined) return undefined;
      const { type, payload, retry } = envelope;
      const envelope_id = `${secret(4)}-${secret(2)}-${secret(2)}-${secret(2)}-${secret(6)}`;
      const retried = retry === undefined ? {} : { retry_attempt: retry.attempt, retry_reason: retry.reason };
      const accepts_response_payload = type !== 'events_api';
      socket.send(JSON.stringify({ envelope_id, type, payload, accepts_response_payload, ...retried }));
      return new Promise((resolve) => waiting.set(envelope_id, { on: socket, resolve }));
    },
    disconnect: (reason, oldest = false) =>
      open.slice(0, oldest ? 1 : open.length).forEach((socket) => part(socket, reason)),
    upgrade(request, socket, head) {
      const url = new URL(request.url ?? '/', 'http://localhost');
      const ticket = url.searchParams.get('ticket') ?? '';
      if (url.pathname !== '/link/' || !state.tickets.delete(ticket)) {
        socket.end('HTTP/1.1 401 Unauthorized\r\nconnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, welcome);
    },
    async close() {
      const all = [...server.clients];
      const gone = all.map((client) => new Promise((resolve) => client.once('close', resolve)));
      for (const client of all) client.close(1001);
      await Promise.race([Promise.all(gone), sleep(CLOSE_MS)]);
      for (const client of all) client.terminate();
      server.close();
    },
  };
}

function parsed(data: string): JsonObject {
  try {
    const value = JSON.parse(data) as unknown;
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

/** A server with canned answers, so that the page is tested apart from the local Slack behind it. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Answerer } from '../../sandbox/slack/answer.ts';
import type { Act, ActResult, Snapshot } from '../../sandbox/slack/api.ts';

const PAGE = path.resolve(import.meta.dirname, '../../sandbox/slack/page');
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.css': 'text/css', '.js': 'text/javascript' };

export interface Fixture {
  readonly url: string;
  /** What the page did, oldest first. */
  readonly acts: Act[];
  snapshotFor: (as: string | undefined) => Snapshot;
  answer: (act: Act) => ActResult | Promise<ActResult>;
  /** Answers the page of the cloud console. */
  console: Answerer | undefined;
  /** Tells every open page that the snapshot is different now. */
  readonly changed: () => void;
  readonly close: () => Promise<void>;
}

export async function startFixture(first: (as: string | undefined) => Snapshot): Promise<Fixture> {
  const listeners = new Set<ServerResponse>();
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const name = url.pathname.replace(/^\/sandbox\//, '');
    if (name.startsWith('/console/')) return fixture.console?.(request, response);
    const as = url.searchParams.get('as') ?? undefined;
    if (name === 'state') {
      json(response, fixture.snapshotFor(as));
      return;
    }
    if (name === 'calls') {
      json(response, CALLS);
      return;
    }
    if (name === 'deliveries') {
      json(response, DELIVERIES);
      return;
    }
    if (name === 'act') {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const act = JSON.parse(Buffer.concat(chunks).toString()) as Act;
      fixture.acts.push(act);
      json(response, await fixture.answer(act));
      return;
    }
    if (name === 'changes') {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(': hello\n\n');
      listeners.add(response);
      response.on('close', () => listeners.delete(response));
      return;
    }
    const file = path.join(PAGE, /(^|\/)$/.test(name) ? `${name}index.html` : name);
    const body = await readFile(file).catch(() => undefined);
    if (body === undefined) response.writeHead(404).end();
    else response.writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' }).end(body);
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const fixture: Fixture = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sandbox/`,
    acts: [],
    snapshotFor: first,
    answer: () => ({ ok: true, ackMs: 34 }),
    console: undefined,
    changed: () => {
      for (const listener of listeners) listener.write('event: changed\ndata: {}\n\n');
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return fixture;
}

function json(response: ServerResponse, body: unknown): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const AT = Date.UTC(2026, 8, 1, 6, 12, 7);
const CALLS = [
  { at: AT + 41, method: 'views.open', token: 'bot', args: { trigger_id: '1.2.3', view: { type: 'modal' } }, ok: true },
  { at: AT + 190, method: 'views.update', token: 'bot', args: { view_id: 'V1' }, ok: false, error: 'hash_conflict' },
  { at: AT + 300, method: 'chat.postMessage', token: 'bot', args: { channel: 'C0REDISOPS', text: 'Hi' }, ok: true },
];
const DELIVERIES = [
  { at: AT, via: 'socket', type: 'slash_commands', ackMs: 34, verdict: 'acknowledged' },
  { at: AT + 250, via: 'socket', type: 'view_submission', verdict: 'timed_out' },
];

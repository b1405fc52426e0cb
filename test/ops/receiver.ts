/** A receiver of webhooks as strict as a real one: it checks signature, time and CloudEvent, and can misbehave. */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

interface Received {
  readonly specversion: string;
  readonly id: string;
  readonly type: string;
  readonly source: string;
  readonly time: string;
  readonly subject?: string;
  readonly data: { readonly seq: number; readonly hash: string; readonly kind: string };
}

/** An HTTP status, or no answer at all. */
type Trouble = { readonly status: number; readonly headers?: Readonly<Record<string, string>> } | 'hang' | 'reset';

const TOLERANCE_S = 300;

export async function startReceiver(secret: string, now: () => number) {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const taken: Received[] = [];
  const refused: string[] = [];
  let troubles: Trouble[] = [];
  let asked = 0;

  /** What is wrong with a request; undefined: nothing. */
  function faultOf({ method, headers }: IncomingMessage, body: string): string | undefined {
    const [id, timestamp, signatures] = ['id', 'timestamp', 'signature'].map((name) => headers[`webhook-${name}`]);
    if (method !== 'POST') return 'method';
    if (!/^application\/cloudevents\+json(;|$)/.test(headers['content-type'] ?? '')) return 'content-type';
    if (Math.abs(Number(timestamp) - now() / 1000) > TOLERANCE_S) return 'timestamp';
    const due = createHmac('sha256', key)
      .update(`${String(id)}.${String(timestamp)}.${body}`)
      .digest();
    const given = String(signatures)
      .split(' ')
      .flatMap((each) => (each.startsWith('v1,') ? [Buffer.from(each.slice(3), 'base64')] : []));
    if (!given.some((one) => one.length === due.length && timingSafeEqual(one, due))) return 'signature';
    const event = JSON.parse(body) as Received;
    if (event.specversion !== '1.0' || event.id !== id || Number.isNaN(Date.parse(event.time))) return 'cloudevent';
    return [event.type, event.source].every((one) => one !== '') ? undefined : 'cloudevent';
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    asked += 1;
    const fault = faultOf(request, body);
    if (fault !== undefined) {
      refused.push(fault);
      response.writeHead(401).end();
      return;
    }
    const trouble = troubles.shift();
    if (trouble === 'hang') return;
    if (trouble === 'reset') return void request.socket.resetAndDestroy();
    if (trouble === undefined) taken.push(JSON.parse(body) as Received);
    response.writeHead(trouble?.status ?? 204, trouble?.headers).end();
  }

  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/audit`,
    /** What it took, oldest first. */
    taken,
    refused,
    asked: () => asked,
    /** For the next requests, one each. */
    misbehave: (...next: readonly Trouble[]) => void (troubles = [...next]),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

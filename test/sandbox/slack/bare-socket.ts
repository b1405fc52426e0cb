/** A Socket Mode client without a library, so that a test sees and answers envelopes itself. */
import { WebSocket } from 'ws';
import type { Slack } from '../../../sandbox/slack/slack.ts';
import { call } from './calls.ts';

export interface Envelope {
  readonly type: string;
  readonly envelope_id: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly accepts_response_payload?: boolean;
  readonly retry_attempt?: number;
  readonly retry_reason?: string;
  readonly [key: string]: unknown;
}

export interface BareSocket {
  /** Everything that came, `hello` and `disconnect` included. */
  readonly all: Envelope[];
  /** The envelopes alone. */
  readonly received: Envelope[];
  /** What to answer an envelope with; nothing at all for `undefined`. */
  answer: (envelope: Envelope) => unknown;
  readonly socket: WebSocket;
  lastTrigger(): string | undefined;
  close(): void;
}

export async function bareSocket(
  slack: Slack,
  answer: (envelope: Envelope) => unknown = () => ({}),
): Promise<BareSocket> {
  const { url } = await call(slack, 'apps.connections.open', {}, slack.appToken);
  const socket = new WebSocket(String(url));
  const bare: BareSocket = {
    all: [],
    received: [],
    answer,
    socket,
    lastTrigger: () =>
      bare.received.map(({ payload }) => payload['trigger_id']).findLast((id) => typeof id === 'string'),
    close: () => socket.close(),
  };
  await new Promise<void>((resolve, reject) => {
    socket.on('error', reject);
    socket.on('message', (data: Buffer) => {
      const message = JSON.parse(data.toString('utf8')) as Envelope;
      bare.all.push(message);
      resolve();
      if (message.type === 'hello' || message.type === 'disconnect') return;
      bare.received.push(message);
      const payload = bare.answer(message);
      if (payload !== undefined) socket.send(JSON.stringify({ envelope_id: message.envelope_id, payload }));
    });
  });
  return bare;
}

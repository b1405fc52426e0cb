/** One connection of Socket Mode as its messages show it: the library reports neither a silent one nor why Slack closed one. */
import type { SocketModeReceiver } from '@slack/bolt';
import type { Log } from '../../core/log.ts';

type Client = SocketModeReceiver['client'];

export interface SocketWatch {
  /** Since its `hello`, until it closes. */
  open(): boolean;
  /** Connections of the app on all processes, as the last `hello` said; undefined before. */
  ofApp(): number | undefined;
  /** Why Slack closed it and has not taken it back, where that needs a person. */
  refusal(): string | undefined;
  stop(): void;
}

/** Reasons of `disconnect` that a new connection does not mend by itself; `warning` and `refresh_requested` are routine. */
const NEEDS_A_PERSON: ReadonlySet<string> = new Set(['too_many_websockets', 'link_disabled']);

/** `hello` comes within a second; without it nothing else comes either. */
const HELLO_MS = 15_000;

export function watchSocket(client: Client, log: Log, helloMs = HELLO_MS): SocketWatch {
  let open = false;
  let ofApp: number | undefined;
  let refusal: string | undefined;
  let late: NodeJS.Timeout | undefined;
  client.on('connecting', () => {
    clearTimeout(late);
    late = setTimeout(() => {
      log.error({ waitedMs: helloMs }, 'Slack is silent on a Socket Mode connection; opening it anew');
      // Its close has the library connect again.
      (client as unknown as { readonly websocket?: { disconnect(): void } }).websocket?.disconnect();
    }, helloMs).unref();
  });
  client.on('ws_message', (data: unknown) => {
    const message = parsed(data);
    if (message['type'] === 'hello') {
      clearTimeout(late);
      refusal = undefined;
      open = true;
      ofApp = typeof message['num_connections'] === 'number' ? message['num_connections'] : undefined;
      log.info({ connectionsOfApp: ofApp }, 'connected to Slack');
    }
    if (message['type'] !== 'disconnect') return;
    open = false;
    const reason = String(message['reason']);
    if (!NEEDS_A_PERSON.has(reason)) {
      log.info({ reason }, 'Slack closes a connection; opening another');
      return;
    }
    refusal = reason;
    log.error({ reason, connectionsOfApp: ofApp }, 'Slack refuses a Socket Mode connection');
  });
  for (const gone of ['close', 'disconnecting', 'disconnected', 'reconnecting']) client.on(gone, () => (open = false));
  return { open: () => open, ofApp: () => ofApp, refusal: () => refusal, stop: () => clearTimeout(late) };
}

function parsed(data: unknown): Readonly<Record<string, unknown>> {
  // Payloads of people are not looked at.
  if (typeof data !== 'string' || !/^\s*\{[^{}]*"type"\s*:\s*"(hello|disconnect)"/.test(data)) return {};
  try {
    return JSON.parse(data) as Readonly<Record<string, unknown>>;
  } catch {
    return {};
  }
}

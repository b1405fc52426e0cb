/** The ways for Slack's payloads to reach the bot: Socket Mode, and requests over HTTP. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import { onlySigned } from './entry/signed.ts';
import type { OutgoingOptions } from './outgoing.ts';
import type { Desk } from '../workflow/ports.ts';
import { type boltLogger, describe } from './web/log.ts';
import { socketProxy } from './web/proxy.ts';
import { keepReconnecting } from './web/socket-reconnect.ts';
import { watchSocket } from './web/socket-watch.ts';
import { wholeAnswer } from './web/whole-answer.ts';

export interface IncomingOptions extends OutgoingOptions {
  readonly mode: 'socket' | 'http';
  /** Socket Mode only. */
  readonly appToken?: string | undefined;
  /** HTTP only. */
  readonly signingSecret?: string | undefined;
  readonly desk: Desk;
  /** Whether this key is new, on every replica. */
  readonly claim: (key: string) => Promise<boolean>;
  /** Counts what is turned away, by reason. */
  readonly refused: (reason: string) => void;
  /** A payload of this kind was acknowledged, so long after it came. */
  readonly acknowledged: (kind: string, seconds: number) => void;
  /** Runs what is done with a payload of this kind. */
  readonly traced?: (kind: string, run: () => Promise<void>) => Promise<void>;
  /** Scopes that the token should have. */
  readonly scopes?: readonly string[];
  /** Pause between two questions whether the Web API takes our calls. */
  readonly apiWatchMs?: number;
  /** How long a connection may stay without its `hello`. */
  readonly helloMs?: number;
  /** Pause before the second Socket Mode connection is opened. */
  readonly secondAfterMs?: number;
  /** Of a request's body in HTTP mode, in bytes. */
  readonly bodyLimit?: number;
}

/** A page for the HTTP server of this process. */
export interface Route {
  readonly path: string;
  readonly method: 'POST';
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
}

const EVENTS_PATH = '/slack/events';
/** The pong time-out; after a disconnect of Slack's the library also waits this long before it connects again. */
const PING_MS = 2_000;
const CALL_MS = 10_000;

/** How Slack is connected now. */
export interface TransportState {
  /** Open Socket Mode connections of this process, and of the app on all processes as Slack said last. */
  readonly connections: number;
  readonly connectionsOfApp: number | undefined;
  /** What Slack said against a connection. */
  readonly problems: readonly string[];
}

/** A way for Slack's payloads to reach us. */
export interface Transport {
  readonly receiver: Receiver;
  readonly connected: () => boolean;
  readonly state: () => TransportState;
  readonly routes: readonly Route[];
  readonly start: () => Promise<unknown>;
  readonly stop: () => Promise<unknown>;
}

type BoltLogger = ReturnType<typeof boltLogger>;

/** Two, opened apart, so that Slack does not renew both at once: while one is renewed the other takes the clicks. */
const SECOND_AFTER_MS = 30_000;

export function socketTransport(options: IncomingOptions, logger: BoltLogger): Transport {
  const { log, secondAfterMs = SECOND_AFTER_MS } = options;
  const [first, second] = [socketReceiver(options, logger), socketReceiver(options, logger)];
  const both = [first, second];
  const watches = both.map(({ client }) => watchSocket(client, log, options.helloMs));
  const endings = both.map(({ client }) => keepReconnecting(client, log));
  const openOnes = () => watches.filter((watch) => watch.open());
  let later: NodeJS.Timeout | undefined;
  const start = async (): Promise<void> => {
    await first.start();
    later = setTimeout(() => {
      second.start().catch((error: unknown) => log.warn({ error: describe(error) }, 'no second connection to Slack'));
    }, secondAfterMs).unref();
  };
  const stop = async (): Promise<void> => {
    clearTimeout(later);
    for (const end of endings) end();
    for (const watch of watches) watch.stop();
    await Promise.all(both.map((receiver) => receiver.stop()));
  };
  return {
    receiver: { init: (app) => both.forEach((receiver) => receiver.init(app)), start, stop },
    routes: [],
    connected: () => openOnes().length > 0,
    state: () => ({
      connections: openOnes().length,
      connectionsOfApp: Math.max(0, ...watches.map((watch) => watch.ofApp() ?? 0)) || undefined,
      problems: openOnes().length > 0 ? [] : watches.flatMap((watch) => reasonOf(watch.refusal())).slice(0, 1),
    }),
    start,
    stop,
  };
}

function reasonOf(refusal: string | undefined): readonly string[] {
  return refusal === undefined ? [] : [`Slack closed the connection: ${refusal}`];
}

function socketReceiver({ appToken, apiUrl }: IncomingOptions, logger: BoltLogger): SocketModeReceiver {
  if (appToken === undefined) throw new Error('Socket Mode needs an app token');
  const dispatcher = socketProxy();
  return new SocketModeReceiver({
    appToken,
    logger,
    ...(dispatcher === undefined ? {} : { dispatcher }),
    clientPingTimeout: PING_MS,
    // An object of its own, and never `headers`: they would replace the app token. An outage of Slack is waited out.
    installerOptions: {
      clientOptions: {
        slackApiUrl: apiUrl,
        fetch: wholeAnswer,
        timeout: CALL_MS,
        retryConfig: { retries: 10_000, factor: 1.3, maxTimeout: 30_000 },
      },
    },
  });
}

export function httpTransport(
  { signingSecret, now, claim, refused, bodyLimit }: IncomingOptions,
  logger: BoltLogger,
): Transport {
  if (signingSecret === undefined) throw new Error('HTTP mode needs a signing secret');
  // Never started: the server is the process's own, and Bolt only hears what passed the check before it.
  const receiver = new HTTPReceiver({ signingSecret, logger, endpoints: EVENTS_PATH });
  const check = { signingSecret, now, claim, refused, ...(bodyLimit === undefined ? {} : { bodyLimit }) };
  const handler = onlySigned(check, (request, response) => receiver.requestListener(request, response));
  let open = false;
  return {
    receiver,
    connected: () => open,
    state: () => ({ connections: 0, connectionsOfApp: undefined, problems: [] }),
    routes: [
      {
        path: EVENTS_PATH,
        method: 'POST',
        handler: (request, response) => {
          if (open) handler(request, response);
          else response.writeHead(503, { connection: 'close' }).end();
        },
      },
    ],
    start: () => Promise.resolve((open = true)),
    stop: () => Promise.resolve((open = false)),
  };
}

/** The half of Slack that calls the bot: Bolt, over Socket Mode or HTTP. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type { Desk } from '../workflow/ports.ts';
import { createDrain } from './entry/drain.ts';
import { faultOf } from './web/faults.ts';
import { workspacesOf } from './web/members.ts';
import type { Identity } from './web/identity.ts';
import { boltLogger, describe } from './web/log.ts';
import { wait } from './entry/receipts.ts';
import type { Outgoing, OutgoingOptions } from './outgoing.ts';
import { register } from './register.ts';
import { onlySigned } from './entry/signed.ts';

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
  /** Of a request's body in HTTP mode, in bytes. */
  readonly bodyLimit?: number;
}

/** A page for the HTTP server of this process. */
interface Route {
  readonly path: string;
  readonly method: 'POST';
  readonly handler: (request: IncomingMessage, response: ServerResponse) => void;
}

interface Incoming {
  /** Where Slack brings its payloads in HTTP mode; none in Socket Mode. */
  readonly routes: readonly Route[];
  /** Throws a SlackFault when Slack does not accept the tokens. */
  start(): Promise<void>;
  /** Takes nothing new and waits for what runs, at most ten seconds. */
  stop(): Promise<void>;
  /** Whether Slack can reach us now: an open socket, or a route that takes what comes. */
  connected(): boolean;
  describe(): Description;
}

interface Description {
  readonly mode: 'socket' | 'http';
  readonly connected: boolean;
  readonly running: number;
  readonly identity: Identity | undefined;
}

const EVENTS_PATH = '/slack/events';

const ORG_WIDE = 'the bot token is org-wide: list the workspaces (T…) that the bot serves under slack.teams';

/** The pong time-out; after a disconnect of Slack's the library also waits this long before it connects again. */
const PING_MS = 2_000;
/** All of a stop fits into ten seconds: the last acknowledgements, what runs, the closing of the connection. */
const DRAIN_MS = 7_000;
const CALL_MS = 10_000;
/** Running listeners get this long to acknowledge before the socket goes, because without it they no longer can. */
const LAST_ACKS_MS = 1_500;

/** Hands every payload to its listener. Throws when a secret that the mode needs is missing. */
export function createIncoming(options: IncomingOptions, outgoing: Outgoing): Incoming {
  const { mode, botToken, apiUrl, log } = options;
  const { identities } = outgoing;
  const logger = boltLogger(log);
  const drain = createDrain();
  const line = mode === 'socket' ? socketTransport(options, logger) : httpTransport(options, logger);
  const app = new App({
    token: botToken,
    receiver: line.receiver,
    logger,
    convoStore: false,
    // Without it the constructor calls Slack, and a bad token ends the process as an unhandled rejection.
    deferInitialization: true,
    // Bolt hands this object on and lets others write into it; a retryConfig of our own keeps ten retries out.
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 2 }, timeout: CALL_MS },
  });
  register(app, { ...options, ...outgoing }, drain);

  return {
    routes: line.routes,
    connected: line.connected,
    describe: () => ({
      mode,
      connected: line.connected(),
      running: drain.running(),
      identity: identities.known(),
    }),
    async start() {
      try {
        await app.init();
      } catch (error) {
        throw faultOf(error);
      }
      const { orgWide } = await identities.get();
      if (orgWide && workspacesOf(options.policy().slack.teams ?? []).length === 0) throw new Error(ORG_WIDE);
      await line.start();
    },
    async stop() {
      if (mode === 'socket') await drain.empty(LAST_ACKS_MS);
      const closed = line.stop().catch((error: unknown) => log.warn({ error: describe(error) }, 'could not close'));
      if (!(await drain.empty(DRAIN_MS))) log.warn({ running: drain.running() }, 'listeners were still running');
      await Promise.race([closed, wait(LAST_ACKS_MS)]);
    },
  };
}

/** A way for Slack's payloads to reach us. */
interface Transport {
  readonly receiver: SocketModeReceiver | HTTPReceiver;
  readonly connected: () => boolean;
  readonly routes: readonly Route[];
  readonly start: () => Promise<unknown>;
  readonly stop: () => Promise<unknown>;
}

type BoltLogger = ReturnType<typeof boltLogger>;

function socketTransport({ appToken, apiUrl }: IncomingOptions, logger: BoltLogger): Transport {
  if (appToken === undefined) throw new Error('Socket Mode needs an app token');
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    clientPingTimeout: PING_MS,
    // An object of its own, and never `headers`: they would replace the app token. An outage of Slack is waited out.
    installerOptions: {
      clientOptions: {
        slackApiUrl: apiUrl,
        timeout: CALL_MS,
        retryConfig: { retries: 10_000, factor: 1.3, maxTimeout: 30_000 },
      },
    },
  });
  let open = false;
  receiver.client.on('connected', () => (open = true));
  for (const gone of ['close', 'disconnecting', 'disconnected', 'reconnecting']) {
    receiver.client.on(gone, () => (open = false));
  }
  return {
    receiver,
    routes: [],
    connected: () => open,
    start: () => receiver.start(),
    stop: () => receiver.stop(),
  };
}

function httpTransport(
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

/** The half of Slack that calls the bot: Bolt, over Socket Mode or HTTP. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { App, HTTPReceiver, type Receiver, SocketModeReceiver } from '@slack/bolt';
import type { Desk } from '../workflow/ports.ts';
import { createDrain } from './entry/drain.ts';
import { faultOf } from './web/faults.ts';
import type { Identity } from './web/identity.ts';
import { boltLogger, describe } from './web/log.ts';
import { wait } from './entry/receipts.ts';
import type { Outgoing, OutgoingOptions } from './outgoing.ts';
import { register } from './register.ts';
import { watchSocket } from './web/socket-watch.ts';
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
  /** Scopes that the token should have. */
  readonly scopes?: readonly string[];
  /** Pause before the second Socket Mode connection is opened. */
  readonly secondAfterMs?: number;
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
  health(): SlackHealth;
  describe(): Description;
}

/** How Slack and the bot reach each other now. */
export interface SlackHealth {
  /** Why people are not served now. */
  readonly problems: readonly string[];
  readonly connected: boolean;
  /** Open Socket Mode connections of this process, and of the app on all processes as Slack said last. */
  readonly connections: number;
  readonly connectionsOfApp: number | undefined;
  /** Scopes of the manifest that the token lacks. */
  readonly missingScopes: readonly string[];
  /** Channels that take no message now, and Slack's code. */
  readonly refusing: readonly { readonly channel: string; readonly code: string }[];
}

interface Description {
  readonly mode: 'socket' | 'http';
  readonly connected: boolean;
  readonly running: number;
  readonly identity: Identity | undefined;
}

const EVENTS_PATH = '/slack/events';

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
  let missingScopes: readonly string[] = [];

  return {
    routes: line.routes,
    connected: line.connected,
    health: () => {
      const refusing = outgoing.troubles().map(({ channelId, fault }) => ({ channel: channelId, fault }));
      const refused = new Set(refusing.filter(({ fault }) => fault.about === 'bot').map(({ fault }) => fault.code));
      const { connections, connectionsOfApp, problems } = line.state();
      return {
        problems: [
          ...(line.connected() ? [] : ['Slack is not connected']),
          ...problems,
          ...[...refused].map((code) => `Slack refuses messages: ${code}`),
        ],
        connected: line.connected(),
        connections,
        connectionsOfApp,
        missingScopes,
        refusing: refusing.map(({ channel, fault }) => ({ channel, code: fault.code })),
      };
    },
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
      missingScopes = lackingScopes(options, await identities.get());
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
  readonly receiver: Receiver;
  readonly connected: () => boolean;
  readonly state: () => Pick<SlackHealth, 'connections' | 'connectionsOfApp' | 'problems'>;
  readonly routes: readonly Route[];
  readonly start: () => Promise<unknown>;
  readonly stop: () => Promise<unknown>;
}

type BoltLogger = ReturnType<typeof boltLogger>;

/** Two, opened apart, so that Slack does not renew both at once: while one is renewed the other takes the clicks. */
const SECOND_AFTER_MS = 30_000;

function socketTransport(options: IncomingOptions, logger: BoltLogger): Transport {
  const { log, secondAfterMs = SECOND_AFTER_MS } = options;
  const [first, second] = [socketReceiver(options, logger), socketReceiver(options, logger)];
  const both = [first, second];
  const watches = both.map(({ client }) => watchSocket(client, log));
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
  return new SocketModeReceiver({
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
}

/** Told at the start: each missing scope is something that fails only later, when it is needed. */
function lackingScopes({ scopes = [], log }: IncomingOptions, { scopes: granted }: Identity): readonly string[] {
  const missing = granted === undefined ? [] : scopes.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) log.error({ missing }, 'the bot token lacks scopes of manifest.yml; reinstall the app');
  return missing;
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

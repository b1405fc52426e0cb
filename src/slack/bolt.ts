/** The half of Slack that calls the bot: Bolt, over Socket Mode or HTTP. */
import { App } from '@slack/bolt';
import { timeAcks } from './entry/ack-times.ts';
import { createDrain } from './entry/drain.ts';
import { acknowledgeWhatIsWritten } from './entry/written-first.ts';
import { watchApi } from './web/api-watch.ts';
import { faultOf } from './web/faults.ts';
import { workspacesOf } from './web/members.ts';
import type { Identity } from './web/identity.ts';
import { boltLogger, describe } from './web/log.ts';
import { wholeAnswer } from './web/whole-answer.ts';
import { wait } from './entry/receipts.ts';
import type { Outgoing } from './outgoing.ts';
import { register } from './register.ts';
import { httpTransport, type IncomingOptions, type Route, socketTransport, type TransportState } from './transports.ts';

export type { IncomingOptions } from './transports.ts';

export interface Incoming {
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
export interface SlackHealth extends TransportState {
  /** Why people are not served now. */
  readonly problems: TransportState['problems'];
  /** What a person should look at although they are. */
  readonly warnings: readonly string[];
  /** Slack can bring payloads, and takes our calls. */
  readonly connected: boolean;
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

const ORG_WIDE = 'the bot token is org-wide: list the workspaces (T…) that the bot serves under slack.teams';

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
    clientOptions: { slackApiUrl: apiUrl, retryConfig: { retries: 2 }, timeout: CALL_MS, fetch: wholeAnswer },
  });
  const api = watchApi(outgoing.clients, log, options.apiWatchMs);
  acknowledgeWhatIsWritten(app);
  timeAcks(app, options.acknowledged, options.traced);
  register(app, { ...options, ...outgoing }, drain);
  let missingScopes: readonly string[] = [];
  const foreignTeam = (): string | undefined => {
    const { teamId, enterpriseId } = identities.known() ?? {};
    const { teams } = options.policy().slack;
    // The app of an organization may serve workspaces other than the one it was installed from.
    const elsewhere =
      teams !== undefined && teamId !== undefined && enterpriseId === undefined && !teams.includes(teamId);
    return elsewhere ? teamId : undefined;
  };

  return {
    routes: line.routes,
    connected: line.connected,
    health: () => {
      const refusing = outgoing.troubles().map(({ channelId, fault }) => ({ channel: channelId, fault }));
      const refused = new Set(refusing.filter(({ fault }) => fault.about === 'bot').map(({ fault }) => fault.code));
      const { connections, connectionsOfApp, problems } = line.state();
      const foreign = foreignTeam();
      const trouble = api.trouble();
      return {
        problems: [
          ...(line.connected() ? [] : ['Slack is not connected']),
          ...problems,
          ...(trouble === undefined ? [] : [`Slack's Web API cannot be used: ${trouble}`]),
          ...[...refused].map((code) => `Slack refuses messages: ${code}`),
          ...(foreign === undefined ? [] : [`the bot token is of ${foreign}, which slack.teams does not list`]),
        ],
        warnings: missingScopes.length === 0 ? [] : [`the bot token lacks scopes: ${missingScopes.join(', ')}`],
        connected: line.connected() && trouble === undefined,
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
      const identity = await identities.get();
      missingScopes = lackingScopes(options, identity);
      const foreign = foreignTeam();
      if (foreign !== undefined)
        log.error({ workspace: foreign }, 'slack.teams does not list the workspace of the bot token');
      const served = workspacesOf(options.policy().slack.teams ?? []);
      if (identity.orgWide && served.length === 0) throw new Error(ORG_WIDE);
      await line.start();
      api.start();
    },
    async stop() {
      api.stop();
      if (mode === 'socket') await drain.empty(LAST_ACKS_MS);
      const closed = line.stop().catch((error: unknown) => log.warn({ error: describe(error) }, 'could not close'));
      if (!(await drain.empty(DRAIN_MS))) log.warn({ running: drain.running() }, 'listeners were still running');
      await Promise.race([closed, wait(LAST_ACKS_MS)]);
    },
  };
}

/** Told at the start: each missing scope is something that fails only later, when it is needed. */
function lackingScopes({ scopes = [], log }: IncomingOptions, { scopes: granted }: Identity): readonly string[] {
  const missing = granted === undefined ? [] : scopes.filter((scope) => !granted.includes(scope));
  if (missing.length > 0) log.error({ missing }, 'the bot token lacks scopes of manifest.yml; reinstall the app');
  return missing;
}

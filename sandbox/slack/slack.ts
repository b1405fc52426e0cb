/**
 * A local Slack on loopback. The app reaches it by `SLACK_API_URL` with nothing else changed; tests and the page are
 * its people.
 */
import type { Call, Delivery, Fault, SandboxChannel, SandboxMessage, SandboxUser } from './api.ts';
import { createDeliver, type Sandbox } from './deliver.ts';
import { clone } from './json.ts';
import { sandboxMessage } from './messages.ts';
import { createPerson, type PersonDriver } from './person.ts';
import {
  type AppFeatures,
  manifestFeatures,
  manifestSubscriptions,
  type MetadataSubscription,
  manifestScopes,
} from '../manifest-scopes.ts';
import { createLimiter } from './rate-limits.ts';
import type { Answerer } from './answer.ts';
import { listen, portOf } from './server.ts';
import { offsetOf } from './slack-date.ts';
import { createSocketMode } from './socket-mode.ts';
import { changed, secret, type State } from './state.ts';
import {
  APP_ID,
  BOT_USER_ID,
  COMMANDS,
  DEFAULT_CHANNELS,
  DEFAULT_USER_GROUPS,
  DEFAULT_USERS,
  TEAM_ID,
  type MutableChannel,
  type MutableUser,
  type SandboxUserGroup,
} from './world.ts';

export interface SlackOptions {
  /** 0, the default, takes any free port. */
  readonly port?: number;
  readonly mode?: 'socket' | 'http';
  readonly requestUrl?: string;
  /** The clock of everything that wears out: triggers, response URLs, rate limits. Milliseconds. */
  readonly now?: () => number;
  readonly rateLimits?: 'real' | 'off';
  readonly users?: readonly SandboxUser[];
  readonly channels?: readonly SandboxChannel[];
  readonly userGroups?: readonly SandboxUserGroup[];
  readonly scopes?: readonly string[];
  readonly commands?: readonly string[];
  /** The app is installed for the whole organization, an Enterprise Grid; its bot token is for all workspaces. */
  readonly orgWide?: boolean;
  /** What the app's manifest subscribes to; that of manifest.yml unless given. */
  readonly metadataSubscriptions?: readonly MetadataSubscription[];
  /** What the app's manifest switches on; that of manifest.yml unless given. */
  readonly features?: Partial<AppFeatures>;
  /** The app of the app-level token, where it is not the bot's. */
  readonly appOfAppToken?: string;
  /** Slack's is 3000. */
  readonly ackTimeoutMs?: number;
  /** When an event that was not acknowledged comes again: at once, after 1 and after 5 minutes. */
  readonly eventRetriesMs?: readonly number[];
}

export interface Slack {
  readonly url: string;
  readonly apiUrl: string;
  readonly botToken: string;
  readonly appToken: string;
  readonly signingSecret: string;
  readonly teamId: string;
  readonly botUserId: string;
  readonly users: MutableUser[];
  readonly channels: MutableChannel[];
  readonly userGroups: SandboxUserGroup[];
  readonly calls: Call[];
  readonly deliveries: Delivery[];
  setRequestUrl(url: string): void;
  /** Answers from now on what the page of the cloud console beside this Slack asks, under `/console/`. */
  setConsole(answer: Answerer): void;
  person(userId: string): PersonDriver;
  /** All messages of a channel (an id, or a name with or without #), threads and ephemerals included, oldest first. */
  messages(channel: string, wanted?: Wanted): SandboxMessage[];
  /** The replies to a message, without it. */
  thread(channel: string, ts: string): SandboxMessage[];
  /** Takes effect at once, for the next matching calls; returns what takes back one that still waits for them. */
  fault(fault: Fault): () => void;
  /** Faults that wait for their calls or deliveries. */
  readonly faults: readonly Fault[];
  /** Also gives back the scopes and the blocks that a fault took away. */
  clearFaults(): void;
  /** Resolves when the app has a socket, or a request URL in HTTP mode. */
  connected(): Promise<void>;
  close(): Promise<void>;
}

const EVENT_RETRIES_MS: readonly number[] = [0, 60_000, 300_000];

export async function startSlack(options: SlackOptions = {}): Promise<Slack> {
  const state = createState(options);
  const via = options.mode ?? 'socket';
  let requestUrl = options.requestUrl;
  const sockets = createSocketMode(state);
  const deliver = createDeliver(state, sockets, {
    via,
    requestUrl: () => requestUrl,
    ackTimeoutMs: options.ackTimeoutMs ?? 3000,
    eventRetriesMs: options.eventRetriesMs ?? EVENT_RETRIES_MS,
  });
  state.emit = (payload) => void deliver({ type: 'events_api', payload });
  const connected = (): boolean => (via === 'socket' ? sockets.connections() > 0 : requestUrl !== undefined);
  const sandbox: Sandbox = { state, deliver, connected };
  const limiter = options.rateLimits === 'real' ? createLimiter(state.now) : undefined;

  function fault(wanted: Fault): () => void {
    if (wanted.kind === 'disconnect') sockets.disconnect(wanted.reason, wanted.oldest);
    else if (wanted.kind === 'scopes') state.scopes = wanted.scopes;
    else if (wanted.kind === 'unknown_blocks') state.unknownBlocks = wanted.types;
    else state.faults.push(wanted);
    return () => {
      const at = state.faults.indexOf(wanted);
      if (at >= 0) state.faults.splice(at, 1);
    };
  }

  const server = await listen({ sandbox, sockets, limiter, fault }, options.port ?? 0);
  state.url = `http://127.0.0.1:${portOf(server)}`;

  return {
    url: state.url,
    apiUrl: `${state.url}/api/`,
    botToken: state.botToken,
    appToken: state.appToken,
    signingSecret: state.signingSecret,
    teamId: TEAM_ID,
    botUserId: BOT_USER_ID,
    users: state.users,
    channels: state.channels,
    userGroups: state.userGroups,
    calls: state.calls,
    deliveries: state.deliveries,
    setRequestUrl(url) {
      requestUrl = url;
      changed(state);
    },
    setConsole(answer) {
      state.console = answer;
      changed(state);
    },
    person: (userId) => createPerson(sandbox, userId),
    messages: (channel, wanted) => messagesIn(state, channel, wanted),
    thread: (channel, ts) => messagesIn(state, channel, ({ threadTs }) => threadTs === ts),
    fault,
    faults: state.faults,
    clearFaults() {
      state.faults.length = 0;
      state.scopes = state.grantedScopes;
      state.unknownBlocks = [];
    },
    connected: () => until(state, connected),
    async close() {
      await sockets.close();
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function createState(options: SlackOptions): State {
  const scopes = options.scopes ?? manifestScopes();
  const now = options.now ?? Date.now;
  const everyone = DEFAULT_USERS.map((user) => ({ ...user, tzOffset: offsetOf(user.tz, now()) }));
  return {
    now,
    botToken: `xoxb-sandbox-${secret()}`,
    appToken: `xapp-1-sandbox-${secret()}`,
    appOfAppToken: options.appOfAppToken ?? APP_ID,
    signingSecret: secret(16),
    verificationToken: secret(),
    users: clone(options.users ?? everyone) as MutableUser[],
    channels: clone(options.channels ?? DEFAULT_CHANNELS) as MutableChannel[],
    userGroups: clone(options.userGroups ?? DEFAULT_USER_GROUPS) as SandboxUserGroup[],
    commands: options.commands ?? COMMANDS,
    orgWide: options.orgWide ?? false,
    grantedScopes: scopes,
    scopes,
    unknownBlocks: [],
    messages: [],
    modals: new Map(),
    homes: new Map(),
    notices: new Map(),
    triggers: new Map(),
    responseUrls: new Map(),
    tickets: new Set(),
    offered: new Map(),
    calls: [],
    deliveries: [],
    faults: [],
    listeners: new Set(),
    subscriptions: options.metadataSubscriptions ?? manifestSubscriptions(),
    features: { ...manifestFeatures(), ...options.features },
    emit: () => undefined,
    console: undefined,
    lastTs: 0,
    counter: 0,
    url: '',
  };
}

/** Which messages are copied for a test. */
type Wanted = (message: Readonly<Pick<SandboxMessage, 'threadTs' | 'ephemeralTo'>>) => boolean;

function messagesIn(state: State, channel: string, wanted: Wanted = () => true): SandboxMessage[] {
  const name = channel.replace(/^#/, '');
  const id = state.channels.find((each) => each.id === channel || each.name === name)?.id;
  return state.messages.filter((message) => message.channel === id && wanted(message)).map(sandboxMessage);
}

function until(state: State, holds: () => boolean): Promise<void> {
  if (holds()) return Promise.resolve();
  return new Promise((resolve) => {
    const listener = (): void => {
      if (!holds()) return;
      state.listeners.delete(listener);
      resolve();
    };
    state.listeners.add(listener);
  });
}

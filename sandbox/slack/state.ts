/** Everything this Slack remembers. Plain data; what may be done with it is in the files beside this one. */
import { randomBytes } from 'node:crypto';
import type { Answerer } from './answer.ts';
import type { Block, Call, Delivery, Fault, Json } from './api.ts';
import type { AppFeatures } from '../manifest-scopes.ts';
import type { JsonObject } from './json.ts';
import type { MutableChannel, MutableUser, SandboxUserGroup } from './world.ts';

export interface StoredMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  /** Made by this app, so that it may change it. */
  readonly ours: boolean;
  readonly ephemeralTo?: string;
  text: string;
  blocks: readonly Block[];
  edited: boolean;
  metadata?: JsonObject;
}

export type ElementStates = Record<string, Record<string, Json>>;

export interface StoredView {
  readonly id: string;
  readonly type: 'modal' | 'home';
  readonly userId: string;
  readonly rootId: string;
  readonly previousId: string | null;
  hash: string;
  /** The view as the app sent it, with block_id and action_id filled in. */
  body: JsonObject;
  values: ElementStates;
  errors: Record<string, string>;
}

export interface Trigger {
  readonly userId: string;
  readonly at: number;
  /** The modal in which it arose; views.push needs one. */
  readonly viewId?: string;
  used: boolean;
}

export interface ResponseUrl {
  readonly userId: string;
  readonly channel: string;
  readonly at: number;
  readonly message?: { readonly channel: string; readonly ts: string };
  uses: number;
}

export interface State {
  readonly now: () => number;
  readonly botToken: string;
  readonly appToken: string;
  /** Id of the app that the app-level token belongs to. */
  readonly appOfAppToken: string;
  readonly signingSecret: string;
  /** The deprecated verification token, which payloads still carry. */
  readonly verificationToken: string;
  readonly users: MutableUser[];
  readonly channels: MutableChannel[];
  readonly userGroups: SandboxUserGroup[];
  readonly commands: readonly string[];
  /** The bot token is for all workspaces of the organization. */
  readonly orgWide: boolean;
  readonly grantedScopes: readonly string[];
  scopes: readonly string[];
  /** Types of blocks that this workspace does not know in messages. */
  unknownBlocks: readonly string[];
  readonly messages: StoredMessage[];
  /** Per person, the top view last. */
  readonly modals: Map<string, StoredView[]>;
  readonly homes: Map<string, StoredView>;
  readonly notices: Map<string, string[]>;
  readonly triggers: Map<string, Trigger>;
  readonly responseUrls: Map<string, ResponseUrl>;
  /** Tickets of apps.connections.open that no socket has used yet. */
  readonly tickets: Set<string>;
  /** Options that an external select was last given, by person and place; only these can be chosen. */
  readonly offered: Map<string, readonly Json[]>;
  readonly calls: Call[];
  readonly deliveries: Delivery[];
  readonly faults: Fault[];
  readonly listeners: Set<() => void>;
  /** Messages with metadata that the app hears of, by its manifest. */
  readonly subscriptions: readonly { readonly app_id: string; readonly event_type: string }[];
  readonly features: AppFeatures;
  /** Brings an event to the app. */
  emit: (payload: JsonObject) => void;
  console: Answerer | undefined;
  lastTs: number;
  counter: number;
  /** Known once the server listens. */
  url: string;
}

/** Notifies browser pages and waiting people that something may look different now. */
export function changed(state: State): void {
  for (const listener of state.listeners) listener();
}

/** A message timestamp: seconds with six decimals, unique and growing, because it is also the message's id. */
export function nextTs(state: State): string {
  const micros = Math.max(Math.floor(state.now() * 1000), state.lastTs + 1);
  state.lastTs = micros;
  return microsToTs(micros);
}

function microsToTs(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  return `${seconds}.${String(micros - seconds * 1_000_000).padStart(6, '0')}`;
}

/** Ids look like Slack's: a letter and capitals. They count up, so that a failing test names the same ones again. */
export function nextId(state: State, prefix: string): string {
  state.counter += 1;
  return `${prefix}0${state.counter.toString(36).toUpperCase().padStart(8, '0')}`;
}

export function secret(bytes = 12): string {
  return randomBytes(bytes).toString('hex');
}

export function nextHash(state: State): string {
  return `${Math.floor(state.now() / 1000)}.${secret(4)}`;
}

export function notify(state: State, userId: string, notice: string): void {
  const seen = state.notices.get(userId) ?? [];
  seen.push(notice);
  state.notices.set(userId, seen);
  changed(state);
}

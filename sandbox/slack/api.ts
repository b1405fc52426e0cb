/**
 * The JSON API beside the Web API: what a browser page and the tests use to be a person in this Slack.
 * All paths are under `/sandbox/`. Nothing of it exists at slack.com.
 *
 *   GET  /sandbox/           the page
 *   GET  /sandbox/state?as=U…   -> Snapshot: everything this person can see now
 *   GET  /sandbox/changes?as=U… -> server-sent events; one `changed` event whenever the snapshot may differ
 *   POST /sandbox/act        Act -> ActResult; what a person does with the mouse and the keyboard
 *   POST /sandbox/fault      Fault -> {}; makes the Web API or the delivery misbehave
 *   GET  /sandbox/calls      -> Call[]; every Web API call with its arguments (tokens left out), oldest first
 *   GET  /sandbox/deliveries -> Delivery[]; every payload sent to the app and what became of it
 */

export interface SandboxUser {
  readonly id: string;
  readonly name: string;
  readonly realName: string;
  /** What they do, as their profile says. */
  readonly title?: string;
  readonly locale: string;
  readonly tz: string;
  /** Seconds east of UTC. */
  readonly tzOffset: number;
  readonly teamId: string;
  /** Their second id, on an Enterprise Grid: calls and groups may name them by either. */
  readonly otherId?: string;
  readonly flags: readonly ('guest' | 'single_channel_guest' | 'stranger' | 'bot' | 'deleted' | 'other_team')[];
}

export interface SandboxChannel {
  readonly id: string;
  readonly name: string;
  readonly isPrivate: boolean;
  /** Slack Connect. */
  readonly isShared: boolean;
  /** User ids; the app's bot user is one of them when it was invited. */
  readonly members: readonly string[];
  readonly isArchived?: boolean;
  /** Language of the conversation; en-US unless given. */
  readonly locale?: string;
  /** A direct message between one person and the app. */
  readonly isDirect?: boolean;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json | undefined };
export type Block = { readonly type: string; readonly [key: string]: Json | undefined };

export interface SandboxMessage {
  readonly channel: string;
  readonly ts: string;
  readonly threadTs?: string;
  readonly user: string;
  readonly text: string;
  readonly blocks: readonly Block[];
  readonly edited: boolean;
  /** Only this person sees it. */
  readonly ephemeralTo?: string;
}

export interface SandboxView {
  readonly id: string;
  readonly hash: string;
  readonly callbackId: string;
  readonly type: 'modal' | 'home';
  readonly title?: string;
  readonly submit?: string;
  readonly close?: string;
  readonly blocks: readonly Block[];
  /** Errors of the last submission by block_id. */
  readonly errors: Readonly<Record<string, string>>;
  /** What this person has typed or chosen so far: block_id -> action_id -> element state, as in view.state.values. */
  readonly values: Readonly<Record<string, Readonly<Record<string, Json>>>>;
}

export interface Snapshot {
  readonly me: SandboxUser;
  readonly users: readonly SandboxUser[];
  readonly userGroups: readonly { readonly id: string; readonly handle: string; readonly users: readonly string[] }[];
  /** Channels this person is in. */
  readonly channels: readonly SandboxChannel[];
  /** Messages of these channels that this person may see, oldest first; threads included. */
  readonly messages: readonly SandboxMessage[];
  /** Open modals, the top one last. */
  readonly modals: readonly SandboxView[];
  readonly home?: SandboxView;
  /** Of the app, by its manifest. */
  readonly shortcuts: readonly {
    readonly name: string;
    readonly type: 'global' | 'message';
    readonly callbackId: string;
  }[];
  /** "redis-resize did not respond", "We had some trouble connecting": what Slack itself would show, newest last. */
  readonly notices: readonly string[];
  readonly appConnected: boolean;
  /** The page of a cloud console is served beside this Slack, at `/sandbox/console/`. */
  readonly hasConsole: boolean;
}

/** `value` of an element is the element's state as Slack sends it in `view.state.values` or `actions[0]`, without ids. */
export type Act =
  | {
      readonly kind: 'command';
      readonly as: string;
      readonly channel: string;
      readonly command: string;
      readonly text: string;
    }
  | {
      readonly kind: 'press';
      readonly as: string;
      /** Exactly one of: a message, a view. */
      readonly message?: { readonly channel: string; readonly ts: string };
      readonly view?: string;
      readonly blockId: string;
      readonly actionId: string;
      readonly value?: Json;
    }
  /** Types or chooses in a modal's input; sends block_actions only where Slack would (dispatch_action). */
  | {
      readonly kind: 'fill';
      readonly as: string;
      readonly view: string;
      readonly blockId: string;
      readonly actionId: string;
      readonly value: Json;
    }
  | {
      readonly kind: 'options';
      readonly as: string;
      readonly view?: string;
      readonly message?: { readonly channel: string; readonly ts: string };
      readonly blockId: string;
      readonly actionId: string;
      readonly text: string;
    }
  | { readonly kind: 'submit'; readonly as: string; readonly view: string }
  | { readonly kind: 'close'; readonly as: string; readonly view: string }
  | { readonly kind: 'home'; readonly as: string }
  /** Uses a shortcut of the app: of a message when one is given, else a global one. */
  | {
      readonly kind: 'shortcut';
      readonly as: string;
      readonly callbackId: string;
      readonly message?: { readonly channel: string; readonly ts: string };
    }
  /** Writes an ordinary message, into a thread when `threadTs` is given. The app hears only of those that mention it. */
  | {
      readonly kind: 'say';
      readonly as: string;
      readonly channel: string;
      readonly text: string;
      readonly threadTs?: string;
    };

export interface ActResult {
  /** What the person would see at once: `ok`, or the sentence Slack shows. */
  readonly ok: boolean;
  readonly notice?: string;
  /** For `options`: the loaded options (Block Kit option objects). */
  readonly options?: readonly Json[];
  /** Milliseconds until the app acknowledged; undefined when it did not within 3 s. */
  readonly ackMs?: number;
}

/** Applies to the next `times` matching calls or deliveries (default 1). */
export type Fault =
  | { readonly kind: 'method'; readonly method: string; readonly times?: number; readonly error: string }
  | {
      readonly kind: 'rate_limit';
      readonly method: string;
      readonly times?: number;
      /** Missing: the answer does not say it, like that of a proxy. */
      readonly retryAfterSeconds?: number;
    }
  | { readonly kind: 'http'; readonly method: string; readonly times?: number; readonly status: number }
  /** The answer is late. A caller that gives up before it has caused nothing, unless the effect comes first. */
  | {
      readonly kind: 'hang';
      readonly method: string;
      readonly times?: number;
      readonly ms: number;
      readonly effect?: boolean;
    }
  /** The effect happens, the answer is lost. */
  | { readonly kind: 'drop_after'; readonly method: string; readonly times?: number }
  /** The answer ends in the middle of its body, whether the effect happens or not. */
  | { readonly kind: 'cut'; readonly method: string; readonly times?: number; readonly effect?: boolean }
  /** `ok: true`, and nothing of what was asked for. */
  | { readonly kind: 'hollow'; readonly method: string; readonly times?: number }
  /** A proxy answers in Slack's place, with a page and status 200. */
  | { readonly kind: 'page'; readonly method: string; readonly times?: number }
  /** Socket Mode: the next connections open and stay silent, without a hello. */
  | { readonly kind: 'no_hello'; readonly times?: number }
  /** Socket Mode: closes connections as Slack does, all or the oldest alone. */
  | {
      readonly kind: 'disconnect';
      readonly oldest?: boolean;
      readonly reason: 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets';
    }
  /** Delivers the next payload twice. */
  | { readonly kind: 'redeliver'; readonly times?: number }
  /** An event gets lost on its way, and comes when Slack tries again. */
  | { readonly kind: 'lose_event'; readonly times?: number }
  | { readonly kind: 'scopes'; readonly scopes: readonly string[] }
  /** A workspace that does not know these types of blocks in messages yet: an older Slack, a plan without them. */
  | { readonly kind: 'unknown_blocks'; readonly types: readonly string[] };

export interface Call {
  readonly at: number;
  readonly method: string;
  readonly token: 'bot' | 'app' | 'none' | 'wrong';
  readonly args: Readonly<Record<string, Json>>;
  readonly ok: boolean;
  readonly error?: string;
}

export interface Delivery {
  readonly at: number;
  readonly via: 'socket' | 'http';
  readonly type: string;
  readonly ackMs?: number;
  /** Of an event that was not acknowledged before. */
  readonly retry?: number;
  /** Of an event about a message with metadata. */
  readonly messageTs?: string;
  readonly verdict: 'acknowledged' | 'timed_out' | 'refused' | 'not_connected';
}

import type { Person, RequestId } from './person.ts';
import type { ReturnEnd } from './planned-return.ts';
import type { Obstacle } from './reasons.ts';

type Text = string | undefined;
type Nothing = Readonly<Record<string, never>>;

/** How the maintenance window was kept, where there is something to say about it. */
interface OfWindow {
  readonly window?: 'ignored' | 'unclear' | undefined;
}

interface OfAttempt {
  readonly attempt: number;
  readonly code: string;
  /** When to look for the order, ISO 8601. */
  readonly again: string;
}

/** What every attempt to order is found again by. */
interface OfOrder {
  readonly account: string;
  readonly region: string;
  readonly clientToken: string;
}

interface OfConfiguration {
  /** Of what is in the file: see Policy. */
  readonly version: string;
  /** Its name, without its folder. */
  readonly file: string;
}

/** Without a request: told in the mirror channels, which need to know the instance. */
interface OfInstance {
  readonly instanceId?: string;
  readonly name?: string;
  readonly account?: string;
  readonly region?: string;
}

/**
 * What happened, in order, and its facts: one line of the thread and one link of the audit chain each. Flat; never a
 * secret, a token, a raw payload or a message of the cloud. Times are ISO 8601. What is undefined is not stored.
 */
export interface EventFacts {
  readonly requested: OfOrder & {
    readonly instanceId: string;
    readonly wasClass: string;
    readonly targetClass: string;
    readonly autoPay: boolean;
    readonly effectiveTime: string;
    readonly forceUpgrade: boolean;
    readonly coupon: string;
    /** `42.13 CNY`; by the hour `0.3738 CNY/h`. */
    readonly price: Text;
    /** Of the running cost: `151.77 -> 272.87 CNY`. */
    readonly monthly?: Text;
    readonly rule: string;
    /** Flags that the rule has set, separated by spaces. */
    readonly forced: Text;
    readonly approvers: number;
    readonly reason: string;
    /** Of a temporary change: a moment (ISO 8601), or a duration such as `3d`. */
    readonly until?: Text;
    readonly returnOf?: Text;
    /** The temporary change that gets another end: nothing is ordered. */
    readonly prolongs?: Text;
    /** When the order is to be placed, at the earliest. */
    readonly startAt?: Text;
  };
  readonly break_glass: {
    readonly rule: string;
    readonly despite: Obstacle;
    readonly reason: string;
    readonly secondReason: string;
  };
  readonly voted: { readonly votes: number; readonly count: number; readonly digest: string; readonly comment?: Text };
  readonly approved: { readonly rule: string };
  readonly rejected: { readonly reason: string };
  readonly withdrawn: Nothing;
  readonly expired: Nothing;
  readonly reminded: { readonly missing: number; readonly expiresAt: string };
  /** `to`: groups who may approve from now on, separated by spaces. */
  readonly escalated: { readonly to: string };
  readonly held: {
    readonly because: 'window' | 'freeze' | 'start' | 'lock' | 'not_ready' | 'under_way';
    readonly reason: Text;
    readonly notBefore?: Text;
    /** User id of who locked the instance, or froze all orders from Slack. */
    readonly by?: string;
  };
  readonly drift_detected: {
    readonly wasClass: Text;
    readonly isClass: Text;
    readonly wasPrice: Text;
    readonly isPrice: Text;
    readonly wasRule: Text;
    readonly isRule: Text;
    /** Approvals that no longer count. */
    readonly voided: number;
  };
  /** `price`: what the call is about to cost, read just before it. */
  readonly sending: { readonly attempt: number; readonly price: Text; readonly monthly?: Text };
  readonly not_arrived: OfAttempt;
  readonly refused: OfAttempt;
  readonly unclear: OfAttempt;
  /** `stated`: a person named it. `late`: it was accepted, or turned up, after its request was closed. */
  readonly ordered: {
    readonly orderId: Text;
    readonly requestId: Text;
    readonly how: 'accepted' | 'found' | 'stated' | 'late';
    /** Id of the account or RAM user that placed it. */
    readonly operator?: Text;
  };
  readonly awaiting_payment: OfWindow;
  readonly payment_reminded: { readonly orderId: Text; readonly unpaidSince: string };
  readonly scheduled: OfWindow & { readonly switchAt: Text };
  readonly changing: OfWindow;
  /** `is`: the class that is there now. */
  readonly external_change: {
    readonly is: Text;
    readonly otherOrderId: Text;
    /** What the other order is for, and the id of who placed it, where it was taken for ours at first sight. */
    readonly otherClass?: Text;
    readonly operator?: Text;
  };
  readonly stalled: OfWindow;
  /** `returnAt`: when a temporary change is taken back. */
  readonly completed: OfWindow & { readonly class: string; readonly orderId: Text; readonly returnAt?: Text };
  readonly return_announced: { readonly at: string };
  /** Another end was approved: in the request of this id (`by`). */
  readonly return_moved: { readonly at: string; readonly was: string; readonly by: string };
  /** The return is due and waits for the open request of this id. */
  readonly return_waits: { readonly for: string };
  /** The return became the request of this id. */
  readonly return_requested: { readonly returnId: string };
  readonly return_ended: {
    readonly because: ReturnEnd['because'];
    /** The class that somebody else gave it, or the request that did. */
    readonly is?: Text;
    readonly replacedBy?: Text;
  };
  /** Bytes and microseconds, 15 minutes before the order and after the change. `full`: what is above 80% of the class. */
  readonly after_change: {
    readonly memoryBefore?: number | undefined;
    readonly memoryAfter?: number | undefined;
    readonly memoryLimit?: number | undefined;
    readonly connectionsBefore?: number | undefined;
    readonly connectionsAfter?: number | undefined;
    readonly latencyBefore?: number | undefined;
    readonly latencyAfter?: number | undefined;
    readonly full?: Text;
  };
  readonly cancelled: OfWindow;
  readonly failed: OfWindow & {
    readonly code: string;
    readonly requestId?: Text;
    readonly is?: Text;
    readonly otherOrderId?: Text;
  };
  /** `candidate`: OrderId of an order that may be ours. */
  readonly unknown: { readonly code: string; readonly attempts: number; readonly candidate?: Text };
  /** What a person stated after looking: that there is no order, or which one it is. */
  readonly settled: { readonly statement: 'no_order' | 'order'; readonly orderId?: Text };
  readonly denied: {
    readonly outcome: string;
    readonly reason: Text;
    /** Undefined where an outsider was turned away before anything was read. */
    readonly instanceId?: string;
    readonly account?: string;
    readonly region?: string;
    readonly targetClass?: string;
    readonly action?: string;
    readonly breakGlass?: true | undefined;
    readonly rule?: Text;
    /** Terms of the rule that were not met, separated by spaces. */
    readonly failed?: Text;
  };
  readonly click_refused: { readonly button: string; readonly reason: string; readonly saw?: Text };
  /** With a request: it stands in this request's way. Without: told in the mirror channels. */
  readonly locked: OfInstance & { readonly reason: string };
  readonly unlocked: OfInstance;
  /** From Slack, for every instance; `replaced`: another one was in force. */
  readonly frozen: { readonly reason: string; readonly until: Text; readonly replaced?: true | undefined };
  /** By the bot: its time was over. With a request: this request no longer waits for it. */
  readonly unfrozen: { readonly reason?: Text };
  /** A configuration file is in force, since the start or since it was changed; or it is not. */
  readonly config_taken: OfConfiguration & {
    readonly rules: number;
    /** The first one of this audit log: it replaced nothing. */
    readonly first?: true;
  };
  readonly config_refused: OfConfiguration & {
    readonly count: number;
    /** The first of them, one a line. */
    readonly problems: string;
  };
  /** From this event on the links of the chain are made with AUDIT_KEY. */
  readonly audit_keyed: { readonly keyId: string };
  /** What the chain came to before this event, said outside the database. */
  readonly audit_checkpoint: { readonly seq: number; readonly hash: string };
  /** The events up to `seq` were moved to a file. */
  readonly audit_archived: {
    readonly from: number;
    readonly seq: number;
    /** Of the last event in the file, which the first one left continues. */
    readonly hash: string;
    readonly file: string;
  };
}

export type EventKind = keyof EventFacts;

/** Who did it: a person, or the bot by itself. */
export type Actor = Person | 'bot';

/** The facts of an event as they are stored. */
export type EventData = Readonly<Record<string, string | number | boolean | undefined>>;

export type NewEvent = {
  readonly [K in EventKind]: { readonly kind: K; readonly actor: Actor; readonly data: EventFacts[K] };
}[EventKind];

/** A stored event. Any fact may be missing: another release may have written it. */
export type EventOf<K extends EventKind> = {
  readonly [P in K]: {
    readonly seq: number;
    /** Undefined for a denial: no request came to be. */
    readonly requestId: RequestId | undefined;
    readonly at: string;
    readonly kind: P;
    readonly actor: Actor;
    readonly data: Partial<EventFacts[P]>;
  };
}[K];

export type RequestEvent = EventOf<EventKind>;

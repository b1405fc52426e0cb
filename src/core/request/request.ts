import type { Change, Flag, Quote } from '../value/change.ts';
import type { Drift, PriceLimit } from '../value/drift.ts';
import type { InstanceFacts } from '../instance/instance.ts';
import type { Escalation, QuietHours, QuorumPart, Tell } from '../policy/policy-model.ts';
import type { Failure } from './failure.ts';
import type { PlannedReturn } from './planned-return.ts';
import type { Person, RequestId } from './person.ts';
import type { Obstacle } from './reasons.ts';
import type { State } from './state.ts';
import type { ShownStop } from './stop.ts';
import type { Usage } from '../instance/usage.ts';

export type { Person, RequestId } from './person.ts';

/** Who must approve, as the rule said when the request was evaluated. `count: 0`: no approval is needed. */
export interface ApprovalNeed {
  /** Of all parts together. */
  readonly count: number;
  /** Names of groups of the configuration, of all parts. */
  readonly from: readonly string[];
  /** All of them; each vote counts for one part only. Empty with `count: 0`. */
  readonly parts: readonly QuorumPart[];
  /** Whether the requester's own vote counts. */
  readonly self: boolean;
  /** How long a request waits for approvals. */
  readonly expiresMs: number;
  /** After what time the approvers are reminded first, each further pause twice as long; undefined: never. */
  readonly remindMs: number | undefined;
  /** Names of groups that are notified, without a vote. */
  readonly notify: readonly string[];
  readonly tell: Tell;
  /** Those of `from` who are not asked by name. */
  readonly silent: readonly string[];
  readonly escalate: Escalation | undefined;
  /** Whether those of `escalate` may approve by now. */
  readonly escalated: boolean;
  readonly quiet: QuietHours | undefined;
}

/** An approval by one person. */
export interface Vote {
  readonly by: Person;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** What it was given for (policy/digest.ts). */
  readonly digest: string;
  /** Which parts of the need the voter belongs to, by their order; undefined: there is one part only. */
  readonly parts: readonly number[] | undefined;
}

/** Parameters of ModifyInstanceSpec by their API names, all values as they go over the wire. */
export type OrderSpec = Readonly<Record<string, string>>;

/** One call of ModifyInstanceSpec: written before the call goes out, completed when its outcome is known. */
export interface Attempt {
  readonly number: number;
  readonly startedAt: string;
  /** Until then the call may still be in flight in some process; nothing may be re-sent. ISO 8601. */
  readonly leaseUntil: string;
  /** Not sent again before this, ISO 8601; undefined while the outcome is not known. */
  readonly again: string | undefined;
  /** `refused`: with a code that no list names, so that most likely nothing was done. */
  readonly outcome: 'in_flight' | 'not_arrived' | 'refused' | 'unclear';
  /** Error code of the cloud or of the network, for the log and the card. */
  readonly code: string | undefined;
}

/** How far a change is, as its task told. */
export interface Progress {
  /** 0 to 100. */
  readonly percent: number | undefined;
  /** The cloud's own name of the step. */
  readonly step: string | undefined;
  readonly remainingSeconds: number | undefined;
  /** When a change that waits switches, ISO 8601. */
  readonly switchAt: string | undefined;
  /** ISO 8601. */
  readonly readAt: string;
}

/** What others did to the instance while our order was open. */
export interface ExternalChange {
  readonly isClass: string | undefined;
  readonly orderId: string | undefined;
}

/** The order in Alibaba Cloud. */
export interface Order {
  /** As the cloud gave it: a string, often beyond 2^53. Undefined when an order was found by its effect only. */
  readonly orderId: string | undefined;
  /** RequestId of the accepted call; undefined when the order was found by a search. */
  readonly requestId: string | undefined;
  readonly placedAt: string;
}

/** A Slack message that mirrors the request. */
export interface Card {
  readonly channelId: string;
  readonly ts: string;
  /** Version of the request that the card shows. */
  readonly shows: number;
}

/** Where a message of ours is. */
export type MessageRef = Pick<Card, 'channelId' | 'ts'>;

/** Kept with a request that is an emergency. */
export interface BreakGlass {
  /** The second reason: why it could not wait. */
  readonly reason: string;
  readonly despite: Obstacle;
}

/** A request as it is stored: one row, from the form to its final state. */
export interface ResizeRequest {
  readonly id: RequestId;
  readonly state: State;
  /** Grows by one with every change of this record. */
  readonly version: number;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly requester: Person;
  /** The first group of its rule that the requester was in; undefined where none could be told. Reports count by it. */
  readonly group?: string | undefined;
  /** Channel in which the command was used; the card goes there unless the configuration names another. */
  readonly channelId: string;
  /** There was no command: the channel was chosen for the card alone. */
  readonly channelChosen?: true;
  readonly reason: string;
  /** When the order is to be placed, at the earliest, ISO 8601; undefined: as soon as it may be. */
  readonly startAt?: string | undefined;
  /** Undefined: an ordinary request. */
  readonly breakGlass: BreakGlass | undefined;
  /** The instance as it was when the request was made, or when its facts were last renewed. */
  readonly before: InstanceFacts;
  readonly change: Change;
  /** The temporary change that this one takes back; undefined: a person asked for it. */
  readonly returnOf: RequestId | undefined;
  /**
   * The temporary change that this one gives another end, and when that was to be taken back before (ISO 8601): nothing is
   * ordered, and `before` has the class that the instance goes back to.
   */
  readonly prolongs?: { readonly id: RequestId; readonly insteadOf: string } | undefined;
  /** Of a return: the most it may cost, by what was approved; undefined: not known, the rules alone limit it. */
  readonly priceLimit: PriceLimit | undefined;
  readonly quote: Quote | undefined;
  /** The price just before the order was placed; what was spent is counted from it. */
  readonly orderQuote: Quote | undefined;
  /** What the instance used when the request was made; undefined where it could not be read. */
  readonly usage: Usage | undefined;
  /** When instance and price were last read and found to be as they are here, ISO 8601. */
  readonly factsAt: string | undefined;
  /** What moved when the facts were last renewed; undefined: they are those of the beginning. */
  readonly drift: Drift | undefined;
  readonly rule: {
    readonly name: string;
    /** Where it stood in the file. */
    readonly line: number;
    /** Of what the rule said (`ruleVersion` in policy/digest.ts). */
    readonly version: string;
    /** Which flags of the change the rule has set; undefined: none. */
    readonly forced: readonly Flag[] | undefined;
  };
  readonly need: ApprovalNeed;
  readonly votes: readonly Vote[];
  /** Who rejected it and why, as typed; undefined in every other state. */
  readonly rejection?: { readonly by: Person; readonly reason: string } | undefined;
  /** End of the wait for approvers, ISO 8601. */
  readonly expiresAt: string;
  /** When approvers, and later whoever has to pay, are reminded next, ISO 8601; undefined: never. */
  readonly remindAt: string | undefined;
  /** How often the approvers were reminded of what they see now. */
  readonly reminders: number;
  /** When others may approve as well, ISO 8601; undefined: never, or they may already. */
  readonly escalateAt: string | undefined;
  /** Made once, sent with every attempt. At most 64 ASCII characters. */
  readonly clientToken: string;
  /** Parameters of ModifyInstanceSpec, fixed before the first attempt and identical in every other. */
  readonly spec: OrderSpec | undefined;
  readonly attempts: readonly Attempt[];
  readonly order: Order | undefined;
  readonly failure: Failure | undefined;
  /** An approved request waits until then (start, window, freeze), ISO 8601. */
  readonly notBefore: string | undefined;
  /** What an order cannot be placed before, and since when that was seen, ISO 8601; undefined: nothing. */
  readonly waits?: { readonly since: string; readonly because: WaitReason | undefined } | undefined;
  readonly lock: ShownStop | undefined;
  /** Since when the cloud calls the order complete although the class is another than asked, ISO 8601. */
  readonly mismatchSince: string | undefined;
  /** What the card shows of a change that waits or runs; undefined where no task told. */
  readonly progress: Progress | undefined;
  /**
   * Of a change for the maintenance window: `ignored`, it began before the window opened; `unclear`, the status says that
   * the instance changes, and nothing tells whether the order still waits.
   */
  readonly window: 'ignored' | 'unclear' | undefined;
  /** Undefined until it was noticed and said. */
  readonly externalChange: ExternalChange | undefined;
  /** Of a temporary change that is completed; else undefined. */
  readonly plannedReturn: PlannedReturn | undefined;
  /** When it is looked at what the completed change came to, ISO 8601; undefined: never, or it was. */
  readonly followUpAt?: string | undefined;
  /** Until when the card of a change that is done offers the class before it, ISO 8601; undefined: not, or no more. */
  readonly backUntil?: string | undefined;
  /** When the present state was entered, ISO 8601. */
  readonly since: string;
  readonly card: Card | undefined;
}

/** The instance is not `Normal`; another order or task for it is under way; price, or other facts, cannot be read. */
export const WAIT_REASONS = ['not_ready', 'under_way', 'price_unreadable', 'cannot_look'] as const;
export type WaitReason = (typeof WAIT_REASONS)[number];

/** The fields that have no value yet when a request is stored: what happens to it later writes them. */
export type Course =
  | 'votes'
  | 'reminders'
  | 'rejection'
  | 'drift'
  | 'spec'
  | 'attempts'
  | 'order'
  | 'failure'
  | 'notBefore'
  | 'waits'
  | 'orderQuote'
  | 'lock'
  | 'mismatchSince'
  | 'progress'
  | 'window'
  | 'externalChange'
  | 'followUpAt'
  | 'plannedReturn'
  | 'backUntil';

/** A request before it is stored: what the store adds is left out. `approved`: its rule has it approved by no one. */
export type Draft = { readonly state: 'pending' | 'approved' } & Omit<
  ResizeRequest,
  'state' | 'version' | 'createdAt' | 'updatedAt' | 'since' | Course | 'card'
>;

export type { Actor, EventData, EventFacts, EventKind, EventOf, NewEvent, RequestEvent } from './event.ts';
export type { ChatFreeze, Lock, ShownStop } from './stop.ts';

/** What people do, from the moment it is stored until they have their answer. */
import type { BreakGlassOffer } from '../policy/break-glass.ts';
import type { Change, Quote } from '../value/change.ts';
import type { UnderWay } from './cloud-answers.ts';
import type { Unoffered } from '../instance/offered.ts';
import type { Misfit } from '../instance/fit.ts';
import type { InstanceFacts, InstanceSummary } from '../instance/instance.ts';
import type { Seen } from './second-step.ts';
import type { ClickReason, AccessReason, RequestReason } from '../request/reasons.ts';
import type { Failure } from '../request/failure.ts';
import type { Drift } from '../value/drift.ts';
import type { TimeReason, TimeWord } from '../command/time.ts';
import type { ChatFreeze, Lock, Person, RequestId, ResizeRequest, Vote } from '../request/request.ts';
import type { ButtonId } from '../request/state.ts';
import type { FailedTerm, RuleRef, Verdict } from '../policy/verdict.ts';

/** A submitted form, parsed. `id`: the view's at first (see nextSubmissionId); the same one delivered twice is one submission. */
export interface Submission {
  readonly id: string;
  readonly person: Person;
  /**
   * The channel of the command, or the one chosen on the form (`channelChosen`). Empty: the form was not opened by a
   * command, and the configuration has a channel for its card.
   */
  readonly channelId: string;
  readonly channelChosen?: true;
  readonly instanceId: string;
  readonly region: string | undefined;
  readonly change: Change;
  readonly reason: string;
  /** When the order is to be placed, at the earliest, ISO 8601; undefined: as soon as it may be. */
  readonly startAt?: string;
  /** An emergency, asked for in the answer to an earlier form; undefined: an ordinary request. */
  readonly breakGlass?: {
    /** The second reason. */
    readonly reason: string;
    /** The request that the earlier form became, which waits. */
    readonly replaces: RequestId | undefined;
  };
  /** Where the answer goes; undefined: the view whose id is that of the submission. */
  readonly viewId?: string;
  /** `external_id` of the view that was pushed onto the form for the answer. */
  readonly pushed?: string;
  /** What the person had seen of exactly this change; undefined: not all of it. */
  readonly seen?: Seen;
}

/** A form that was refused can be submitted again, as a submission of its own: `V01`, then `V01:2`, `V01:3`. */
export function nextSubmissionId({ id }: Pick<Submission, 'id'>): string {
  const [, base = id, count = '1'] = /^(.*):(\d+)$/.exec(id) ?? [];
  return `${base}:${String(Number(count) + 1)}`;
}

/** A button of a card, or its like. `id`: the same press delivered twice has the same one. */
export interface Press extends Click {
  readonly id: string;
  readonly button: ButtonId;
  /** Why, for `reject`; for `settle` the OrderId, empty where there is no order; else empty. */
  readonly reason: string;
  /** Digest that the card showed when the button was pressed; undefined: another release posted it, or no card. */
  readonly cardDigest?: string | undefined;
  /** Where the answer goes: the open modal, else the channel. */
  readonly viewId: string | undefined;
  readonly channelId: string | undefined;
}

/** `/redis-resize lock …` or `unlock …`. `id`: the same command delivered twice has the same one. */
export interface LockCommand {
  readonly id: string;
  readonly person: Person;
  readonly channelId: string | undefined;
  readonly action: 'lock' | 'unlock';
  readonly instanceId: string;
  readonly region: string | undefined;
  /** As typed; empty for `unlock`. */
  readonly reason: string;
}

/** `/redis-resize freeze …` or `unfreeze`, likewise. */
export interface FreezeCommand {
  readonly id: string;
  readonly person: Person;
  readonly channelId: string | undefined;
  readonly action: 'freeze' | 'unfreeze';
  /** As typed; empty for `unfreeze`. */
  readonly reason: string;
  /** When it ends by itself, as typed; undefined: when someone lifts it. */
  readonly until: TimeWord | undefined;
  /** When it was typed, ISO 8601: a length of time counts from then. */
  readonly at: string;
}

/** What a person did, as it is stored before it is acknowledged. */
export type Inbound =
  | { readonly kind: 'form'; readonly form: Submission }
  | { readonly kind: 'press'; readonly press: Press }
  | { readonly kind: 'lock'; readonly lock: LockCommand }
  | { readonly kind: 'freeze'; readonly freeze: FreezeCommand };

/** The outcome is there once it was decided. */
export type StoredInbound =
  | { readonly kind: 'form'; readonly form: Submission; readonly outcome: IntakeOutcome | undefined }
  | { readonly kind: 'press'; readonly press: Press; readonly outcome: ClickOutcome | undefined }
  | { readonly kind: 'lock'; readonly lock: LockCommand; readonly outcome: LockOutcome | undefined }
  | { readonly kind: 'freeze'; readonly freeze: FreezeCommand; readonly outcome: FreezeOutcome | undefined };

export type LockOutcome =
  /** `request`: the open one of the instance; what is out already is not touched by the lock. */
  | { readonly kind: 'locked' | 'unlocked'; readonly lock: Lock; readonly request: ResizeRequest | undefined }
  | { readonly kind: 'already_locked'; readonly lock: Lock }
  | { readonly kind: 'not_locked' }
  | { readonly kind: 'may_not_lock' | 'lockers_unknown'; readonly groups: readonly string[] }
  | { readonly kind: 'refused'; readonly reason: RequestReason; readonly detail: RefusalDetail }
  | { readonly kind: 'no_access'; readonly reason: AccessReason };

export type FreezeOutcome =
  /** `waiting`: how many approved requests it holds, or held. `replaced`: the freeze that was in force. */
  | {
      readonly kind: 'frozen';
      readonly freeze: ChatFreeze;
      readonly replaced: ChatFreeze | undefined;
      readonly waiting: number;
    }
  | { readonly kind: 'unfrozen'; readonly freeze: ChatFreeze; readonly waiting: number }
  | { readonly kind: 'not_frozen' }
  /** `until` is no time to come. */
  | { readonly kind: 'no_time'; readonly because: TimeReason }
  | { readonly kind: 'may_not_freeze' | 'freezers_unknown'; readonly groups: readonly string[] }
  | { readonly kind: 'no_access'; readonly reason: AccessReason };

export type IntakeOutcome =
  | { readonly kind: 'created'; readonly request: ResizeRequest; readonly offer?: BreakGlassOffer | undefined }
  /** No one has to approve, and the person has not seen all of this: it is ordered once they have. */
  | {
      readonly kind: 'confirm';
      readonly instance: InstanceFacts;
      /** As it would be ordered. */
      readonly change: Change;
      readonly quote: Quote | undefined;
      readonly rule: RuleRef;
      /** What they confirmed before is not so any more. */
      readonly moved: boolean;
    }
  | {
      readonly kind: 'denied';
      readonly verdict: Extract<Verdict, { kind: 'denied' }>;
      readonly instance: InstanceSummary;
      readonly offer?: BreakGlassOffer | undefined;
    }
  | {
      readonly kind: 'refused';
      readonly reason: RequestReason;
      readonly detail: RefusalDetail;
      readonly offer?: BreakGlassOffer | undefined;
    }
  | { readonly kind: 'no_access'; readonly reason: AccessReason };

export interface RefusalDetail {
  readonly instance?: InstanceSummary;
  readonly instanceId?: string;
  readonly channelId?: string;
  readonly by?: ResizeRequest;
  readonly failure?: Failure;
  readonly misfit?: Misfit;
  readonly lock?: Lock;
  /** For `change_under_way`. */
  readonly underWay?: UnderWay;
  /** For `reason_format`: the rule that decides, and what it wants there. */
  readonly format?: { readonly rule: string; readonly hint: string };
  /** For `start_after_deadline`: how long a request waits for approvals. */
  readonly expiresMs?: number;
  /** For `until_before_window`: when the window begins, ISO 8601. */
  readonly windowAt?: string;
  /** For `class_not_offered`: the class that was asked for, and those offered that come nearest. */
  readonly unoffered?: Unoffered & { readonly targetClass: string };
}

export interface Click {
  readonly person: Person;
  readonly requestId: RequestId;
}

/** A press that is not stored: it opens a window, or a form. */
export interface OpeningPress extends Click, Pick<Press, 'cardDigest'> {
  readonly button: 'approve_comment' | 'reject' | 'settle' | 'resize_back';
}

export type ClickOutcome =
  | { readonly kind: 'done'; readonly request: ResizeRequest }
  /** Looked again: nothing moved. `at` ISO 8601; `quote` as it was read, within the band. */
  | {
      readonly kind: 'checked';
      readonly request: ResizeRequest;
      readonly at: string;
      readonly quote: Quote | undefined;
    }
  /** Looked again: this moved, and the request was renewed. */
  | { readonly kind: 'renewed'; readonly request: ResizeRequest; readonly drift: Drift }
  /** The vote counts, more are needed. */
  | { readonly kind: 'voted'; readonly request: ResizeRequest; readonly missing: number }
  | {
      readonly kind: 'refused';
      readonly reason: ClickReason;
      readonly request: ResizeRequest | undefined;
      /** Who decided, where somebody did. */
      readonly by?: Vote;
      readonly failed?: readonly FailedTerm[];
      readonly rule?: RuleRef;
      /** For `card_changed`. */
      readonly drift?: Drift | undefined;
      /** Why it is not possible, or could not be read. */
      readonly failure?: Failure;
      readonly misfit?: Misfit;
    }
  | { readonly kind: 'no_access'; readonly reason: AccessReason };

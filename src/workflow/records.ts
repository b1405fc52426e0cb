/** What the runbook needs of its memory; store/ implements it. Edges see it through ports.ts. */
import type {
  ClickOutcome,
  Inbound,
  FreezeOutcome,
  IntakeOutcome,
  LockOutcome,
  StoredInbound,
} from '../core/lifecycle/inbound.ts';
import type {
  Card,
  ChatFreeze,
  Draft,
  Lock,
  MessageRef,
  NewEvent,
  Person,
  RequestEvent,
  RequestId,
  ResizeRequest,
  Vote,
} from '../core/request/request.ts';
import type { DigestRecords } from './digest-records.ts';
import type { OwnMessage } from '../core/lifecycle/own-message.ts';
import type { Spending } from '../core/policy/verdict.ts';
import type { State } from '../core/request/state.ts';
import type { Span } from '../core/value/month.ts';
import type { Job, Step, Subject } from '../core/request/step.ts';

/** An event, and the places that have heard of it. */
export interface Undelivered {
  readonly event: RequestEvent;
  readonly deliveredTo: readonly string[];
}

/** A card by direct message. */
export interface DirectCard extends Pick<Card, 'channelId' | 'shows'> {
  readonly userId: string;
  readonly ts: string | undefined;
}

/** A request, and its messages that are neither its card nor lines of its thread. */
export interface ToPublish {
  readonly request: ResizeRequest;
  /** To be deleted, until `strayDeleted`. */
  readonly strays: readonly MessageRef[];
  /** The cards that people got by direct message; `ts` undefined: it is about to be posted. */
  readonly directCards: readonly DirectCard[];
}

export interface RequestFilter {
  readonly instanceId?: string;
  readonly open?: boolean;
  readonly requester?: Person;
  /** Temporary changes whose return is still to come; of all instances the one that returns first comes first. */
  readonly returning?: true;
  /** The one whose card is this message. */
  readonly card?: MessageRef;
}

export interface RequestSearch extends RequestFilter {
  readonly states?: readonly State[];
  /** Changed then or later, ISO 8601. */
  readonly changedSince?: string;
  /** Its order was placed in this time. */
  readonly placed?: Span;
  readonly limit: number;
  /** The newest so many are left out. */
  readonly skip?: number;
}

/** Locks of instances. Each change settles the command that asked for it in the same transaction, and answers it. */
export interface LockRecords {
  lockOf(instanceId: string): Promise<Lock | undefined>;
  /** Newest first. */
  locks(): Promise<readonly Lock[]>;
  /** Once it answered, no first call of an order for the instance goes out before it is unlocked. */
  lock(commandId: string, lock: Lock): Promise<LockOutcome>;
  /** What the lock held goes on at once. */
  unlock(commandId: string, instanceId: string, by: Person): Promise<LockOutcome>;
}

/** The freeze from Slack: of all instances, and one at a time. Settles its command like a lock does. */
export interface FreezeRecords {
  /** The one in force. */
  freeze(): Promise<ChatFreeze | undefined>;
  /** What stops the order of this request now: the lock of its instance, or else the freeze. */
  stopOf(request: Pick<ResizeRequest, 'before' | 'breakGlass'>): Promise<Lock | ChatFreeze | undefined>;
  /** In place of the one in force. Once it answered, no first call of an order goes out, except for emergencies. */
  declareFreeze(commandId: string, freeze: ChatFreeze): Promise<FreezeOutcome>;
  /** What it held goes on at once. */
  liftFreeze(commandId: string, by: Person): Promise<FreezeOutcome>;
  /** Lifts it where its time is over. Returns when that will be, ISO 8601; undefined: it has no end, or there is none. */
  endFreeze(): Promise<string | undefined>;
}

/** What the audit log says of the configuration and of itself. Each is announced, once over all replicas. */
export interface AuditRecords {
  /** Unless it is what was written down last. */
  noteConfiguration(event: Extract<NewEvent, { kind: 'config_taken' | 'config_refused' }>): Promise<void>;
  /**
   * Where there are events of an earlier day (UTC) since the last checkpoint, it is time for the next. Returns what the
   * chain came to, where this call made one.
   */
  checkpoint(): Promise<{ readonly seq: number; readonly hash: string } | undefined>;
}

/** A person who opened their App Home. `shown`: digest of what was published there, undefined where that is not known. */
export interface HomeViewer {
  readonly person: Person;
  readonly shown: string | undefined;
}

/** Who has opened their App Home in the last seven days; of others nothing is remembered. */
export interface HomeRecords {
  /** Has it published; `empty`: Slack shows nothing there yet. */
  homeOpened(person: Person, empty: boolean): Promise<void>;
  /** Who opened it last comes first; so many at most that a change can be shown to them all. */
  homeViewers(): Promise<readonly HomeViewer[]>;
  homeViewer(userId: string): Promise<HomeViewer | undefined>;
  homeShown(person: Person, digest: string): Promise<void>;
}

/** A return, and what is written down of it on the change that it takes back. */
export interface MadeReturn {
  readonly draft: Draft;
  readonly votes: readonly Vote[];
  readonly events: readonly NewEvent[];
  readonly jobs: readonly Job[];
  readonly step: Step<void>;
}

export interface Records extends LockRecords, FreezeRecords, DigestRecords, AuditRecords, HomeRecords {
  get(id: RequestId): Promise<ResizeRequest | undefined>;
  /** Newest first, but for `returning`. */
  find(filter: RequestSearch): Promise<readonly ResizeRequest[]>;
  /**
   * What these requests count for in limits, added up for each requester, account, charge type and currency; amounts
   * below zero make no room for others. As many as there are, whatever their `limit`.
   */
  spending(filters: readonly RequestSearch[], except?: RequestId): Promise<readonly Spending[]>;
  /** Makes a request in the state of the draft, settles its submission and enqueues its jobs, in one transaction. */
  open(
    draft: Draft,
    submissionId: string,
    events: readonly NewEvent[],
    jobs: readonly Job[],
  ): Promise<
    | { readonly kind: 'opened'; readonly request: ResizeRequest }
    | { readonly kind: 'busy'; readonly by: ResizeRequest }
    | { readonly kind: 'repeated'; readonly request: ResizeRequest }
  >;
  /**
   * Makes the return of a temporary change and writes on that change that it was made, in one transaction: at most one
   * ever. Undefined: there is nothing to return. `busy`: the instance has an open request.
   */
  openReturn(
    id: RequestId,
    decide: (there: ResizeRequest) => MadeReturn | undefined,
  ): Promise<
    | { readonly kind: 'opened'; readonly request: ResizeRequest }
    | { readonly kind: 'busy'; readonly by: ResizeRequest | undefined }
    | undefined
  >;
  /**
   * The one function that changes a request: locks the row, lets `decide` (pure, synchronous) see it, and writes
   * state, record, events and jobs in one transaction. Undefined when there is no such request.
   */
  change<R>(
    id: RequestId,
    decide: (request: ResizeRequest) => Step<R>,
  ): Promise<{ readonly result: R; readonly request: ResizeRequest } | undefined>;
  /** `change` of two requests in one transaction, the older one first, which may be gone. */
  changeBoth(
    olderId: RequestId,
    id: RequestId,
    decide: (
      older: ResizeRequest | undefined,
      request: ResizeRequest,
    ) => { readonly there: Step<void>; readonly own: Step<void> },
  ): Promise<void>;
  /**
   * `change` for the next call of the order, with what must not change before it goes out: what stops it
   * (`stopOf`) and, where `counted` is given, what these filters come to (`spending`) without the request. No other order that is counted is claimed meanwhile.
   */
  claimOrder<R>(
    id: RequestId,
    counted: readonly RequestSearch[],
    decide: (
      request: ResizeRequest,
      networkFacts: {
        readonly lock: Lock | ChatFreeze | undefined;
        readonly spending: readonly Spending[];
      },
    ) => Step<R>,
  ): Promise<{ readonly result: R; readonly request: ResizeRequest } | undefined>;
  /**
   * An event without a change of a request: a denial, a refused click. Of these two, also in `settle`, one an hour per
   * person, reason and target is kept.
   */
  note(event: NewEvent, requestId?: RequestId): Promise<void>;
  /** Stores what a person did and enqueues its intake. Returns what is stored: the first of the same id stays. */
  receive(inbound: Inbound): Promise<Inbound>;
  inbound(id: string): Promise<StoredInbound | undefined>;
  /** Keeps what a person is about to be told, so that a restart tells it instead of deciding again. */
  settle(
    id: string,
    outcome: IntakeOutcome | ClickOutcome | LockOutcome | FreezeOutcome,
    event?: NewEvent,
    requestId?: RequestId,
  ): Promise<void>;
  events(id: RequestId): Promise<readonly RequestEvent[]>;
  /** Events of the request, or of none, not yet said, oldest first. */
  undelivered(id: Subject): Promise<readonly Undelivered[]>;
  /** A place (a channel id) has heard of the events. */
  markDelivered(seqs: readonly number[], place: string): Promise<void>;
  /** Closes the events of the request, or of none, that all of these places have heard of, but for these. */
  closeDelivered(id: Subject, places: readonly string[], butFor: readonly number[]): Promise<void>;
  /** What its messages are to say; undefined when there is no such request. */
  toPublish(id: RequestId): Promise<ToPublish | undefined>;
  /**
   * A message of ours became known. It becomes the card (showing version `shows`, 0 where that is not known) or the
   * delivery of its events, unless another already is: then it is a stray, to be deleted. The first one stays, on however
   * many replicas. Returns the card as it is then, for a direct message the one there; undefined: there is none.
   */
  claimMessage(id: Subject, message: OwnMessage, shows: number): Promise<Card | undefined>;
  /** Whether this message was claimed before, and stayed. */
  knowsMessage(id: Subject, message: OwnMessage): Promise<boolean>;
  saveDirectCard(id: RequestId, card: DirectCard): Promise<void>;
  strayDeleted(message: MessageRef): Promise<void>;
  enqueue(job: Job): Promise<void>;
  /**
   * Whether nobody came with this key before, on any replica; from now on somebody did, for ten minutes at least. Keys
   * are of what Slack sends once: a signature, a trigger.
   */
  claim(key: string): Promise<boolean>;
  /** Forgets what people did once it was answered long ago; requests and the audit log stay. */
  tidy(before: string): Promise<void>;
  /** What came in and has no outcome, and requests with something undelivered, a card of an older
   * version or a stray message: work that a crash may have orphaned. */
  unfinished(): Promise<readonly Job[]>;
}

/**
 * What the runbook needs of the world (Cloud, People, Voice, Records, Clock), and what it offers to the people edge
 * (Desk). Structural and narrow; the edges implement the first five, workflow/ implements the last.
 */
import type { Change, Quote } from '../core/change.ts';
import type { OrderFacts, TargetClass } from '../core/cloud-answers.ts';
import type { Explained } from '../core/explained.ts';
import type {
  Click,
  ClickOutcome,
  Inbound,
  IntakeOutcome,
  Press,
  Received,
  RefusalDetail,
  Submission,
} from '../core/inbound.ts';
import type { InstanceFacts, InstanceRef, InstanceSummary, Surroundings } from '../core/instance.ts';
import type { Directory } from '../core/policy-model.ts';
import type { DoorReason, RequestReason } from '../core/reasons.ts';
import type {
  Card,
  Draft,
  NewEvent,
  OrderSpec,
  Person,
  RequestEvent,
  RequestId,
  ResizeRequest,
  State,
} from '../core/request.ts';
import type { Job, Step } from '../core/step.ts';
import type { ChangeTask } from '../core/task.ts';
import type { Usage } from '../core/usage.ts';

export interface Clock {
  now(): Date;
}

// ── the cloud ───────────────────────────────────────────────────────────────────────────────────

/** Every method may throw a CloudFault (core/faults.ts) and nothing else. */
export interface Cloud {
  /** Which configured account and region holds this instance; undefined when none does. */
  locate(instanceId: string, region?: string): Promise<InstanceRef | undefined>;
  /** DescribeInstanceAttribute; undefined when there is no such instance. */
  instance(ref: InstanceRef): Promise<InstanceFacts | undefined>;
  /** DescribeInstances by id, at most 30 ids of one account and region. */
  summaries(account: string, region: string, ids: readonly string[]): Promise<readonly InstanceSummary[]>;
  /** Instances whose id or name contains the text, over all accounts and regions. */
  search(text: string): Promise<readonly InstanceSummary[]>;
  /** Classes this instance may change to (DescribeAvailableResource), by name. */
  targets(facts: InstanceFacts): Promise<readonly TargetClass[]>;
  /** DescribePrice for exactly this change. */
  quote(facts: InstanceFacts, change: Change): Promise<Quote>;
  /** What it used in the last seven days, kept for a minute; undefined when the cloud has nothing to tell. */
  usage(facts: InstanceFacts): Promise<Usage | undefined>;
  /** What may stand in the way of a change, kept for seconds. What cannot be read is undefined in it; never throws. */
  surroundings(facts: InstanceFacts): Promise<Surroundings>;
  /** ModifyInstanceSpec, one call, never retried inside. */
  placeOrder(ref: InstanceRef, spec: OrderSpec): Promise<{ readonly orderId: string; readonly requestId: string }>;
  /** Orders made since then that change this instance (QueryOrders, then GetOrderDetail), newest first. */
  ordersOf(ref: InstanceRef, sinceIso: string): Promise<readonly OrderFacts[]>;
  /**
   * Changes of class that began since then (DescribeHistoryTasks, ModifyInsSpec) of up to 30 instances of one account and
   * region, in no order. Undefined, without a call, for a while after it was refused for want of the right.
   */
  tasks(
    account: string,
    region: string,
    ids: readonly string[],
    sinceIso: string,
  ): Promise<readonly ChangeTask[] | undefined>;
  /** GetOrderDetail; undefined when there is no such order. */
  order(account: string, orderId: string): Promise<OrderFacts | undefined>;
}

export type { OrderFacts, TargetClass } from '../core/cloud-answers.ts';

// ── people ──────────────────────────────────────────────────────────────────────────────────────

/** How old what Slack said of people may be: ten seconds for a decision, a minute for a form or a list. */
export type Occasion = 'decision' | 'reading';

export interface People {
  /** Live flags of a person; fails closed: what cannot be read is `person_unknown`. */
  standing(
    person: Person,
    occasion: Occasion,
  ): Promise<{ readonly kind: 'member' } | { readonly kind: 'refused'; readonly reason: DoorReason }>;
  /**
   * Members of every user group and channel of the configuration, `unknown` where Slack did not say. `deciders`: groups
   * of the configuration that a decision depends on; their members are ten seconds old at most, those of others a
   * minute, because Slack lets only some twenty user groups a minute be read.
   */
  directory(deciders?: readonly string[]): Promise<Directory>;
  /** Whether a card can be posted there. */
  channel(
    channelId: string,
  ): Promise<{ readonly kind: 'open' } | { readonly kind: 'refused'; readonly reason: RequestReason }>;
}

/** What the bot says. Every method may throw a SlackFault and nothing else. */
export interface Voice {
  /** Posts the card, or edits the one the request already has. */
  showCard(request: ResizeRequest): Promise<Pick<Card, 'channelId' | 'ts'>>;
  /** One line in the card's thread. Returns false when this event has no line. */
  say(request: ResizeRequest, event: RequestEvent): Promise<boolean>;
  /** Tells the requester that the first card cannot be posted, and why; it is tried again all the same. */
  cardRefused(request: ResizeRequest, code: string): Promise<void>;
  /** The same line, to the requester alone, where the thread can no longer be written to. */
  sayToRequester(request: ResizeRequest, event: RequestEvent): Promise<void>;
  /** One line per outcome in a mirror channel. */
  mirror(channelId: string, request: ResizeRequest, event: RequestEvent): Promise<boolean>;
  /** Private answer to a submitted form: in the modal while it is open, else where the command was used. */
  answer(submission: Submission, outcome: IntakeOutcome): Promise<void>;
  /** Private answer to a pressed button; nothing where the card and its thread say enough. */
  reply(press: Press, outcome: ClickOutcome): Promise<void>;
}

// ── memory ──────────────────────────────────────────────────────────────────────────────────────

export interface RequestFilter {
  readonly instanceId?: string;
  readonly open?: boolean;
  readonly requester?: Person;
}

export interface Records {
  get(id: RequestId): Promise<ResizeRequest | undefined>;
  /** Newest first. `changedSince`: changed then or later, ISO 8601. */
  find(
    filter: RequestFilter & { states?: readonly State[]; changedSince?: string; limit: number },
  ): Promise<readonly ResizeRequest[]>;
  /** Makes a request in `pending`, settles its submission and enqueues its jobs, in one transaction. */
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
   * The one function that changes a request: locks the row, lets `decide` (pure, synchronous) see it, and writes
   * state, record, events and jobs in one transaction. Undefined when there is no such request.
   */
  change<R>(
    id: RequestId,
    decide: (request: ResizeRequest) => Step<R>,
  ): Promise<{ readonly result: R; readonly request: ResizeRequest } | undefined>;
  /** An event without a change of a request: a denial, a refused click. */
  note(event: NewEvent, requestId?: RequestId): Promise<void>;
  /** Stores what a person did and enqueues its intake. Returns what is stored: the first of the same id stays. */
  receive(inbound: Inbound): Promise<Inbound>;
  inbound(id: string): Promise<Received | undefined>;
  /** Keeps what a person is about to be told, so that a restart tells it instead of deciding again. */
  settle(id: string, outcome: IntakeOutcome | ClickOutcome, event?: NewEvent): Promise<void>;
  events(id: RequestId): Promise<readonly RequestEvent[]>;
  /** Events of the request not yet said, oldest first. */
  unsaid(id: RequestId): Promise<readonly { readonly event: RequestEvent; readonly saidIn: readonly string[] }[]>;
  /** A place (a channel id) has heard of the event; `everywhere` closes it. */
  said(seq: number, place: string): Promise<void>;
  carded(id: RequestId, card: Card): Promise<void>;
  enqueue(job: Job): Promise<void>;
  /**
   * Whether nobody came with this key before, on any replica; from now on somebody did, for ten minutes at least. Keys
   * are of what Slack sends once: a signature, a trigger.
   */
  claim(key: string): Promise<boolean>;
  /** Forgets what people did once it was answered long ago; requests and the audit log stay. */
  tidy(before: string): Promise<void>;
  /** What came in and has no outcome, and requests with something unsaid: work that a crash may have orphaned. */
  unfinished(): Promise<readonly Job[]>;
}

export type {
  Click,
  ClickOutcome,
  Inbound,
  IntakeOutcome,
  Press,
  Received,
  RefusalDetail,
  Submission,
} from '../core/inbound.ts';

// ── what people can ask for ─────────────────────────────────────────────────────────────────────

export type Look =
  | {
      readonly kind: 'found';
      readonly facts: InstanceFacts;
      readonly open: ResizeRequest | undefined;
    }
  | { readonly kind: 'refused'; readonly reason: RequestReason; readonly detail: RefusalDetail }
  | { readonly kind: 'shut'; readonly reason: DoorReason };

/** A price for the form, or the code of what stood in its way: of the cloud, ours, or a reason. */
export type Quoted =
  { readonly kind: 'quoted'; readonly quote: Quote } | { readonly kind: 'none'; readonly code: string };

export type Admission = { readonly kind: 'member' } | { readonly kind: 'shut'; readonly reason: DoorReason };

/** Everything the Slack edge may ask of the workflow. No method throws for a refusal; each asks first who it is. */
export interface Desk {
  authorize(person: Person): Promise<Admission>;
  /** Facts for the form; `open` is the request that is already under way on this instance. */
  look(person: Person, instanceId: string, region: string | undefined): Promise<Look>;
  /** Instances this person may change, by the rules' `who` and `instances` terms. */
  search(person: Person, text: string): Promise<readonly InstanceSummary[]>;
  targets(person: Person, instanceId: string, text: string): Promise<readonly TargetClass[]>;
  /** What the instance used; undefined where it cannot be read. Takes as long as the cloud does, like the next. */
  usage(person: Person, instanceId: string, region: string | undefined): Promise<Usage | undefined>;
  surroundings(person: Person, instanceId: string, region: string | undefined): Promise<Surroundings | undefined>;
  /** The price of exactly this change; a few seconds old at most. */
  quote(person: Person, instanceId: string, region: string | undefined, change: Change): Promise<Quoted>;
  /** Whether a card can be posted for a command used there. */
  channel(person: Person, channelId: string): ReturnType<People['channel']>;
  /** Stores it; after this returns nothing of it can be lost. The answer comes by the Voice. */
  receive(inbound: Inbound): Promise<Inbound>;
  /**
   * Stores an earlier form of this person anew, as an emergency; `formId` is its view. Undefined: there is no such form.
   */
  breakGlass(person: Person, formId: string, reason: string): Promise<Submission | undefined>;
  /** Whether this person could reject now: asked when the reason's modal opens, decided again at its submission. */
  mayReject(click: Click): Promise<ClickOutcome>;
  request(person: Person, id: RequestId): Promise<ResizeRequest | undefined>;
  /** Requests of an instance or of everybody, newest first. */
  requests(person: Person, filter: RequestFilter): Promise<readonly ResizeRequest[]>;
  why(
    person: Person,
    instanceId: string,
    region: string | undefined,
    change: Change,
  ): Promise<
    | ({
        readonly kind: 'judged';
        readonly instance: InstanceFacts;
        readonly quote: Quote | undefined;
      } & Explained)
    | Extract<Look, { kind: 'refused' | 'shut' }>
  >;
}

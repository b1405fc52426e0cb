/**
 * What the runbook needs of the world (Cloud, People, Voice, Records, Clock), and what it offers to the people edge
 * (Desk). Structural and narrow; the edges implement the first five, workflow/ implements the last.
 */
import type { Change, Quote } from '../core/value/change.ts';
import type { OrderFacts, Quoted, TargetClass } from '../core/lifecycle/cloud-answers.ts';
import type { Daily } from '../core/explain/daily.ts';
import type { Home } from '../core/explain/home.ts';
import type { WhyJudged } from '../core/explain/explained.ts';
import type {
  ClickOutcome,
  FreezeCommand,
  FreezeOutcome,
  Inbound,
  IntakeOutcome,
  LockCommand,
  LockOutcome,
  OpeningPress,
  Press,
  Submission,
} from '../core/lifecycle/inbound.ts';
import type { InstanceFacts, InstanceRef, InstanceSummary, NetworkFacts } from '../core/instance/instance.ts';
import type { Fleet } from '../core/instance/naming.ts';
import type { OwnMessage } from '../core/lifecycle/own-message.ts';
import type { Subject } from '../core/request/step.ts';
import type { MayRequest, Rights } from '../core/policy/rights.ts';
import type { AccessReason } from '../core/request/reasons.ts';
import type {
  ChatFreeze,
  Lock,
  MessageRef,
  OrderSpec,
  Person,
  RequestEvent,
  RequestId,
  ResizeRequest,
} from '../core/request/request.ts';
import type { Access, Choosing, InstanceView, RefusedAct, Refusal, Reporting } from './answers.ts';
import type { People } from './people.ts';
import type { DirectCard, RequestFilter } from './records.ts';
import type { ChangeTask } from '../core/lifecycle/task.ts';
import type { Usage, Vitals } from '../core/instance/usage.ts';

export interface Clock {
  now(): Date;
}

// ── the cloud ───────────────────────────────────────────────────────────────────────────────────

export interface OrderSearch {
  /** When they were made, ISO 8601; without `until`: to this day. */
  readonly since: string;
  readonly until?: string;
  /** OrderIds that are known to be others'. */
  readonly skip?: ReadonlySet<string>;
  /** Whether this is the one that is looked for: what is older is not read then. */
  readonly isIt: (order: OrderFacts) => boolean;
}

/** Every method may throw a CloudFault (core/faults.ts) and nothing else. */
export interface Cloud {
  /** Which configured account and region holds this instance; undefined when none does. */
  locate(instanceId: string, region?: string): Promise<InstanceRef | undefined>;
  /** DescribeInstanceAttribute; undefined when there is no such instance. */
  instance(ref: InstanceRef): Promise<InstanceFacts | undefined>;
  /** DescribeInstances by id, at most 30 ids of one account and region. */
  summaries(account: string, region: string, ids: readonly string[]): Promise<readonly InstanceSummary[]>;
  /**
   * Every instance of every account and region, at most a minute old. Waits for `ms` at most: a place that was not read
   * by then, or cannot be read, is named. Never throws.
   */
  fleet(ms: number): Promise<Fleet>;
  /** Classes this instance may change to (DescribeAvailableResource), by name. */
  targets(facts: InstanceFacts): Promise<readonly TargetClass[]>;
  /** DescribePrice for exactly this change. */
  quote(facts: InstanceFacts, change: Change): Promise<Quote>;
  /** What may stand in the way of a change, kept for seconds. What cannot be read is undefined in it; never throws. */
  networkFacts(facts: InstanceFacts): Promise<NetworkFacts>;
  /** ModifyInstanceSpec, one call, never retried inside; `inTime` is asked last: where it says no, nothing is sent. */
  placeOrder(
    ref: InstanceRef,
    spec: OrderSpec,
    inTime?: () => boolean,
  ): Promise<{ readonly orderId: string; readonly requestId: string }>;
  /**
   * Orders that change this instance (QueryOrders, then GetOrderDetail), newest first, as far as one that is looked for
   * is found. Who looks at the same time shares the reads.
   */
  ordersOf(ref: InstanceRef, search: OrderSearch): Promise<readonly OrderFacts[]>;
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
  /** What it used in the last seven days, kept for a minute; undefined when the cloud has nothing to tell. */
  usage(facts: InstanceFacts): Promise<Usage | undefined>;
  /** The highest use of memory in seven days, in bytes, of instances of one account, region and architecture; undefined: it has no metrics. */
  memoryPeaks(instances: readonly InstanceSummary[]): Promise<ReadonlyMap<string, number | undefined>>;
  /** The highest values of a short time, milliseconds since 1970; undefined when the cloud has nothing to tell. */
  vitals(facts: InstanceFacts, span: { readonly from: number; readonly to: number }): Promise<Vitals | undefined>;
}

export type { OrderFacts, Quoted, TargetClass } from '../core/lifecycle/cloud-answers.ts';

// ── people ──────────────────────────────────────────────────────────────────────────────────────

export type { Occasion, People } from './people.ts';

/** What the bot says. Every method may throw a SlackFault and nothing else. */
export interface Notifier {
  /** Posts the card, or edits the one the request already has. */
  upsertCard(request: ResizeRequest): Promise<MessageRef>;
  /** One message in the card's thread, a line for each event. Undefined when none of them has a line. */
  postToThread(request: ResizeRequest, events: readonly RequestEvent[]): Promise<OwnMessage | undefined>;
  /** Tells the requester that the first card cannot be posted, and why; it is tried again all the same. */
  cardNotPosted(request: ResizeRequest, code: string): Promise<void>;
  /** The same lines, to the requester alone: as well, or while the thread cannot be written to. */
  dmRequester(request: ResizeRequest, events: readonly RequestEvent[]): Promise<void>;
  /** The conversation with a person, for direct messages. */
  openDirect(userId: string): Promise<string>;
  /** Posts the card to one person, or edits the one they have. */
  upsertDirectCard(request: ResizeRequest, card: DirectCard): Promise<MessageRef>;
  /** Lines to an approver alone. */
  dmApprover(request: ResizeRequest, userId: string, events: readonly RequestEvent[]): Promise<void>;
  /** One message in a mirror channel, a line for each outcome. Undefined when there is none. */
  mirror(channelId: string, request: ResizeRequest, events: readonly RequestEvent[]): Promise<OwnMessage | undefined>;
  /** The same of what belongs to no request: a lock, a change of the configuration. */
  announce(channelId: string, news: readonly RequestEvent[]): Promise<OwnMessage | undefined>;
  /** Deletes a message of ours; one that is gone already is no fault. */
  deleteMessage(message: MessageRef): Promise<void>;
  postDigest(channelId: string, day: string, daily: Daily): Promise<MessageRef>;
  /** Private answer to `lock` and `unlock`. */
  answerLock(command: LockCommand, outcome: LockOutcome): Promise<void>;
  /** Private answer to `freeze` and `unfreeze`. */
  answerFreeze(command: FreezeCommand, outcome: FreezeOutcome): Promise<void>;
  /** Private answer to a submitted form: in the modal while it is open, else where the command was used. */
  answerSubmission(submission: Submission, outcome: IntakeOutcome): Promise<void>;
  /** Publishes a person's App Home unless it shows just this (`shown`); returns the digest of what it shows now. */
  showHome(person: Person, home: Home, shown: string | undefined): Promise<string>;
  /** Private answer to a pressed button; nothing where the card and its thread say enough. */
  answerClick(press: Press, outcome: ClickOutcome): Promise<void>;
}

export type { DirectCard, MadeReturn, ToPublish, Undelivered } from './records.ts';
export type { Access, Among, Choosing, Found, FoundInstance, InstanceView, RefusedAct, Reporting } from './answers.ts';
export type {
  AuditRecords,
  FreezeRecords,
  HomeRecords,
  LockRecords,
  Records,
  RequestFilter,
  RequestSearch,
} from './records.ts';
export type { Digest, DigestRecords } from './digest-records.ts';
export type { WhyJudged } from '../core/explain/explained.ts';

export type * from '../core/lifecycle/inbound.ts';

// ── what people can ask for ─────────────────────────────────────────────────────────────────────

/** A change that is not requested. */
type WhatIf = [
  ...[person: Person, instanceId: string, region: string | undefined, change: Change],
  ...[channelId?: string, startAt?: string],
];

/** Everything the Slack edge may ask of the workflow. No method throws for a refusal; each asks first who it is. */
export interface Desk extends Choosing, Reporting {
  authorize(person: Person): Promise<Access>;
  /** Writes down what a person tried who was turned away before anything of it was stored. Never throws. */
  turnedAway(person: Person, reason: AccessReason | 'outdated' | 'no_rule', act: RefusedAct): Promise<void>;
  /** Facts for the form; `open` is the request that is already under way on this instance. */
  instanceView(person: Person, instanceId: string, region: string | undefined): Promise<InstanceView>;
  /** What the instance used; undefined where it cannot be read. Takes as long as the cloud does, like the next. */
  usage(person: Person, instanceId: string, region: string | undefined): Promise<Usage | undefined>;
  networkFacts(person: Person, instanceId: string, region: string | undefined): Promise<NetworkFacts | undefined>;
  /** The price of this change as it would be ordered; a few seconds old at most. `channelId`: of the command. */
  quote(...asked: WhatIf): Promise<Quoted>;
  /** Whether a card can be posted for a command used there. */
  channel(person: Person, channelId: string): ReturnType<People['channel']>;
  /** The person opened their App Home, on which Slack shows nothing yet (`empty`) or what was published last. */
  homeOpened(person: Person, empty: boolean): Promise<void>;
  /** The class that the instance should grow to, by what it used; undefined: it has room, or nothing is known. */
  suggestedClass(person: Person, instanceId: string, region: string | undefined): Promise<string | undefined>;
  /** Stores it; after this returns nothing of it can be lost. The answer comes by the Voice. */
  receive(inbound: Inbound): Promise<Inbound>;
  /**
   * Stores an earlier form of this person anew, as an emergency; `formId` is that of the submission. Undefined: there is no such form.
   */
  breakGlass(person: Person, formId: string, reason: string, viewId: string): Promise<Submission | undefined>;
  /**
   * Stores an earlier form of this person anew, with what its second step showed. `viewId`: where the answer goes, as above.
   * Undefined: no second step of it is open.
   */
  confirm(person: Person, formId: string, viewId: string): Promise<Submission | undefined>;
  /** What this press would come to now: asked when its window opens, decided again at its submission. */
  mayPress(press: OpeningPress): Promise<ClickOutcome>;
  request(person: Person, id: RequestId): Promise<ResizeRequest | undefined>;
  /** A message of ours was seen in Slack, in an event or because its button was pressed: a second one of its kind is deleted. */
  messageSeen(id: Subject, message: OwnMessage): Promise<void>;
  /** The same of the digest of a day. */
  digestSeen(day: string, message: MessageRef): Promise<void>;
  /** Requests of an instance or of everybody, newest first. */
  requests(person: Person, filter: RequestFilter): Promise<readonly ResizeRequest[]>;
  /** Newest first. */
  locks(person: Person): Promise<readonly Lock[]>;
  /** The freeze from Slack that is in force; told to those whom the configuration gives any right. */
  freeze(person: Person): Promise<ChatFreeze | undefined>;
  /** Whether to open a form for this person, who may be shut out: the form says so. */
  mayRequest(person: Person): Promise<MayRequest>;
  /** What the configuration may let this person do: a group that cannot be read counts as theirs. Only to be shown. */
  rights(person: Person): Promise<Rights>;
  why(...asked: WhatIf): Promise<WhyJudged | Refusal>;
}

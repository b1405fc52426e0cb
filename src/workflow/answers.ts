/** What the desk answers to the Slack edge, and hears from it; of what it offers, the parts that look around. */
import type { InstanceFacts, InstanceSummary } from '../core/instance/instance.ts';
import type { ListedInstance, Naming } from '../core/instance/naming.ts';
import type { Sized, Sizing } from '../core/instance/sizing.ts';
import type { TargetClass } from '../core/lifecycle/cloud-answers.ts';
import type { RefusalDetail } from '../core/lifecycle/inbound.ts';
import type { Suggestions } from '../core/report/advice.ts';
import type { MonthReport } from '../core/report/ledger.ts';
import type { AccessReason, RequestReason } from '../core/request/reasons.ts';
import type { ChatFreeze, Lock, Person, RequestId, ResizeRequest } from '../core/request/request.ts';
import type { Month } from '../core/value/month.ts';

/** An instance, with what stands in the way of a request or of its order. */
export interface FoundInstance {
  readonly facts: InstanceFacts;
  readonly open: ResizeRequest | undefined;
  /** The temporary change whose return is planned. */
  readonly returning?: ResizeRequest | undefined;
  /** Nothing can be requested while there is one. */
  readonly lock?: Lock | undefined;
  /** The freeze from Slack that would hold its order. */
  readonly freeze?: ChatFreeze | undefined;
}

interface NoAccess {
  readonly kind: 'no_access';
  readonly reason: AccessReason;
}

export type Refusal =
  { readonly kind: 'refused'; readonly reason: RequestReason; readonly detail: RefusalDetail } | NoAccess;

/** An instance as one person finds it. */
export type InstanceView = ({ readonly kind: 'found' } & FoundInstance) | Refusal;

/** `person` with every id that Slack has for them. */
export type Access = { readonly kind: 'member'; readonly person: Person } | NoAccess;

/** What somebody tried who was turned away. `action`: which command or form. */
export type RefusedAct =
  | { readonly kind: 'click'; readonly button: string; readonly requestId: RequestId | undefined }
  | { readonly kind: 'command'; readonly action: string };

/**
 * Instances that a name is looked for among: those that the person may change; also those of requests that the person
 * may see; also those that the person may lock, or that are locked.
 */
export type Among = 'touchable' | 'seen' | 'lockable';

/** A list that people choose from, and whether there may be more than are in it. */
export interface Found<T> {
  readonly items: readonly T[];
  readonly more: boolean;
}

/** Finds what a person means: an instance by its name, a class by its size. */
export interface Choosing {
  /** Which instance this person means by an id, a name, a part of one or an address. */
  named(
    person: Person,
    typed: string,
    region: string | undefined,
    among: Among,
  ): Promise<Naming<ListedInstance> | NoAccess>;
  /** The one instance, of those this person may change, that a message calls by its name; undefined: none, or not only one. */
  namedIn(person: Person, text: string): Promise<InstanceSummary | undefined>;
  /** Instances this person may change, by the rules' `who` and `instances` terms, a hundred at most. */
  search(person: Person, text: string): Promise<Found<InstanceSummary>>;
  /** Classes that this instance may change to and whose name contains the text, or that have this size. */
  targets(
    person: Person,
    instanceId: string,
    region: string | undefined,
    text: string,
  ): Promise<readonly TargetClass[]>;
  /** The class of a size, or so many sizes away; `unread`: what is on offer could not be read. */
  sized(
    person: Person,
    instanceId: string,
    region: string | undefined,
    sizing: Sizing,
  ): Promise<Sized | { readonly kind: 'unread' } | Refusal>;
}

/** Looks at many instances or orders: takes as long as the cloud does. */
export interface Reporting {
  /** What was ordered in a month (without one: in this), as far as the person may see it. */
  report(person: Person, month: Month | undefined): Promise<MonthReport | NoAccess>;
  /** The classes that would do for one instance, or for those of all that this person may change for which others would. */
  suggest(person: Person, instanceId: string | undefined, region: string | undefined): Promise<Suggestions | Refusal>;
}

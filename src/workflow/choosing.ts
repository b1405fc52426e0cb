/** The part of the desk that finds what a person means: an instance by its name, a class by its size. */
import type { InstanceSummary } from '../core/instance/instance.ts';
import type { ListedInstance, Naming } from '../core/instance/naming.ts';
import type { Sized, Sizing } from '../core/instance/sizing.ts';
import type { TargetClass } from '../core/lifecycle/cloud-answers.ts';
import type { RefusalDetail } from '../core/lifecycle/inbound.ts';
import type { AccessReason, RequestReason } from '../core/request/reasons.ts';
import type { Person } from '../core/request/request.ts';

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

interface NoAccess {
  readonly kind: 'no_access';
  readonly reason: AccessReason;
}

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
  ): Promise<
    | Sized
    | { readonly kind: 'unread' }
    | { readonly kind: 'refused'; readonly reason: RequestReason; readonly detail: RefusalDetail }
    | NoAccess
  >;
}

/** What the desk answers to the Slack edge, and hears from it. */
import type { InstanceFacts } from '../core/instance/instance.ts';
import type { RefusalDetail } from '../core/lifecycle/inbound.ts';
import type { AccessReason, RequestReason } from '../core/request/reasons.ts';
import type { ChatFreeze, Lock, Person, RequestId, ResizeRequest } from '../core/request/request.ts';

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

/** An instance as one person finds it. */
export type InstanceView =
  | ({ readonly kind: 'found' } & FoundInstance)
  | { readonly kind: 'refused'; readonly reason: RequestReason; readonly detail: RefusalDetail }
  | { readonly kind: 'no_access'; readonly reason: AccessReason };

export type Access =
  /** `person` with every id that Slack has for them. */
  { readonly kind: 'member'; readonly person: Person } | { readonly kind: 'no_access'; readonly reason: AccessReason };

/** What somebody tried who was turned away. `action`: which command or form. */
export type RefusedAct =
  | { readonly kind: 'click'; readonly button: string; readonly requestId: RequestId | undefined }
  | { readonly kind: 'command'; readonly action: string };

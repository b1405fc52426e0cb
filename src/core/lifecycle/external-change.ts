/** What others did to an instance while our order was open: another order, or a class that is neither old nor new. */
import type { OrderFacts } from './cloud-answers.ts';
import type { InstanceFacts } from '../instance/instance.ts';
import { type InternalFailure, internalFailure } from '../request/failure.ts';
import type { ExternalChange, NewEvent, ResizeRequest } from '../request/request.ts';

/** A class that was neither there before nor asked for. */
export function thirdClass({ before, change }: ResizeRequest, facts: InstanceFacts | undefined): string | undefined {
  const is = facts?.realClass;
  return is === undefined || is === before.realClass || is === change.targetClass ? undefined : is;
}

/** The OrderId of somebody else's order that is newer than ours. `orders`: newest first. Undefined without our own. */
export function newerOrder({ order }: ResizeRequest, orders: readonly OrderFacts[]): string | undefined {
  const own = order?.orderId;
  if (own === undefined) return undefined;
  const ours = orders.findIndex(({ orderId }) => orderId === own);
  const newer = ours < 0 ? orders : orders.slice(0, ours);
  return newer.find(({ payment, relatedOrderId }) => payment !== 'cancelled' && relatedOrderId !== own)?.orderId;
}

/** Said once for each request, whichever of the two is seen first. */
export function externalChangeEvent(request: ResizeRequest, seen: ExternalChange): NewEvent | undefined {
  if (request.externalChange !== undefined) return undefined;
  if (seen.isClass === undefined && seen.orderId === undefined) return undefined;
  return { kind: 'external_change', actor: 'bot', data: { is: seen.isClass, otherOrderId: seen.orderId } };
}

/** Completed, verified for long enough, and not the class that was asked for. */
export function otherOutcome(request: ResizeRequest, facts: InstanceFacts, newer: string | undefined): InternalFailure {
  const otherOrderId = newer ?? request.externalChange?.orderId;
  const externalChange = thirdClass(request, facts) !== undefined || otherOrderId !== undefined;
  const code = externalChange ? 'ClassChangedElsewhere' : 'ClassNotAsAsked';
  return internalFailure(code, { isClass: facts.realClass, otherOrderId });
}

/** The button `settle`: a person looked at the orders in the console, and states what there is. Audited in any case. */
import { isMissingRight } from '../../core/cloud-errors.ts';
import { searchPeriod, whoseOrder } from '../../core/lifecycle/lost-order.ts';
import { settled } from '../../core/lifecycle/order-decisions.ts';
import { cloudFailure } from '../../core/request/failure.ts';
import type { Person, ResizeRequest } from '../../core/request/request.ts';
import { attempt } from '../ask/attempt.ts';
import type { Refusal } from '../ask/denial.ts';
import { findOrder, knownOrders } from '../ask/find-order.ts';
import type { ClickOutcome } from '../ports.ts';
import type { World } from '../world.ts';

/** `orderId`: empty for "there is no order". `by` has the right to. */
export async function settleUnknown(
  world: World,
  request: ResizeRequest,
  by: Person,
  orderId: string,
): Promise<ClickOutcome> {
  const refusal = orderId === '' ? await noOrder(world, request) : await thisOrder(world, request, orderId);
  if (refusal !== undefined) return { kind: 'refused', request, ...refusal };
  const order =
    orderId === '' ? undefined : { orderId, requestId: undefined, placedAt: world.clock.now().toISOString() };
  const done = await world.records.change(request.id, (now) => settled(now, by, order));
  if (done?.result === true) return { kind: 'done', request: done.request };
  return { kind: 'refused', reason: 'not_unclear', request: done?.request ?? request };
}

/** Looks once more: an order that is surely there is not given up because a person overlooked it. */
async function noOrder(world: World, request: ResizeRequest): Promise<Refusal | undefined> {
  return (await findOrder(world, request)).kind === 'order' ? { reason: 'order_exists' } : undefined;
}

/** Read where possible: without the right to, the person's word counts. */
async function thisOrder(world: World, request: ResizeRequest, orderId: string): Promise<Refusal | undefined> {
  const { cloud, clock, timings } = world;
  const { since } = searchPeriod(request, timings.lateFor);
  const ours = await knownOrders(world, since);
  if ((ours.get(orderId) ?? request.id) !== request.id) return { reason: 'order_not_ours' };
  const read = await attempt(() => cloud.order(request.before.account, orderId));
  if (read.kind === 'fault') {
    if (isMissingRight(read.fault.code)) return undefined;
    return { reason: 'order_unreadable', failure: cloudFailure(read.fault) };
  }
  if (read.value === undefined) return { reason: 'order_not_found' };
  const created = Date.parse(read.value.createdAt);
  const early = created < Date.parse(since) || created > clock.now().getTime() + 60_000;
  return early || whoseOrder(request, read.value) === 'foreign' ? { reason: 'order_not_ours' } : undefined;
}

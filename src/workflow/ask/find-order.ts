/** Looks in the cloud for an order whose answer never came. */
import { READY_STATUS } from '../../core/instance/instance.ts';
import type { Order, ResizeRequest } from '../../core/request/request.ts';
import type { OrderFacts } from '../ports.ts';
import type { World } from '../world.ts';
import { attempt } from './attempt.ts';

/** What can be found of an order. `traces`: something is going on, but its OrderId is not to be found. */
export type Trace =
  { readonly kind: 'order'; readonly order: Order } | { readonly kind: 'traces' | 'nothing' | 'cannot_look' };

/** Reads the instance and the orders made for it since the first attempt. */
export async function findOrder(world: World, request: ResizeRequest): Promise<Trace> {
  const { cloud, clock } = world;
  const since = request.attempts[0]?.startedAt ?? request.since;
  const [instance, orders, foreign] = await Promise.all([
    logged(world, request, () => cloud.instance(request.before)),
    logged(world, request, () => cloud.ordersOf(request.before, since)),
    ordersOfOtherRequests(world, request),
  ]);
  const placedAt = clock.now().toISOString();
  const found = orders.kind === 'ok' ? newest(orders.value.filter(({ orderId }) => !foreign.has(orderId))) : undefined;
  if (found !== undefined) return { kind: 'order', order: { orderId: found.orderId, requestId: undefined, placedAt } };
  if (instance.kind === 'fault' || instance.value === undefined) return { kind: 'cannot_look' };
  const facts = instance.value;
  const there = facts.realClass === request.change.targetClass;
  if (orders.kind === 'fault') {
    // Without the right to read orders, the effect is all there is to see.
    return there
      ? { kind: 'order', order: { orderId: undefined, requestId: undefined, placedAt } }
      : { kind: 'cannot_look' };
  }
  const touched = facts.status !== READY_STATUS || facts.orderCompleted === false;
  return { kind: touched || there ? 'traces' : 'nothing' };
}

/** Requests for one instance within minutes of each other. */
const NEIGHBOURS = 20;

/** No order names its ClientToken; but one that another request for this instance made is not ours. */
async function ordersOfOtherRequests({ records }: World, request: ResizeRequest): Promise<ReadonlySet<string>> {
  const { instanceId } = request.before;
  const requests = await records.find({ instanceId, limit: NEIGHBOURS });
  const known = requests.filter(({ id }) => id !== request.id).map(({ order }) => order?.orderId);
  return new Set(known.filter((orderId) => orderId !== undefined));
}

async function logged<T>({ log }: World, request: ResizeRequest, read: () => Promise<T>) {
  const done = await attempt(read);
  if (done.kind === 'fault') log.warn({ request: request.id, code: done.fault.code }, 'cannot look for the order');
  return done;
}

/** A cancelled order changes nothing and is not ours to follow. */
function newest(orders: readonly OrderFacts[]): OrderFacts | undefined {
  return orders
    .filter(({ payment }) => payment !== 'cancelled')
    .sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))[0];
}

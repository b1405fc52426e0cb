/** Looks in the cloud for an order whose answer never came. */
import { isMissingRight } from '../../core/cloud-errors.ts';
import { READY_STATUS } from '../../core/instance/instance.ts';
import { madeAt, searchPeriod, whoseOrder } from '../../core/lifecycle/lost-order.ts';
import type { Order, ResizeRequest } from '../../core/request/request.ts';
import type { OrderFacts } from '../ports.ts';
import type { World } from '../world.ts';
import { attempt } from './attempt.ts';

/** What can be found of an order. */
export type Trace =
  | { readonly kind: 'order'; readonly order: Order; readonly operator: string | undefined }
  /** An order for the instance that does not say for which class. */
  | { readonly kind: 'candidate'; readonly orderId: string }
  /**
   * `traces`: something is going on, but its OrderId is not to be found. `no_right`: the instance shows nothing, and the
   * right to read orders is missing. `foreign`: an order for the instance, and for another class than asked.
   */
  | {
      readonly kind: 'traces' | 'nothing' | 'no_right' | 'cannot_look';
      readonly foreign: OrderFacts | undefined;
    };

/** OrderIds of requests, and whose they are. */
export type KnownOrders = ReadonlyMap<string, string>;

/** Orders of the account that need not be read, because they are ours: of requests that changed since then. */
export async function knownOrders({ records }: World, since: string): Promise<KnownOrders> {
  return orderIds(await records.find({ changedSince: since, limit: KNOWN }));
}

const KNOWN = 500;

/** Reads the instance and the orders made for it since the first attempt. */
export async function findOrder(world: World, request: ResizeRequest, known?: KnownOrders): Promise<Trace> {
  const { cloud, clock } = world;
  const [instance, orders] = await Promise.all([
    logged(world, request, () => cloud.instance(request.before)),
    liveOrders(world, request, known),
  ]);
  const found = orders.kind === 'ok' ? orders.value : [];
  const of = (whose: ReturnType<typeof whoseOrder>) => found.find((each) => whoseOrder(request, each) === whose);
  const [ours, candidate, foreign] = [of('ours'), of('unstated'), of('foreign')];
  if (ours !== undefined) {
    const order = { orderId: ours.orderId, requestId: undefined, placedAt: madeAt(ours, clock.now()) };
    return { kind: 'order', order, operator: ours.operator };
  }
  if (candidate !== undefined) return { kind: 'candidate', orderId: candidate.orderId };
  if (instance.kind === 'fault' || instance.value === undefined) return { kind: 'cannot_look', foreign };
  const { realClass, status, orderCompleted } = instance.value;
  const there = realClass === request.change.targetClass;
  const touched = status !== READY_STATUS || orderCompleted === false;
  if (orders.kind === 'fault') {
    // A right that is missing stays so for long; whatever else went wrong may be over at the next look.
    if (!isMissingRight(orders.fault.code)) return { kind: 'cannot_look', foreign };
    if (there) {
      const order = { orderId: undefined, requestId: undefined, placedAt: clock.now().toISOString() };
      return { kind: 'order', order, operator: undefined };
    }
    return { kind: touched ? 'cannot_look' : 'no_right', foreign };
  }
  // What another order does to the instance is no trace of ours.
  return { kind: there || (touched && foreign === undefined) ? 'traces' : 'nothing', foreign };
}

/** The order of a request that is known by its effect only; undefined while it cannot be found. */
export async function findNumber(world: World, request: ResizeRequest): Promise<OrderFacts | undefined> {
  const orders = await liveOrders(world, request, undefined);
  return orders.kind === 'ok' ? orders.value.find((each) => whoseOrder(request, each) === 'ours') : undefined;
}

/** Requests for one instance within hours of each other. */
const NEIGHBOURS = 20;

/** No order names its ClientToken; but one that another request made is not ours. A cancelled one changes nothing. */
async function liveOrders(world: World, request: ResizeRequest, known: KnownOrders | undefined) {
  const now = world.clock.now();
  const neighbours = await world.records.find({ instanceId: request.before.instanceId, limit: NEIGHBOURS });
  const others = neighbours.filter(({ id }) => id !== request.id);
  const period = searchPeriod(request, world.timings.lateFor, { others, now });
  const theirs = [...(known ?? [])].filter(([, id]) => id !== request.id).map(([orderId]) => orderId);
  const skip = new Set([...theirs, ...orderIds(others).keys()]);
  const isIt = (order: OrderFacts) => isLive(order) && whoseOrder(request, order) === 'ours';
  const found = await logged(world, request, () => world.cloud.ordersOf(request.before, { ...period, skip, isIt }));
  return found.kind === 'ok'
    ? { ...found, value: found.value.filter((each) => isLive(each) && !skip.has(each.orderId)) }
    : found;
}

function isLive({ payment }: OrderFacts): boolean {
  return payment !== 'cancelled';
}

function orderIds(requests: readonly ResizeRequest[]): KnownOrders {
  return new Map(
    requests.flatMap(({ id, order }) => (order?.orderId === undefined ? [] : [[order.orderId, id] as const])),
  );
}

async function logged<T>({ log }: World, request: ResizeRequest, read: () => Promise<T>) {
  const done = await attempt(read);
  if (done.kind === 'fault') log.warn({ request: request.id, code: done.fault.code }, 'cannot look for the order');
  return done;
}

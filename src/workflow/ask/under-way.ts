/** What already goes on at an instance, besides its status: an order on top of it would be refused, or paid twice. */
import type { InstanceFacts, InstanceRef } from '../../core/instance/instance.ts';
import type { UnderWay } from '../../core/lifecycle/cloud-answers.ts';
import { isUnderWay } from '../../core/lifecycle/task.ts';
import { within } from '../../core/within.ts';
import type { ReadOnlyWorld } from '../world.ts';
import { attempt } from './attempt.ts';

/** Unpaid orders and tasks that are older are not looked for. */
const SINCE_MS = 24 * 3_600_000;

/**
 * An order that is not finished, an unpaid one, or a task that runs, with its id where that can be found; the facts of the
 * instance may be read at the same time. What cannot be read, or not within `ms`, is not known; the cloud refuses what
 * collides.
 */
export async function readUnderWay(
  { cloud, clock }: ReadOnlyWorld,
  ref: InstanceRef,
  ms: number,
): Promise<(facts: Pick<InstanceFacts, 'orderCompleted'>) => UnderWay | undefined> {
  const { account, region, instanceId } = ref;
  const since = new Date(clock.now().getTime() - SINCE_MS).toISOString();
  const [orders, tasks] = await Promise.all([
    attempt(() => within(cloud.ordersOf(ref, { since, isIt: () => false }), ms)),
    attempt(() => within(cloud.tasks(account, region, [instanceId], since), ms)),
  ]);
  const unpaid = orders.kind === 'ok' ? orders.value?.find(({ payment }) => payment === 'unpaid') : undefined;
  const running = tasks.kind === 'ok' ? tasks.value?.find(isUnderWay) : undefined;
  const [newest] = orders.kind === 'ok' ? (orders.value ?? []) : [];
  return ({ orderCompleted }) => {
    if (unpaid !== undefined) return { what: 'unpaid_order', id: unpaid.orderId };
    if (running !== undefined) return { what: 'task', id: running.taskId };
    return orderCompleted === false ? { what: 'order', id: newest?.orderId } : undefined;
  };
}

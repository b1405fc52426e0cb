/** What already goes on at an instance, besides its status: an order on top of it would be refused, or paid twice. */
import type { InstanceFacts } from '../../core/instance/instance.ts';
import type { UnderWay } from '../../core/lifecycle/cloud-answers.ts';
import { isUnderWay } from '../../core/lifecycle/task.ts';
import { within } from '../../core/within.ts';
import type { ReadOnlyWorld } from '../world.ts';
import { attempt } from './attempt.ts';

/** Unpaid orders and tasks that are older are not looked for. */
const SINCE_MS = 24 * 3_600_000;

/**
 * An order that is not finished, an unpaid one, or a task that runs, with its id where that can be found. What cannot be
 * read, or not within `ms`, is not known; the cloud refuses what collides.
 */
export async function underWayAt(
  { cloud, clock }: ReadOnlyWorld,
  facts: InstanceFacts,
  ms: number,
): Promise<UnderWay | undefined> {
  const { account, region, instanceId, orderCompleted } = facts;
  const since = new Date(clock.now().getTime() - SINCE_MS).toISOString();
  const [orders, tasks] = await Promise.all([
    attempt(() => within(cloud.ordersOf(facts, { since: since, isIt: () => false }), ms)),
    attempt(() => within(cloud.tasks(account, region, [instanceId], since), ms)),
  ]);
  const unpaid = orders.kind === 'ok' ? orders.value?.find(({ payment }) => payment === 'unpaid') : undefined;
  if (unpaid !== undefined) return { what: 'unpaid_order', id: unpaid.orderId };
  const running = tasks.kind === 'ok' ? tasks.value?.find(isUnderWay) : undefined;
  if (running !== undefined) return { what: 'task', id: running.taskId };
  if (orderCompleted !== false) return undefined;
  const [newest] = orders.kind === 'ok' ? (orders.value ?? []) : [];
  return { what: 'order', id: newest?.orderId };
}

/** One call of ModifyInstanceSpec, already claimed in the record, and what its answer means. */
import type { CloudFault } from '../../core/faults.ts';
import { isDoubtful } from '../../core/lifecycle/lost-order.ts';
import { attemptEnded, failed, ordered } from '../../core/lifecycle/order-decisions.ts';
import { cloudFailure } from '../../core/request/failure.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { attempt } from '../ask/attempt.ts';
import { later, type World } from '../world.ts';

/** Makes the call of the last attempt. */
export async function placeOrder(world: World, request: ResizeRequest): Promise<void> {
  const { cloud, clock, log, timings } = world;
  const last = request.attempts.at(-1);
  const { spec } = request;
  if (last === undefined || spec === undefined) throw new Error(`${request.id}: no attempt was claimed`);
  // A process that was held up (by a database, by its machine) must not call when another may have taken its place.
  const inTime = (): boolean => clock.now().getTime() <= Date.parse(last.leaseUntil) - timings.call;
  log.info({ request: request.id, attempt: last.number }, 'placing the order');
  const answer = await attempt(() => cloud.placeOrder(request.before, spec, inTime));
  if (answer.kind === 'ok') return accepted(world, request, answer.value);
  const { code, arrived } = answer.fault;
  log.warn({ request: request.id, code, attempt: last.number, arrived }, 'order not accepted');
  return afterFault(world, request, last.number, answer.fault);
}

async function accepted(
  { records, clock, log }: World,
  request: ResizeRequest,
  { orderId, requestId }: { readonly orderId: string; readonly requestId: string },
): Promise<void> {
  // Before the record: should it fail to take the OrderId, the log has it.
  log.info({ request: request.id, orderId, requestId }, 'the order is accepted');
  const order = { orderId, requestId: requestId === '' ? undefined : requestId, placedAt: clock.now().toISOString() };
  const kept = await records.change(request.id, (now) => ordered(now, order, 'accepted'));
  // A look for the order in the meantime may have found this very one.
  if (kept?.result === true || kept?.request.order?.orderId === orderId) return;
  // The record has another order: what was ordered must be found in the audit log at least.
  const data = { orderId, requestId: order.requestId, how: 'late' } as const;
  await records.note({ kind: 'ordered', actor: 'bot', data }, request.id);
  log.error({ request: request.id, orderId }, 'an order was accepted for a request that has another one');
}

async function afterFault(world: World, request: ResizeRequest, number: number, fault: CloudFault): Promise<void> {
  const { records, clock, timings } = world;
  if (fault.arrived !== 'no') {
    const again = later(clock, timings.findOrderEvery);
    const outcome = fault.arrived === 'unlikely' ? 'refused' : 'unclear';
    await records.change(request.id, (now) => attemptEnded(now, number, outcome, fault.code, again));
    return;
  }
  // A refusal of a later copy does not prove that no earlier one was carried out: the next look decides.
  const doubtful = isDoubtful({ attempts: request.attempts.slice(0, -1) });
  const over = fault.retry === 'never' || number >= timings.tries;
  if (over && !doubtful) {
    await records.change(request.id, (now) => failed(now, cloudFailure(fault), number));
    return;
  }
  const again = later(clock, Math.min(timings.retry * 2 ** (number - 1), timings.retryMax));
  await records.change(request.id, (now) => attemptEnded(now, number, 'not_arrived', fault.code, again));
}

/** One call of ModifyInstanceSpec, already claimed in the record, and what its answer means. */
import { CloudFault } from '../../core/faults.ts';
import { attemptEnded, failed, ordered } from '../../core/lifecycle/order-decisions.ts';
import type { ResizeRequest } from '../../core/request/request.ts';
import { later, type World } from '../world.ts';

export async function placeOrder(world: World, request: ResizeRequest): Promise<void> {
  const { cloud, records, clock, log, timings } = world;
  const attempt = request.attempts.at(-1);
  if (attempt === undefined || request.spec === undefined) throw new Error(`${request.id}: no attempt was claimed`);
  // A process that was held up (by a database, by its machine) must not call when another may have taken its place.
  const inTime = (): boolean => clock.now().getTime() <= Date.parse(attempt.leaseUntil) - timings.call;
  log.info({ request: request.id, attempt: attempt.number }, 'placing the order');
  try {
    const { orderId, requestId } = await cloud.placeOrder(request.before, request.spec, inTime);
    // Before the record: should it fail to take the OrderId, the log has it.
    log.info({ request: request.id, orderId, requestId }, 'the order is accepted');
    const order = { orderId, requestId: requestId === '' ? undefined : requestId, placedAt: clock.now().toISOString() };
    const kept = await records.change(request.id, (now) => ordered(now, order, 'accepted'));
    // Whoever looked for the order meanwhile may have found this very one.
    if (kept?.result !== true && kept?.request.order?.orderId !== orderId) {
      // The answer came after the request was closed: what was ordered must be found in the audit log at least.
      const data = { orderId: order.orderId, requestId: order.requestId, how: 'late' };
      await records.note({ kind: 'ordered', actor: 'bot', data }, request.id);
      log.error({ request: request.id, orderId: order.orderId }, 'an order was accepted after its request was closed');
    }
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    log.warn(
      { request: request.id, code: fault.code, attempt: attempt.number, arrived: fault.arrived },
      'order not accepted',
    );
    await afterFault(world, request, attempt.number, fault);
  }
}

async function afterFault(world: World, request: ResizeRequest, attempt: number, fault: CloudFault): Promise<void> {
  const { records, clock, timings } = world;
  if (fault.arrived === 'unknown') {
    const again = later(clock, timings.findOrderEvery);
    await records.change(request.id, (now) => attemptEnded(now, attempt, 'unclear', fault.code, again));
    return;
  }
  // A refusal of a later copy does not prove that no earlier one was carried out: the next look decides.
  const doubtful = request.attempts.some(({ outcome }) => outcome === 'unclear');
  const over = fault.retry === 'never' || attempt >= timings.tries;
  if (over && !doubtful) {
    const failure = { code: fault.code, requestId: fault.requestId };
    await records.change(request.id, (now) => failed(now, failure, attempt));
    return;
  }
  const again = later(clock, Math.min(timings.retry * 2 ** (attempt - 1), timings.retryMax));
  await records.change(request.id, (now) => attemptEnded(now, attempt, 'not_arrived', fault.code, again));
}

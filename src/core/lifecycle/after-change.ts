/** What an instance shows a while after its change, against what it showed before the order: pure, and told once. */
import { fit, MEMORY_SHARE } from '../instance/fit.ts';
import type { Vitals } from '../instance/usage.ts';
import type { EventFacts, ResizeRequest } from '../request/request.ts';
import type { Step } from '../request/step.ts';

/** The highest values of this long, before the order and after the change. */
const COMPARED_MS = 15 * 60_000;

/** The times that are compared, milliseconds since 1970; undefined: there is nothing to be looked at any more. */
export function comparedTimes({ followUpAt, order, since }: ResizeRequest) {
  if (followUpAt === undefined) return undefined;
  const placed = Date.parse(order?.placedAt ?? since);
  const completed = Date.parse(since);
  return {
    before: { from: placed - COMPARED_MS, to: placed },
    after: { from: completed, to: completed + COMPARED_MS },
  };
}

/** Told where there is a metric of memory or connections after the change; in any case not looked at again. */
export function afterChange(request: ResizeRequest, before: Vitals | undefined, after: Vitals | undefined): Step<void> {
  if (request.followUpAt === undefined) return { kind: 'keep', result: undefined };
  const known = after?.memoryBytes !== undefined || after?.connections !== undefined;
  return {
    kind: 'update',
    patch: { followUpAt: undefined },
    events: known ? [{ kind: 'after_change', actor: 'bot', data: compared(request, before, after) }] : [],
    result: undefined,
  };
}

function compared(
  { before: instance, change }: ResizeRequest,
  before: Vitals | undefined,
  after: Vitals,
): EventFacts['after_change'] {
  const used = { peakMemoryBytes: after.memoryBytes, peakConnections: after.connections };
  const { memory, connections } = fit(used, instance, change.targetClass);
  const full = [...(isAbove(memory) ? ['memory'] : []), ...(isAbove(connections) ? ['connections'] : [])];
  return {
    memoryBefore: before?.memoryBytes,
    memoryAfter: after.memoryBytes,
    memoryLimit: memory.limit,
    connectionsBefore: before?.connections,
    connectionsAfter: after.connections,
    latencyBefore: before?.latencyUs,
    latencyAfter: after.latencyUs,
    full: full.length === 0 ? undefined : full.join(' '),
  };
}

function isAbove({ used, limit }: { readonly used: number | undefined; readonly limit: number | undefined }): boolean {
  return used !== undefined && limit !== undefined && used > limit * MEMORY_SHARE;
}

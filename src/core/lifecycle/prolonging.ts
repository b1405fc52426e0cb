/**
 * A temporary change gets another end: a request without an order, which moves the planned return of the change that it
 * prolongs. The plan stays where it was made, so there is one return at any time. Pure functions.
 */
import type { InstanceFacts } from '../instance/instance.ts';
import { internalFailure } from '../request/failure.ts';
import type { Draft, ResizeRequest } from '../request/request.ts';
import type { Step } from '../request/step.ts';
import type { Change, Quote } from '../value/change.ts';
import { failed } from './order-decisions.ts';
import { lastMoment, pendingReturn } from './planned-return.ts';

type Wanted = Pick<ResizeRequest, 'startAt'> & { readonly change: Pick<Change, 'targetClass' | 'until'> };

/** Whether this asks for another end of the change `there`: the class that it gave the instance, and an `until`. */
export function isProlonging(
  there: ResizeRequest | undefined,
  { realClass }: Pick<InstanceFacts, 'realClass'>,
  { change, startAt }: Wanted,
  now: Date,
): there is ResizeRequest {
  const plan = there && pendingReturn(there);
  if (there === undefined || plan === undefined || Date.parse(plan.at) <= now.getTime()) return false;
  const keeps = realClass === there.change.targetClass && realClass === change.targetClass;
  return keeps && change.until !== undefined && startAt === undefined;
}

/** The change as a whole, with its new end: a length counts from now, as there is no order whose completion it could count from. */
export function prolonged(there: ResizeRequest, { until }: Pick<Change, 'until'>, now: Date): Change {
  const at = until?.kind === 'duration' ? new Date(now.getTime() + until.ms).toISOString() : lastMoment(until);
  return { ...there.change, until: at === undefined ? undefined : { kind: 'instant', at } };
}

/** The instance as it is, with the class that it goes back to: what the rules judge the whole change by. */
export function beforeChange(facts: InstanceFacts, { before }: ResizeRequest): InstanceFacts {
  const { instanceClass, realClass, architecture, capacityMb, shards, connections, bandwidthMBs, qps } = before;
  return { ...facts, instanceClass, realClass, architecture, capacityMb, shards, connections, bandwidthMBs, qps };
}

/** What the change cost, which rules and their limits compare. */
export function costOfChange({ orderQuote, quote }: ResizeRequest): Quote | undefined {
  return orderQuote ?? quote;
}

/** What a request for another end is made with: nothing is to pay. */
export function asProlonged(
  there: ResizeRequest,
  facts: InstanceFacts,
): Pick<Draft, 'before' | 'prolongs'> & { readonly quote: Quote } {
  const currency = costOfChange(there)?.currency ?? '';
  return {
    before: beforeChange(facts, there),
    quote: { currency, originalAmount: '0', discountAmount: '0', tradeAmount: '0' },
    prolongs: { id: there.id, insteadOf: pendingReturn(there)?.at ?? there.since },
  };
}

/** Moves the plan and completes the request that asked for it; where the plan is gone by now, that request fails. */
export function moveReturn(
  there: ResizeRequest | undefined,
  request: ResizeRequest,
): { readonly there: Step<void>; readonly own: Step<void> } {
  const plan = there && pendingReturn(there);
  const at = lastMoment(request.change.until);
  if (request.state !== 'approved' || at === undefined) return { there: KEEP, own: KEEP };
  if (there === undefined || plan === undefined) {
    return { there: KEEP, own: failed(request, internalFailure('NoReturnPlanned')) };
  }
  return {
    there: {
      kind: 'update',
      patch: { plannedReturn: { ...plan, at, announced: undefined, waitsFor: undefined } },
      events: [{ kind: 'return_moved', actor: request.requester, data: { at, was: plan.at, by: request.id } }],
      jobs: [{ queue: 'deadline', id: there.id }],
      result: undefined,
    },
    own: {
      kind: 'update',
      to: 'completed',
      events: [
        {
          kind: 'completed',
          actor: 'bot',
          data: { class: request.change.targetClass, orderId: undefined, returnAt: at },
        },
      ],
      result: undefined,
    },
  };
}

const KEEP = { kind: 'keep', result: undefined } as const;

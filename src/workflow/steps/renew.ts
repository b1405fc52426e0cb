/**
 * Reads instance, price and usage again because a person asked to, and renews the request where they moved. The order
 * itself is none of its business: a request whose order is being placed is left alone.
 */
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { failed } from '../../core/lifecycle/order-decisions.ts';
import { recheck } from '../../core/lifecycle/renewal.ts';
import { CLIENT_CODES } from '../../core/cloud-errors.ts';
import { type CloudFailure, cloudFailure, type Failure, internalFailure } from '../../core/request/failure.ts';
import type { InternalFailureCode } from '../../core/request/reasons.ts';
import type { Person, ResizeRequest } from '../../core/request/request.ts';
import { isBeforeOrder } from '../../core/request/state.ts';
import type { Usage } from '../../core/instance/usage.ts';
import { within } from '../../core/within.ts';
import { attempt } from '../ask/attempt.ts';
import { isUndecided, type Refusal, refusalOf } from '../ask/denial.ts';
import { misfitOf, usageFor, withNetworkFacts } from '../ask/facts.ts';
import { freshOf, reEvaluate } from '../ask/re-evaluate.ts';
import type { ClickOutcome } from '../ports.ts';
import type { World } from '../world.ts';

/** How long each read may take where it is not said: a person waits for the answer. */
const READ_MS = 4_000;

/** Looks, of which each but the last found the record changed meanwhile. */
const LOOKS = 3;

/** Renews a request that is not being ordered yet, from what the cloud shows now. */
export async function renewFacts(
  world: World,
  first: ResizeRequest,
  by: Person,
  readMs = READ_MS,
): Promise<ClickOutcome> {
  let seen = first;
  for (let looks = 0; looks < LOOKS && isBeforeOrder(seen.state); looks += 1) {
    const outcome = await look(world, seen, by, readMs);
    if (outcome !== 'raced') return outcome;
    seen = (await world.records.get(seen.id)) ?? seen;
  }
  return { kind: 'refused', reason: 'nothing_to_recheck', request: seen };
}

async function look(world: World, seen: ResizeRequest, by: Person, readMs: number): Promise<ClickOutcome | 'raced'> {
  const read = await readAnew(world, seen, readMs);
  if (read.kind === 'refused') return refuse(world, seen, read.refusal, read.failure);
  const { facts, quote, usage } = read;
  const evaluation = await reEvaluate(world, seen, facts, quote);
  if (evaluation.kind === 'denied') {
    const { verdict } = evaluation;
    const code = verdict.reason === 'requester_gone' ? 'RequesterGone' : 'NoLongerAllowed';
    const failure = isUndecided(verdict) ? undefined : internalFailure(code);
    return refuse(world, seen, refusalOf(verdict), failure);
  }
  const { breakGlass, change } = seen;
  const misfit = breakGlass === undefined ? await misfitOf(world, facts, change.targetClass, usage, readMs) : undefined;
  if (misfit !== undefined) {
    return refuse(world, seen, { reason: 'no_longer_fits', misfit }, internalFailure('DoesNotFit'));
  }
  const fresh = { ...freshOf(evaluation, world), facts, quote, usage };
  const done = await world.records.change(seen.id, (now) => recheck(now, seen.version, fresh, by));
  if (done === undefined) return { kind: 'refused', reason: 'unknown_request', request: undefined };
  const { request, result } = done;
  switch (result.kind) {
    case 'raced':
      return 'raced';
    case 'expired':
      return { kind: 'refused', reason: 'request_expired', request };
    case 'failed':
      return { kind: 'refused', reason: 'no_longer_possible', request, failure: result.failure };
    case 'renewed':
      return { kind: 'renewed', request, drift: result.drift };
    case 'same':
      return { kind: 'checked', request, at: fresh.at.toISOString(), quote };
    default:
      return result satisfies never;
  }
}

/** Answered in private; what was approved and has become impossible fails, as it would when its order is due. */
async function refuse(
  world: World,
  seen: ResizeRequest,
  refusal: Refusal,
  failure: Failure | undefined,
): Promise<ClickOutcome | 'raced'> {
  if (seen.state !== 'approved' || failure === undefined) return { kind: 'refused', request: seen, ...refusal };
  const done = await world.records.change(seen.id, (now) =>
    now.version === seen.version
      ? { ...failed(now, failure), result: true }
      : ({ kind: 'keep', result: false } as const),
  );
  return done?.result === true ? { kind: 'refused', request: done.request, ...refusal } : 'raced';
}

type Read =
  | {
      readonly kind: 'read';
      readonly facts: InstanceFacts;
      readonly quote: ResizeRequest['quote'];
      readonly usage: Usage | undefined;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly failure: Failure | undefined };

async function readAnew(world: World, request: ResizeRequest, ms: number): Promise<Read> {
  const { cloud } = world;
  const { before, change } = request;
  if (request.prolongs !== undefined) return readClass(world, request, ms);
  const [instance, price, usage, { networkFacts }] = await Promise.all([
    inTime(() => cloud.instance(before), ms),
    inTime(() => cloud.quote(before, change), ms),
    usageFor(world, before, ms),
    withNetworkFacts(world, before, ms),
  ]);
  if (instance.kind === 'fault') return refused('facts_unreadable', instance.failure);
  if (instance.value === undefined) return impossible('InstanceGone');
  const facts = { ...instance.value, networkFacts };
  if (facts.realClass === change.targetClass) return impossible('AlreadyTargetClass');
  // The price of an hour says nothing about the price of a term.
  const paid = facts.chargeType === before.chargeType ? price : await inTime(() => cloud.quote(facts, change), ms);
  if (paid.kind === 'ok') return { kind: 'read', facts, quote: paid.value, usage };
  // A request that was made without a price does not need one now.
  return request.quote === undefined
    ? { kind: 'read', facts, quote: undefined, usage }
    : refused('price_unreadable', paid.failure);
}

/** Of what orders nothing, the class that is to stay is all that can move. */
async function readClass({ cloud }: World, { before, change, quote }: ResizeRequest, ms: number): Promise<Read> {
  const read = await inTime(() => cloud.instance(before), ms);
  if (read.kind === 'fault') return refused('facts_unreadable', read.failure);
  const moved = read.value?.realClass !== change.targetClass;
  if (moved) return impossible(read.value === undefined ? 'InstanceGone' : 'ClassMoved');
  return { kind: 'read', facts: before, quote, usage: undefined };
}

function refused(reason: Refusal['reason'], failure: Failure): Read {
  return { kind: 'refused', refusal: { reason, failure }, failure: undefined };
}

function impossible(code: InternalFailureCode): Read {
  const failure = internalFailure(code);
  return { kind: 'refused', refusal: { reason: 'no_longer_possible', failure }, failure };
}

type InTime<T> =
  { readonly kind: 'ok'; readonly value: T } | { readonly kind: 'fault'; readonly failure: CloudFailure };

/** An answer that does not come within `ms` is a time-out of the cloud. */
async function inTime<T>(read: () => Promise<T>, ms: number): Promise<InTime<T>> {
  const done = await within(attempt(read), ms);
  if (done?.kind === 'ok') return done;
  return { kind: 'fault', failure: cloudFailure(done?.fault ?? { code: CLIENT_CODES.timeout, requestId: undefined }) };
}

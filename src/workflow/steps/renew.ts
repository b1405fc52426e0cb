/**
 * Reads instance, price and usage again because somebody asked to, and renews the request where they moved. The order
 * itself is none of its business: a request whose order is being placed is left alone.
 */
import { CloudFault } from '../../core/faults.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { failed, internalFailure, INTERNAL_FAILURES } from '../../core/lifecycle/order-decisions.ts';
import { recheck } from '../../core/lifecycle/renewal.ts';
import type { Failure, Person, ResizeRequest } from '../../core/request/request.ts';
import type { Usage } from '../../core/instance/usage.ts';
import { inTime, misfitOf, usageFor, withNetworkFacts } from '../ask/facts.ts';
import { freshOf } from './preflight.ts';
import { isUndecided, reEvaluate, type ReEvaluation } from '../ask/re-evaluate.ts';
import type { ClickOutcome } from '../ports.ts';
import type { World } from '../world.ts';

type Refused = Extract<ClickOutcome, { kind: 'refused' }>;
export type Refusal = Omit<Refused, 'kind' | 'request'>;

/** How long each read may take: somebody waits for the answer. */
const READ_MS = 4_000;

/** Looks, of which each but the last found the record changed meanwhile. */
const LOOKS = 3;

export async function renewFacts(world: World, first: ResizeRequest, by: Person): Promise<ClickOutcome> {
  let seen = first;
  for (let looks = 0; looks < LOOKS && isOpen(seen); looks += 1) {
    const outcome = await look(world, seen, by);
    if (outcome !== 'raced') return outcome;
    seen = (await world.records.get(seen.id)) ?? seen;
  }
  return { kind: 'refused', reason: 'nothing_to_recheck', request: seen };
}

function isOpen({ state }: ResizeRequest): boolean {
  return state === 'pending' || state === 'approved';
}

async function look(world: World, seen: ResizeRequest, by: Person): Promise<ClickOutcome | 'raced'> {
  const read = await readAnew(world, seen);
  if (read.kind === 'refused') return refuse(world, seen, read.refusal, read.failure);
  const { facts, quote, usage } = read;
  const evaluation = await reEvaluate(world, seen, facts, quote);
  if (evaluation.kind === 'denied') {
    const clear = !isUndecided(evaluation.verdict);
    return refuse(
      world,
      seen,
      refusalOf(evaluation),
      clear ? internalFailure(INTERNAL_FAILURES.notAllowed) : undefined,
    );
  }
  const { breakGlass, change } = seen;
  const misfit =
    breakGlass === undefined ? await misfitOf(world, facts, change.targetClass, usage, READ_MS) : undefined;
  if (misfit !== undefined) {
    return refuse(world, seen, { reason: 'no_longer_fits', misfit }, internalFailure(INTERNAL_FAILURES.doesNotFit));
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

/** Told in private; what was approved and has become impossible fails, as it would when its order is due. */
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

/** Why the policy says no to a request that it allowed before. */
export function refusalOf({ verdict }: Extract<ReEvaluation, { kind: 'denied' }>): Refusal {
  return verdict.reason === 'approvers_unknown'
    ? { reason: 'approvers_unknown' }
    : { reason: 'no_longer_allowed', ...verdict.nearest };
}

type Read =
  | {
      readonly kind: 'read';
      readonly facts: InstanceFacts;
      readonly quote: ResizeRequest['quote'];
      readonly usage: Usage | undefined;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal; readonly failure: Failure | undefined };

async function readAnew(world: World, request: ResizeRequest): Promise<Read> {
  const { cloud } = world;
  const { before, change } = request;
  const [instance, price, usage, { networkFacts }] = await Promise.all([
    tried(() => cloud.instance(before)),
    tried(() => cloud.quote(before, change)),
    usageFor(world, before, READ_MS),
    withNetworkFacts(world, before, READ_MS),
  ]);
  if (instance.kind === 'fault') return refused('facts_unreadable', instance.failure);
  if (instance.value === undefined) return impossible(INTERNAL_FAILURES.instanceGone);
  const facts = { ...instance.value, networkFacts };
  if (facts.realClass === change.targetClass) return impossible(INTERNAL_FAILURES.alreadyThere);
  // The price of an hour says nothing about the price of a term.
  const paid = facts.chargeType === before.chargeType ? price : await tried(() => cloud.quote(facts, change));
  if (paid.kind === 'read') return { kind: 'read', facts, quote: paid.value, usage };
  // Where there was no price to agree to, none is missed.
  return request.quote === undefined
    ? { kind: 'read', facts, quote: undefined, usage }
    : refused('price_unreadable', paid.failure);
}

function refused(reason: Refusal['reason'], failure: Failure): Read {
  return { kind: 'refused', refusal: { reason, failure }, failure: undefined };
}

function impossible(code: string): Read {
  const failure = internalFailure(code);
  return { kind: 'refused', refusal: { reason: 'no_longer_possible', failure }, failure };
}

type Tried<T> = { readonly kind: 'read'; readonly value: T } | { readonly kind: 'fault'; readonly failure: Failure };

async function tried<T>(read: () => Promise<T>): Promise<Tried<T>> {
  try {
    const done = await inTime(
      read().then((value) => ({ kind: 'read', value }) as const),
      READ_MS,
    );
    return done ?? { kind: 'fault', failure: internalFailure('RequestTimeout') };
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    return { kind: 'fault', failure: { code: fault.code, requestId: fault.requestId } };
  }
}

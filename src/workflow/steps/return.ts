/**
 * Takes back a temporary change: announces it, and at its time makes a request of its own, which is checked and ordered
 * like any other that is approved. Where somebody else has changed the class since, there is nothing to take back.
 */
import type { InstanceFacts } from '../../core/instance/instance.ts';
import {
  announceReturn,
  classBefore,
  endReturn,
  holdReturn,
  madeReturn,
  pendingReturn,
  returnDue,
} from '../../core/lifecycle/planned-return.ts';
import { deadline } from '../../core/lifecycle/waiting.ts';
import { digestOf, standingVotes } from '../../core/policy/digest.ts';
import { withoutApproval } from '../../core/policy/policy.ts';
import type { ReturnEnd } from '../../core/request/planned-return.ts';
import type { Draft, ResizeRequest } from '../../core/request/request.ts';
import { limitOfReturn } from '../../core/value/drift.ts';
import { attempt } from '../ask/attempt.ts';
import { quoteFor, usageFor, withNetworkFacts } from '../ask/facts.ts';
import type { MadeReturn } from '../ports.ts';
import { later, type World } from '../world.ts';
import { clientTokenOf, newId, openingJob, requestedEvent } from './draft.ts';

/** The longest wait for what only makes the card better. */
const READ_MS = 4_000;

/** Does what is due of a planned return; the result is when to look again, ISO 8601. */
export async function meetReturn(world: World, request: ResizeRequest): Promise<string | undefined> {
  const { clock, records, timings } = world;
  if (pendingReturn(request) === undefined) return undefined;
  const replaced = await laterRequest(world, request);
  if (replaced?.kind === 'ended') return end(world, request, { because: 'replaced', by: replaced.by.id });
  const due = returnDue(request, clock.now(), await zoneOf(world, request));
  if (due.kind === 'nothing') return undefined;
  // Looked at more often than needed: clocks are set, and another request may have taken its place.
  const again = later(clock, timings.recheckHeld);
  if (due.kind === 'look') return due.at < again ? due.at : again;
  const read = await attempt(() => world.cloud.instance(request.before));
  if (read.kind === 'fault') {
    world.log.warn({ request: request.id, code: read.fault.code }, 'the instance of a return cannot be read');
    return later(clock, timings.readyEvery);
  }
  const facts = read.value;
  if (facts === undefined) return end(world, request, { because: 'gone' });
  if (facts.realClass !== request.change.targetClass) {
    return end(world, request, { because: 'other_class', isClass: facts.realClass });
  }
  if (due.kind === 'announce') {
    await records.change(request.id, (now) => announceReturn(now, due.which));
    return clock.now().toISOString();
  }
  // What would have prolonged it is too late when it is due.
  const late = replaced?.by.prolongs !== undefined && replaced.by.state === 'pending' ? replaced.by : undefined;
  if (late !== undefined) await records.change(late.id, (now) => deadline(now, clock.now()));
  if (replaced === undefined || late !== undefined) return make(world, request, facts);
  await records.change(request.id, (now) => holdReturn(now, replaced.by.id));
  return later(clock, timings.readyEvery);
}

/** Completed requests of an instance that are looked through, the newest first. */
const LATER = 10;

/** A request for the instance that came after this one: it is open, or it has changed the class. */
async function laterRequest(
  { records }: World,
  { id, before: { instanceId }, since }: ResizeRequest,
): Promise<{ readonly kind: 'open' | 'ended'; readonly by: ResizeRequest } | undefined> {
  const [[open], changed] = await Promise.all([
    records.find({ instanceId, open: true, limit: 1 }),
    records.find({ instanceId, states: ['completed'], changedSince: since, limit: LATER }),
  ]);
  const completed = changed.find((other) => other.id !== id && other.since > since && other.prolongs === undefined);
  if (completed !== undefined) return { kind: 'ended', by: completed };
  return open === undefined ? undefined : { kind: 'open', by: open };
}

async function zoneOf({ people }: World, { requester }: ResizeRequest): Promise<string | undefined> {
  const standing = await people.standing(requester, 'reading');
  return standing.kind === 'member' ? standing.zone : undefined;
}

async function end({ records, clock }: World, { id }: ResizeRequest, because: ReturnEnd): Promise<undefined> {
  await records.change(id, (now) => endReturn(now, because, clock.now()));
}

async function make(world: World, there: ResizeRequest, facts: InstanceFacts): Promise<string | undefined> {
  const { clock, records, timings, log } = world;
  const draft = await draftReturn(world, there, facts);
  const made = await records.openReturn(there.id, (now): MadeReturn | undefined => {
    const step = madeReturn(now, draft.id, clock.now());
    if (step === undefined) return undefined;
    // Each approval was given for both directions.
    const votes = standingVotes(now).map((vote) => ({ ...vote, digest: digestOf(draft) }));
    const approved = { kind: 'approved', actor: 'bot', data: { rule: draft.rule.name } } as const;
    return { draft, votes, events: [requestedEvent(draft), approved], jobs: [openingJob(draft)], step };
  });
  if (made?.kind !== 'busy') {
    if (made !== undefined)
      log.info({ request: made.request.id, returnOf: there.id }, 'a temporary change is taken back');
    return undefined;
  }
  const { by } = made;
  if (by !== undefined) await records.change(there.id, (now) => holdReturn(now, by.id));
  return later(clock, timings.readyEvery);
}

/** In the requester's name and with the approval that was given; whether it holds is found out before the order. */
async function draftReturn(world: World, there: ResizeRequest, facts: InstanceFacts): Promise<Draft> {
  const { clock, random } = world;
  // The coupon of a number is spent by now.
  const coupon = there.change.coupon === 'best' ? 'best' : 'none';
  const change = { ...there.change, targetClass: classBefore(there), coupon, until: undefined };
  const [quote, usage, before] = await Promise.all([
    quoteFor(world, facts, change),
    usageFor(world, facts, READ_MS),
    withNetworkFacts(world, facts, READ_MS),
  ]);
  const id = newId(random);
  const now = clock.now().toISOString();
  return {
    ...{ id, state: 'approved', requester: there.requester, group: there.group },
    ...{ channelId: there.channelId, reason: there.reason },
    ...(there.channelChosen === undefined ? {} : { channelChosen: true }),
    ...{ breakGlass: undefined, before, change, returnOf: there.id, quote, usage, rule: there.rule },
    priceLimit: limitOfReturn(there.orderQuote ?? there.quote, there.before.chargeType),
    ...{ need: withoutApproval(there.need), factsAt: now, expiresAt: now, remindAt: undefined, escalateAt: undefined },
    clientToken: clientTokenOf(id, random),
  };
}

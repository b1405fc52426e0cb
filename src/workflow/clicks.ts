/** The four buttons. Who may press them is found out at each click; whether it still can be, in the record. */
import { castVote, type Decision, type Quorum, reject, samePerson, withdraw } from '../core/decisions.ts';
import { failed, ordered, ours, OUR_FAILURES } from '../core/order-decisions.ts';
import { mayApprove } from '../core/policy.ts';
import { seatingOf } from '../core/quorum.ts';
import type { ClickReason } from '../core/reasons.ts';
import type { Person, ResizeRequest } from '../core/request.ts';
import type { Step } from '../core/step.ts';
import { noteRefusal } from './door.ts';
import type { Click, ClickOutcome, Press } from './ports.ts';
import { askAgain } from './rules.ts';
import { lookForOrder } from './settle-order.ts';
import { watch } from './watch.ts';
import type { World } from './world.ts';

type Refused = Extract<ClickOutcome, { kind: 'refused' }>;
type Button = Press['button'];

export async function carryOut(world: World, { button, reason, ...click }: Press): Promise<ClickOutcome> {
  const { clock } = world;
  switch (button) {
    case 'approve':
      return approve(world, click);
    case 'reject':
      return press(world, button, click, mayRefuse, (request) => reject(request, click.person, reason, clock.now()));
    case 'withdraw':
      return press(world, button, click, anybody, (request) => withdraw(request, click.person));
    case 'recheck':
      return recheck(world, click);
    default:
      return button satisfies never;
  }
}

/** What a rejection would come to now, without carrying it out. */
export function wouldReject(world: World, click: Click): Promise<ClickOutcome> {
  return press(world, 'reject', click, mayRefuse, (request) => {
    const would = reject(request, click.person, '', world.clock.now());
    return { kind: 'stay', result: would.result };
  });
}

type Refusal = Omit<Refused, 'kind' | 'request'>;
type Entitled = (world: World, person: Person, request: ResizeRequest) => Promise<Refusal | undefined>;

/** Every button, behind the door: the request, the right to press it, and then the decision on the locked record. */
async function press(
  world: World,
  button: Button,
  click: Click,
  entitled: Entitled,
  decideOn: (request: ResizeRequest) => Step<Decision>,
): Promise<ClickOutcome> {
  const request = await world.records.get(click.requestId);
  if (request === undefined) return { kind: 'refused', reason: 'unknown_request', request: undefined };
  const refusal = await entitled(world, click.person, request);
  if (refusal !== undefined) {
    await noteRefusal(world, { button, ...click }, refusal.reason);
    return { kind: 'refused', request, ...refusal };
  }
  const decided = await world.records.change(click.requestId, decideOn);
  if (decided === undefined) return { kind: 'refused', reason: 'unknown_request', request: undefined };
  return { request: decided.request, ...decided.result };
}

/** The policy in force now must still allow what was asked, and its rule and the request's must both want this vote. */
async function approve(world: World, click: Click): Promise<ClickOutcome> {
  let quorum: Quorum = UNJUDGED;
  const entitled: Entitled = async (_, person, request) => {
    const refusal = await mayRefuse(world, person, request);
    if (refusal !== undefined || request.state !== 'pending') return refusal;
    const judged = await judgeAgain(world, request);
    if (judged.kind === 'refused') return judged.refusal;
    quorum = judged.quorum;
    return judged.counts(person) ? undefined : { reason: 'not_an_approver' };
  };
  return press(world, 'approve', click, entitled, (request) =>
    castVote(request, click.person, world.clock.now(), quorum),
  );
}

/** A request that was decided when it was looked at, and is open again under the lock: that vote must be cast anew. */
const UNJUDGED: Quorum = [{ count: 1, filled: () => 0 }];

type Judged =
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'allowed'; readonly quorum: Quorum; readonly counts: (person: Person) => boolean };

async function judgeAgain(world: World, request: ResizeRequest): Promise<Judged> {
  const { before, quote, requester, need } = request;
  const directory = await world.people.directory(need.from);
  const verdict = await askAgain(world, request, directory, before, quote);
  if (verdict.kind === 'denied') {
    const unknown = verdict.reason === 'approvers_unknown';
    const refusal = unknown ? { reason: 'approvers_unknown' } : { reason: 'no_longer_allowed', ...verdict.nearest };
    return { kind: 'refused', refusal } as Judged;
  }
  const needs = [need, verdict.need].filter(({ count }) => count > 0);
  // The rule may ask other groups by now than it did when the request was made.
  const deciders = await world.people.directory(needs.flatMap(({ from }) => from));
  const counts = (person: Person): boolean =>
    needs.every((of) => mayApprove(world.policy(), of, person, requester, deciders) === 'yes');
  // A vote counts where both rules want it; somebody who left the groups since has voted in vain.
  const quorum = needs.map((of) => {
    const { count, filled } = seatingOf(world.policy(), of, requester, deciders);
    return { count, filled: (voters: readonly Person[]) => filled(voters.filter(counts)) };
  });
  return { kind: 'allowed', quorum, counts };
}

/** To say no takes the same right as to say yes, but no policy can stand in its way. */
const mayRefuse: Entitled = async (world, person, request) => {
  const directory = await world.people.directory(request.need.from);
  const answer = mayApprove(world.policy(), request.need, person, request.requester, directory);
  const reasons: Record<Exclude<typeof answer, 'yes'>, ClickReason> = {
    no: 'not_an_approver',
    own_request: 'own_request',
    unknown: 'approvers_unknown',
  };
  return answer === 'yes' ? undefined : { reason: reasons[answer] };
};

const anybody: Entitled = () => Promise.resolve(undefined);

/** Looks again at once: for the order that could not be found, or at the change that is under way. */
async function recheck(world: World, click: Click): Promise<ClickOutcome> {
  const pressed = await press(world, 'recheck', click, mayRecheck, () => ({ kind: 'stay', result: { kind: 'done' } }));
  if (pressed.kind !== 'done') return pressed;
  const before = pressed.request;
  if (before.state === 'unknown') {
    const trace = await lookForOrder(world, before);
    if (trace.kind === 'order') await world.records.change(before.id, (now) => ordered(now, trace.order, 'found'));
    // A person asked, everything could be read, and nothing is there: then there is no order.
    if (trace.kind === 'nothing') {
      await world.records.change(before.id, (now) => failed(now, ours(OUR_FAILURES.lookedInVain)));
    }
  } else {
    await watch(world, [before.id]);
  }
  const after = await world.records.get(before.id);
  const moved = after !== undefined && after.version > before.version;
  return moved ? { kind: 'done', request: after } : { kind: 'refused', reason: 'nothing_to_recheck', request: before };
}

const mayRecheck: Entitled = async (world, person, request) =>
  samePerson(person, request.requester) ? undefined : mayRefuse(world, person, request);

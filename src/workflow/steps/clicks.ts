/** The buttons. Who may press them is found out at each click; whether it still can be, in the record. */
import { castVote, type Decision, expireIfDue, type Quorum, reject, withdraw } from '../../core/lifecycle/decisions.ts';
import { cancelReturn } from '../../core/lifecycle/planned-return.ts';
import { samePerson } from '../../core/request/person.ts';
import { ruleChanged } from '../../core/policy/digest.ts';
import { mayApprove } from '../../core/policy/membership.ts';
import { fittingParts, namedApprovers, quorumSlots } from '../../core/policy/quorum.ts';
import type { ClickReason } from '../../core/request/reasons.ts';
import type { Person, ResizeRequest } from '../../core/request/request.ts';
import { mayBeSettled } from '../../core/request/state.ts';
import { renewRule } from '../../core/lifecycle/renewal.ts';
import type { Step } from '../../core/request/step.ts';
import { type Refusal, refusalOf } from '../ask/denial.ts';
import { freshOf, type ReAllowed, reEvaluate } from '../ask/re-evaluate.ts';
import type { Click, ClickOutcome, Press } from '../ports.ts';
import { settleUnknown } from './settle-unknown.ts';
import { recheckRequest } from './recheck.ts';
import type { World } from '../world.ts';

/** Decides what a pressed button comes to, for a person whose access is known. */
export async function carryOut(world: World, { button, reason, cardDigest, ...click }: Press): Promise<ClickOutcome> {
  const { clock } = world;
  switch (button) {
    case 'approve':
      return approve(world, click, cardDigest);
    case 'approve_comment':
      return approve(world, click, cardDigest, reason === '' ? undefined : reason);
    case 'reject':
      return press(world, click, mayReject, (request) => reject(request, click.person, reason, clock.now()));
    case 'withdraw':
      return press(world, click, anyone, (request) => withdraw(request, click.person));
    case 'recheck':
      return recheck(world, click);
    case 'settle': {
      const may = await wouldSettle(world, click);
      return may.kind === 'done' ? settleUnknown(world, may.request, click.person, reason) : may;
    }
    case 'cancel_return':
      return press(world, click, mayRecheck, (request) => cancelReturn(request, click.person, clock.now()));
    default:
      return button satisfies never;
  }
}

/** What a rejection would come to now, without carrying it out. */
export function wouldReject(world: World, click: Click): Promise<ClickOutcome> {
  return press(world, click, mayReject, (request) => {
    const would = reject(request, click.person, '', world.clock.now());
    return { kind: 'keep', result: would.result };
  });
}

/** What an approval of what this card shows would come to now, as far as the record tells. */
export function wouldApprove(world: World, { cardDigest, ...click }: Click & Pick<Press, 'cardDigest'>) {
  return press(world, click, mayVote, (request) => {
    const would = castVote(request, click.person, world.clock.now(), ONE_VOTE, cardDigest);
    return { kind: 'keep', result: would.result };
  });
}

const ONE_VOTE: Quorum = [{ count: 1, filled: (voters) => Math.min(1, voters.length) }];

type Entitled = (world: World, person: Person, request: ResizeRequest) => Promise<Refusal | undefined>;

/** A button in three steps: the request, the right to press it, and then the decision on the locked record. */
async function press(
  world: World,
  click: Click,
  entitled: Entitled,
  decideOn: (request: ResizeRequest) => Step<Decision>,
): Promise<ClickOutcome> {
  const request = await world.records.get(click.requestId);
  if (request === undefined) return UNKNOWN_REQUEST;
  const refusal = await entitled(world, click.person, request);
  return refusal === undefined ? decide(world, click, decideOn) : { kind: 'refused', request, ...refusal };
}

const UNKNOWN_REQUEST = { kind: 'refused', reason: 'unknown_request', request: undefined } as const;

async function decide(
  { records }: World,
  { requestId }: Click,
  decideOn: (request: ResizeRequest) => Step<Decision>,
): Promise<ClickOutcome> {
  const decided = await records.change(requestId, decideOn);
  return decided === undefined ? UNKNOWN_REQUEST : { request: decided.request, ...decided.result };
}

/**
 * The policy in force now must still allow what was asked, and its rule and the request's must both want this vote. Where
 * the rule says something else by now, the card shows that first.
 */
async function approve(
  world: World,
  click: Click,
  cardDigest: string | undefined,
  comment?: string,
): Promise<ClickOutcome> {
  const request = await world.records.get(click.requestId);
  if (request === undefined) return UNKNOWN_REQUEST;
  const ballot = await ballotFor(world, click.person, request);
  if (ballot.kind === 'refused') return { kind: 'refused', request, ...ballot.refusal };
  const counted = await world.records.change<Decision | { readonly kind: 'decides' }>(click.requestId, (now) => {
    const step = cast(world, now, click.person, ballot, cardDigest, comment);
    return approves(step) ? { kind: 'keep', result: { kind: 'decides' } } : step;
  });
  if (counted === undefined) return UNKNOWN_REQUEST;
  if (counted.result.kind !== 'decides') return { request: counted.request, ...counted.result };
  // The facts on the card may be a day old. What cannot be read now is read before the order.
  const moved = newsOf(await recheckRequest(world, counted.request, click.person, DECIDING_MS));
  if (moved === undefined)
    return decide(world, click, (now) => cast(world, now, click.person, ballot, cardDigest, comment));
  await world.records.enqueue({ queue: 'publish', id: click.requestId });
  return moved;
}

/** How long each read may take that the last approval waits for. */
const DECIDING_MS = 2_000;

function approves(step: Step<Decision>): boolean {
  return step.kind === 'update' && step.to === 'approved';
}

/** What the approver has to see before the request can be approved; undefined: nothing that could be read moved. */
function newsOf(looked: ClickOutcome): Extract<ClickOutcome, { kind: 'refused' }> | undefined {
  if (looked.kind === 'renewed') {
    return { kind: 'refused', reason: 'card_changed', request: looked.request, drift: looked.drift };
  }
  const tells = looked.kind === 'refused' && !UNTOLD.includes(looked.reason);
  return tells ? looked : undefined;
}

/** Reasons that tell nothing of the request itself. */
const UNTOLD: readonly ClickReason[] = ['facts_unreadable', 'price_unreadable', 'nothing_to_recheck'];

/** What a vote is counted by. */
type Ballot =
  | {
      readonly kind: 'counts';
      readonly evaluation: ReAllowed;
      readonly quorum: Quorum;
      readonly parts: readonly number[] | undefined;
    }
  /** The request was decided already. */
  | { readonly kind: 'closed' }
  | { readonly kind: 'refused'; readonly refusal: Refusal };

async function ballotFor(world: World, person: Person, request: ResizeRequest): Promise<Ballot> {
  const refusal = await mayVote(world, person, request);
  if (request.state !== 'pending') return refusal === undefined ? { kind: 'closed' } : { kind: 'refused', refusal };
  const evaluation = await reEvaluate(world, request);
  if (evaluation.kind === 'denied') return { kind: 'refused', refusal: refusal ?? refusalOf(evaluation.verdict) };
  const { policy, directory } = evaluation;
  const { quorum, counts } = stricter(request, evaluation);
  const ballot = {
    kind: 'counts',
    evaluation,
    quorum,
    parts: fittingParts(policy, request.need, person, directory),
  } as const;
  if (refusal === undefined && counts(person)) return ballot;
  // An approver of either rule brings an edited rule to the card; the vote itself is asked for again.
  const renews =
    ruleChanged(request, evaluation.version) && (refusal === undefined || isAsked(person, request, evaluation));
  return renews ? ballot : { kind: 'refused', refusal: refusal ?? { reason: 'not_an_approver' } };
}

function cast(
  world: World,
  request: ResizeRequest,
  person: Person,
  ballot: Exclude<Ballot, { kind: 'refused' }>,
  cardDigest: string | undefined,
  comment: string | undefined,
): Step<Decision> {
  const now = world.clock.now();
  if (ballot.kind === 'closed') return castVote(request, person, now, NO_QUORUM, cardDigest);
  const { evaluation, quorum, parts } = ballot;
  const late = expireIfDue<Decision>(request, now, { kind: 'refused', reason: 'request_expired' });
  const renews = late === undefined && request.state === 'pending' && ruleChanged(request, evaluation.version);
  return renews
    ? renewRule(request, freshOf(evaluation, world))
    : castVote(request, person, now, quorum, cardDigest, { parts, comment });
}

/** For a request that was decided when it was read, and is open again under the lock: that vote must be cast anew. */
const NO_QUORUM: Quorum = [{ count: 1, filled: () => 0 }];

function isAsked(person: Person, { requester }: ResizeRequest, { verdict, policy, directory }: ReAllowed): boolean {
  return mayApprove(policy, verdict.need, person, requester, directory) === 'yes';
}

/** The rule of the request and the rule of today: a vote counts where both want it. */
function stricter({ need, requester }: ResizeRequest, { verdict, policy, directory, isGone }: ReAllowed) {
  const needs = [need, verdict.need].filter(({ count }) => count > 0);
  const counts = (person: Person): boolean =>
    !isGone(person) && needs.every((of) => mayApprove(policy, of, person, requester, directory) === 'yes');
  // The vote of a person who has left the groups or the workspace since does not count.
  const quorum = needs.map((of) => {
    const { count, filled } = quorumSlots(policy, of, requester, directory);
    return { count, filled: (voters: readonly Person[]) => filled(voters.filter(counts)) };
  });
  return { quorum, counts };
}

const mayVote: Entitled = (world, person, request) => isOneOf(world, person, request, request.need.from);

/** Anyone whom the rule names, at whatever price and however long it waited; no policy can stand in the way. */
const mayReject: Entitled = (world, person, request) => {
  const rule = world.policy().rules.find(({ name }) => name === request.rule.name);
  const named = rule === undefined ? [] : namedApprovers(rule.approval);
  return isOneOf(world, person, request, [...new Set([...request.need.from, ...named])]);
};

async function isOneOf(world: World, person: Person, request: ResizeRequest, from: readonly string[]) {
  const directory = await world.people.directory(from);
  const answer = mayApprove(world.policy(), { ...request.need, from }, person, request.requester, directory);
  const reasons: Record<Exclude<typeof answer, 'yes'>, ClickReason> = {
    no: 'not_an_approver',
    own_request: 'own_request',
    unknown: 'approvers_unknown',
  };
  return answer === 'yes' ? undefined : { reason: reasons[answer] };
}

const anyone: Entitled = () => Promise.resolve(undefined);

async function recheck(world: World, click: Click): Promise<ClickOutcome> {
  const pressed = await press(world, click, mayRecheck, () => ({ kind: 'keep', result: { kind: 'done' } }));
  return pressed.kind === 'done' ? recheckRequest(world, pressed.request, click.person) : pressed;
}

/** Whether the person may state now what became of the order, without stating it. */
export function wouldSettle(world: World, click: Click): Promise<ClickOutcome> {
  return press(world, click, maySettle, ({ state }) => {
    const result: Decision = mayBeSettled(state) ? { kind: 'done' } : { kind: 'refused', reason: 'not_unclear' };
    return { kind: 'keep', result };
  });
}

/** Its approvers; where none were needed, its requester. */
const maySettle: Entitled = async (world, person, request) =>
  request.need.count === 0 && samePerson(person, request.requester) ? undefined : mayReject(world, person, request);

const mayRecheck: Entitled = async (world, person, request) =>
  samePerson(person, request.requester) ? undefined : mayReject(world, person, request);

/** The four buttons. Who may press them is found out at each click; whether it still can be, in the record. */
import {
  castVote,
  type Decision,
  expireIfDue,
  type Quorum,
  reject,
  samePerson,
  withdraw,
} from '../../core/lifecycle/decisions.ts';
import { ruleChanged } from '../../core/policy/digest.ts';
import { mayApprove } from '../../core/policy/policy.ts';
import { fittingParts, quorumSlots } from '../../core/policy/quorum.ts';
import type { ClickReason } from '../../core/request/reasons.ts';
import type { Person, ResizeRequest } from '../../core/request/request.ts';
import { renewRule } from '../../core/lifecycle/renewal.ts';
import type { Step } from '../../core/request/step.ts';
import { auditRefusedClick } from '../ask/access.ts';
import type { Click, ClickOutcome, Press } from '../ports.ts';
import { freshOf } from './preflight.ts';
import { reEvaluate, type ReEvaluation } from '../ask/re-evaluate.ts';
import { recheckRequest } from './recheck.ts';
import { refusalOf, type Refusal } from './renew.ts';
import type { World } from '../world.ts';

type Button = Press['button'];

export async function carryOut(world: World, { button, reason, cardDigest, ...click }: Press): Promise<ClickOutcome> {
  const { clock } = world;
  switch (button) {
    case 'approve':
      return approve(world, click, cardDigest);
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
    return { kind: 'keep', result: would.result };
  });
}

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
    await auditRefusedClick(world, { button, ...click }, refusal.reason);
    return { kind: 'refused', request, ...refusal };
  }
  const decided = await world.records.change(click.requestId, decideOn);
  if (decided === undefined) return { kind: 'refused', reason: 'unknown_request', request: undefined };
  return { request: decided.request, ...decided.result };
}

/**
 * The policy in force now must still allow what was asked, and its rule and the request's must both want this vote. Where
 * the rule says something else by now, the card shows that first.
 */
async function approve(world: World, click: Click, cardDigest: string | undefined): Promise<ClickOutcome> {
  let evaluation: Allowed | undefined;
  let quorum: Quorum = UNJUDGED;
  let parts: readonly number[] | undefined;
  const entitled: Entitled = async (_, person, request) => {
    const refusal = await mayRefuse(world, person, request);
    if (request.state !== 'pending') return refusal;
    const again = await reEvaluate(world, request);
    if (again.kind === 'denied') return refusal ?? refusalOf(again);
    // Whoever the rule of today asks brings it to the card, even if the rule of the request did not ask them.
    const moved = ruleChanged(request, again.version);
    if (refusal !== undefined && !(moved && isAsked(person, request, again))) return refusal;
    evaluation = again;
    const both = stricter(request, again);
    quorum = both.quorum;
    parts = fittingParts(again.policy, request.need, person, again.directory);
    return both.counts(person) || moved ? undefined : { reason: 'not_an_approver' };
  };
  return press(world, 'approve', click, entitled, (request) => {
    const now = world.clock.now();
    const late = expireIfDue<Decision>(request, now, { kind: 'refused', reason: 'request_expired' });
    if (late === undefined && request.state === 'pending' && evaluation !== undefined) {
      if (ruleChanged(request, evaluation.version)) return renewRule(request, freshOf(evaluation, world), click.person);
    }
    return castVote(request, click.person, now, quorum, cardDigest, parts);
  });
}

/** A request that was decided when it was looked at, and is open again under the lock: that vote must be cast anew. */
const UNJUDGED: Quorum = [{ count: 1, filled: () => 0 }];

type Allowed = Extract<ReEvaluation, { kind: 'allowed' }>;

function isAsked(person: Person, { requester }: ResizeRequest, { verdict, policy, directory }: Allowed): boolean {
  return mayApprove(policy, verdict.need, person, requester, directory) === 'yes';
}

/** The rule of the request and the rule of today: a vote counts where both want it. */
function stricter({ need, requester }: ResizeRequest, { verdict, policy, directory }: Allowed) {
  const needs = [need, verdict.need].filter(({ count }) => count > 0);
  const counts = (person: Person): boolean =>
    needs.every((of) => mayApprove(policy, of, person, requester, directory) === 'yes');
  // Somebody who left the groups since has voted in vain.
  const quorum = needs.map((of) => {
    const { count, filled } = quorumSlots(policy, of, requester, directory);
    return { count, filled: (voters: readonly Person[]) => filled(voters.filter(counts)) };
  });
  return { quorum, counts };
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

async function recheck(world: World, click: Click): Promise<ClickOutcome> {
  const pressed = await press(world, 'recheck', click, mayRecheck, () => ({ kind: 'keep', result: { kind: 'done' } }));
  return pressed.kind === 'done' ? recheckRequest(world, pressed.request, click.person) : pressed;
}

const mayRecheck: Entitled = async (world, person, request) =>
  samePerson(person, request.requester) ? undefined : mayRefuse(world, person, request);

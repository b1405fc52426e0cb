/** What one person finds on their App Home: what `list`, `status` and `history` would show them, sorted by what it means to them. */
import { buttonsFor, maySeeLock, maySeeRequest } from '../policy/visibility.ts';
import { membership } from '../policy/membership.ts';
import type { Directory, Freeze, Policy, SpendLimit } from '../policy/policy-model.ts';
import { hasRights, type Rights, rightsOf } from '../policy/rights.ts';
import { spentUnder } from '../policy/spending.ts';
import type { Spending } from '../policy/verdict.ts';
import { samePerson } from '../request/person.ts';
import type { AccessReason } from '../request/reasons.ts';
import type { ChatFreeze, Lock, Person, ResizeRequest } from '../request/request.ts';
import { type ButtonId, isAfterApproval, isFinal } from '../request/state.ts';

export type Home =
  | { readonly kind: 'no_access'; readonly reason: AccessReason }
  /** No rule names this person, and nothing concerns them. */
  | { readonly kind: 'no_rights' }
  | OwnHome;

export interface OwnHome {
  readonly kind: 'home';
  /** Requests that this person can decide now. */
  readonly toDecide: readonly Offered[];
  /** Open ones first. */
  readonly own: readonly Offered[];
  /** Of others, approved and not ended. */
  readonly running: readonly ResizeRequest[];
  /** Temporary changes that go back, the next one first. */
  readonly returning: readonly ResizeRequest[];
  readonly locks: readonly Lock[];
  /** The freeze from Slack that is in force. */
  readonly freeze: ChatFreeze | undefined;
  /** Of the configuration, in force now or later. */
  readonly freezes: readonly AffectingFreeze[];
  readonly rights: Rights;
  /** Limits that name a group of this person. `spent`: a decimal string; undefined: it cannot be added up. */
  readonly spend: readonly { readonly limit: SpendLimit; readonly spent: string | undefined }[];
}

/** A request and the buttons of its card that this person may press. */
export interface Offered {
  readonly request: ResizeRequest;
  readonly buttons: readonly ButtonId[];
}

export interface AffectingFreeze {
  readonly freeze: Freeze;
  /** The orders of this person are placed in it all the same. */
  readonly exempt: boolean;
}

/** What was read for a Home; requests newest first, but for `returning`. */
export interface HomeFacts {
  readonly open: readonly ResizeRequest[];
  /** The newest of this person, in any state. */
  readonly recent: readonly ResizeRequest[];
  /** Temporary changes whose return is planned, the next one first. */
  readonly returning: readonly ResizeRequest[];
  readonly locks: readonly Lock[];
  readonly freeze: ChatFreeze | undefined;
  /** Undefined: too much to add up. */
  readonly spending: readonly Spending[] | undefined;
}

/** Limits on what people like this one may spend in a month. */
export function limitsOf(policy: Policy, person: Person, directory: Directory): readonly SpendLimit[] {
  return policy.limits.monthlySpend.filter(
    ({ groups }) => groups !== undefined && membership(policy, groups, person, directory) === 'in',
  );
}

export function homeOf(policy: Policy, person: Person, directory: Directory, now: Date, facts: HomeFacts): Home {
  const seen = (request: ResizeRequest): boolean => maySeeRequest(policy, person, request, directory);
  const [open, returning] = [facts.open.filter(seen), facts.returning.filter(seen)];
  const offered = (request: ResizeRequest): Offered => ({
    request,
    buttons: buttonsFor(policy, person, request, directory),
  });
  const toDecide = open.map(offered).filter(({ buttons }) => buttons.some((button) => DECISIONS.includes(button)));
  const isOwn = ({ requester }: ResizeRequest): boolean => samePerson(requester, person);
  const own = [...open.filter(isOwn), ...facts.recent.filter(({ state }) => isFinal(state))];
  const rights = rightsOf(policy, person, directory);
  if (!hasRights(rights) && open.length + own.length + returning.length === 0) return { kind: 'no_rights' };
  const decides = new Set(toDecide.map(({ request }) => request));
  return {
    kind: 'home',
    toDecide,
    own: own.filter((request) => !decides.has(request)).map(offered),
    running: open.filter((request) => isAfterApproval(request.state) && !isOwn(request) && !decides.has(request)),
    returning,
    locks: facts.locks.filter((lock) => maySeeLock(policy, person, lock, directory)),
    freeze: facts.freeze,
    freezes: policy.freezes
      .filter(({ to }) => Date.parse(to) > now.getTime())
      .map((freeze) => ({ freeze, exempt: membership(policy, freeze.except, person, directory) === 'in' })),
    rights,
    spend: limitsOf(policy, person, directory).map((limit) => ({
      limit,
      spent: spentUnder(policy, limit, { spending: facts.spending, directory }),
    })),
  };
}

/** What makes a request wait for a person. */
const DECISIONS: readonly ButtonId[] = ['approve', 'settle'];

import type { Big } from 'big.js';
import { crowd, membership } from './membership.ts';
import type { ApprovalTerms, Directory, Policy, QuorumPart } from './policy-model.ts';
import type { ApprovalNeed, Person, Vote } from '../request/request.ts';

/** How long an approval is waited for where the rule does not say: 24 hours, in ms. */
export const DEFAULT_EXPIRES_MS = 86_400_000;

/**
 * What the approval terms of a rule ask for at this price, as it is kept with a request. `none` is a count of 0.
 * Without a price it is what the most expensive change would need.
 */
export function needOf(approval: ApprovalTerms, price?: Big): ApprovalNeed {
  if (approval.kind === 'none') {
    return {
      count: 0,
      from: [],
      parts: [],
      self: false,
      expiresMs: DEFAULT_EXPIRES_MS,
      remindMs: undefined,
      notify: [],
    };
  }
  const { self, expiresMs, remindMs, notify } = approval;
  const parts = partsAt(approval, price);
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const from = [...new Set(parts.flatMap((part) => part.from))];
  return { count, from, parts, self, expiresMs, remindMs, notify };
}

function partsAt(
  { parts, over }: Extract<ApprovalTerms, { kind: 'quorum' }>,
  price: Big | undefined,
): readonly QuorumPart[] {
  const reached = over
    .filter((level) => price === undefined || price.gte(level.price))
    .toSorted((a, b) => Number(b.price) - Number(a.price));
  return reached[0]?.parts ?? parts;
}

/** The parts of a need, also of one that was kept by a release that knew only one. */
export function partsOf({ parts, from, count }: ApprovalNeed): readonly QuorumPart[] {
  return parts ?? (count === 0 ? [] : [{ from, count }]);
}

/** The places of a quorum, and how many of them a set of voters takes. */
export interface Seating {
  readonly count: number;
  readonly filled: (voters: readonly Person[]) => number;
}

/** Which parts a person fits in, by their order; undefined where there is one part only. */
export function fittingParts(policy: Policy, need: ApprovalNeed, person: Person, directory: Directory) {
  const parts = partsOf(need);
  if (parts.length < 2) return undefined;
  return parts.flatMap(({ from }, part) => (membership(policy, from, person, directory) === 'in' ? [part] : []));
}

/** The places that a request needs filled, by the groups as they are now. Whoever asked sits down only with `self`. */
export function seatingOf(policy: Policy, need: ApprovalNeed, requester: Person, directory: Directory): Seating {
  const parts = partsOf(need);
  const answers = new Map<string, readonly boolean[]>();
  const fits = (userId: string): readonly boolean[] => {
    const person = { ...requester, userId };
    const known = answers.get(userId) ?? parts.map((part) => membership(policy, part.from, person, directory) === 'in');
    answers.set(userId, known);
    return known;
  };
  return {
    count: need.count,
    filled: (voters) => seated(parts, allowed(need, requester, voters), (id, part) => fits(id)[part] === true),
  };
}

/** How many places could be filled by all who are known to belong to the groups. */
export function mostFilled(
  policy: Policy,
  need: ApprovalNeed,
  requester: Person,
  directory: Directory,
): { readonly found: number; readonly complete: boolean } {
  const parts = partsOf(need);
  const crowds = parts.map((part) => crowd(policy, part.from, directory));
  const everybody = [...new Set(crowds.flatMap(({ known }) => [...known]))].map((userId) => ({ ...requester, userId }));
  return {
    found: seated(parts, allowed(need, requester, everybody), (id, part) => crowds[part]?.known.has(id) === true),
    complete: crowds.every(({ complete }) => complete),
  };
}

/** Who is still missing. Where it depends on who comes, the groups stand together in one part. */
export interface Missing {
  readonly full: readonly QuorumPart[];
  readonly open: readonly QuorumPart[];
}

/** By the votes that stand, as they were when they were given: what a card shows is in the record alone. */
export function missingOf(need: ApprovalNeed, votes: readonly Vote[]): Missing {
  const parts = partsOf(need);
  const fitting = new Map(votes.map(({ by, parts: fits }) => [by.userId, fits]));
  const filled = (more: readonly string[], into?: number): number =>
    seated(parts, new Set([...fitting.keys(), ...more]), (id, part) =>
      fitting.has(id) ? (fitting.get(id)?.includes(part) ?? true) : part === into,
    );
  const now = filled([]);
  const total = need.count - now;
  // How many places would go to people of this part alone: those who sit may still move to another.
  const left = parts.map(
    ({ count }, part) =>
      filled(
        Array.from({ length: count }, (_, n) => `+${n}`),
        part,
      ) - now,
  );
  const open = parts.map((part, index) => ({ ...part, count: left[index] ?? 0 })).filter(({ count }) => count > 0);
  const sure = left.reduce((sum, count) => sum + count, 0) === total;
  if (!sure) return { full: [], open: [{ from: [...new Set(open.flatMap(({ from }) => from))], count: total }] };
  return { full: parts.filter((_, index) => left[index] === 0), open };
}

/** The same need, for those only who are still missing. */
export function needLeft(need: ApprovalNeed, votes: readonly Vote[]): ApprovalNeed {
  const { open } = missingOf(need, votes);
  return { ...need, parts: open, from: [...new Set(open.flatMap(({ from }) => from))] };
}

function allowed(need: ApprovalNeed, requester: Person, voters: readonly Person[]): ReadonlySet<string> {
  const ids = voters.map(({ userId }) => userId);
  return new Set(need.self ? ids : ids.filter((id) => id !== requester.userId));
}

/**
 * The most places these people can take, each person one. Whoever comes may ask somebody who sits to move to another
 * place that fits them: first come, first seated would leave places empty that two people could share out.
 */
export function seated(
  parts: readonly QuorumPart[],
  people: ReadonlySet<string>,
  fits: (id: string, part: number) => boolean,
): number {
  const seats = parts.flatMap(({ count }, part) => Array.from({ length: count }, () => part));
  const taken = new Map<number, string>();
  const sits = (id: string, asked: Set<number>): boolean =>
    seats.some((part, seat) => {
      if (asked.has(seat) || !fits(id, part)) return false;
      asked.add(seat);
      const holder = taken.get(seat);
      if (holder !== undefined && !sits(holder, asked)) return false;
      taken.set(seat, id);
      return true;
    });
  for (const id of people) {
    if (taken.size === seats.length) break;
    sits(id, new Set());
  }
  return taken.size;
}

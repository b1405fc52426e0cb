import type { Big } from 'big.js';
import { membersOf, membership } from './membership.ts';
import type { ApprovalTerms, Directory, Policy, QuorumPart } from './policy-model.ts';
import { idsOf, samePerson } from '../request/person.ts';
import type { ApprovalNeed, Person, Vote } from '../request/request.ts';
import type { Unable } from './verdict.ts';

/** How long a request waits for approvals where the rule does not say: 24 hours, in ms. */
export const DEFAULT_EXPIRES_MS = 86_400_000;

/** Approvers who get direct messages; where there are more, the channel is mentioned instead. */
export const MOST_DIRECT = 20;

/**
 * What the approval terms of a rule ask for at this price, as it is kept with a request. `none` is a count of 0.
 * Without a price it is what the most expensive change would need. `escalated`: the wait was long enough for that.
 */
export function needOf(approval: ApprovalTerms, price?: Big, escalated = false): ApprovalNeed {
  if (approval.kind === 'none') {
    return {
      count: 0,
      from: [],
      parts: [],
      self: false,
      expiresMs: DEFAULT_EXPIRES_MS,
      remindMs: undefined,
      notify: approval.notify ?? [],
      tell: 'channel',
      silent: [],
      escalate: undefined,
      escalated: false,
      quiet: undefined,
    };
  }
  const { self, expiresMs, remindMs, notify, tell, silent, escalate, quiet } = approval;
  const asked = partsAt(approval, price);
  const parts = withDeputies(asked, silent);
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const need = {
    count,
    from: groupsIn(parts),
    parts,
    self,
    expiresMs,
    remindMs,
    notify,
    tell,
    silent,
    escalate,
    quiet,
  };
  return escalated ? escalatedNeed({ ...need, escalated: false }) : { ...need, escalated: false };
}

/** The same need once others may approve as well: they may fill any slot, and only their first message names them. */
export function escalatedNeed(need: ApprovalNeed): ApprovalNeed {
  if (need.escalate === undefined) return need;
  const { to } = need.escalate;
  const parts = withDeputies(need.parts, to);
  const silent = [...new Set([...need.silent, ...to.filter((group) => !need.from.includes(group))])];
  return { ...need, parts, from: groupsIn(parts), silent, escalated: true };
}

/** Groups who are asked by name. */
export function askedGroups({ from, silent }: Pick<ApprovalNeed, 'from' | 'silent'>): readonly string[] {
  return from.filter((group) => !silent.includes(group));
}

/** Every group that the approval terms of a rule name: at any price, and however long it waits. */
export function namedApprovers(approval: ApprovalTerms): readonly string[] {
  if (approval.kind === 'none') return [];
  const levels = [approval, ...approval.over].flatMap(({ parts }) => groupsIn(parts));
  return [...new Set([...levels, ...approval.silent, ...(approval.escalate?.to ?? [])])];
}

function groupsIn(parts: readonly QuorumPart[]): readonly string[] {
  return [...new Set(parts.flatMap(({ from }) => from))];
}

function withDeputies(parts: readonly QuorumPart[], more: readonly string[]): readonly QuorumPart[] {
  return parts.map(({ from, count }) => ({ from: [...new Set([...from, ...more])], count }));
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

/** The slots of a quorum, and how many of them a set of voters fills. */
export interface QuorumSlots {
  readonly count: number;
  readonly filled: (voters: readonly Person[]) => number;
}

/** Which parts a person belongs to, by their order; undefined where there is one part only. */
export function fittingParts(
  policy: Policy,
  { parts }: ApprovalNeed,
  person: Person,
  directory: Directory,
): readonly number[] | undefined {
  if (parts.length < 2) return undefined;
  return parts.flatMap(({ from }, part) => (membership(policy, from, person, directory) === 'in' ? [part] : []));
}

/** The slots that a request needs filled, by the groups as they are now. The requester fills one only with `self`. */
export function quorumSlots(policy: Policy, need: ApprovalNeed, requester: Person, directory: Directory): QuorumSlots {
  const { count, parts } = need;
  return {
    count,
    filled(voters) {
      const able = need.self ? voters : voters.filter((voter) => !samePerson(voter, requester));
      const people = new Map(able.map((voter) => [voter.userId, voter]));
      const fits = (id: string, part: number): boolean => {
        const voter = people.get(id);
        return voter !== undefined && membership(policy, parts[part]?.from ?? [], voter, directory) === 'in';
      };
      return maxMatching(parts, new Set(people.keys()), fits);
    },
  };
}

/** How many slots could be filled by everyone who is known to belong to the groups and not known to be unable. */
export function mostFilled(
  policy: Policy,
  need: ApprovalNeed,
  requester: Person,
  directory: Directory,
  unable: Unable = new Map(),
): { readonly found: number; readonly complete: boolean } {
  const members = need.parts.map(({ from }) => membersOf(policy, from, directory));
  const people = new Set(members.flatMap(({ known }) => [...known]));
  const unread = [...people].some((id) => unable.get(id) === 'unknown');
  for (const id of [...unable.keys(), ...(need.self ? [] : idsOf(requester))]) people.delete(id);
  return {
    found: maxMatching(need.parts, people, (id, part) => members[part]?.known.has(id) === true),
    complete: !unread && members.every(({ complete }) => complete),
  };
}

/** Who is still missing. Where that depends on who votes next, the groups are listed in one part. */
export interface Missing {
  readonly full: readonly QuorumPart[];
  readonly open: readonly QuorumPart[];
}

/** By the votes that stand, as they were when they were given: what a card shows is in the record alone. */
export function missingOf({ count, parts }: ApprovalNeed, votes: readonly Vote[]): Missing {
  const fitting = new Map(votes.map(({ by, parts: fits }) => [by.userId, fits]));
  const filled = (more: readonly string[], into?: number): number =>
    maxMatching(parts, new Set([...fitting.keys(), ...more]), (id, part) =>
      fitting.has(id) ? (fitting.get(id)?.includes(part) ?? true) : part === into,
    );
  const now = filled([]);
  const total = count - now;
  // How many slots people of this part alone could fill: voters may still be assigned to another part.
  const left = parts.map(
    (one, part) =>
      filled(
        Array.from({ length: one.count }, (_, n) => `+${n}`),
        part,
      ) - now,
  );
  const open = parts.map((part, index) => ({ ...part, count: left[index] ?? 0 })).filter((part) => part.count > 0);
  const sure = left.reduce((sum, slots) => sum + slots, 0) === total;
  if (!sure) return { full: [], open: [{ from: [...new Set(open.flatMap(({ from }) => from))], count: total }] };
  return { full: parts.filter((_, index) => left[index] === 0), open };
}

/** The same need, for those only who are still missing. */
export function needLeft(need: ApprovalNeed, votes: readonly Vote[]): ApprovalNeed {
  const { open } = missingOf(need, votes);
  return { ...need, parts: open, from: [...new Set(open.flatMap(({ from }) => from))] };
}

/**
 * The most slots that these people can fill, each person one: a maximum bipartite matching by augmenting paths. A voter
 * may move another to a free slot that fits, because "first come, first served" would leave slots empty that two people
 * could share out.
 */
export function maxMatching(
  parts: readonly QuorumPart[],
  people: ReadonlySet<string>,
  fits: (id: string, part: number) => boolean,
): number {
  const slots = parts.flatMap(({ count }, part) => Array.from({ length: count }, () => part));
  const taken = new Map<number, string>();
  const assign = (id: string, tried: Set<number>): boolean =>
    slots.some((part, slot) => {
      if (tried.has(slot) || !fits(id, part)) return false;
      tried.add(slot);
      const holder = taken.get(slot);
      if (holder !== undefined && !assign(holder, tried)) return false;
      taken.set(slot, id);
      return true;
    });
  for (const id of people) {
    if (taken.size === slots.length) break;
    assign(id, new Set());
  }
  return taken.size;
}

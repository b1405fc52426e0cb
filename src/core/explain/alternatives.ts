/** What would be allowed instead of a change that is denied or needs approval. */
import { memoryAfter } from '../instance/classes.ts';
import { type Change, type Coupon, FLAGS, samePrice } from '../value/change.ts';
import { approvers } from '../policy/membership.ts';
import { breakGlassFor, decide, mayTouch } from '../policy/policy.ts';
import type { Policy } from '../policy/policy-model.ts';
import type { ApprovalNeed } from '../request/request.ts';
import type { Question, RuleRef, Verdict } from '../policy/verdict.ts';

/** A change that would be allowed. */
export interface Alternative {
  /** As it would be ordered, with what the rule forces. */
  readonly change: Change;
  /** MB after the change; undefined: not known. */
  readonly memoryMb: number | undefined;
  readonly rule: RuleRef;
  readonly need: ApprovalNeed;
  readonly approvers: KnownApprovers;
  /** Its price is not known: so only if that fits the rule and the monthly limits. */
  readonly ifPriceFits: boolean;
}

/** Slack user ids, sorted. `complete: false`: a group could not be read, so there may be more. */
export interface KnownApprovers {
  readonly people: readonly string[];
  readonly complete: boolean;
}

/** What would be allowed instead; undefined: there is no such change, or it was not looked for. */
export interface Alternatives {
  /** Which end of the offered classes was looked for: the smallest where less memory was asked for. */
  readonly end: 'largest' | 'smallest';
  /** false: the classes on offer could not be read, so that none of them is named. */
  readonly classesRead: boolean;
  /** The class at that end that needs no approval; undefined: there is none. */
  readonly free: Alternative | undefined;
  /** The class at that end that needs approval; only where the change itself is denied. */
  readonly agreed: Alternative | undefined;
  /** The same class made in another way, with as few other flags as possible; only where the change is denied. */
  readonly flags: Alternative | undefined;
  /** The same change as an emergency (break glass). */
  readonly emergency: Alternative | undefined;
}

/** A class that the cloud offers for the instance; `capacityMb` in MB, undefined where the cloud does not say. */
export interface Offered {
  readonly name: string;
  readonly capacityMb: number | undefined;
}

/** `past`: an emergency could pass what is in the way. `offered`: see `explained`. */
export function alternatives(
  policy: Policy,
  question: Question,
  verdict: Verdict,
  past: boolean,
  offered: readonly Offered[] | undefined,
): Alternatives {
  const { person, instance, directory } = question;
  const sizes = sizesBeyond(question, offered ?? []);
  const none = { end: sizes.end, classesRead: offered !== undefined, free: undefined, agreed: undefined };
  const emergency = past ? emergencyFor(policy, question) : undefined;
  const nothing = { ...none, flags: undefined, emergency };
  if (!needsOther(verdict) || !mayTouch(policy, person, instance, directory)) return nothing;
  const denied = verdict.kind === 'denied';
  // Other flags are no way around a limit or to more approvers, and none around a price.
  const byFlags =
    denied &&
    (verdict.reason === 'no_rule' || verdict.reason === 'deny_rule') &&
    decide(policy, { ...question, quote: NOTHING }).kind === 'denied';
  const options = (name: string): readonly Alternative[] =>
    optionsFor(policy, question, { ...question.change, targetClass: name });
  return {
    ...none,
    free: firstOf(sizes.names, options, ({ need }) => need.count === 0),
    agreed: denied ? firstOf(sizes.names, options, ({ need }) => need.count > 0) : undefined,
    flags: byFlags ? firstOf(otherFlags(question.change), (change) => optionsFor(policy, question, change)) : undefined,
    emergency,
  };
}

/** Whether alternatives are of interest: not where the change needs no approval. */
export function needsOther(verdict: Verdict): boolean {
  return verdict.kind === 'denied' || verdict.need.count > 0;
}

/** Who can approve, as far as the groups can be read; no one where no approval is needed. */
export function knownApprovers(policy: Policy, need: ApprovalNeed, question: Question): KnownApprovers {
  if (need.count === 0) return { people: [], complete: true };
  const { known, complete } = approvers(policy, need, question.person, question.directory);
  return { people: [...known].sort(), complete };
}

/** Names of the offered classes on the side of the one that was asked for, the furthest from the present one first. */
function sizesBeyond(
  { instance, change }: Question,
  offered: readonly Offered[],
): { readonly end: Alternatives['end']; readonly names: readonly string[] } {
  const now = instance.capacityMb ?? memoryAfter(instance, instance.realClass ?? instance.instanceClass);
  const asked = memoryAfter(instance, change.targetClass);
  const sizes = offered
    .map(({ name, capacityMb }) => ({ name, mb: memoryAfter(instance, name) ?? capacityMb }))
    .filter((one): one is { readonly name: string; readonly mb: number } => one.mb !== undefined)
    .filter(({ name }) => name !== (instance.realClass ?? instance.instanceClass));
  const less = now !== undefined && asked !== undefined && asked < now;
  const more = now !== undefined && asked !== undefined && asked > now;
  const names = sizes
    .filter(({ mb }) => (less ? mb < now : !more || mb > now))
    .toSorted((a, b) => (less ? a.mb - b.mb : b.mb - a.mb) || a.name.localeCompare(b.name, 'en'))
    .map(({ name }) => name);
  return { end: less ? 'smallest' : 'largest', names };
}

function firstOf<T>(
  choices: Iterable<T>,
  options: (choice: T) => readonly Alternative[],
  fits: (option: Alternative) => boolean = () => true,
): Alternative | undefined {
  for (const choice of choices) {
    const found = options(choice).find(fits);
    if (found !== undefined) return found;
  }
  return undefined;
}

/**
 * What the rules say to a change: for certain first, then if only its price is low enough. Only the price of what was
 * asked for is known; of another class or another coupon it is not.
 */
function optionsFor(policy: Policy, question: Question, change: Change): readonly Alternative[] {
  const asked = { ...question, change };
  if (question.quote !== undefined && samePrice(change, question.change)) {
    const verdict = decide(policy, asked);
    // What the rule forces may have another price.
    const same = verdict.kind === 'denied' || samePrice(verdict.change, question.change);
    if (same) return allowed(policy, asked, verdict, false);
  }
  return [
    ...allowed(policy, asked, decide(policy, { ...asked, quote: undefined }), false),
    ...allowed(policy, asked, decide(policy, { ...asked, quote: NOTHING }), true),
  ];
}

/** The lowest price there is: what it does not allow, no price does. */
const NOTHING = { currency: '', originalAmount: '0', discountAmount: '0', tradeAmount: '0' };

function allowed(policy: Policy, question: Question, verdict: Verdict, ifPriceFits: boolean): readonly Alternative[] {
  if (verdict.kind === 'denied') return [];
  const { change, rule, need } = verdict;
  const memoryMb = memoryAfter(question.instance, change.targetClass);
  return [{ change, memoryMb, rule, need, approvers: knownApprovers(policy, need, question), ifPriceFits }];
}

function emergencyFor(policy: Policy, question: Question): Alternative | undefined {
  if (question.breakGlass === true) return undefined;
  const verdict = breakGlassFor(policy, question);
  return verdict === undefined ? undefined : allowed(policy, question, verdict, false)[0];
}

/** The change with other flags, the fewest first. */
function otherFlags(change: Change): readonly Change[] {
  const coupons = new Set<Coupon>([change.coupon, 'none', 'best']);
  const all = [change.autoPay, !change.autoPay].flatMap((autoPay) =>
    ([change.effectiveTime, later(change)] as const).flatMap((effectiveTime) =>
      [change.forceUpgrade, !change.forceUpgrade].flatMap((forceUpgrade) =>
        [...coupons].map((coupon) => ({ ...change, autoPay, effectiveTime, forceUpgrade, coupon })),
      ),
    ),
  );
  return all
    .map((other) => ({ other, far: differing(change, other) }))
    .filter(({ far }) => far > 0)
    .toSorted((a, b) => a.far - b.far)
    .map(({ other }) => other);
}

function later({ effectiveTime }: Change): Change['effectiveTime'] {
  return effectiveTime === 'Immediately' ? 'MaintainTime' : 'Immediately';
}

function differing(a: Change, b: Change): number {
  return FLAGS.filter((flag) => a[flag] !== b[flag]).length;
}

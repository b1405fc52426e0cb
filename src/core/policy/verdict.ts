import type { Change, Quote } from '../value/change.ts';
import type { ChargeType, InstanceFacts, InstanceSummary } from '../instance/instance.ts';
import type { Directory, SpendLimit, Window } from './policy-model.ts';
import type { ApprovalNeed, ChatFreeze, Person } from '../request/request.ts';

/** Everything the policy looks at. The same question is asked at request, at click and by the command line. */
export interface Question {
  readonly person: Person;
  readonly instance: InstanceSummary & Partial<Pick<InstanceFacts, 'realClass' | 'shards' | 'endTime'>>;
  readonly change: Change;
  readonly quote: Quote | undefined;
  /** The temporary change that this one takes back, as it was requested; undefined: it stands for itself. */
  readonly returnOf?: Pick<Question, 'instance' | 'change' | 'quote' | 'breakGlass'> | undefined;
  /** A temporary change that only gets another end, and began then, ISO 8601: nothing is paid. */
  readonly prolongsSince?: string | undefined;
  readonly directory: Directory;
  /** Members of groups who could not press a button. */
  readonly unable?: Unable;
  /** What was ordered in this calendar month, or is about to be; undefined when unknown. */
  readonly spending: readonly Spending[] | undefined;
  readonly now: Date;
  /** The person asks for an emergency: only rules marked `breakGlass` are read. */
  readonly breakGlass?: boolean;
  /** Channel of the command; undefined: it came from elsewhere. */
  readonly channelId?: string | undefined;
  /** When it is to be ordered, at the earliest, ISO 8601. */
  readonly startAt?: string | undefined;
  /** It has waited so long that those of `escalate` may approve as well. */
  readonly escalated?: boolean;
  /** The freeze from Slack that is in force. */
  readonly freeze?: ChatFreeze | undefined;
}

/**
 * User ids that add no approver: of people who may not use the bot, or who are counted by another id already (`no`), and
 * of people who could not be looked up (`unknown`).
 */
export type Unable = ReadonlyMap<string, 'no' | 'unknown'>;

/** An order as a monthly limit counts it. */
export interface Spending {
  readonly requester: Person;
  readonly account: string;
  readonly chargeType: ChargeType;
  /** Undefined: it was ordered without a price being known. */
  readonly quote: Pick<Quote, 'currency' | 'tradeAmount' | 'priceNow'> | undefined;
}

/** A term of a rule by its path in the file. */
export const TERMS = [
  'who',
  'where',
  'instances.ids',
  'instances.names',
  'instances.tags',
  'instances.regions',
  'instances.accounts',
  'instances.architectures',
  'instances.classes',
  'change.direction',
  'change.minMemory',
  'change.maxMemory',
  'change.maxStep',
  'change.maxShards',
  'change.classes',
  'change.maxPrice',
  'change.maxMonthlyPrice',
  'change.temporary',
  'change.maxDuration',
  'flags.autoPay',
  'flags.coupon',
  'flags.effectiveTime',
  'flags.forceUpgrade',
] as const;
export type Term = (typeof TERMS)[number];

/** A term that does not match, as people read it. */
export interface FailedTerm {
  readonly term: Term;
  /** `no`: it does not match. `undecided`: it could not be checked (no price, no group), so it counts as not matching. */
  readonly because: 'no' | 'undecided';
  /** What the rule wants and what was found, as plain values for a sentence. */
  readonly wanted: string;
  readonly found: string;
}

/** A rule by its name, and the line of the file where it starts. */
export interface RuleRef {
  readonly name: string;
  readonly line: number;
}

/** A rule that does not match, with each of its terms that fails. */
export interface NearRule {
  readonly rule: RuleRef;
  readonly failed: readonly FailedTerm[];
}

/** Why the policy denies, as one closed list. */
export const DENY_REASONS = [
  'deny_rule',
  'no_rule',
  'too_few_approvers',
  'approvers_unknown',
  'over_monthly_spend',
  'spend_unknown',
  'price_unknown',
] as const;
export type DenyReason = (typeof DENY_REASONS)[number];

/** What the policy says to a change. */
export type Verdict =
  | {
      readonly kind: 'allowed';
      readonly rule: RuleRef;
      readonly need: ApprovalNeed;
      /** What is to be ordered: the change that was asked for, with what the rule forces. */
      readonly change: Change;
      readonly breakGlass: boolean;
    }
  | {
      readonly kind: 'denied';
      readonly reason: DenyReason;
      /**
       * The rule that came nearest: the fewest failed terms, the first of equals. For `deny_rule` the rule that denies,
       * with the terms that could not be decided and so count against the change.
       */
      readonly nearest: NearRule | undefined;
      /** For `too_few_approvers`: how many there are and how many the rule wants. */
      readonly approvers: { readonly found: number; readonly wanted: number } | undefined;
      /** For `deny_rule`: what the rule says to people. */
      readonly text?: string;
      /** For `over_monthly_spend`: the limit. */
      readonly limit?: SpendLimit;
    };

/** When an order may be placed. */
export type Timing =
  | { readonly kind: 'now' }
  | {
      readonly kind: 'later';
      readonly notBefore: string;
      /** `start`: the time that was asked for, and no window or freeze holds it longer. */
      readonly because: 'window' | 'freeze' | 'start';
      /** Of a freeze; of windows, in English. */
      readonly reason?: string;
      readonly windows?: readonly Window[];
    };

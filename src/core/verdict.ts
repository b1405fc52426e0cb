import type { Change, Quote } from './change.ts';
import type { InstanceSummary } from './instance.ts';
import type { Directory } from './policy-model.ts';
import type { ApprovalNeed, Person } from './request.ts';

/** Everything the policy looks at. The same question is asked at request, at click and by the command line. */
export interface Question {
  readonly person: Person;
  readonly instance: InstanceSummary;
  readonly change: Change;
  readonly quote: Quote | undefined;
  readonly directory: Directory;
  /** Decimal string already spent this month in the quote's currency; undefined when unknown. */
  readonly spentThisMonth: string | undefined;
}

/** A term of a rule by its path in the file. */
export type Term =
  | 'who'
  | 'instances.ids'
  | 'instances.names'
  | 'instances.tags'
  | 'instances.regions'
  | 'instances.accounts'
  | 'change.direction'
  | 'change.maxMemory'
  | 'change.classes'
  | 'change.maxPrice'
  | 'flags.autoPay'
  | 'flags.coupon'
  | 'flags.effectiveTime'
  | 'flags.forceUpgrade';

export interface FailedTerm {
  readonly term: Term;
  /** `no`: looked and it does not hold. `undecided`: could not be looked at (no price, no group), so it does not hold. */
  readonly because: 'no' | 'undecided';
  /** What the rule wants and what was found, as plain values for a sentence. */
  readonly wanted: string;
  readonly found: string;
}

export interface RuleRef {
  readonly name: string;
  readonly line: number;
}

export type DenyReason = 'no_rule' | 'too_few_approvers' | 'approvers_unknown' | 'over_monthly_spend' | 'spend_unknown';

export type Verdict =
  | { readonly kind: 'allowed'; readonly rule: RuleRef; readonly need: ApprovalNeed }
  | {
      readonly kind: 'denied';
      readonly reason: DenyReason;
      /** The rule that came nearest: the fewest failed terms, the first of equals. */
      readonly nearest: { readonly rule: RuleRef; readonly failed: readonly FailedTerm[] } | undefined;
      /** For `too_few_approvers`: how many there are and how many the rule wants. */
      readonly approvers: { readonly found: number; readonly wanted: number } | undefined;
    };

/** When an order may be placed. */
export type Timing =
  | { readonly kind: 'now' }
  | {
      readonly kind: 'later';
      readonly notBefore: string;
      readonly because: 'window' | 'freeze';
      readonly reason: string;
    };

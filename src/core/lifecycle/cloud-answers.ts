/** What the cloud answers of classes and of orders. */
import type { BackDenied } from '../policy/way-back.ts';
import type { Quote } from '../value/change.ts';
import type { Forced } from '../policy/forced.ts';
import type { ReasonFormat } from '../policy/policy-model.ts';
import type { Timing, Verdict } from '../policy/verdict.ts';

export interface TargetClass {
  readonly name: string;
  readonly capacityMb: number | undefined;
  /** The cloud's own one-line description. */
  readonly remark: string;
}

export interface OrderFacts {
  readonly orderId: string;
  readonly payment: 'unpaid' | 'paid' | 'cancelled' | 'unknown';
  readonly createdAt: string;
  readonly instanceIds: readonly string[];
  /** Class names in its `Config`, and in its `OriginalConfig`; empty where it states none (docs/cloud.md#the-order). */
  readonly classes: readonly string[];
  readonly wasClasses: readonly string[];
  /** Id of the account or RAM user that placed it; undefined where the cloud names none. */
  readonly operator: string | undefined;
  /** The order that this one belongs to, as a refund belongs to its purchase; undefined where the cloud names none. */
  readonly relatedOrderId?: string | undefined;
  /** What it costs after discounts, before tax, as a decimal string; undefined where the cloud does not say. */
  readonly price?: { readonly amount: string; readonly currency: string } | undefined;
}

/** What goes on at an instance; `id` is that of the order or the task, undefined where it was not found. */
export interface UnderWay {
  readonly what: 'order' | 'unpaid_order' | 'task';
  readonly id: string | undefined;
}

/** A price for the form, or the code of what stood in its way: of the cloud, ours, or a reason. */
export type Quoted = (
  { readonly kind: 'quoted'; readonly quote: Quote } | { readonly kind: 'none'; readonly code: string }
) & {
  /** What the rule that would decide has set; the price counts it in. */
  readonly forced?: Forced | undefined;
  /** What the rules answer to this change; undefined where they were not asked. */
  readonly verdict?: Verdict | undefined;
  /** When it would be ordered, once it has its approvals; undefined where the rules do not allow it. */
  readonly timing?: Timing | undefined;
  /** What would skip the return of a temporary change, by the rules of now. */
  readonly back?: BackDenied | undefined;
  /** What the rule that would decide wants in the reason. */
  readonly reason?: ReasonFormat | undefined;
};

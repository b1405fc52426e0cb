/** What a form had shown when it was sent: kept with the view, so that it is of what was on the screen. */
import type { Change, ChangeFlags } from '../../core/value/change.ts';
import type { Submission } from '../../workflow/ports.ts';
import { changeOf, type FormState } from './state.ts';

/** The answer of the rules to a choice, with what was shown beside it. */
export interface Shown {
  readonly choice: string;
  readonly answer: 'free' | 'needs' | 'denied';
  readonly rule?: string;
  /** What that rule has set. */
  readonly forced?: Partial<ChangeFlags>;
  /** Class of the instance, and price; only where price and impact were both shown. */
  readonly facts?: {
    readonly class: string;
    readonly price: { readonly currency: string; readonly tradeAmount: string };
  };
}

/** Everything that price, impact and the rules depend on. */
function choiceOf(instanceId: string, change: Change) {
  const { targetClass, coupon, effectiveTime, forceUpgrade, businessInfo = '', until } = change;
  return JSON.stringify([instanceId, targetClass, coupon, effectiveTime, forceUpgrade, businessInfo, until]);
}

/** Undefined: the rules have not answered yet. */
export function shownIn({ draft, about, price, forced, networkFacts }: FormState): Shown | undefined {
  const { instanceId } = draft;
  const change = changeOf(draft);
  const quoted = price?.kind === 'read' ? price.value : undefined;
  if (instanceId === undefined || change === undefined || quoted?.verdict === undefined) return undefined;
  const choice = choiceOf(instanceId, change);
  const { verdict } = quoted;
  if (verdict.kind === 'denied') return { choice, answer: 'denied' };
  const whole = about.kind === 'facts' && quoted.kind === 'quoted' && networkFacts?.kind === 'read';
  return {
    ...{ choice, answer: verdict.need.count === 0 ? 'free' : 'needs', rule: verdict.rule.name },
    ...(forced === undefined ? {} : { forced: forced.flags }),
    ...(whole ? { facts: { class: about.facts.realClass, price: priceOf(quoted.quote) } } : {}),
  };
}

function priceOf({ currency, tradeAmount }: NonNullable<Shown['facts']>['price']) {
  return { currency, tradeAmount };
}

/** What was shown of exactly what was sent; undefined: another choice, or nothing yet. */
export function shownOf(shown: Shown | undefined, { instanceId, change }: Submission): Shown | undefined {
  return shown?.choice === choiceOf(instanceId, change) ? shown : undefined;
}

/** The submission with the facts that its form had shown. */
export function withShown(submission: Submission, shown: Shown | undefined): Submission {
  if (shown?.facts === undefined) return submission;
  const change = { ...submission.change, ...shown.forced };
  return { ...submission, seen: { ...shown.facts, change, confirmed: false } };
}

/** Whether it is sure that no second step is needed, so that the answer takes the place of the form. */
export function needsNoStep({ seen }: Submission, shown: Shown | undefined): boolean {
  if (shown === undefined) return false;
  return shown.answer !== 'free' || (seen !== undefined && !seen.change.forceUpgrade);
}

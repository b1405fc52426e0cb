import { pendingReturn } from '../lifecycle/planned-return.ts';
import type { ResizeRequest } from '../request/request.ts';
import type { InstanceFacts } from '../instance/instance.ts';
import type { Place } from '../instance/naming.ts';
import type { Suggestion } from '../instance/suggestion.ts';
import type { MonthlyCost } from '../value/money.ts';

/** What is suggested for one instance. */
export interface Advice {
  readonly instance: InstanceFacts;
  readonly suggestion: Suggestion;
  /** Undefined: no class is suggested, or the cloud gave no price of it or of now. */
  readonly cost: MonthlyCost | undefined;
}

export interface Suggestions {
  readonly kind: 'suggestions';
  readonly advice: readonly Advice[];
  /** Instances that were looked at, or were to be. */
  readonly of: number;
  /** Instances that could not be read, or not in time. */
  readonly unread: number;
  /** Instances that may have something to suggest too, beyond the most urgent ones. */
  readonly more: number;
  /** Where the list of instances could not be read. */
  readonly unreadPlaces: readonly Place[];
}

/**
 * Whoever has a class for a time needs no advice for good: the return is named instead. Too little memory stays too
 * little, unless the instance goes back to more. `there`: the temporary change whose return is planned.
 */
export function unlessReturning(
  suggestion: Suggestion,
  { realClass, capacityMb = 0 }: InstanceFacts,
  there: ResizeRequest | undefined,
): Suggestion {
  const plan = there && pendingReturn(there);
  if (there === undefined || plan === undefined || realClass !== there.change.targetClass) return suggestion;
  const { realClass: back, capacityMb: backMb } = there.before;
  if (suggestion.kind === 'larger' && (backMb ?? 0) <= capacityMb) return suggestion;
  return { kind: 'returns', back, backMb, at: plan.at };
}

import { memoryAfter, shardsAfter } from '../instance/classes.ts';
import { decide } from './policy.ts';
import type { Policy } from './policy-model.ts';
import type { Question, Verdict } from './verdict.ts';

export type BackDenied = Extract<Verdict, { kind: 'denied' }>;

/**
 * What would skip the return of a temporary change if it were made now: a rule that certainly denies it. Undefined: none
 * does, or the change is for good. What cannot be known before (its price, the memory in use) is not asked.
 */
export function backDenied(policy: Policy, question: Question): BackDenied | undefined {
  const { instance, change } = question;
  const { targetClass, until } = change;
  if (until === undefined) return undefined;
  const after = {
    ...{ instanceClass: targetClass, realClass: targetClass },
    ...{ capacityMb: memoryAfter(instance, targetClass), shards: shardsAfter(instance, targetClass) },
  };
  const verdict = decide(policy, {
    ...question,
    instance: { ...instance, ...after },
    change: { ...change, targetClass: instance.realClass ?? instance.instanceClass, until: undefined },
    ...{ quote: undefined, spending: [], startAt: undefined },
    returnOf: { instance, change, quote: question.quote, breakGlass: question.breakGlass === true },
  });
  const certain = verdict.kind === 'denied' && verdict.reason === 'deny_rule' && verdict.nearest?.failed.length === 0;
  return certain ? verdict : undefined;
}

/** The policy in force now, asked about a request that was judged before. */
import type { Quote } from '../core/change.ts';
import { ruleVersion } from '../core/digest.ts';
import type { InstanceFacts } from '../core/instance.ts';
import { decideAgain } from '../core/policy.ts';
import type { Directory, Policy } from '../core/policy-model.ts';
import type { ResizeRequest } from '../core/request.ts';
import type { Verdict } from '../core/verdict.ts';
import { spendingOfMonth } from './spend.ts';
import type { World } from './world.ts';

export type Judged =
  | {
      readonly kind: 'allowed';
      readonly verdict: Extract<Verdict, { kind: 'allowed' }>;
      /** Of the rule that decided (core/digest.ts). */
      readonly version: string;
      readonly policy: Policy;
      readonly directory: Directory;
    }
  | { readonly kind: 'denied'; readonly verdict: Extract<Verdict, { kind: 'denied' }> };

/** With the facts of the request, or with these. `alsoDeciding`: further groups whose members must be fresh. */
export async function judgeAgain(
  world: World,
  { id, requester, change, need, breakGlass, ...known }: ResizeRequest,
  instance: InstanceFacts = known.before,
  quote: Quote | undefined = known.quote,
  alsoDeciding: readonly string[] = [],
): Promise<Judged> {
  const [directory, spending] = await Promise.all([
    world.people.directory([...need.from, ...alsoDeciding]),
    spendingOfMonth(world, id),
  ]);
  // Taken once: a reload in between would mix two policies.
  const policy = world.policy();
  const now = world.clock.now();
  const asked = { person: requester, instance, change, quote, directory, spending, now };
  const verdict = decideAgain(policy, { ...asked, breakGlass: breakGlass !== undefined });
  if (verdict.kind === 'denied') return { kind: 'denied', verdict };
  // The rule may ask other groups by now than it did when the request was made.
  const deciders = await world.people.directory([...need.from, ...verdict.need.from]);
  return { kind: 'allowed', verdict, version: ruleVersion(policy, verdict.rule), policy, directory: deciders };
}

/** What could not be looked at may be there in a minute; a clear no is a no. */
export function isUnclear(verdict: Extract<Verdict, { kind: 'denied' }>): boolean {
  return (
    verdict.reason === 'approvers_unknown' ||
    verdict.reason === 'spend_unknown' ||
    verdict.nearest?.failed.some(({ because }) => because === 'undecided') === true
  );
}

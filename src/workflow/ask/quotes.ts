/** Prices for the form, kept for a few seconds. */
import { type Change, priceBasis, samePrice } from '../../core/value/change.ts';
import { CloudFault } from '../../core/faults.ts';
import { type Forced, forcedBy } from '../../core/policy/forced.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { decide } from '../../core/policy/policy.ts';
import type { Person } from '../../core/request/request.ts';
import type { Desk, Quoted } from '../ports.ts';
import { spendingOfMonth } from './spend.ts';
import type { World } from '../world.ts';

/** A form asks again with each choice; before an order the price is always read anew. */
const KEPT_MS = 10_000;

/** Forms that are open at a time, and a few choices of each. */
const MOST = 500;

type Find = (
  person: Person,
  instanceId: string,
  region: string | undefined,
) => Promise<
  { readonly kind: 'found'; readonly facts: InstanceFacts } | { readonly kind: 'refused'; readonly reason: string }
>;

/** `find` refuses whoever may not touch the instance. */
export function createQuotes(world: World, find: Find): Desk['quote'] {
  const { clock } = world;
  const kept = new Map<string, { readonly until: number; readonly quoted: Promise<Quoted> }>();

  function ask(facts: InstanceFacts, change: Change): Promise<Quoted> {
    const key = keyOf(facts, change);
    const known = kept.get(key);
    if (known !== undefined && known.until > clock.now().getTime()) return known.quoted;
    const quoted = read(world, facts, change);
    kept.delete(key);
    kept.set(key, { until: clock.now().getTime() + KEPT_MS, quoted });
    if (kept.size > MOST) kept.delete(kept.keys().next().value ?? key);
    // Only an answer is kept; what failed is asked again.
    const forget = (): void => {
      if (kept.get(key)?.quoted === quoted) kept.delete(key);
    };
    void quoted.then((answer) => (answer.kind === 'none' ? forget() : undefined), forget);
    return quoted;
  }

  return async (person, instanceId, region, change) => {
    const found = await find(person, instanceId, region);
    if (found.kind === 'refused') return { kind: 'none', code: found.reason };
    const { facts } = found;
    const quoted = await ask(facts, change);
    const forced = await forcedFor(world, person, facts, change, quoted);
    if (forced === undefined) return quoted;
    const ordered = { ...change, ...forced.flags };
    return { ...(samePrice(ordered, change) ? quoted : await ask(facts, ordered)), forced };
  };
}

/** What the rules would set of it; undefined where none of them would allow it. */
async function forcedFor(
  world: World,
  person: Person,
  instance: InstanceFacts,
  change: Change,
  quoted: Quoted,
): Promise<Forced | undefined> {
  const [directory, spending] = await Promise.all([world.people.directory(), spendingOfMonth(world)]);
  const quote = quoted.kind === 'quoted' ? quoted.quote : undefined;
  const policy = world.policy();
  const now = world.clock.now();
  const verdict = decide(policy, { person, instance, change, quote, directory, spending, now });
  return verdict.kind === 'allowed' ? forcedBy(policy, verdict.rule) : undefined;
}

/** Everything that DescribePrice is asked with. */
function keyOf({ account, region, instanceId, realClass, chargeType }: InstanceFacts, change: Change): string {
  return JSON.stringify([account, region, instanceId, realClass, chargeType, priceBasis(change)]);
}

async function read({ cloud, log }: World, facts: InstanceFacts, change: Change): Promise<Quoted> {
  try {
    return { kind: 'quoted', quote: await cloud.quote(facts, change) };
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    log.warn({ instance: facts.instanceId, code: fault.code }, 'no price for the form');
    return { kind: 'none', code: fault.code };
  }
}

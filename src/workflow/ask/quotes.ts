/** Prices for the form, kept for a few seconds. */
import { LRUCache } from 'lru-cache';
import { type Change, priceBasis, type Quote, samePrice } from '../../core/value/change.ts';
import { asProlonged, costOfChange, prolonged } from '../../core/lifecycle/prolonging.ts';
import { forcedBy } from '../../core/policy/forced.ts';
import { reasonFormat } from '../../core/policy/reason.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { decide } from '../../core/policy/policy.ts';
import { timing } from '../../core/policy/timing.ts';
import { backDenied } from '../../core/policy/way-back.ts';
import type { Person } from '../../core/request/request.ts';
import type { Question } from '../../core/policy/verdict.ts';
import type { Desk, Quoted } from '../ports.ts';
import type { World } from '../world.ts';
import { attempt } from './attempt.ts';
import { prolongedBy } from './prolonged.ts';
import { spendingOfMonth } from './spend.ts';

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

interface Asked {
  readonly facts: InstanceFacts;
  readonly change: Change;
}

/** The price for a form. `find` refuses a person who may not change the instance. */
export function createQuotes(world: World, find: Find): Desk['quote'] {
  const { clock, cloud, log } = world;
  // A call that fails is not kept, and those who ask meanwhile share it.
  const kept = new LRUCache<string, Quote, Asked>({
    max: MOST,
    ttl: KEPT_MS,
    ttlResolution: 0,
    perf: { now: () => clock.now().getTime() },
    ignoreFetchAbort: true,
    fetchMethod: (_key, _stale, { context: { facts, change } }) => cloud.quote(facts, change),
  });

  async function ask(facts: InstanceFacts, change: Change): Promise<Quoted> {
    const quoted = await attempt(() => kept.forceFetch(keyOf(facts, change), { context: { facts, change } }));
    if (quoted.kind === 'ok') return { kind: 'quoted', quote: quoted.value };
    log.warn({ instance: facts.instanceId, code: quoted.fault.code }, 'no price for the form');
    return { kind: 'none', code: quoted.fault.code };
  }

  return async (person, instanceId, region, change, channelId, startAt) => {
    const found = await find(person, instanceId, region);
    if (found.kind === 'refused') return { kind: 'none', code: found.reason };
    const { facts } = found;
    const there = await prolongedBy(world, facts, change, startAt);
    if (there !== undefined) {
      const whole = prolonged(there, change, clock.now());
      const { before, quote } = asProlonged(there, facts);
      const asked = { instance: before, change: whole, prolongsSince: there.since, channelId };
      const { verdict, reason } = await judge(world, { person, ...asked, quote: costOfChange(there) });
      return { kind: 'quoted', quote, verdict, reason };
    }
    const quoted = await ask(facts, change);
    const quote = quoted.kind === 'quoted' ? quoted.quote : undefined;
    const question = { person, instance: facts, change, quote, channelId, startAt };
    const { forced, ...judged } = await judge(world, question);
    if (forced === undefined) return { ...quoted, ...judged };
    const ordered = { ...change, ...forced.flags };
    return { ...(samePrice(ordered, change) ? quoted : await ask(facts, ordered)), forced, ...judged };
  };
}

/** What the rules answer, and what the one that would decide sets; `forced` is undefined where it sets nothing. */
async function judge(world: World, asked: Omit<Question, 'directory' | 'spending' | 'now'>) {
  const [directory, spending] = await Promise.all([world.people.directory(), spendingOfMonth(world)]);
  const policy = world.policy();
  const question = { ...asked, directory, spending, now: world.clock.now() };
  const verdict = decide(policy, question);
  if (verdict.kind === 'denied') return { verdict, forced: undefined, reason: undefined };
  const { rule } = verdict;
  return {
    verdict,
    forced: forcedBy(policy, rule),
    reason: reasonFormat(policy, rule),
    timing: timing(policy, rule, question),
    back: backDenied(policy, question),
  };
}

/** Everything that DescribePrice is asked with. */
function keyOf({ account, region, instanceId, realClass, chargeType }: InstanceFacts, change: Change): string {
  return JSON.stringify([account, region, instanceId, realClass, chargeType, priceBasis(change)]);
}

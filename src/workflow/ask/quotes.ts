/** Prices for the form, kept for a few seconds. */
import { LRUCache } from 'lru-cache';
import { type Change, priceBasis, type Quote } from '../../core/value/change.ts';
import { CLIENT_CODES } from '../../core/cloud-errors.ts';
import { asProlonged, prolonged } from '../../core/lifecycle/prolonging.ts';
import { forcedBy } from '../../core/policy/forced.ts';
import { reasonFormat } from '../../core/policy/reason.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import { timing } from '../../core/policy/timing.ts';
import { backDenied } from '../../core/policy/way-back.ts';
import type { Person } from '../../core/request/request.ts';
import type { Desk } from '../ports.ts';
import type { World } from '../world.ts';
import { attempt } from './attempt.ts';
import { prolongedBy } from './prolonged.ts';
import { type Evaluation, evaluate } from './rules.ts';

/** A form asks again with each choice; before an order the price is always read anew. */
const KEPT_MS = 10_000;

/** A form does not wait for Slack longer than this to know who of a group could press a button. */
const UNABLE_MS = 1_000;

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

  return async (person, instanceId, region, change, channelId, startAt) => {
    const found = await find(person, instanceId, region);
    if (found.kind === 'refused') return { kind: 'none', code: found.reason };
    const { facts } = found;
    const prolongs = await prolongedBy(world, facts, change, startAt);
    let code: string = CLIENT_CODES.unnamed;
    const quoteOf = async (asked: Change): Promise<Quote | undefined> => {
      const quoted = await attempt(() => kept.forceFetch(keyOf(facts, asked), { context: { facts, change: asked } }));
      if (quoted.kind === 'ok') return quoted.value;
      code = quoted.fault.code;
      log.warn({ instance: facts.instanceId, code }, 'no price for the form');
      return undefined;
    };
    const whole = prolongs === undefined ? change : prolonged(prolongs, change, clock.now());
    const asking = { startAt, prolongs, quoteOf, unableMs: UNABLE_MS };
    const evaluation = await evaluate(world, person, facts, whole, channelId, asking);
    const answer = { verdict: evaluation.verdict, ...ruled(evaluation) };
    if (prolongs !== undefined) return { kind: 'quoted', quote: asProlonged(prolongs, facts).quote, ...answer };
    const { quote } = evaluation;
    return quote === undefined ? { kind: 'none', code, ...answer } : { kind: 'quoted', quote, ...answer };
  };
}

/** What the rule that would decide sets and wants; for another end, which orders nothing, its reason alone. */
function ruled({ policy, verdict, question }: Evaluation) {
  if (verdict.kind === 'denied') return {};
  const { rule } = verdict;
  const reason = reasonFormat(policy, rule);
  if (question.prolongsSince !== undefined) return { reason };
  const forced = forcedBy(policy, rule);
  return { reason, forced, timing: timing(policy, rule, question), back: backDenied(policy, question) };
}

/** Everything that DescribePrice is asked with. */
function keyOf({ account, region, instanceId, realClass, chargeType }: InstanceFacts, change: Change): string {
  return JSON.stringify([account, region, instanceId, realClass, chargeType, priceBasis(change)]);
}

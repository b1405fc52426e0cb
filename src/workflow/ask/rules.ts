/** Asks the rules, with everything they look at: the price, who belongs to which group, what was spent. */
import { type Change, type Quote, samePrice } from '../../core/value/change.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import type { Policy } from '../../core/policy/policy-model.ts';
import { decide } from '../../core/policy/policy.ts';
import { within } from '../../core/within.ts';
import { beforeChange, costOfChange } from '../../core/lifecycle/prolonging.ts';
import type { Person, ResizeRequest } from '../../core/request/request.ts';
import type { Question, Verdict } from '../../core/policy/verdict.ts';
import { quoteFor } from './facts.ts';
import { unableToApprove } from './standing.ts';
import { spendingOfMonth } from './spend.ts';
import type { ReadOnlyWorld } from '../world.ts';

export interface Evaluation {
  readonly verdict: Verdict;
  /** Which was asked. */
  readonly policy: Policy;
  /** The price of the change as it would be ordered. */
  readonly quote: Quote | undefined;
  /** What the verdict answers. */
  readonly question: Question;
}

interface Asking {
  readonly breakGlass?: boolean;
  readonly startAt?: string | undefined;
  /** The temporary change that only gets another end: it is judged as a whole. */
  readonly prolongs?: ResizeRequest | undefined;
  /** What the cloud asks for a change; by `quoteFor` unless given. */
  readonly quoteOf?: (change: Change) => Promise<Quote | undefined>;
  /** How long is waited for who could press a button; until it is known unless given. */
  readonly unableMs?: number;
}

/** What the rules say to a change that is wanted now, by a command in this channel; with `breakGlass` those for emergencies, and they alone. */
export async function evaluate(
  world: ReadOnlyWorld,
  person: Person,
  instance: InstanceFacts,
  change: Change,
  channelId: string | undefined,
  {
    breakGlass = false,
    startAt,
    prolongs,
    quoteOf = (asked) => quoteFor(world, instance, asked),
    unableMs,
  }: Asking = {},
): Promise<Evaluation> {
  const priceOf = async (asked: Change) => (prolongs === undefined ? quoteOf(asked) : costOfChange(prolongs));
  const [quote, directory, spending, freeze] = await Promise.all([
    priceOf(change),
    world.people.directory(),
    spendingOfMonth(world),
    world.records.freeze(),
  ]);
  // Taken once: a reload in between would mix two policies.
  const policy = world.policy();
  const say = async (price: Quote | undefined): Promise<Evaluation> => {
    const now = world.clock.now();
    const question = {
      person,
      instance: prolongs === undefined ? instance : beforeChange(instance, prolongs),
      change,
      quote: price,
      directory,
      spending,
      freeze,
      now,
      breakGlass,
      channelId,
      startAt,
      prolongsSince: prolongs?.since,
    };
    const verdict = decide(policy, question);
    if (verdict.kind === 'denied' || verdict.need.count === 0) return { verdict, quote: price, policy, question };
    const looking = unableToApprove(world, policy, verdict.need, person, directory);
    const unable = await (unableMs === undefined ? looking : within(looking, unableMs));
    if (unable === undefined) return { verdict, quote: price, policy, question };
    const asked = { ...question, unable };
    return { verdict: decide(policy, asked), quote: price, policy, question: asked };
  };
  const evaluation = await say(quote);
  const { verdict } = evaluation;
  if (verdict.kind === 'denied' || samePrice(verdict.change, change)) return evaluation;
  // A coupon that the rule forces changes the price, and with the price perhaps what the rules say.
  const forced = await priceOf(verdict.change);
  const again = await say(forced);
  const second = again.verdict;
  return second.kind === 'denied' || samePrice(second.change, verdict.change) ? again : say(undefined);
}

/** Reads of the cloud that a card, a form or an order is made from. */
import { isLastingRefusal } from '../../core/cloud-errors.ts';
import type { Change, Quote } from '../../core/value/change.ts';
import type { TargetClass } from '../../core/lifecycle/cloud-answers.ts';
import { misfit, type Misfit } from '../../core/instance/fit.ts';
import { notOffered, type Unoffered } from '../../core/instance/offered.ts';
import { sized, type Sized, type Sizing } from '../../core/instance/sizing.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import type { Usage } from '../../core/instance/usage.ts';
import { cloudFailure } from '../../core/request/failure.ts';
import { within } from '../../core/within.ts';
import type { IntakeOutcome } from '../ports.ts';
import type { ReadOnlyWorld } from '../world.ts';
import { attempt } from './attempt.ts';

type Refused = Extract<IntakeOutcome, { kind: 'refused' }>;

/** The instance as it is now, or why it cannot be read. */
export async function findInstance(
  { cloud }: ReadOnlyWorld,
  instanceId: string,
  region: string | undefined,
): Promise<{ readonly kind: 'found'; readonly facts: InstanceFacts } | Refused> {
  const found = await attempt(async () => {
    const ref = await cloud.locate(instanceId, region);
    return ref === undefined ? undefined : cloud.instance(ref);
  });
  if (found.kind === 'fault') {
    const reason = isLastingRefusal(found.fault.code) ? 'cloud_refused' : 'cloud_unreachable';
    return { kind: 'refused', reason, detail: { instanceId, failure: cloudFailure(found.fault) } };
  }
  if (found.value === undefined) return { kind: 'refused', reason: 'instance_not_found', detail: { instanceId } };
  return { kind: 'found', facts: found.value };
}

/** Undefined when the cloud gives none: a card without a price is still worth posting; a rule that needs one fails. */
export async function quoteFor(
  { cloud, log }: ReadOnlyWorld,
  facts: InstanceFacts,
  change: Change,
): Promise<Quote | undefined> {
  const quoted = await attempt(() => cloud.quote(facts, change));
  if (quoted.kind === 'ok') return quoted.value;
  log.warn({ instance: facts.instanceId, code: quoted.fault.code }, 'no price');
  return undefined;
}

/** Undefined when it cannot be read, or not within `ms`: nothing waits long for what only makes a card better. */
export async function usageFor(
  { cloud, log }: ReadOnlyWorld,
  facts: InstanceFacts,
  ms: number,
): Promise<Usage | undefined> {
  const usage = await attempt(() => within(cloud.usage(facts), ms));
  if (usage.kind === 'ok') return usage.value;
  log.warn({ instance: facts.instanceId, code: usage.fault.code }, 'no usage');
  return undefined;
}

/** The same facts with those of the network of the instance, where these can be read within `ms`. */
export async function withNetworkFacts(
  { cloud }: ReadOnlyWorld,
  facts: InstanceFacts,
  ms: number,
): Promise<InstanceFacts> {
  const networkFacts = await within(cloud.networkFacts(facts), ms);
  return networkFacts === undefined ? facts : { ...facts, networkFacts };
}

/** Why a smaller class is provably too small; the cloud is asked for better ones only then. Undefined: it fits. */
export async function misfitOf(
  world: ReadOnlyWorld,
  facts: InstanceFacts,
  targetClass: string,
  usage: Usage | undefined,
  ms: number,
): Promise<Misfit | undefined> {
  if (misfit(usage, facts, targetClass, []) === undefined) return undefined;
  return misfit(usage, facts, targetClass, (await offeredFor(world, facts, ms)) ?? []);
}

/** Why the class is provably not offered for this instance; undefined: it is, or the list does not tell. */
export async function unofferedFor(
  world: ReadOnlyWorld,
  facts: InstanceFacts,
  targetClass: string,
  ms: number,
): Promise<Unoffered | undefined> {
  const offered = await offeredFor(world, facts, ms);
  return offered === undefined ? undefined : notOffered(facts, targetClass, offered, NEAREST);
}

/** Classes that are named in place of one that is not offered. */
const NEAREST = 3;

/** The classes on offer for a size are waited for this long. */
const SIZED_MS = 4_000;

/** The class of a size, or so many sizes away; `unread`: what is on offer could not be read. */
export async function sizedFor(
  world: ReadOnlyWorld,
  facts: InstanceFacts,
  sizing: Sizing,
): Promise<Sized | { readonly kind: 'unread' }> {
  const offered = await offeredFor(world, facts, SIZED_MS);
  return offered === undefined ? { kind: 'unread' } : sized(facts, offered, sizing);
}

/** The classes on offer for an instance; undefined when they cannot be read, or not within `ms`. */
export async function offeredFor(
  { cloud }: ReadOnlyWorld,
  facts: InstanceFacts,
  ms: number,
): Promise<readonly TargetClass[] | undefined> {
  const offered = await attempt(() => within(cloud.targets(facts), ms));
  return offered.kind === 'ok' ? offered.value : undefined;
}

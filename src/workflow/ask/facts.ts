import { adviceFor } from '../../core/cloud-errors.ts';
import type { Change, Quote } from '../../core/value/change.ts';
import type { TargetClass } from '../../core/lifecycle/cloud-answers.ts';
import { CloudFault } from '../../core/faults.ts';
import { misfit, type Misfit } from '../../core/instance/fit.ts';
import type { InstanceFacts } from '../../core/instance/instance.ts';
import type { Usage } from '../../core/instance/usage.ts';
import type { IntakeOutcome } from '../ports.ts';
import type { ReadOnlyWorld } from '../world.ts';

type Refused = Extract<IntakeOutcome, { kind: 'refused' }>;

/** The instance as it is now, or why it cannot be told. */
export async function findInstance(
  { cloud }: ReadOnlyWorld,
  instanceId: string,
  region: string | undefined,
): Promise<{ readonly kind: 'found'; readonly facts: InstanceFacts } | Refused> {
  try {
    const ref = await cloud.locate(instanceId, region);
    const facts = ref === undefined ? undefined : await cloud.instance(ref);
    if (facts !== undefined) return { kind: 'found', facts };
    return { kind: 'refused', reason: 'instance_not_found', detail: { instanceId } };
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    const reason = adviceFor(fault.code).retry === 'never' ? 'cloud_refused' : 'cloud_unreachable';
    return {
      kind: 'refused',
      reason,
      detail: { instanceId, failure: { code: fault.code, requestId: fault.requestId } },
    };
  }
}

/** Undefined when the cloud gives none: a card without a price is still worth posting; a rule that needs one fails. */
export async function quoteFor(
  { cloud, log }: ReadOnlyWorld,
  facts: InstanceFacts,
  change: Change,
): Promise<Quote | undefined> {
  try {
    return await cloud.quote(facts, change);
  } catch (fault) {
    if (!(fault instanceof CloudFault)) throw fault;
    log.warn({ instance: facts.instanceId, code: fault.code }, 'no price');
    return undefined;
  }
}

/** Undefined when it cannot be read, or not within `patienceMs`: nobody waits long for what only makes a card better. */
export async function usageFor(
  { cloud, log }: ReadOnlyWorld,
  facts: InstanceFacts,
  patienceMs: number,
): Promise<Usage | undefined> {
  const usage = inTime(cloud.usage(facts), patienceMs);
  return usage.catch((fault: unknown) => {
    if (!(fault instanceof CloudFault)) throw fault;
    log.warn({ instance: facts.instanceId, code: fault.code }, 'no usage');
    return undefined;
  });
}

/** The same facts with what stands beside the instance, where that can be read within `patienceMs`. */
export async function withNetworkFacts(
  { cloud }: ReadOnlyWorld,
  facts: InstanceFacts,
  patienceMs: number,
): Promise<InstanceFacts> {
  const networkFacts = await inTime(cloud.networkFacts(facts), patienceMs);
  return networkFacts === undefined ? facts : { ...facts, networkFacts };
}

/** Whether a smaller class is provably too small; the cloud is asked for better ones only then. */
export async function misfitOf(
  { cloud }: ReadOnlyWorld,
  facts: InstanceFacts,
  targetClass: string,
  usage: Usage | undefined,
  patienceMs: number,
): Promise<Misfit | undefined> {
  if (misfit(usage, facts, targetClass, []) === undefined) return undefined;
  return misfit(usage, facts, targetClass, (await offeredFor({ cloud }, facts, patienceMs)) ?? []);
}

/** The classes on offer for an instance; undefined when they cannot be read, or not within `patienceMs`. */
export async function offeredFor(
  { cloud }: Pick<ReadOnlyWorld, 'cloud'>,
  facts: InstanceFacts,
  patienceMs: number,
): Promise<readonly TargetClass[] | undefined> {
  return inTime(cloud.targets(facts), patienceMs).catch((fault: unknown) => {
    if (!(fault instanceof CloudFault)) throw fault;
    return undefined;
  });
}

/** Undefined when it takes longer than `ms`. */
export async function inTime<T>(read: Promise<T>, ms: number): Promise<T | undefined> {
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const timer = setTimeout(() => resolve(undefined), ms);
  return Promise.race([read, late]).finally(() => clearTimeout(timer));
}

/** What stands beside an instance and may prevent a change of it: direct connections, bought bandwidth, DTS tasks. */
import { familyOf, type Pair, shardsChange } from './class-pair.ts';
import { deploymentOf } from './classes.ts';
import type { EffectOf, Forbidden, Unseen } from './effect.ts';

type NetworkEffect = Extract<
  EffectOf,
  { readonly kind: 'direct_connection' | 'temporary_bandwidth' | 'bandwidth_plan' | 'unseen' }
>;

/** A classic cluster with a private endpoint. A cloud-native cluster of that kind is one by its class (class-pair.ts). */
function isDirect({ facts, fromName, is }: Pair): boolean {
  return facts.networkFacts?.directConnection === true && is === 'cluster' && deploymentOf(fromName) === 'classic';
}

/**
 * What a direct connection forbids a classic cluster (page "Why am I unable to change the configurations of a classic
 * cluster instance"): to change the class of the shards and their number at once, and a number that is neither twice
 * nor half of what it was.
 */
export function directLimits(pair: Pair): readonly Forbidden[] {
  const { from, to, becomes } = pair;
  if (!isDirect(pair)) return [];
  if (becomes.length > 0 && becomes.every((one) => familyOf(one) === 'standard')) return ['direct_to_standard'];
  const shards = shardsChange(pair);
  if (shards === undefined || from === undefined || to === undefined) return [];
  const resized = from.memoryMb / shards.from !== to.memoryMb / shards.to;
  const step = shards.to === shards.from * 2 || shards.to * 2 === shards.from;
  return [
    ...(resized ? (['direct_class_and_shards'] as const) : []),
    ...(step ? [] : (['direct_shards_step'] as const)),
  ];
}

/** What is there, and what nobody could see. */
export function networkEffects(pair: Pair): readonly NetworkEffect[] {
  const { directConnection, bandwidth } = pair.facts.networkFacts ?? {};
  const clustered = pair.is === undefined || pair.is === 'cluster';
  const unseen: readonly Unseen[] = [
    'dts',
    // Only a classic cluster can have one that its class does not tell.
    ...(directConnection === undefined && clustered ? (['direct'] as const) : []),
    ...(bandwidth === undefined ? (['bandwidth'] as const) : []),
  ];
  return [
    // What is forbidden says it already.
    ...(isDirect(pair) && directLimits(pair).length === 0 ? [{ kind: 'direct_connection' } as const] : []),
    ...(bandwidth?.temporaryUntil === undefined
      ? []
      : [{ kind: 'temporary_bandwidth', until: bandwidth.temporaryUntil } as const]),
    ...(bandwidth?.plan === true ? [{ kind: 'bandwidth_plan', until: bandwidth.planUntil } as const] : []),
    { kind: 'unseen', of: unseen },
  ];
}

import { classOf, isClassic } from '../classes.ts';
import type { InstanceClass } from '../classes.ts';
import type { Architecture, SandboxInstance } from '../instance.ts';
import { refuse } from '../refusal.ts';

/**
 * The architecture that a class with these counts makes. Combinations that no page describes are refused with the code
 * of the order system for arguments it cannot use.
 */
export function targetArchitecture(
  instance: SandboxInstance,
  target: InstanceClass,
  shardCount: number,
  readers: number,
): Architecture {
  if (isClassic(target)) {
    const [first = 'standard'] = target.architectures;
    return first === 'cluster' || first === 'rwsplit' ? first : 'standard';
  }
  const can = (architecture: string): boolean => target.architectures.includes(architecture);
  // Documented: ShardCount above 1 with a cluster class makes a cluster, 1 with a standard class a standard instance.
  if (shardCount > 1) {
    if (!can('cluster-direct') && !can('cluster-proxy')) throw refuse('SYSTEM.ILLEGAL_ARGUMENT');
    return 'cluster';
  }
  if (readers > 0) return 'rwsplit';
  if (can('standard')) return 'standard';
  // Documented: ReadOnlyCount 0 closes read/write splitting; that the class may stay is assumed.
  if (instance.architectureType === 'rwsplit' && target.name === instance.instanceClass) return 'standard';
  throw refuse('SYSTEM.ILLEGAL_ARGUMENT');
}

/** Documented: a cluster in direct-connection mode cannot change its architecture nor, here, both class and shards. */
export function refuseDirectConnection(
  instance: SandboxInstance,
  next: { readonly instanceClass: string; readonly shardCount: number; readonly architectureType: Architecture },
): void {
  if (!instance.directConnection) return;
  if (isClassic(classOf(instance.instanceClass))) throw refuse('HasDirectConnectionNotSupport');
  const shards = next.shardCount !== instance.shardCount;
  if (shards && next.instanceClass !== instance.instanceClass) throw refuse('DirectTransNodeDoubleLevelError');
  if (next.architectureType !== instance.architectureType || !isDirectClass(next.instanceClass)) {
    throw refuse('DirectTargetLevelNotSupport');
  }
  if (shards) throw refuse('DirectTransPreCheckError');
}

const isDirectClass = (name: string): boolean => classOf(name).architectures.includes('cluster-direct');

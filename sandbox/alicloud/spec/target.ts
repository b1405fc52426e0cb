import { classOf, findClass, isClassic, isSold, mayBecome } from '../classes.ts';
import type { InstanceClass } from '../classes.ts';
import { memoryBytesOf, shapeOf } from '../instance.ts';
import type { SandboxInstance, Shape } from '../instance.ts';
import { integer, text } from '../params.ts';
import type { Params } from '../params.ts';
import { refuse } from '../refusal.ts';
import type { State } from '../state.ts';
import { refuseDirectConnection, targetArchitecture } from './architecture.ts';
import { refuseCountsOfClassic, targetCounts, targetNodeType, targetStorage } from './nodes.ts';
import { changingParameters } from './schema.ts';
import { targetVersion } from './version.ts';

/** What the instance would be after the change that the parameters ask for; refuses what cannot be. */
export function targetShape(state: State, instance: SandboxInstance, params: Params): Shape {
  if (changingParameters.every((name) => text(params, name) === undefined)) throw refuse('IllegalParamError');
  const target = targetClass(state, instance, text(params, 'InstanceClass'));
  const engineVersion = targetVersion(instance, params);
  if (isClassic(target)) refuseCountsOfClassic(params);
  const shardCount = targetShards(instance, target, integer(params, 'ShardCount'));
  const counts = isClassic(target) ? countsOfClassic(instance, target) : targetCounts(instance, params, shardCount);
  const readers = counts.readOnlyCount + counts.slaveReadOnlyCount;
  const next: Shape = {
    instanceClass: target.name,
    shardCount,
    ...counts,
    engineVersion,
    architectureType: targetArchitecture(instance, target, shardCount, readers),
    nodeType: targetNodeType(instance, params, target.name),
    ...targetStorage(instance, params, target.name),
  };
  refuseDirectConnection(instance, next);
  // What the real one answers to a change that changes nothing is unknown.
  if (JSON.stringify(shapeOf(next)) === JSON.stringify(shapeOf(instance))) throw refuse('SYSTEM.ILLEGAL_ARGUMENT');
  refuseTooLittleMemory(instance, next);
  return next;
}

function targetClass(state: State, instance: SandboxInstance, name: string | undefined): InstanceClass {
  if (name === undefined) return classOf(instance.instanceClass);
  const target = findClass(name);
  const sold = target !== undefined && isSold(target, instance.chargeType) && !state.settings.notSold.includes(name);
  if (!sold || !mayBecome(classOf(instance.instanceClass), target)) throw refuse('SPEC_NOT_FOUND');
  if (state.settings.outOfStock.includes(name)) throw refuse('QuotaNotEnough');
  return target;
}

function targetShards(instance: SandboxInstance, target: InstanceClass, asked: number | undefined): number {
  if (isClassic(target)) return target.shards ?? 1;
  if (asked !== undefined) return asked;
  return isClassic(classOf(instance.instanceClass)) ? 1 : instance.shardCount;
}

function countsOfClassic(
  instance: SandboxInstance,
  target: InstanceClass,
): Pick<Shape, 'readOnlyCount' | 'slaveReadOnlyCount' | 'replicaCount' | 'slaveReplicaCount' | 'secondaryZoneId'> {
  const readOnlyCount = Number(/\.(\d+)rodb\./.exec(target.name)?.[1] ?? 0);
  const { slaveReadOnlyCount, replicaCount, slaveReplicaCount, secondaryZoneId } = instance;
  return { readOnlyCount, slaveReadOnlyCount, replicaCount, slaveReplicaCount, secondaryZoneId };
}

/** Documented: new memory x 0.8 must exceed the used memory. Of a cluster the sum is compared here, not the fullest shard. */
function refuseTooLittleMemory(instance: SandboxInstance, next: Shape): void {
  const memory = memoryBytesOf(next);
  if (memory === memoryBytesOf(instance)) return;
  if (memory * 0.8 <= instance.usedMemoryBytes) throw refuse('TargetMemoryLessThanCurrentUsed');
}

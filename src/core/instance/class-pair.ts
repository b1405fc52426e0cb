/** An instance, the class it has and the class it shall have, side by side. */
import { type ClassFacts, describeClass } from './classes.ts';
import type { InstanceFacts } from './instance.ts';

/** One way to run Redis; the two cluster modes differ in who routes commands, `cluster` is a classic one. */
export type Architecture =
  'standard' | 'standard-single-replica' | 'cluster' | 'cluster-direct' | 'cluster-proxy' | 'rwsplit';

/** The two classes, and what the instance is and may become. */
export interface Pair {
  readonly facts: InstanceFacts;
  readonly fromName: string;
  readonly toName: string;
  readonly from: ClassFacts | undefined;
  readonly to: ClassFacts | undefined;
  readonly is: Architecture | undefined;
  /** Empty when it is not known. */
  readonly becomes: readonly Architecture[];
}

export function pairOf(facts: InstanceFacts, toName: string): Pair {
  const [from, to] = [describeClass(facts.realClass), describeClass(toName)];
  const is = architectureNow(facts, from);
  return { facts, fromName: facts.realClass, toName, from, to, is, becomes: architectureAfter(is, to) };
}

function choices(described: ClassFacts | undefined): readonly Architecture[] {
  return (described?.architecture.split('|') ?? []) as Architecture[];
}

/** A class of two uses is told apart by the ArchitectureType of the instance. */
function architectureNow({ architecture: told }: InstanceFacts, from: ClassFacts | undefined) {
  const named = choices(from);
  if (named.length === 1) return named[0];
  return named.find((one) => familyOf(one) === told);
}

/** A class that serves what the instance is leaves it so: neither shards nor replicas are part of our order. */
function architectureAfter(is: Architecture | undefined, to: ClassFacts | undefined): readonly Architecture[] {
  const named = choices(to);
  if (is === undefined) return named;
  if (named.includes(is)) return [is];
  const same = named.filter((one) => familyOf(one) === familyOf(is));
  return same.length > 0 ? same : named;
}

export function familyOf(one: Architecture): string {
  return one.startsWith('cluster') ? 'cluster' : one;
}

/** Whether the architecture changes; undefined while either side is unknown. */
export function changes({ is, becomes }: Pair): boolean | undefined {
  if (is === undefined || becomes.length === 0) return undefined;
  return becomes.every((one) => familyOf(one) !== familyOf(is) || modes(is, one));
}

function modes(is: Architecture, one: Architecture): boolean {
  return is !== one && is !== 'cluster' && one !== 'cluster';
}

/** Only between classes whose names say how many shards they are. */
export function shardsChange({ from, to }: Pair): { readonly from: number; readonly to: number } | undefined {
  if (from?.architecture !== 'cluster' || to?.architecture !== 'cluster') return undefined;
  if (from.shards === undefined || to.shards === undefined || from.shards === to.shards) return undefined;
  return { from: from.shards, to: to.shards };
}

export type Limit = 'connections' | 'bandwidthMBs' | 'qps';

/** Only what a page publishes for the whole instance: a shard's share says nothing of what a proxy lets through. */
export function limitOf({ facts, is, becomes, toName }: Pair, one: ClassFacts, name: Limit): number | undefined {
  if (!one.documented) return undefined;
  const mode = one.name === toName ? becomes : is === undefined ? [] : [is];
  const single = one.shards === 1 || (mode.length === 1 && mode[0] === 'standard');
  if (single || one.shards !== undefined) return name === 'connections' ? connectionsOf(facts, one) : one[name];
  const { shards } = facts;
  if (name !== 'connections' || shards === undefined || shards < 1 || mode.length !== 1) return undefined;
  if (mode[0] === 'cluster-proxy') return proxyConnections(shards);
  return mode[0] === 'cluster-direct' && one.connections !== undefined ? one.connections * shards : undefined;
}

/** Engine 4.0 has 10,000 with every class. */
function connectionsOf({ engineVersion }: InstanceFacts, { connections, deployment }: ClassFacts) {
  if (connections === undefined || deployment !== 'classic' || !engineVersion.startsWith('4.')) return connections;
  return Math.min(connections, 10_000);
}

function proxyConnections(shards: number): number {
  if (shards <= 2) return 240_000;
  if (shards <= 6) return 360_000;
  return shards <= 8 ? 480_000 : 500_000;
}

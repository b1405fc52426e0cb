/**
 * What a change does to an instance, as far as the pair of classes and the documentation tell. What is not known is
 * said to be unknown; nothing is guessed, and nothing of it decides anything.
 */
import type { Change } from '../value/change.ts';
import { changes, familyOf, type Limit, limitOf, type Pair, pairOf, shardsChange } from './class-pair.ts';
import { deploymentOf, memoryAfter, productTypeOf } from './classes.ts';
import type { Effect, EffectKind, EffectOf, Forbidden, Severity } from './effect.ts';
import type { InstanceFacts } from './instance.ts';
import { nextWindow } from './maintenance.ts';
import { directLimits, networkEffects } from './network-facts.ts';

const RANK = { stop: 0, warning: 1, info: 2 } as const;

/** Effects of a change, the most severe first. Never empty. `now` decides which maintenance window is the next. */
export function impact(facts: InstanceFacts, change: Change, now: Date): readonly Effect[] {
  if (facts.realClass === change.targetClass) return [effect('info', { kind: 'none' })];
  const pair = pairOf(facts, change.targetClass);
  return [
    ...forbidden(pair),
    ...unknown(pair),
    ...managed(facts),
    ...interruption(pair),
    ...moment(pair, change, now),
    ...limits(pair),
    ...memory(pair),
    ...architecture(pair, change),
    ...versions(facts),
    ...networkEffects(pair).map((what) => effect(what.kind === 'unseen' ? 'info' : 'warning', what)),
  ].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
}

function effect(severity: Severity, what: EffectOf): Effect {
  return { severity, ...what };
}

function forbidden(pair: Pair): readonly Effect[] {
  const { is, becomes, fromName, toName, to } = pair;
  const leaves = (family: string): boolean => becomes.length > 0 && becomes.every((one) => familyOf(one) !== family);
  const only = (family: string): boolean => becomes.length > 0 && becomes.every((one) => familyOf(one) === family);
  const reasons: Forbidden[] = [
    ...(is === 'rwsplit' && leaves('rwsplit') ? (['splitting_first'] as const) : []),
    ...(is === 'cluster-direct' && only('standard') ? (['direct_to_standard'] as const) : []),
    ...directLimits(pair),
    ...(is !== undefined && is !== 'standard-single-replica' && only('standard-single-replica')
      ? (['single_replica'] as const)
      : []),
    ...(to !== undefined || toName.startsWith('tair.') ? mediaOf(fromName, toName) : []),
  ];
  return reasons.map((why) => effect('stop', { kind: 'forbidden', why }));
}

/** Memory, persistent memory and disk of Tair are three products; no way leads from one to another. */
function mediaOf(from: string, to: string): readonly Forbidden[] {
  const differ = from.startsWith('tair.') && to.startsWith('tair.') && productTypeOf(from) !== productTypeOf(to);
  return differ ? ['media'] : [];
}

function unknown({ from, to, fromName, toName }: Pair): readonly Effect[] {
  return [
    ...(to === undefined ? [effect('warning', { kind: 'unknown', of: 'target', name: toName })] : []),
    ...(from === undefined ? [effect('warning', { kind: 'unknown', of: 'now', name: fromName })] : []),
  ];
}

/** Tags by which tools mark what they manage: the key may say it, or the value under one of these keys. */
const MARKS: ReadonlySet<string> = new Set(['managedby', 'createdby', 'provisionedby', 'provisioner', 'iac', 'tool']);

function managed({ tags }: InstanceFacts): readonly Effect[] {
  const tag = Object.entries(tags ?? {}).find(([key, value]) => {
    const [name, said] = [key.toLowerCase(), value.toLowerCase()];
    if (/^(?:false|no|0|off)$/.test(said.trim())) return false;
    return name.includes('terraform') || (MARKS.has(name.replace(/[^a-z]/g, '')) && said.includes('terraform'));
  });
  if (tag === undefined) return [];
  return [effect('warning', { kind: 'terraform_managed', tag: { key: tag[0], value: tag[1] } })];
}

const DISCONNECTED_SECONDS = 30;
const READ_ONLY_SECONDS = 60;

/** Documented: a change of architecture or shards disconnects, a change of class alone may. */
function interruption(pair: Pair): readonly Effect[] {
  const moves = deploymentOf(pair.fromName) === 'classic' && deploymentOf(pair.toName) === 'cloud-native';
  const known = pair.from !== undefined && pair.to !== undefined;
  const surely = known && (moves || changes(pair) === true || shardsChange(pair) !== undefined);
  const times = known && moves && changes(pair) !== true ? 1 : 2;
  const severity = 'warning';
  return [
    effect(severity, { kind: 'disconnects', times, seconds: DISCONNECTED_SECONDS, may: !surely }),
    effect(severity, { kind: 'read_only', seconds: READ_ONLY_SECONDS, may: !surely }),
  ];
}

const DROPS = {
  connections: 'connections_drop',
  bandwidthMBs: 'bandwidth_drop',
  qps: 'qps_drop',
} as const satisfies Record<Limit, EffectKind>;

function limits(pair: Pair): readonly Effect[] {
  const { facts, to } = pair;
  // An unknown class is said to be unknown; that covers its limits.
  if (to === undefined) return [];
  const names = Object.keys(DROPS) as Limit[];
  const after = names.map((name) => [name, limitAfter(pair, name)] as const);
  const known = after.flatMap(([name, then]) => {
    const now = facts[name] ?? (pair.from === undefined ? undefined : limitOf(pair, pair.from, name));
    if (now === undefined || then === undefined || !(then < now)) return [];
    const usual = pair.from === undefined ? undefined : limitOf(pair, pair.from, name);
    return name === 'bandwidthMBs' && usual !== undefined && now > usual
      ? [effect('warning', { kind: 'extra_bandwidth_may_drop', from: now, to: then })]
      : [effect('warning', { kind: DROPS[name], from: now, to: then })];
  });
  const open = after.some(([, then]) => then === undefined);
  return [...known, ...(open ? [effect('info', { kind: 'limits_unknown' })] : [])];
}

function limitAfter(pair: Pair, name: Limit): number | undefined {
  return pair.to === undefined ? undefined : limitOf(pair, pair.to, name);
}

function memory({ facts, from, to, toName }: Pair): readonly Effect[] {
  if (to === undefined) return [];
  const fromMb = facts.capacityMb ?? (from === undefined ? undefined : memoryAfter(facts, from.name));
  const toMb = memoryAfter(facts, toName);
  if (fromMb === undefined || toMb === undefined) return [effect('info', { kind: 'memory_unknown' })];
  if (fromMb === toMb) return [];
  return toMb < fromMb
    ? [effect('warning', { kind: 'memory_shrinks', fromMb, toMb })]
    : [effect('info', { kind: 'memory_grows', fromMb, toMb })];
}

function architecture(pair: Pair, { forceUpgrade }: Change): readonly Effect[] {
  const { is, becomes } = pair;
  const shards = shardsChange(pair);
  const reads = becomes.length === 1 && becomes[0] === 'rwsplit';
  const resharded =
    shards === undefined
      ? []
      : [effect(shards.to < shards.from ? 'warning' : 'info', { kind: 'shards_change', ...shards })];
  const splitting = reads ? [effect('info', { kind: 'read_write_splitting', begins: is !== 'rwsplit' })] : [];
  if (is === undefined || changes(pair) !== true) return [...resharded, ...splitting];
  const routed = becomes.some((one) => familyOf(one) === 'cluster' || one === 'rwsplit');
  const limited = familyOf(is) === 'standard' && routed ? [forceUpgrade] : [];
  return [
    effect('warning', { kind: 'architecture_changes', from: is, to: becomes }),
    ...limited.map((forced) => effect(forced ? 'warning' : 'info', { kind: 'commands_limited', checked: !forced })),
    ...resharded,
    ...splitting,
  ];
}

function moment(pair: Pair, { effectiveTime }: Change, now: Date): readonly Effect[] {
  if (effectiveTime === 'Immediately') return [effect('info', { kind: 'at_once' })];
  const { maintenance } = pair.facts;
  const window = maintenance === undefined ? undefined : nextWindow(maintenance, now);
  const native = [pair.fromName, pair.toName].every((name) => deploymentOf(name) === 'cloud-native');
  const whole = pair.is === 'standard' && pair.becomes.includes('standard');
  return [
    effect('info', window === undefined ? { kind: 'window_unknown' } : { kind: 'switch_at', ...window }),
    ...(native && whole ? [effect('warning', { kind: 'window_ignored_possible' })] : []),
  ];
}

/** Classic instances get their version sent along (order-spec.ts), so it stays. */
function versions({ realClass, engineVersion }: InstanceFacts): readonly Effect[] {
  const sent = deploymentOf(realClass) === 'classic' && /^\d+\.\d+$/.test(engineVersion);
  return [effect('info', { kind: 'minor_version_may_upgrade', major: sent ? engineVersion : undefined })];
}

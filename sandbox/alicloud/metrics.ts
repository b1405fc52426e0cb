import { classOf, isClassic } from './classes.ts';
import { memoryBytesOf } from './instance.ts';
import type { SandboxInstance } from './instance.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const PEAK_HOUR = 12;

/** How far the peak hour of a day goes from the usual level to the peak: from Sunday on, in UTC. A shop's week. */
const PEAKS = [1, 0.35, 0.3, 0.4, 0.5, 0.65, 0.9] as const;

/** What the usual level grows by in a day, until the instance was added. */
const GROWTH = 0.004;

/**
 * What an instance measured at a moment: level all day, with one peak hour from 12:00Z, the highest of a week on Sunday;
 * a little less on each day before the instance was added.
 */
export interface Sample {
  readonly usedMemory: number;
  readonly quotaMemory: number;
  readonly memoryPercent: number;
  readonly cpuPercent: number;
  readonly connections: number;
  readonly connectionPercent: number;
  readonly qps: number;
}

export function sampleAt(instance: SandboxInstance, at: number): Sample {
  const row = classOf(instance.instanceClass);
  const usedMemory = usedAt(instance, at);
  const quotaMemory = memoryBytesOf(instance);
  const limit = (row.connections ?? 10_000) * (isClassic(row) ? 1 : instance.shardCount);
  return {
    usedMemory,
    quotaMemory,
    memoryPercent: percent(usedMemory, quotaMemory),
    cpuPercent: instance.cpuPercent,
    connections: instance.usedConnections,
    connectionPercent: percent(instance.usedConnections, limit),
    qps: instance.usedQps,
  };
}

/** Bytes; the rest of a sample follows from it. */
export function usedAt({ usedMemoryBytes, peakMemoryBytes, addedAt }: SandboxInstance, at: number): number {
  const before = Math.max(0, Math.floor((addedAt - at) / DAY_MS));
  const level = usedMemoryBytes * Math.max(0, 1 - GROWTH * before);
  const hours = Math.floor(at / HOUR_MS);
  // The first of January 1970 was a Thursday.
  const part = hours % 24 === PEAK_HOUR ? (PEAKS[(Math.floor(hours / 24) + 4) % 7] ?? 1) : 0;
  return Math.round(level + (peakMemoryBytes - level) * part);
}

const percent = (part: number, whole: number): number => Math.round((part / whole) * 10_000) / 100;

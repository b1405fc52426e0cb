import { classOf, isClassic } from './classes.ts';
import { memoryBytesOf } from './instance.ts';
import type { SandboxInstance } from './instance.ts';

const PEAK_HOUR = 12;

/** What an instance measured at a moment: flat all day, with one peak hour from 12:00Z. */
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
  const peak = new Date(at).getUTCHours() === PEAK_HOUR;
  const usedMemory = peak ? instance.peakMemoryBytes : instance.usedMemoryBytes;
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

const percent = (part: number, whole: number): number => Math.round((part / whole) * 10_000) / 100;

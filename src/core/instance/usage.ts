/**
 * What an instance used in the last seven days, as far as the cloud said. A peak that is
 * undefined could not be read; it is never a zero. Plain JSON: it is stored with the request.
 */
export interface Usage {
  /** Bytes, of the whole instance. */
  readonly peakMemoryBytes: number | undefined;
  /** Bytes, of the fullest shard of a cluster. */
  readonly hottestShardBytes: number | undefined;
  readonly peakConnections: number | undefined;
  readonly peakQps: number | undefined;
  /** Percent of the bandwidth that the instance has. */
  readonly peakInPercent: number | undefined;
  readonly peakOutPercent: number | undefined;
  /** Peak memory in bytes of each of the seven days, the oldest first; null where there is no point of that day. */
  readonly dailyMemoryBytes: readonly (number | null)[];
  /** The time that was asked about, ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly source: 'history' | 'cms';
}

/** The highest values of a short time; what is undefined has no metric. */
export interface Vitals {
  readonly memoryBytes: number | undefined;
  readonly connections: number | undefined;
  /** Microseconds that a command took on average. */
  readonly latencyUs: number | undefined;
}

export const USAGE_DAYS = 7;

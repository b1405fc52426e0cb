import type { Log } from '../core/log.ts';
import type { Policy } from '../core/policy/policy-model.ts';
import type { Timings } from './timings.ts';
import type { Clock, Cloud, People, Records, Notifier } from './ports.ts';

/** Everything a step of the runbook may touch. */
export interface World {
  readonly cloud: Cloud;
  readonly people: People;
  readonly notifier: Notifier;
  readonly records: Records;
  /** The configuration in force now; a reload replaces it. */
  readonly policy: () => Policy;
  readonly clock: Clock;
  readonly timings: Timings;
  readonly log: Log;
  /** Random lower-case Crockford base 32 of the given length. */
  readonly random: (length: number) => string;
}

/** The part of it that asks and judges; nothing is changed or said by it. */
export type ReadOnlyWorld = Pick<World, 'cloud' | 'people' | 'policy' | 'clock' | 'log'> & {
  readonly records: Pick<Records, 'find' | 'spending' | 'lockOf' | 'freeze'>;
};

export function later(clock: Clock, ms: number): string {
  return new Date(clock.now().getTime() + ms).toISOString();
}

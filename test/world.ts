/** The world of a step in which only what the test gives exists. */
import type { Policy } from '../src/core/policy/policy-model.ts';
import type { Clock, Cloud, Notifier, People, Records } from '../src/workflow/ports.ts';
import { TIMINGS, type Timings } from '../src/workflow/timings.ts';
import type { World } from '../src/workflow/world.ts';
import { NOON } from './builders.ts';

export interface WorldParts {
  readonly cloud?: Partial<Cloud>;
  readonly people?: Partial<People>;
  readonly notifier?: Partial<Notifier>;
  readonly records?: Partial<Records>;
  readonly policy?: () => Policy;
  readonly clock?: Clock;
  readonly timings?: Timings;
  /** What a method does that the test does not give; it throws. */
  readonly otherwise?: (method: string) => unknown;
}

/** At noon, with the pauses of life, an empty directory and a silent log. */
export function aWorld(parts: WorldParts = {}): World {
  const { otherwise = unexpected, policy = () => unexpected('policy') } = parts;
  return {
    cloud: port<Cloud>('cloud', parts.cloud, otherwise),
    people: port<People>(
      'people',
      {
        directory: () => Promise.resolve(new Map()),
        standing: () => Promise.resolve({ kind: 'member' }),
        ...parts.people,
      },
      otherwise,
    ),
    notifier: port<Notifier>('notifier', parts.notifier, otherwise),
    records: port<Records>('records', { freeze: () => Promise.resolve(undefined), ...parts.records }, otherwise),
    policy,
    clock: parts.clock ?? { now: () => NOON },
    timings: parts.timings ?? TIMINGS,
    log: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    random: (length) => '0'.repeat(length),
  };
}

function unexpected(method: string): never {
  throw new Error(`${method} is not part of this world`);
}

function port<T extends object>(name: string, given: Partial<T> = {}, otherwise: (method: string) => unknown): T {
  return new Proxy(given, {
    get: (target, key): unknown => Reflect.get(target, key) ?? (() => otherwise(`${name}.${String(key)}`)),
  }) as T;
}

import { startCloud } from '../../../sandbox/alicloud/cloud.ts';
import type { Cloud, SandboxInstance } from '../../../sandbox/alicloud/cloud.ts';
import { createClock } from '../../../sandbox/alicloud/clock.ts';
import type { SandboxClock } from '../../../sandbox/alicloud/clock.ts';
import type { Settings } from '../../../sandbox/alicloud/state.ts';
import { call } from './client.ts';
import type { Reply } from './client.ts';

/** One instance `r-one` in a cloud whose time stands still. */
export interface Bench extends AsyncDisposable {
  readonly cloud: Cloud;
  readonly clock: SandboxClock;
  readonly one: () => SandboxInstance;
  change(params: Readonly<Record<string, string>>): Promise<Reply>;
  /** DescribeInstanceAttribute's one item. */
  describe(): Promise<Record<string, unknown>>;
}

export const NOON = Date.parse('2024-06-03T12:00:00Z');
export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;

export async function bench(
  instance: Partial<SandboxInstance> = {},
  settings: Partial<Settings> = {},
  start = NOON,
): Promise<Bench> {
  const clock = createClock({ start });
  const cloud = await startCloud({ now: clock.now });
  Object.assign(cloud.settings, settings);
  cloud.addInstance({ instanceId: 'r-one', ...instance });
  return {
    cloud,
    clock,
    one: () => cloud.instance('r-one'),
    change: (params) => call(cloud, 'ModifyInstanceSpec', { InstanceId: 'r-one', ...params }),
    describe: async () => {
      const { body } = await call(cloud, 'DescribeInstanceAttribute', { InstanceId: 'r-one' });
      const { DBInstanceAttribute } = body['Instances'] as { DBInstanceAttribute: Record<string, unknown>[] };
      return DBInstanceAttribute[0] ?? {};
    },
    [Symbol.asyncDispose]: () => cloud.close(),
  };
}

/** Classic small to mid, the plainest change there is. */
export const toMid = { InstanceClass: 'redis.master.mid.default', MajorVersion: '5.0' };

/** What the three facts say: status, order completed, real class. */
export async function facts(one: Bench): Promise<unknown[]> {
  const row = await one.describe();
  return [row['InstanceStatus'], row['IsOrderCompleted'], row['RealInstanceClass']];
}

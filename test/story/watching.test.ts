import { afterEach, describe, expect, it } from 'vitest';
import type { RequestId } from '../../src/core/request/request.ts';
import type { State } from '../../src/core/request/state.ts';
import { aDraft, anInstance } from '../builders.ts';
import { openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const MANY = 32;
const WAY: readonly State[] = ['approved', 'ordering', 'ordered', 'changing'];

/** Requests whose changes are running, as if as many people had been busy: more than one look can ask for. */
async function manyChanging(): Promise<void> {
  for (let n = 0; n < MANY; n += 1) {
    const instanceId = `r-bp1many${String(n).padStart(4, '0')}`;
    stage.cloud.addInstance({ instanceId, regionId: 'cn-hangzhou', instanceClass: 'redis.master.small.default' });
    stage.cloud.instance(instanceId).instanceStatus = 'Changing';
    const id: RequestId = `rr-many${String(n).padStart(4, '0')}`;
    await stage.store().records.open(aDraft({ id, before: anInstance({ instanceId }) }), `V${String(n)}`, [], []);
    for (const to of WAY) await stage.store().records.change(id, () => ({ kind: 'update', to, events: [], result: 0 }));
    await stage.store().records.enqueue({ queue: 'watch', id });
  }
}

describe('watching many changes', () => {
  it('asks for up to thirty instances at once, and for the detail only of those that turned Normal', async () => {
    stage = await openStage({ pace: { watch: 300 } });
    await manyChanging();
    stage.cloud.calls.length = 0;
    const from = Date.now();
    const sizes = () =>
      stage.cloud.calls
        .filter(({ action }) => action === 'DescribeInstances')
        .map(({ params }) => String(params['InstanceIds']).split(',').length);
    // Every instance is looked at four times.
    await expect
      .poll(() => sizes().reduce((sum, size) => sum + size, 0), { timeout: 15_000 })
      .toBeGreaterThanOrEqual(4 * MANY);
    expect(Math.max(...sizes())).toBe(30);
    // At a look each 300 ms: far fewer calls than one for each instance and look.
    expect(sizes().length).toBeLessThan(5 * Math.max(4, (Date.now() - from) / 300));
    expect(stage.cloud.calls.filter(({ action }) => action === 'DescribeInstanceAttribute')).toEqual([]);

    stage.cloud.instance('r-bp1many0007').instanceStatus = 'Normal';
    await expect
      .poll(() => stage.cloud.calls.filter(({ action }) => action === 'DescribeInstanceAttribute').length, {
        timeout: 10_000,
      })
      .toBeGreaterThan(0);
    const details = stage.cloud.calls.filter(({ action }) => action === 'DescribeInstanceAttribute');
    expect(new Set(details.map(({ params }) => params['InstanceId']))).toEqual(new Set(['r-bp1many0007']));
  });
});

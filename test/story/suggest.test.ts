import { afterEach, expect, it } from 'vitest';
import { openStage, type Stage } from './stage.ts';

const RULES = `
groups: { sre: [S0SRE] }
rules: [{ name: two, who: [sre], instances: { names: [almost-full-cache, quiet-cache] }, approval: none }]
`;

let stage: Stage;
afterEach(() => stage.close());

it('names what is nearly full and what could be smaller, and the button opens the form filled in', async () => {
  stage = await openStage({ rules: RULES });
  // Peaks of 0.2 of 4 GB.
  stage.cloud.addInstance({
    ...{
      instanceId: 'r-bp1quiet0000001',
      instanceName: 'quiet-cache',
      regionId: 'cn-hangzhou',
      chargeType: 'PostPaid',
    },
    ...{
      instanceClass: 'redis.master.stand.default',
      usedMemoryBytes: 2e8,
      peakMemoryBytes: 2e8,
      tags: { env: 'dev' },
    },
  });
  await stage.sre.types('/redis-resize suggest', { in: '#payments' });
  await stage.sre.waitsFor('Checking the metrics of your instances.');
  const seen = () => stage.sre.sees().join('\n');
  await expect.poll(seen, { timeout: 20_000 }).toMatch(/Suggestions for 2 instances/);
  expect(seen()).toMatch(
    /almost-full-cache .*memory peak at 97% of 4 GB .*redis\.master\.large\.default \(8 GB\) has room\. About CN¥[\d,.]+ more/,
  );
  expect(seen()).toMatch(/quiet-cache .*→ redis\.master\.small\.default \(1 GB\) .*Saves about CN¥[\d,.]+ a month/);
  const batches = stage.cloud.calls.filter(({ action }) => action === 'DescribeMetricList');
  // Both in one.
  expect(batches).toHaveLength(1);
  await stage.sre.presses('Request');
  await stage.sre.waitsForModal();
  await stage.sre.waitsFor('almost-full-cache');
  await stage.sre.waitsFor('redis.master.large.default');
});

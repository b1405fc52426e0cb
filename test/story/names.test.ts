import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, ORDERS, RULES, type Stage } from './stage.ts';

const PRESETS = `${RULES}
presets:
  sale: { size: 4GB, at: maintain }
`;

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ rules: PRESETS, mode: 'http' });
  stage.cloud.addInstance({
    instanceId: 'r-uf6orders0002',
    instanceName: 'orders-cache',
    regionId: 'cn-shanghai',
    instanceClass: 'redis.master.small.default',
    tags: { env: 'dev' },
  });
});
afterAll(() => stage.close());

const types = (text: string, who = stage.dev) => who.types(`/redis-resize ${text}`, { in: '#payments' });

describe('an instance by its name', () => {
  it('that two regions have is chosen from a list, and the command goes on as it was typed', async () => {
    await types('orders-cache +1 --no-auto-pay');
    await stage.dev.waitsFor(/Several instances match|有多个实例与/);
    const [list] = stage.slack.messages('#payments').filter(({ ephemeralTo }) => ephemeralTo === 'U0DEV1');
    const buttons = JSON.stringify(list?.blocks).match(/"action_id":"pick_instance"[^}]*"value":"[^"]+"/g);
    expect(buttons).toHaveLength(2);
    await stage.dev.presses('选择', { value: ORDERS } as never);
    await stage.dev.waitsForModal();
    await stage.dev.waitsFor(/redis\.master\.mid\.default/);
    await stage.dev.closes();
  });
});

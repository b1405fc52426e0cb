import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStage, ORDERS, RULES, type Stage } from './stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage({ rules: `${RULES}\npresets:\n  sale: { size: 4GB, at: maintain }\n`, mode: 'http' });
  // Not among those that anybody may touch.
  stage.cloud.addInstance({ instanceId: 'r-bp1ordersprivate', instanceName: 'orders-cache', regionId: 'cn-hangzhou' });
});
afterAll(() => stage.close());

const types = (text: string, who = stage.sre) => who.types(`/redis-resize ${text}`, { in: '#payments' });

describe('an instance by its name', () => {
  it('is found among those that the person may touch, and its class by the size of a preset', async () => {
    await types('please resize Orders to sale for 2 weeks');
    await stage.sre.waitsForModal();
    await stage.sre.waitsFor('redis.master.stand.default (4 GB)');
    await stage.sre.fills({ reason: 'sale' });
    await stage.sre.submits();
    const { id } = await stage.reaches('pending');
    expect(await stage.only()).toMatchObject({
      before: { instanceId: ORDERS },
      change: {
        targetClass: 'redis.master.stand.default',
        effectiveTime: 'MaintainTime',
        until: { kind: 'duration', ms: 1_209_600_000 },
      },
    });
    await types('status orders-cache');
    await stage.sre.waitsFor(new RegExp(id));
    await types('why orders-cache +1');
    await stage.sre.waitsFor(/prod needs one of SRE/);
    await types('why orders-cache 3GB');
    await stage.sre.waitsFor(/Nearest: redis\.master\.mid\.default \(2 GB\), redis\.master\.stand\.default \(4 GB\)/);
  });

  it('that two have is chosen by its button, and the command goes on', async () => {
    stage.cloud.addInstance({
      ...{ instanceId: 'r-uf6sessions0002', instanceName: 'sessions-cache', regionId: 'cn-shanghai' },
      tags: { env: 'dev' },
    });
    stage.later(61_000);
    await types('why sessions-cache +1');
    await stage.sre.waitsFor(/Several instances match sessions-cache/);
    await stage.sre.presses('Choose');
    await stage.sre.waitsFor(/dev alone/);
  });
});

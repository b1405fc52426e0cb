import { afterEach, describe, expect, it } from 'vitest';
import { MID, ORDERS, openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

describe.each(['socket', 'http'] as const)('the whole story (%s)', (mode) => {
  it('from the command to the verified change', async () => {
    stage = await openStage({ mode });
    const { dev, sre } = stage;
    await dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await dev.waitsFor(/orders-cache/);
    await dev.fills({ reason: 'Peak memory is at 71 %' });
    await dev.submits();
    await stage.reaches('pending');
    await sre.waitsFor(/orders-cache/);
    console.log((await sre.presses('Approve')).confirm);
    await stage.reaches('completed');
    await stage.quiet();
    console.log(dev.sees().join('\n'), stage.thread().join('\n'));
    console.log(stage.orderCalls());
    expect(stage.orderCalls()).toHaveLength(1);
  });
});

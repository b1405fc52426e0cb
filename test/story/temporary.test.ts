import { afterEach, expect, it } from 'vitest';
import { MID, openStage, ORDERS, SMALL, type Stage } from './stage.ts';

const DAY = 24 * 3_600_000;
let stage: Stage;

afterEach(() => stage.close());

it('goes up, and back at its time, with one approval', async () => {
  stage = await openStage();
  const there = await stage.ask({ line: `${ORDERS} ${MID} --until 3d` });
  expect(stage.cards().at(-1)).toBeDefined();
  await stage.sre.presses('Approve');
  await stage.reaches('completed', there.id);
  await stage.quiet();
  expect(stage.thread().at(-1)).toMatch(/done: orders-cache is now redis\.master\.mid.*Back to redis\.master\.small/);

  await stage.tick(3 * DAY - 60_000);
  await stage.quiet();
  expect(stage.thread().at(-1)).toMatch(/goes back to redis\.master\.small/);
  expect(stage.orderCalls()).toHaveLength(1);

  await stage.tick(60_000);
  const back = await stage.reaches('completed');
  await stage.quiet();
  expect(back).toMatchObject({ returnOf: there.id, requester: there.requester, change: { targetClass: SMALL } });
  expect(stage.orderCalls()).toHaveLength(2);
  expect(stage.thread()[0]).toMatch(
    `orders-cache goes back: ${MID} (2 GB) → ${SMALL} (1 GB). Approved with ${there.id}`,
  );
  expect(stage.thread().at(-1)).toMatch(/done: orders-cache is now redis\.master\.small/);
  const [first] = stage.slack.thread('#payments', stage.cards()[0]?.ts ?? '').slice(-1);
  expect(first && stage.read(first)).toContain(back.id);
});

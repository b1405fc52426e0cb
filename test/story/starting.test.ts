/** A change at a time that was asked for, and the way back from it. */
import { afterEach, expect, it } from 'vitest';
import { MID, openStage, ORDERS, RULES, SMALL, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** Nine in the morning in Shanghai, where mei is. */
const nextNine = (): number => (Math.floor((Date.now() - HOUR) / (24 * HOUR)) + 1) * 24 * HOUR + HOUR;
const seconds = (ms: number): number => Math.floor(ms / MINUTE) * 60;
const buttons = () => stage.cards().map((card) => stage.read(card).match(/\[[^\]]*\]/g) ?? []);

it('waits for nine o’clock over a restart, is ordered then, and is taken back with one click', async () => {
  // In up to a day of waiting, what is left of the subscription gets cheaper by more than the usual 5 %.
  stage = await openStage({ rules: `${RULES}limits: { priceDrift: 20% }\n` });
  const { startAt, id } = await stage.ask({ line: `${ORDERS} ${MID} --start 09:00` });
  expect(Date.parse(startAt ?? '')).toBe(nextNine());
  expect(stage.read(stage.cards()[0]!)).toContain('Earliest start: ');
  await stage.sre.presses('Approve');
  await expect.poll(() => stage.thread().join('\n')).toContain('Waiting for the start time, ');
  expect(stage.read(stage.cards()[0]!)).toMatch(/Approved\.\W+The order is placed .*, as requested/);
  await stage.sre.types('/redis-resize list', { in: '#payments' });
  await stage.sre.waitsFor(/The order is placed .*, as requested/);
  await stage.restart();
  await stage.tick(MINUTE);
  expect((await stage.only()).state).toBe('approved');
  expect(stage.orderCalls()).toEqual([]);
  await stage.tick(nextNine() - Date.now());
  await stage.reaches('completed');
  await stage.quiet();
  expect(stage.orderCalls()).toHaveLength(1);

  await expect.poll(() => buttons()).toEqual([['[Back to redis.master.small.default (1 GB)]']]);
  const shown = stage.cards()[0]!;
  await stage.sre.presses(/^Back to/);
  await stage.sre.waitsForModal();
  await expect
    .poll(() => JSON.stringify(stage.sre.modal()))
    .toMatch(RegExp(`Back from .*${MID}.* to ${SMALL}.*, after ${id}`));
  await stage.sre.submits();
  const back = await stage.reaches('pending');
  expect(back).toMatchObject({ before: { realClass: MID }, change: { targetClass: SMALL } });
  await stage.quiet();
  // The next request for the instance ends the offer, and a press on what is still on a screen is answered.
  await expect.poll(() => buttons()[0]).toEqual([]);
  await stage.sre.pressesOld(shown, 'resize_back');
  await stage.sre.waitsFor(/no longer offers the way back/);
  expect(await refused()).toContainEqual({ button: 'resize_back', reason: 'back_over' });
});

const refused = async () =>
  (await stage.store().records.events((await stage.store().records.find({ limit: 2 }))[1]!.id)).flatMap((event) =>
    event.kind === 'click_refused' ? [event.data] : [],
  );

it('over HTTP: what is past or too late is refused where it was typed, and an approval after its time orders right away', async () => {
  stage = await openStage({ mode: 'http' });
  const { sre } = stage;
  await sre.types(`/redis-resize ${ORDERS} ${MID} --start 2020-01-01 09:00`, { in: '#payments' });
  await sre.waitsFor(/--start.* must be in the future \(got .*2020-01-01 09:00/);
  expect(sre.modals()).toEqual([]);

  await stage.dev.types(`/redis-resize ${ORDERS} ${MID} --start 1m`, { in: '#payments' });
  await stage.dev.waitsForModal();
  await stage.dev.waitsFor(/prod needs one of SRE/);
  const now = Date.now();
  const errors = async (at: number) => {
    await stage.dev.fills({ reason: 'Peak memory', start_at: seconds(at) });
    return stage.dev.act({ kind: 'submit', as: 'U0DEV1', view: stage.dev.modal().id });
  };
  expect(JSON.stringify(await errors(now - HOUR))).toContain('开始时间已过');
  expect(JSON.stringify(await errors(now + 25 * HOUR))).toContain('最多等待审批 1d');
  await stage.dev.fills({ start_at: seconds(now + 2 * MINUTE) });
  await stage.dev.submits();
  await stage.reaches('pending');
  await stage.quiet();
  // Slack signs with the time of the wall clock, and the bot takes five minutes of difference.
  await stage.tick(3 * MINUTE);
  await sre.presses('Approve');
  await stage.reaches('completed');
  await stage.quiet();
  expect(stage.thread().join('\n')).toContain('Approved after its start time');
  expect(stage.thread().join('\n')).not.toContain('Waiting for the start time');
  expect(stage.orderCalls()).toHaveLength(1);
});

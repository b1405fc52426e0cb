import { afterEach, expect, it } from 'vitest';
import { GIB } from '../../sandbox/alicloud/instance.ts';
import { MID, openStage, ORDERS, SMALL, type Stage } from './stage.ts';

const DAY = 24 * 3_600_000;
const LARGE = 'redis.master.large.default';
/** A return is looked at when it is due, and not ten times a second. */
const PACE = { recheckHeld: 3_600_000 };
let stage: Stage;

afterEach(() => stage.close());

it('goes up, and back at its time, with one approval', async () => {
  stage = await openStage({ pace: PACE });
  const there = await stage.ask({ line: `${ORDERS} ${MID} --until 3d` });
  expect(stage.cards().at(-1)).toBeDefined();
  await stage.sre.presses('Approve');
  await stage.reaches('completed', there.id);
  await stage.quiet();
  expect(stage.thread().at(-1)).toMatch(/done: orders-cache is now redis\.master\.mid.*Back to redis\.master\.small/);

  const listed = /⏳ orders-cache redis\.master\.mid\S+ \(2 GB\) → redis\.master\.small\S+ \(1 GB\) · .*@mei/;
  await stage.sre.types('/redis-resize list', { in: '#payments' });
  await stage.sre.waitsFor(listed);
  await stage.lead.types('/redis-resize list', { in: '#payments' });
  await stage.lead.waitsFor(/^No open requests\.$/m);
  expect(stage.lead.sees().join('\n')).not.toContain('Planned returns');
  await stage.sre.opensHome();
  await expect.poll(() => stage.sre.seesHome().join('\n')).toMatch(listed);

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
  await expect.poll(() => stage.sre.seesHome().join('\n')).not.toContain('Planned returns');
});

/** Up, approved by an SRE, and done. */
async function goneUp(line = `${ORDERS} ${MID} --until 3d`) {
  const there = await stage.ask({ line });
  await stage.sre.presses('Approve');
  const done = await stage.reaches('completed', there.id);
  await stage.quiet();
  return done;
}

const firstThread = () => stage.slack.thread('#payments', stage.cards()[0]!.ts).map((message) => stage.read(message));

it('is skipped where the data do not fit any more, with the numbers, and offered again; nothing is ordered', async () => {
  stage = await openStage({ pace: PACE });
  await goneUp();
  Object.assign(stage.cloud.instance(ORDERS), { usedMemoryBytes: 1.2 * GIB, peakMemoryBytes: 1.5 * GIB });
  await stage.tick(3 * DAY);
  await expect
    .poll(async () => (await stage.store().records.find({ limit: 1 }))[0]?.state, { timeout: 9000 })
    .toBe('failed');
  await stage.quiet();
  expect(stage.thread().at(-1)).toMatch(
    /@mei, the return was skipped; orders-cache stays .*mid.* was 1\.5 GB, but only 819 MB \(80% of 1 GB\)/,
  );
  expect(stage.orderCalls()).toHaveLength(1);
  // Whether it was made is said by the request for it.
  expect(stage.read(stage.cards()[0]!)).toMatch(/↩️ Return: request rr-\w+\./);
  for (const person of [stage.sre, stage.lead]) {
    await person.types(`/redis-resize why ${ORDERS} ${SMALL}`, { in: '#payments' });
    await person.waitsFor(person === stage.sre ? /Allowed by rule/ : /Not allowed/);
  }
  expect(stage.sre.sees().join('\n')).toMatch(
    /planned return to .*small.* \(1 GB\) was skipped .*\(rr-\w+\): .* too small\. .*1\.5 GB.* Request a larger class\. \(DoesNotFit\)/,
  );
  expect(stage.lead.sees().at(-1)).not.toContain('skipped');
  await stage.dev.presses(/^(Back to|恢复为) redis\.master\.small/);
  await stage.dev.waitsForModal();
  await expect.poll(() => JSON.stringify(stage.dev.modal())).toContain(SMALL);
});

it('is prolonged by a request for the class of now: nothing is ordered, and it returns once, at the new time', async () => {
  stage = await openStage({ pace: PACE });
  const there = await goneUp();
  await stage.dev.types(`/redis-resize ${ORDERS} ${MID} --until 5d`, { in: '#payments' });
  await stage.dev.waitsForModal();
  await expect
    .poll(() => JSON.stringify(stage.dev.modal()))
    .toMatch(/保留 redis\.master\.mid\.default \(2 GB\)\*.*现在无需付款.*需要 sre 中 1 人同意/);
  await stage.dev.fills({ reason: 'the sale goes on' });
  await stage.dev.submits();
  const more = await stage.reaches('pending');
  await stage.quiet();
  const card = stage.read(stage.cards().at(-1)!);
  expect(card).toMatch(
    /Stays redis\.master\.mid.* instead of .*then back to redis\.master\.small[\s\S]*Nothing to pay now/,
  );
  expect(card).not.toMatch(/Options|Impact/);
  expect(stage.thread()[0]).toMatch(/@sre, @mei asks to keep orders-cache at redis\.master\.mid/);
  await stage.sre.presses('Approve');
  await stage.reaches('completed', more.id);
  await stage.quiet();
  expect(stage.thread().at(-1)).toMatch(/@mei, done: orders-cache stays redis\.master\.mid/);
  expect(firstThread().at(-1)).toMatch(new RegExp(`goes back to redis\\.master\\.small.*${more.id} by @mei`));
  await stage.tick(4 * DAY);
  await stage.quiet();
  expect(stage.orderCalls()).toHaveLength(1);
  await stage.tick(DAY);
  await expect.poll(() => stage.orderCalls()).toHaveLength(2);
  expect((await stage.reaches('completed')).returnOf).toBe(there.id);
});

it('ends where somebody else changed the class, and says so', async () => {
  stage = await openStage({ pace: PACE });
  const there = await goneUp();
  stage.cloud.instance(ORDERS).instanceClass = LARGE;
  await stage.tick(3 * DAY);
  await expect
    .poll(() => firstThread().at(-1))
    .toMatch(/there is no return to .*small.*changed elsewhere and is .*large/);
  expect((await stage.only()).id).toBe(there.id);
  expect(stage.read(stage.cards()[0]!)).toMatch(/No return to redis\.master\.small/);
  expect(stage.orderCalls()).toHaveLength(1);
});

it('over HTTP: until the moment that was picked on the form, over a restart; cancelled by an approver', async () => {
  stage = await openStage({ mode: 'http', pace: PACE });
  const at = Math.ceil((Date.now() + 2 * DAY) / 60_000) * 60;
  await stage.dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
  await stage.dev.waitsForModal();
  await stage.dev.fills({ reason: 'Peak memory', until: Math.floor(Date.now() / 60_000) * 60 - 60 });
  const past = await stage.dev.act({ kind: 'submit', as: 'U0DEV1', view: stage.dev.modal().id });
  expect(JSON.stringify(past)).toContain('请选择将来');
  await stage.dev.fills({ until: at });
  await stage.dev.submits();
  const { id, change } = await stage.reaches('pending');
  await stage.quiet();
  expect(change.until).toEqual({ kind: 'instant', at: new Date(at * 1000).toISOString() });
  expect(stage.read(stage.cards()[0]!)).toMatch(
    /Temporary.* then back to redis\.master\.small.*One approval covers both/,
  );
  await stage.sre.presses('Approve');
  await stage.reaches('completed', id);
  await stage.restart();
  await stage.quiet();
  await stage.sre.presses('Cancel return');
  await expect.poll(() => firstThread().at(-1)).toMatch(/@ana canceled the return\. orders-cache stays .*mid/);
  await stage.quiet();
  expect(stage.read(stage.cards()[0]!)).toMatch(/canceled it[\s\S]*\[Back to redis\.master\.small/);
  expect((await stage.only()).plannedReturn?.outcome).toMatchObject({ ended: { because: 'cancelled' } });
});

it('is refused with an end before the maintenance window that it would wait for, with what to do instead', async () => {
  stage = await openStage();
  const clock = (hours: number) => `${new Date(Date.now() + hours * 3_600_000).toISOString().slice(11, 16)}Z`;
  Object.assign(stage.cloud.instance(ORDERS), { maintainStartTime: clock(6), maintainEndTime: clock(8) });
  const end = `${new Date(Date.now() + 3 * 3_600_000).toISOString().slice(0, 16)}Z`;
  const by = stage.sre;
  await by.types(`/redis-resize why ${ORDERS} ${MID} --at maintain --until ${end}`, { in: '#payments' });
  await by.waitsFor(
    /would still be refused: .* in its maintenance window \(.*Choose a later end, or start immediately/,
  );
  await by.types(`/redis-resize ${ORDERS} ${MID} --at maintain --until ${end}`, { in: '#payments' });
  await by.waitsForModal();
  await by.waitsFor(/⚠️ r-\w+ would get the new class in its maintenance window/);
  await by.fills({ reason: 'Sale' });
  await by.submits();
  await expect.poll(() => JSON.stringify(by.modal().blocks[0])).toContain('goes back to its class before that');
  await by.fills({ effective_time: 'Immediately' });
  await by.submits();
  await stage.reaches('pending');
});

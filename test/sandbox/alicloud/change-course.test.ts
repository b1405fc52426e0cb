import { describe, expect, test } from 'vitest';
import { at, call } from './client.ts';
import { HOUR, MINUTE, bench, facts, toMid } from './spec-change.ts';
import type { Bench } from './spec-change.ts';

const [SMALL, MID] = ['redis.master.small.default', 'redis.master.mid.default'];

test('a change takes its time on the clock and no other', async () => {
  await using one = await bench();
  expect(await facts(one)).toEqual(['Normal', true, SMALL]);
  await one.change(toMid);
  expect(await facts(one)).toEqual(['Changing', false, SMALL]);
  one.clock.advance(10 * MINUTE - 1);
  expect(await facts(one)).toEqual(['Changing', false, SMALL]);
  one.clock.advance(1);
  expect(await facts(one)).toEqual(['Normal', true, MID]);
  expect(one.one()).toMatchObject({ instanceStatus: 'Normal', instanceClass: MID });
});

test('nothing else can be ordered meanwhile, and everything afterwards', async () => {
  await using one = await bench();
  await one.change(toMid);
  expect((await one.change({ ...toMid, InstanceClass: SMALL })).code).toBe('IncorrectDBInstanceState');
  one.clock.advance(10 * MINUTE);
  expect((await one.change({ ...toMid, InstanceClass: SMALL })).status).toBe(200);
});

describe('by quirk', () => {
  const early = ['Normal', false, SMALL];

  test('the status reads Normal at first', async () => {
    await using one = await bench({ quirks: { normalAfterSubmitMs: 5000 } });
    await one.change(toMid);
    expect(await facts(one)).toEqual(early);
    one.clock.advance(5000);
    expect(await facts(one)).toEqual(['Changing', false, SMALL]);
  });

  test('the status reads Normal before the end', async () => {
    await using one = await bench({ quirks: { normalBeforeEndMs: MINUTE } });
    await one.change(toMid);
    one.clock.advance(9 * MINUTE);
    expect(await facts(one)).toEqual(early);
    expect((await one.change({ ...toMid, InstanceClass: SMALL })).code).toBe('IncorrectDBInstanceState');
  });

  test('the whole record is stale at first', async () => {
    await using one = await bench({ quirks: { staleAfterSubmitMs: 5000 } });
    await one.change(toMid);
    expect(await facts(one)).toEqual(['Normal', true, SMALL]);
  });

  test('the class comes later than the status', async () => {
    await using one = await bench({ quirks: { classLagMs: 3 * MINUTE } });
    await one.change(toMid);
    one.clock.advance(10 * MINUTE);
    expect(await facts(one)).toEqual(['Normal', true, SMALL]);
    expect(one.one().instanceClass).toBe(MID);
    one.clock.advance(3 * MINUTE);
    expect(await facts(one)).toEqual(['Normal', true, MID]);
  });

  test('it ends with another class', async () => {
    await using one = await bench({ quirks: { endsWithClass: SMALL } });
    await one.change(toMid);
    one.clock.advance(10 * MINUTE);
    expect(await facts(one)).toEqual(['Normal', true, SMALL]);
  });

  test('it never ends, until somebody ends it', async () => {
    await using one = await bench({ quirks: { neverEnds: true } });
    await one.change(toMid);
    one.clock.advance(1000 * HOUR);
    expect(await facts(one)).toEqual(['Changing', false, SMALL]);
    const { change } = one.one();
    if (change !== undefined) change.endsAt = one.clock.now();
    expect(await facts(one)).toEqual(['Normal', true, MID]);
  });

  test('one instance is faster than the others', async () => {
    await using one = await bench({ quirks: { durationMs: 1000 } });
    await one.change(toMid);
    one.clock.advance(1000);
    expect(await facts(one)).toEqual(['Normal', true, MID]);
  });

  test('somebody else changes the class', async () => {
    await using one = await bench();
    one.one().instanceClass = 'redis.master.large.default';
    expect(await facts(one)).toEqual(['Normal', true, 'redis.master.large.default']);
    expect((await one.describe())['Capacity']).toBe(8192);
  });
});

describe('the task centre', () => {
  const span = { FromStartTime: '2024-06-03T11:00:00Z', ToStartTime: '2024-06-05T00:00:00Z' };

  async function task(one: Bench, params: Record<string, string> = {}): Promise<Record<string, unknown>> {
    const { body } = await call(one.cloud, 'DescribeHistoryTasks', { ...span, ...params });
    return { count: body['TotalCount'], ...(at(body, 'Items', 0) as Record<string, unknown> | undefined) };
  }

  test('shows waiting, running and done', async () => {
    await using one = await bench();
    await one.change({ ...toMid, EffectiveTime: 'MaintainTime' });
    const waiting = await task(one);
    expect(waiting).toMatchObject({ count: 1, TaskType: 'ModifyInsSpec', Status: 'Waiting', InstanceId: 'r-one' });
    expect(waiting['ActionInfo']).toContain('modifySwitchTime');
    one.clock.advance(6 * HOUR + 4 * MINUTE);
    expect(await task(one)).toMatchObject({ Status: 'Running', Progress: 40, RemainTime: 360, EndTime: '' });
    one.clock.advance(6 * MINUTE);
    expect(await task(one)).toMatchObject({ Status: 'Succeed', Progress: 100, EndTime: '2024-06-03T18:10:00Z' });
    expect(await task(one, { Status: 'Running' })).toMatchObject({ count: 0 });
    expect(await task(one, { InstanceId: 'r-one,r-two', TaskType: 'ModifyInsSpec' })).toMatchObject({ count: 1 });
    expect(await task(one, { TaskType: 'HaSwitch' })).toMatchObject({ count: 0 });
  });

  test('names the time of the switch where it is set to, and says for every status what may be done', async () => {
    await using one = await bench({}, { taskNamesSwitch: true });
    await one.change({ ...toMid, EffectiveTime: 'MaintainTime' });
    expect((await task(one))['TaskDetail']).toBe('{"recoverTime":"2024-06-03T18:00:00Z"}');
    one.clock.advance(6 * HOUR + MINUTE);
    const running = await task(one);
    expect(running['TaskDetail']).toBe('{}');
    expect(running['ActionInfo']).toContain('modifySwitchTime');
  });

  test('shows a change that somebody else ordered; while one runs, such an order stays unpaid', async () => {
    await using one = await bench();
    const first = one.cloud.orderElsewhere('r-one', { instanceClass: MID });
    expect(await facts(one)).toEqual(['Changing', false, SMALL]);
    expect(await task(one)).toMatchObject({ count: 1, Status: 'Running' });
    const second = one.cloud.orderElsewhere('r-one', { instanceClass: 'redis.master.large.default' });
    expect([first.status, second.status]).toEqual(['Paid', 'Unpaid']);
    one.clock.advance(10 * MINUTE);
    expect(await facts(one)).toEqual(['Normal', true, MID]);
  });

  test.each(['FromStartTime', 'ToStartTime'])('wants %s', async (name) => {
    await using one = await bench();
    expect((await call(one.cloud, 'DescribeHistoryTasks', { ...span, [name]: '' })).code).toMatch(/^Missing/);
    expect((await call(one.cloud, 'DescribeHistoryTasks', { ...span, [name]: '2024-06-03' })).code).toMatch(/^Invalid/);
  });

  test('shows a change that ended with another class as failed', async () => {
    await using one = await bench({ quirks: { endsWithClass: SMALL } });
    await one.change(toMid);
    one.clock.advance(10 * MINUTE);
    expect(await task(one)).toMatchObject({ Status: 'Failed' });
  });

  test.each([
    [{ FromStartTime: '2024-05-01T00:00:00Z' }, 'InvalidParameter'],
    [{ ToStartTime: '2024-06-01T00:00:00Z' }, 'InvalidParameter'],
    [{ PageSize: '9' }, 'InvalidParameter'],
    [{ InstanceId: Array.from({ length: 31 }, (_, n) => `r-${n}`).join(',') }, 'InvalidParameter'],
  ])('refuses %j', async (params, code) => {
    await using one = await bench();
    expect((await call(one.cloud, 'DescribeHistoryTasks', { ...span, ...params })).code).toBe(code);
  });
});

import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { taskPageOf } from '../../src/alicloud/task-reader.ts';
import { CLIENT_CODES } from '../../src/core/cloud-errors.ts';
import { CloudFault } from '../../src/core/faults.ts';
import { aCloud, anAccount, faultOfCall, ID, refusal, REGION, startWire, type Wire } from './wire.ts';

const NOW = new Date('2026-11-23T12:00:00.500Z');
const SINCE = '2026-11-23T11:50:00.000Z';
const ACTIONS = JSON.stringify({
  steps: [{ action_info: { Waiting: ['modifySwitchTime'] }, step_name: 'exec_task' }],
});

/** As published. */
const ROW = {
  TaskId: 't-83br18hloy3faf00',
  TaskType: 'ModifyInsSpec',
  Status: 'Running',
  Progress: 79.0,
  RemainTime: 1000,
  CurrentStepName: 'exec_task',
  StartTime: '2026-11-23T11:55:03Z',
  EndTime: '',
  InstanceId: ID,
  TaskDetail: '{}',
  ActionInfo: ACTIONS,
};
const page = (...rows: unknown[]) => ({
  RequestId: 'R',
  PageNumber: 1,
  PageSize: 100,
  TotalCount: rows.length,
  Items: rows,
});
const read = (row: object) => taskPageOf(page({ ...ROW, ...row })).tasks[0];

let wire: Wire;
beforeAll(async () => {
  wire = await startWire();
});
beforeEach(() => {
  wire.calls.length = 0;
  wire.reply = () => ({ json: page(ROW) });
});
afterAll(() => wire[Symbol.asyncDispose]());

describe('the tasks of a change', () => {
  it('are asked for by instance, kind and time', async () => {
    const { cloud } = aCloud([anAccount(wire.url)], { now: () => NOW });
    expect(await cloud.tasks('main', REGION, [ID, 'r-two'], SINCE)).toEqual([
      {
        taskId: 't-83br18hloy3faf00',
        instanceId: ID,
        status: 'running',
        startedAt: '2026-11-23T11:55:03.000Z',
        waitsForSwitch: true,
        switchAt: undefined,
        percent: 79,
        remainingSeconds: 1000,
        step: 'exec_task',
      },
    ]);
    expect(wire.calls.map(({ params }) => params)).toEqual([
      {
        Action: 'DescribeHistoryTasks',
        RegionId: REGION,
        InstanceId: `${ID},r-two`,
        TaskType: 'ModifyInsSpec',
        FromStartTime: '2026-11-23T11:50:00Z',
        ToStartTime: '2026-11-23T12:01:00Z',
        PageNumber: '1',
        PageSize: '100',
      },
    ]);
  });

  it('go back no further than the API does, and over as many pages as there are, up to three', async () => {
    const { cloud } = aCloud([anAccount(wire.url)], { now: () => NOW });
    wire.reply = () => ({ json: { ...page(ROW), TotalCount: 250 } });
    expect(await cloud.tasks('main', REGION, [ID], '2026-01-01T00:00:00.000Z')).toHaveLength(3);
    expect(wire.calls.map(({ params }) => [params['FromStartTime'], params['PageNumber']])).toEqual(
      ['1', '2', '3'].map((number) => ['2026-10-25T12:00:00Z', number]),
    );
    wire.calls.length = 0;
    wire.reply = () => ({ json: { ...page(), TotalCount: 9000 } });
    expect(await cloud.tasks('main', REGION, [ID], SINCE)).toEqual([]);
    expect(wire.calls).toHaveLength(1);
    expect(await cloud.tasks('main', REGION, [], SINCE)).toEqual([]);
    expect(wire.calls).toHaveLength(1);
  });

  it.each(['Forbidden.RAM', 'NoPermission'])('are not asked for again for a while after %s', async (code) => {
    let now = NOW.getTime();
    const { cloud } = aCloud([anAccount(wire.url)], { now: () => new Date(now) });
    wire.reply = () => refusal(code, 403);
    expect((await faultOfCall(cloud.tasks('main', REGION, [ID], SINCE))).code).toBe(code);
    expect(await cloud.tasks('main', REGION, [ID], SINCE)).toBeUndefined();
    expect(wire.calls).toHaveLength(1);
    now += 15 * 60_000;
    wire.reply = () => ({ json: page(ROW) });
    expect(await cloud.tasks('main', REGION, [ID], SINCE)).toHaveLength(1);
  });

  it('that could not be had for another reason are asked for at the next look', async () => {
    const { cloud } = aCloud([anAccount(wire.url)], { now: () => NOW });
    wire.reply = () => refusal('Throttling.User');
    expect((await faultOfCall(cloud.tasks('main', REGION, [ID], SINCE))).code).toBe('Throttling.User');
    wire.reply = () => ({ json: page(ROW) });
    expect(await cloud.tasks('main', REGION, [ID], SINCE)).toHaveLength(1);
  });
});

describe('one task', () => {
  it.each([
    ['no step is like the current one', { CurrentStepName: 'init_task' }],
    ['the actions are no JSON', { ActionInfo: '<html>' }],
    ['the actions are for another status', { ActionInfo: ACTIONS.replace('Waiting', 'Running') }],
    ['the actions are others', { ActionInfo: ACTIONS.replace('modifySwitchTime', 'retry') }],
    ['there are none', { ActionInfo: undefined }],
  ])('has no switch to wait for where %s', (_, row) => {
    expect(read(row)?.waitsForSwitch).toBe(false);
  });

  it.each([
    ['Scheduled', 'scheduled'],
    ['Waiting', 'waiting'],
    ['Succeed', 'succeeded'],
    ['Failed', 'failed'],
    ['Cancelling', 'cancelling'],
    ['Canceled', 'cancelled'],
    ['Suspended', 'unknown'],
    ['', 'unknown'],
    [7, 'unknown'],
    [undefined, 'unknown'],
  ])('of status %j is %s', (Status, expected) => {
    expect(read({ Status })?.status).toBe(expected);
  });

  it.each([
    [0, 0],
    ['79.5', 79],
    [100, 100],
    [101, undefined],
    [-1, undefined],
    ['NaN', undefined],
    [null, undefined],
    ['9'.repeat(40), undefined],
    [true, undefined],
  ])('of progress %j is at %j percent', (Progress, expected) => {
    expect(read({ Progress })?.percent).toBe(expected);
  });

  it.each([
    [1000, 1000],
    ['60', 60],
    [0, undefined],
    [-5, undefined],
    [1.5, undefined],
    [10 ** 12, undefined],
    ['soon', undefined],
  ])('of remaining time %j has %j seconds left', (RemainTime, expected) => {
    expect(read({ RemainTime })?.remainingSeconds).toBe(expected);
  });

  it('names the time of its switch, where it does', () => {
    const at = (detail: unknown) => read({ TaskDetail: JSON.stringify(detail) })?.switchAt;
    expect(at({ recoverTime: '2026-11-23T18:00:00Z' })).toBe('2026-11-23T18:00:00.000Z');
    expect(at({ switchTime: '2026-11-23T18:00:00Z' })).toBe('2026-11-23T18:00:00.000Z');
    expect(at({ recoverTime: 'tonight' })).toBeUndefined();
    expect(at({ recoverTime: '2026-13-45T99:00:00Z' })).toBeUndefined();
    expect(at(null)).toBeUndefined();
  });

  it.each([
    ['has no instance', { InstanceId: '' }],
    ['has no time', { StartTime: '' }],
    ['has a time that is none', { StartTime: '03/02/2024' }],
    ['is of another kind', { TaskType: 'HaSwitch' }],
  ])('that %s is left out', (_, row) => {
    expect(read(row)).toBeUndefined();
  });
});

describe('a damaged answer', () => {
  it.each([
    ['nothing', {}],
    ['no list', { TotalCount: 1 }],
    ['a list that is none', { TotalCount: 1, Items: 'none' }],
    ['no total', { Items: [ROW] }],
    ['a total beyond every number', { Items: [ROW], TotalCount: '9'.repeat(30) }],
  ])('with %s is a fault', (_, body) => {
    expect(() => taskPageOf(body)).toThrow(expect.objectContaining({ code: CLIENT_CODES.malformed }));
  });

  const wild = fc.oneof(
    fc.anything(),
    fc.constantFrom<unknown>(null, '', '9'.repeat(40), -1, 1e300, {}, [], { toFixed: 1 }, 'Waiting', ACTIONS),
  );
  const rows = fc.array(
    fc.oneof(
      wild,
      fc.record(
        Object.fromEntries(Object.entries(ROW).map(([name, good]) => [name, fc.oneof(fc.constant(good), wild)])),
      ),
    ),
    { maxLength: 5 },
  );

  it('is a fault or tasks of which every value is what it says, never more than were given', () => {
    fc.assert(
      fc.property(fc.oneof(rows, wild), fc.oneof(fc.nat(), wild), (Items, TotalCount) => {
        try {
          const { tasks, rows: count } = taskPageOf({ Items, TotalCount });
          expect(tasks.length).toBeLessThanOrEqual(count);
          for (const task of tasks) {
            expect(new Date(task.startedAt).toISOString()).toBe(task.startedAt);
            expect(task.percent === undefined || (task.percent >= 0 && task.percent <= 100)).toBe(true);
            expect(task.remainingSeconds === undefined || Number.isSafeInteger(task.remainingSeconds)).toBe(true);
            expect(task.switchAt).toBeUndefined();
            expect(task.instanceId).not.toBe('');
          }
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(CloudFault);
        }
      }),
    );
  });
});

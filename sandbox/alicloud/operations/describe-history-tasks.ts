import { stamp } from '../instance.ts';
import { RKVSTORE, pageOf } from '../operation.ts';
import type { Answer, Call, Operation } from '../operation.ts';
import { integer, text, time } from '../params.ts';
import { invalidParameter } from '../refusal.ts';
import type { State, Task } from '../state.ts';

const DAY_MS = 86_400_000;

const taskTypes = [
  'ModifyInsSpec',
  'DeleteInsNode',
  'AddInsNode',
  'HaSwitch',
  'RestartIns',
  'CreateIns',
  'ModifyInsConfig',
];
const statuses = ['Scheduled', 'Running', 'Succeed', 'Failed', 'Cancelling', 'Canceled', 'Waiting'];

/** Every task of the sandbox is a spec change. */
export const describeHistoryTasks: Operation = {
  name: 'DescribeHistoryTasks',
  product: RKVSTORE,
  ram: 'kvstore:DescribeHistoryTasks',
  schema: {
    FromStartTime: { kind: 'time', required: true },
    ToStartTime: { kind: 'time', required: true },
    InstanceId: { kind: 'text' },
    TaskType: { kind: 'text', values: taskTypes },
    Status: { kind: 'text', values: statuses },
    TaskId: { kind: 'text' },
    InstanceType: { kind: 'text', values: ['Instance'] },
    PageNumber: { kind: 'integer', min: 1 },
    PageSize: { kind: 'integer', min: 10, max: 100 },
    FromExecTime: { kind: 'integer', min: 0 },
    ToExecTime: { kind: 'integer', min: 0 },
  },
  run,
};

function run({ state, params }: Call): Answer {
  const [from, to] = [time(params, 'FromStartTime') ?? 0, time(params, 'ToStartTime') ?? 0];
  // Documented: at most 30 days back; the code is not published.
  if (from < state.now() - 30 * DAY_MS) throw invalidParameter('FromStartTime');
  if (to < from) throw invalidParameter('ToStartTime');
  const ids = text(params, 'InstanceId')?.split(',');
  if (ids !== undefined && ids.length > 30) throw invalidParameter('InstanceId');
  const found = state.tasks
    .filter((task) => {
      const regionId = state.instances.get(task.instanceId)?.regionId;
      const equal: Readonly<Record<string, string | undefined>> = {
        RegionId: regionId,
        TaskType: 'ModifyInsSpec',
        Status: statusOf(task),
        TaskId: task.taskId,
      };
      return (
        Math.floor(task.change.submittedAt / 1000) * 1000 >= from &&
        task.change.submittedAt <= to &&
        (ids?.includes(task.instanceId) ?? true) &&
        Object.entries(equal).every(([name, value]) => (text(params, name) ?? value) === value)
      );
    })
    .reverse();
  const page = pageOf(found, integer(params, 'PageNumber') ?? 1, integer(params, 'PageSize') ?? 10);
  const items = page.items.map((task) => taskRow(state, task));
  return { PageNumber: page.number, PageSize: page.size, TotalCount: page.total, Items: items };
}

function statusOf({ change }: Task): string {
  if (change.phase === 'waiting') return 'Waiting';
  if (change.phase === 'running') return 'Running';
  return change.endedAs === change.to.instanceClass ? 'Succeed' : 'Failed';
}

function taskRow(state: State, task: Task): Record<string, unknown> {
  const { change } = task;
  const now = state.now();
  const instance = state.instances.get(task.instanceId);
  const waiting = change.phase === 'waiting';
  // What may be done at which step in which status: the published sample has it for a task that runs, too.
  const steps = [{ action_info: { Waiting: ['modifySwitchTime'] }, step_name: 'exec_task' }];
  const detail = waiting && state.settings.taskNamesSwitch ? { recoverTime: stamp(change.startsAt) } : {};
  return {
    TaskId: task.taskId,
    TaskType: 'ModifyInsSpec',
    Status: statusOf(task),
    Progress: progress(task, now),
    RemainTime: Number.isFinite(change.endsAt) ? Math.max(0, Math.ceil((change.endsAt - now) / 1000)) : 0,
    CurrentStepName: change.phase === 'done' ? 'finish' : 'exec_task',
    StartTime: stamp(change.submittedAt),
    EndTime: change.phase === 'done' ? stamp(change.endsAt) : '',
    InstanceId: task.instanceId,
    InstanceName: instance?.instanceName ?? '',
    InstanceType: 'Instance',
    Product: 'kvstore',
    DbType: 'redis',
    RegionId: instance?.regionId ?? '',
    Uid: state.accountId,
    CallerSource: 'User',
    CallerUid: state.accountId,
    ReasonCode: '',
    TaskDetail: JSON.stringify(detail),
    ActionInfo: JSON.stringify({ steps }),
  };
}

function progress({ change }: Task, now: number): number {
  if (change.phase !== 'running') return change.phase === 'done' ? 100 : 0;
  if (!Number.isFinite(change.endsAt)) return 99;
  return Math.round(((now - change.startsAt) / (change.endsAt - change.startsAt)) * 100);
}

import { RKVSTORE } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { text } from '../params.ts';
import { invalidParameter, refuse } from '../refusal.ts';
import { findInstance } from '../state.ts';
import { parseWindowTime, windowLengthMs } from '../window.ts';

export const describeInstanceConfig: Operation = {
  name: 'DescribeInstanceConfig',
  product: RKVSTORE,
  ram: 'kvstore:DescribeInstanceConfig',
  schema: { InstanceId: { kind: 'text', required: true } },
  run: ({ state, params }) => {
    const instance = findInstance(state, params['InstanceId'] ?? '', text(params, 'RegionId'));
    return {
      Config: JSON.stringify(instance.config),
      ParamReplMode: 'async',
      ParamReplTimeout: '500',
      ParamSentinelCompatEnable: '0',
    };
  },
};

/** Documented: HH:mmZ, the end at least one hour after the start. */
export const modifyInstanceMaintainTime: Operation = {
  name: 'ModifyInstanceMaintainTime',
  product: RKVSTORE,
  ram: 'kvstore:ModifyInstanceMaintainTime',
  schema: {
    InstanceId: { kind: 'text', required: true },
    MaintainStartTime: { kind: 'text', required: true },
    MaintainEndTime: { kind: 'text', required: true },
  },
  run: ({ state, params }) => {
    const [start = '', end = ''] = [params['MaintainStartTime'], params['MaintainEndTime']];
    if (parseWindowTime(start) === undefined) throw invalidParameter('MaintainStartTime');
    if (parseWindowTime(end) === undefined || start === end) throw invalidParameter('MaintainEndTime');
    if (windowLengthMs(start, end) < 3_600_000) throw invalidParameter('MaintainEndTime');
    const instance = findInstance(state, params['InstanceId'] ?? '', text(params, 'RegionId'));
    if (instance.instanceStatus !== 'Normal') throw refuse('IncorrectDBInstanceState');
    instance.maintainStartTime = start;
    instance.maintainEndTime = end;
    return {};
  },
};

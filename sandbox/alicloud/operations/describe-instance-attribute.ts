import { RKVSTORE } from '../operation.ts';
import type { Answer, Call, Operation } from '../operation.ts';
import { attributeRow } from '../rows.ts';
import { text } from '../params.ts';
import { findInstance } from '../state.ts';

export const describeInstanceAttribute: Operation = {
  name: 'DescribeInstanceAttribute',
  product: RKVSTORE,
  ram: 'kvstore:DescribeInstanceAttribute',
  schema: { InstanceId: { kind: 'text', required: true } },
  run,
};

function run({ state, params }: Call): Answer {
  const instance = findInstance(state, params['InstanceId'] ?? '', text(params, 'RegionId'));
  return { Instances: { DBInstanceAttribute: [attributeRow(state, instance)] } };
}

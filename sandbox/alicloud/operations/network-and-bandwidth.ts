import { classOf, isClassic } from '../classes.ts';
import { stamp } from '../instance.ts';
import type { SandboxInstance } from '../instance.ts';
import { RKVSTORE } from '../operation.ts';
import type { Operation } from '../operation.ts';
import { text } from '../params.ts';
import { commonRow } from '../rows.ts';
import { findInstance } from '../state.ts';

/** DirectConnection is a number, the other fields are strings. */
export const describeDBInstanceNetInfo: Operation = {
  name: 'DescribeDBInstanceNetInfo',
  product: RKVSTORE,
  ram: 'kvstore:DescribeDBInstanceNetInfo',
  schema: { InstanceId: { kind: 'text', required: true } },
  run: ({ state, params }) => {
    const instance = findInstance(state, params['InstanceId'] ?? '', text(params, 'RegionId'));
    const endpoint = (name: string, direct: 0 | 1) => ({
      ConnectionString: `${name}.redis.rds.aliyuncs.com`,
      DBInstanceNetType: '2',
      DirectConnection: direct,
      ExpiredTime: '',
      IPAddress: '172.16.0.10',
      IPType: 'Private',
      Port: '6379',
      Upgradeable: '',
      VPCId: instance.vpcId,
      VPCInstanceId: instance.instanceId,
      VSwitchId: instance.vSwitchId,
    });
    const { instanceId } = instance;
    const direct = hasDirectEndpoint(instance) ? [endpoint(`${instanceId}-direct`, 1)] : [];
    return {
      InstanceNetworkType: 'VPC',
      NetInfoItems: { InstanceNetInfo: [endpoint(instanceId, 0), ...direct] },
    };
  },
};

/** Documented: a cloud-native cluster in direct-connection mode has one from the start, a classic one by request. */
function hasDirectEndpoint(instance: SandboxInstance): boolean {
  const row = classOf(instance.instanceClass);
  const native = instance.architectureType === 'cluster' && row.architectures.includes('cluster-direct');
  return instance.directConnection || (!isClassic(row) && native);
}

/** The fields of a plan are left out where there is none; ExpireTime is "0" where nothing was bought for a time. */
export const describeIntranetAttribute: Operation = {
  name: 'DescribeIntranetAttribute',
  product: RKVSTORE,
  ram: 'kvstore:DescribeIntranetAttribute',
  schema: { InstanceId: { kind: 'text', required: true }, ResourceGroupId: { kind: 'text' } },
  run: ({ state, params }) => {
    const instance = findInstance(state, params['InstanceId'] ?? '', text(params, 'RegionId'));
    const { bandwidthPlanUntil } = instance;
    const plan = {
      AutoRenewal: false,
      BandwidthExpireTime: bandwidthPlanUntil,
      BandwidthPrePaid: '1',
      HasPrePaidBandWidthOrderRunning: true,
    };
    return {
      IntranetBandwidth: commonRow(instance, instance.instanceStatus, instance)['Bandwidth'],
      ExpireTime: instance.temporaryBandwidth ? stamp(state.now() + 3 * 3_600_000) : '0',
      ...(bandwidthPlanUntil === '' ? {} : plan),
    };
  },
};

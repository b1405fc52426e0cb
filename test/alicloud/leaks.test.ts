/**
 * Every fault that the local cloud knows, at every API that is called: what comes out of the adapter, thrown or logged,
 * shows nothing of the request. The key, the secret and the token are unique, so that finding one is a leak.
 */
import RPCClient from '@alicloud/pop-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startCloud, type Cloud as LocalCloud, type CloudFaultSpec } from '../../sandbox/alicloud/cloud.ts';
import { documentedCodes } from '../../sandbox/alicloud/refusal.ts';
import { CloudFault } from '../../src/core/faults.ts';
import type { Cloud } from '../../src/workflow/ports.ts';
import { aCloud, anAccount, FACTS, REF, shown, anySince } from './wire.ts';

const KEYS = {
  accessKeyId: 'LTAI5tPlantedKeyId77',
  accessKeySecret: 'planted+secret/77',
  securityToken: 'CAISplanted+token/77=',
};
const SINCE = new Date().toISOString();
const CLUSTER = { ...FACTS, architecture: 'cluster' };
const CHANGE = {
  targetClass: 'redis.master.mid.default',
  autoPay: true,
  coupon: 'none',
  effectiveTime: 'Immediately',
  forceUpgrade: true,
  businessInfo: undefined,
} as const;
const SPEC = {
  RegionId: REF.region,
  InstanceId: REF.instanceId,
  InstanceClass: CHANGE.targetClass,
  MajorVersion: '5.0',
  ClientToken: 'planted-client-token-77',
};

/** How each API of the cloud is reached through the port. */
const CALLS: Readonly<Record<string, (cloud: Cloud) => Promise<unknown>>> = {
  DescribeInstances: (cloud) => Promise.all([cloud.fleet(5_000), cloud.locate('r-nobody', REF.region)]),
  DescribeInstanceAttribute: (cloud) => cloud.instance(REF),
  DescribeAvailableResource: (cloud) => cloud.targets(FACTS),
  DescribePrice: (cloud) => cloud.quote(FACTS, CHANGE),
  DescribeHistoryMonitorValues: (cloud) => cloud.usage(FACTS),
  DescribeMetricList: (cloud) => cloud.usage(CLUSTER),
  DescribeDBInstanceNetInfo: (cloud) => cloud.networkFacts(FACTS),
  DescribeIntranetAttribute: (cloud) => cloud.networkFacts(CLUSTER),
  DescribeHistoryTasks: (cloud) => cloud.tasks(REF.account, REF.region, [REF.instanceId], SINCE),
  ModifyInstanceSpec: (cloud) => cloud.placeOrder(REF, SPEC),
  QueryOrders: (cloud) => cloud.ordersOf(REF, anySince(SINCE)),
  GetOrderDetail: (cloud) => cloud.order('main', '207226234310042'),
};

/** One of each kind at least: the compiler asks for a new one when the sandbox learns it. */
const KINDS: Readonly<Record<CloudFaultSpec['kind'], readonly CloudFaultSpec[]>> = {
  error: documentedCodes.map(({ code }) => ({ kind: 'error', code, message: echo() })),
  throttle: [{ kind: 'throttle' }, { kind: 'throttle', code: 'Throttling.Api' }],
  no_code: [{ kind: 'no_code' }, { kind: 'no_code', effect: true }],
  html: [{ kind: 'html' }, { kind: 'html', status: 200, effect: true }],
  empty: [{ kind: 'empty' }, { kind: 'empty', status: 200, effect: true }],
  null_body: [{ kind: 'null_body' }, { kind: 'null_body', effect: true }],
  hang: [{ kind: 'hang' }],
  drop_before: [{ kind: 'drop_before' }],
  drop_after: [{ kind: 'drop_after' }],
  delay: [{ kind: 'delay', ms: 500 }],
};

/** What a gateway that tells too much might answer: SignatureDoesNotMatch really holds the string to sign. */
function echo(): string {
  const { accessKeyId, securityToken } = KEYS;
  const query = new URLSearchParams({ AccessKeyId: accessKeyId, SecurityToken: securityToken, Signature: 'planted=' });
  return `server string to sign is:POST&%2F&${encodeURIComponent(query.toString())} ${query.toString()} ${securityToken}`;
}

let local: LocalCloud;
beforeAll(async () => {
  local = await startCloud();
  const securityToken = { value: KEYS.securityToken, expiresAt: Date.now() + 3_600_000 };
  local.addKey({ id: KEYS.accessKeyId, secret: KEYS.accessKeySecret, securityToken });
  local.addInstance({ instanceId: REF.instanceId, instanceName: 'orders-cache', chargeType: 'PrePaid' });
});
afterAll(() => local.close());

function impatient() {
  const { url } = local;
  const account = anAccount(url, { endpoints: { [REF.region]: url, billing: url, monitor: url } });
  const timeouts = { readMs: 150, orderMs: 150, maxPauseMs: 0 };
  return aCloud([account], { keys: () => KEYS, timeouts });
}

function leaksIn(text: string): readonly string[] {
  const secrets = [
    ...Object.values(KEYS).flatMap((secret) => [secret, encodeURIComponent(secret)]),
    SPEC.ClientToken,
    ...['Signature', 'SignatureNonce', 'SecurityToken', 'AccessKeyId'].flatMap((name) => [`${name}=`, `${name}%3D`]),
    ...['string to sign', 'troubleshoot'],
    local.url,
    new URL(local.url).host,
  ];
  return secrets.filter((secret) => text.includes(secret));
}

describe('nothing of the request is shown by what the adapter throws and logs, whatever goes wrong with', () => {
  it.each(Object.entries(CALLS))('%s', async (action, call) => {
    const found: string[] = [];
    let faults = 0;
    for (const fault of Object.values(KINDS).flat()) {
      const { cloud, log } = impatient();
      local.clearFaults();
      local.fault({ ...fault, action, times: 20 });
      // CloudMonitor is asked for all of it where the first source gives nothing.
      if (action === 'DescribeMetricList') local.fault({ kind: 'throttle', action: 'DescribeHistoryMonitorValues' });
      const [settled] = await Promise.allSettled([call(cloud)]);
      expect(local.calls.at(-1)?.params['AccessKeyId']).toBe('LTAI***');
      if (settled.status === 'rejected') {
        faults += 1;
        expect(settled.reason).toBeInstanceOf(CloudFault);
      }
      expect(log.some((line) => line.action === action && line.outcome !== 'ok')).toBe(true);
      const name = 'code' in fault ? `${fault.kind} ${fault.code ?? ''}` : fault.kind;
      const output = shown(settled.status === 'rejected' ? settled.reason : settled.value) + JSON.stringify(log);
      found.push(...leaksIn(output).map((secret) => `${name}: ${secret}`));
    }
    expect(found).toEqual([]);
    // Network facts never throw, and usage has a second source; all others throw nearly each of them.
    if (!/NetInfo|Intranet|Monitor|Metric/.test(action)) expect(faults).toBeGreaterThan(60);
  });
});

describe('the search for leaks', () => {
  it('finds one where there is one', async () => {
    local.clearFaults();
    local.failNext({ code: 'SignatureDoesNotMatch', message: echo() });
    const client = new RPCClient({ ...KEYS, endpoint: local.url, apiVersion: '2015-01-01' });
    const thrown: unknown = await client
      .request('DescribeRegions', {}, { method: 'GET' })
      .catch((error: unknown) => error);
    expect(leaksIn(shown(thrown))).toEqual(expect.arrayContaining([KEYS.accessKeyId, 'SignatureNonce=', local.url]));
  });
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Cloud, startCloud } from '../../sandbox/alicloud/cloud.ts';
import { demoKeys, listenForKeys } from '../../sandbox/demo/keys.ts';
import type { Fault } from '../../sandbox/slack/api.ts';

let cloud: Cloud;
let ahead: number;
let faults: Fault[];
beforeEach(async () => {
  [ahead, faults] = [0, []];
  cloud = await startCloud({ now: () => Date.now() + ahead });
  cloud.addInstance({ instanceId: 'r-bp1zxszhcgatnx', instanceClass: 'redis.master.small.default' });
});
afterEach(() => cloud.close());

/** A terminal on which these keys are pressed; what is told after each. */
function pressed(...typed: readonly string[]): readonly string[] {
  const told: string[] = [];
  let hear = (_: Buffer): void => undefined;
  const input = {
    isTTY: true,
    setRawMode: () => undefined,
    on: (_: 'data', listener: (typed: Buffer) => void) => void (hear = listener),
  };
  const slack = { fault: (fault: Fault) => void faults.push(fault) };
  listenForKeys(
    demoKeys(slack, cloud, (ms) => (ahead += ms)),
    input,
    (sentence) => void told.push(sentence),
  );
  for (const key of typed) hear(Buffer.from(key));
  return told;
}

it('pays and cancels what is unpaid, and says which', () => {
  expect(pressed('p')).toEqual(['There is no unpaid order.']);
  const order = { instanceClass: 'redis.master.mid.default', unpaid: true };
  const { orderId } = cloud.orderElsewhere('r-bp1zxszhcgatnx', order);
  expect(pressed('c', 'P')).toEqual([`Canceled: ${orderId}.`, 'There is no unpaid order.']);
});

it('moves the clock, and has Slack slow and answers lost; other keys do nothing', () => {
  expect(pressed('h', 's', 'l', 'x', '\n')).toHaveLength(3);
  expect(ahead).toBe(3_600_000);
  expect(faults).toMatchObject([{ kind: 'hang', method: '*', times: 5 }]);
});

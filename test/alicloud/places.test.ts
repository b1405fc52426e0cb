import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../src/core/policy/policy-model.ts';
import { aCloud, anAccount, faultOfCall, ID, refusal, ROW, startWire, type Wire } from './wire.ts';

const REGIONS = ['cn-hangzhou', 'cn-shanghai', 'eu-central-1'] as const;
let wires: Record<(typeof REGIONS)[number], Wire>;
beforeAll(async () => {
  const [first, second, third] = await Promise.all([startWire(), startWire(), startWire()]);
  wires = { 'cn-hangzhou': first, 'cn-shanghai': second, 'eu-central-1': third };
});
beforeEach(() => {
  for (const wire of Object.values(wires)) {
    wire.calls.length = 0;
    wire.reply = () => ({ json: { Instances: { KVStoreInstance: [] } } });
  }
});
afterAll(async () => {
  await Promise.all(Object.values(wires).map((wire) => wire[Symbol.asyncDispose]()));
});

const endpoints = () => Object.fromEntries(REGIONS.map((region) => [region, wires[region].url]));
const account = (name = 'main', regions: readonly string[] = REGIONS): Account =>
  anAccount('', { name, regions, endpoints: endpoints() });
const holding =
  (...rows: object[]) =>
  () => ({ json: { Instances: { KVStoreInstance: rows } } });
const callsIn = () => REGIONS.map((region) => wires[region].calls.length);

describe('where an instance is', () => {
  it('is found over all regions at once, and remembered for minutes', async () => {
    wires['cn-shanghai'].reply = holding(ROW);
    const began = Date.parse('2026-11-23T12:00:00Z');
    let now = began;
    const { cloud } = aCloud([account()], { now: () => new Date(now) });
    const place = { account: 'main', region: 'cn-shanghai', instanceId: ID };
    expect(await cloud.locate(ID)).toEqual(place);
    await expect.poll(callsIn).toEqual([1, 1, 1]);
    now = began + 4 * 60_000;
    expect(await cloud.locate(ID)).toEqual(place);
    expect(callsIn()).toEqual([1, 1, 1]);
    now = began + 6 * 60_000;
    expect(await cloud.locate(ID)).toEqual(place);
    await expect.poll(callsIn).toEqual([2, 2, 2]);
    expect(wires['cn-shanghai'].calls[0]?.params).toEqual({
      Action: 'DescribeInstances',
      RegionId: 'cn-shanghai',
      InstanceIds: ID,
    });
  });

  it('is asked in one region when that is given, and only in regions we serve', async () => {
    const { cloud } = aCloud([account()]);
    expect(await cloud.locate(ID, 'eu-central-1')).toBeUndefined();
    expect(await cloud.locate(ID, 'us-east-1')).toBeUndefined();
    expect(callsIn()).toEqual([0, 0, 1]);
  });

  it('is not remembered when it was not found, nor for another region', async () => {
    const { cloud } = aCloud([account()]);
    expect(await cloud.locate(ID)).toBeUndefined();
    wires['cn-hangzhou'].reply = holding(ROW);
    expect(await cloud.locate(ID)).toMatchObject({ region: 'cn-hangzhou' });
    expect(await cloud.locate(ID, 'cn-shanghai')).toBeUndefined();
  });

  it('is forgotten when its account leaves the configuration', async () => {
    wires['cn-hangzhou'].reply = holding(ROW);
    let accounts: readonly Account[] = [account()];
    const { cloud } = aCloud([], { accounts: () => accounts });
    await cloud.locate(ID);
    accounts = [account('main', ['cn-shanghai'])];
    expect(await cloud.locate(ID)).toBeUndefined();
  });

  it('does not wait for a region that hangs', async () => {
    wires['cn-hangzhou'].reply = () => 'hang';
    wires['eu-central-1'].reply = holding(ROW);
    expect(await aCloud([account()]).cloud.locate(ID)).toMatchObject({ region: 'eu-central-1' });
  });

  it('is unknown, not nowhere, while a region cannot be asked', async () => {
    wires['cn-shanghai'].reply = () => refusal('ServiceUnavailable', 503);
    expect(await faultOfCall(aCloud([account()]).cloud.locate(ID))).toMatchObject({ code: 'ServiceUnavailable' });
  });

  it('is nowhere for an id that no region takes', async () => {
    for (const wire of Object.values(wires)) wire.reply = () => refusal('InvalidInstanceIds.Malformed');
    expect(await aCloud([account()]).cloud.locate('r-1,r-2')).toBeUndefined();
  });

  it('belongs to the first account of the configuration that sees it', async () => {
    wires['cn-hangzhou'].reply = holding(ROW);
    const { cloud } = aCloud([account('first'), account('second')]);
    expect(await cloud.locate(ID)).toMatchObject({ account: 'first' });
  });

  it('is not the answer to another question', async () => {
    wires['cn-hangzhou'].reply = holding({ ...ROW, InstanceId: 'r-other' });
    expect(await aCloud([account()]).cloud.locate(ID)).toBeUndefined();
  });
});

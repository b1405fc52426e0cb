import { describe, expect, it } from 'vitest';
import { bandwidthOf, directConnectionOf } from '../../src/alicloud/network-facts-reader.ts';
import { aCloud, anAccount, FACTS, ID, oneWire, refusal, type Reply, wire } from './wire.ts';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const net = (...direct: unknown[]) => ({
  NetInfoItems: { InstanceNetInfo: direct.map((one) => ({ DirectConnection: one })) },
});

describe('a direct connection', () => {
  it.each([
    ['one of two endpoints', net(0, 1), true],
    ['as text', net('0', '1'), true],
    ['none of two', net(0, '0'), false],
  ])('is read from %s', (_, body, expected) => {
    expect(directConnectionOf(body)).toBe(expected);
  });

  it.each([{}, net(), net(undefined), net(0, undefined), net(0, 2), net(true), { NetInfoItems: [] }])(
    'is not denied by %j',
    (body) => {
      expect(() => directConnectionOf(body)).toThrow('MalformedResponse');
    },
  );
});

describe('bought bandwidth', () => {
  const later = '2026-11-23T15:00:00Z';
  it.each([
    ['nothing', { ExpireTime: '0' }, { temporaryUntil: undefined, plan: false, planUntil: undefined }],
    ['nothing, as a number', { ExpireTime: 0 }, { temporaryUntil: undefined, plan: false, planUntil: undefined }],
    ['for a time', { ExpireTime: later }, { temporaryUntil: later, plan: false, planUntil: undefined }],
    [
      'for a time that is over',
      { ExpireTime: '2026-11-23T11:00:00Z' },
      { temporaryUntil: undefined, plan: false, planUntil: undefined },
    ],
    [
      'as a plan',
      { ExpireTime: '0', HasPrePaidBandWidthOrderRunning: true, BandwidthExpireTime: later },
      { temporaryUntil: undefined, plan: true, planUntil: later },
    ],
    [
      'as a plan whose end is not told',
      { ExpireTime: '0', HasPrePaidBandWidthOrderRunning: 'true' },
      { temporaryUntil: undefined, plan: true, planUntil: undefined },
    ],
  ])('is %s', (_, body, expected) => {
    expect(bandwidthOf(body, NOW)).toEqual(expected);
  });

  it.each([{}, { ExpireTime: 'soon' }, { ExpireTime: '0', HasPrePaidBandWidthOrderRunning: 'perhaps' }])(
    'is not denied by %j',
    (body) => {
      expect(() => bandwidthOf(body, NOW)).toThrow('MalformedResponse');
    },
  );
});

describe('the network facts of an instance', () => {
  oneWire();

  const answering = (network: Reply, bandwidth: Reply) => {
    let now = NOW;
    wire.reply = ({ params }) => (params['Action'] === 'DescribeDBInstanceNetInfo' ? network : bandwidth);
    const { cloud } = aCloud([anAccount(wire.url)], { now: () => new Date(now), timeouts: { readMs: 300 } });
    return { cloud, pass: (ms: number) => (now += ms) };
  };
  const NONE = { temporaryUntil: undefined, plan: false, planUntil: undefined };

  it('are read at once, and again after half a minute', async () => {
    const { cloud, pass } = answering({ json: net(0, 1) }, { json: { ExpireTime: '0' } });
    const expected = { directConnection: true, bandwidth: NONE };
    expect(await Promise.all([cloud.networkFacts(FACTS), cloud.networkFacts(FACTS)])).toEqual([expected, expected]);
    expect(wire.calls).toHaveLength(2);
    expect(wire.calls[0]?.params).toMatchObject({ InstanceId: ID });
    pass(29_000);
    await cloud.networkFacts(FACTS);
    expect(wire.calls).toHaveLength(2);
    pass(2_000);
    await cloud.networkFacts(FACTS);
    expect(wire.calls).toHaveLength(4);
  });

  it.each<readonly [string, Reply]>([
    ['is not allowed', refusal('Forbidden.RAM', 403)],
    ['is never answered', 'hang'],
    ['is nonsense', { json: { NetInfoItems: 7 } }],
    ['is cut', 'drop'],
  ])('keep what was read where one of two %s, and never throw', async (_, reply) => {
    const { cloud } = answering(reply, { json: { ExpireTime: '0' } });
    expect(await cloud.networkFacts(FACTS)).toEqual({ directConnection: undefined, bandwidth: NONE });
    const both = answering(reply, reply);
    expect(await both.cloud.networkFacts(FACTS)).toEqual({ directConnection: undefined, bandwidth: undefined });
  });
});

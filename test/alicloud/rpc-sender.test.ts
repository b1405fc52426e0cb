import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { at, list } from '../../src/alicloud/fields.ts';
import { createRpcSender } from '../../src/alicloud/rpc-sender.ts';
import { faultOfCall, KEYS, startWire } from './wire.ts';

const call = {
  action: 'DescribeRegions',
  params: { AcceptLanguage: 'en-US', Nothing: undefined },
  timeoutMs: 500,
  unpooled: false,
};

describe('a sender', () => {
  it('asks for the key once a call, and does not count that time', async () => {
    await using wire = await startWire();
    let asked = 0;
    const send = createRpcSender(wire.url, '2015-01-01', async () => {
      asked += 1;
      await sleep(1700);
      return KEYS;
    });
    await send(call);
    expect(asked).toBe(1);
    expect(wire.calls.map(({ params }) => params)).toEqual([{ Action: 'DescribeRegions', AcceptLanguage: 'en-US' }]);
  });

  it('signs every one of many calls at once with the key that was current for it', async () => {
    await using wire = await startWire();
    let made = 0;
    const send = createRpcSender(wire.url, '2015-01-01', async () => {
      const number = made++;
      await sleep(number % 3);
      return { accessKeyId: `id-${number}`, accessKeySecret: 's' };
    });
    await Promise.all(Array.from({ length: 30 }, () => send({ ...call, timeoutMs: 5000 })));
    const ids = wire.calls.map(({ all }) => all['AccessKeyId']);
    expect(new Set(ids).size).toBe(30);
  });

  it('sends nothing when it is too late once the key is there', async () => {
    await using wire = await startWire();
    let late = false;
    const keys = () => {
      late = true;
      return Promise.resolve(KEYS);
    };
    const send = createRpcSender(wire.url, '2015-01-01', keys);
    expect(await faultOfCall(send({ ...call, inTime: () => !late }))).toMatchObject({
      arrived: 'no',
      retry: 'soon',
    });
    expect(wire.calls).toEqual([]);
  });

  const largeAnswer = async (reply: Parameters<typeof startWire>[0]) => {
    await using wire = await startWire(reply);
    return await createRpcSender(wire.url, '2015-01-01', () => Promise.resolve(KEYS))(call);
  };
  const history = JSON.stringify({ '2026-11-23T12:00:00Z': { UsedMemory: '536870912' }, pad: 'x'.repeat(100_000) });

  it("reads a large answer by JavaScript's own reader, and one with a long number digit by digit", async () => {
    const quick = await largeAnswer(() => ({ json: { RequestId: 'R', MonitorHistory: history } }));
    expect(quick).toEqual({ RequestId: 'R', MonitorHistory: history });
    // json-bigint makes objects without a prototype.
    expect(Object.getPrototypeOf(quick)).toBe(Object.prototype);
    for (const number of ['21234567890123456789', '0.12345678901234567891']) {
      const raw = `{"MonitorHistory":${JSON.stringify(history)},"Rows":[{"Number":${number}}]}`;
      const exact = await largeAnswer(() => ({ raw, type: 'application/json' }));
      expect(String(at(list(exact, 'Rows')?.[0], 'Number'))).toBe(number);
      expect(exact['MonitorHistory']).toBe(history);
    }
  });

  it.each(['<html>' + 'x'.repeat(100_000), `{"MonitorHistory":"${'x'.repeat(100_000)}`])(
    'knows what is no JSON, large as it is (%#)',
    async (raw) => {
      expect(await faultOfCall(largeAnswer(() => ({ raw })))).toMatchObject({ code: 'NotJson', arrived: 'unknown' });
    },
  );

  it('ends in time although the answer trickles', async () => {
    await using wire = await startWire(() => 'trickle');
    const began = performance.now();
    const fault = await faultOfCall(
      createRpcSender(wire.url, '2015-01-01', () => Promise.resolve(KEYS))({ ...call, timeoutMs: 300 }),
    );
    expect(fault).toMatchObject({ code: 'RequestTimeout', arrived: 'unknown' });
    expect(performance.now() - began).toBeLessThan(5000);
  });
});

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { createRpcSender } from '../../src/alicloud/rpc-sender.ts';
import { KEYS, startWire } from './wire.ts';

it.each([301, 302, 307, 308])(
  'an endpoint that answers %i leads nowhere: no signed call is sent on',
  async (status) => {
    await using externalChange = await startWire();
    const server = createServer((_, response) =>
      response.writeHead(status, { location: externalChange.url }).end('{}'),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    const channel = createRpcSender(url, '2015-01-01', () => Promise.resolve(KEYS));
    const call = channel({ action: 'DescribeRegions', params: {}, timeoutMs: 500, unpooled: false });
    await call.catch(() => undefined);
    expect(externalChange.calls).toEqual([]);
  },
);

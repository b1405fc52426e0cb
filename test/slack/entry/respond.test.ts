import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createClients } from '../../../src/slack/web/clients.ts';
import { boltLogger } from '../../../src/slack/web/log.ts';
import { isSlacks, responder } from '../../../src/slack/entry/respond.ts';

const API = 'https://slack.com/api/';
const HERE = 'http://127.0.0.1:3001/api/';

describe('the address of an answer', () => {
  it.each([
    ['https://hooks.slack.com/commands/T1/2/3', API, true],
    ['https://hooks.slack.com/actions/T1/2/3', HERE, true],
    ['http://127.0.0.1:3001/response/1', HERE, true],
    ['http://127.0.0.1:3002/response/1', HERE, false],
    ['http://127.0.0.1:3001/response/1', API, false],
    ['http://hooks.slack.com/commands/T1/2/3', API, false],
    ['https://hooks.slack.com.evil.example/commands', API, false],
    ['https://hooks.slack.com@evil.example/commands', API, false],
    ['https://user@hooks.slack.com/commands', API, false],
    ['https://hooks.slack.com:8443/commands', API, false],
    ['https://evil.example/?https://hooks.slack.com/', API, false],
    ['https://evil.example\\@hooks.slack.com/', API, false],
    ['http://169.254.169.254/latest/meta-data', API, false],
    ['http://2130706433:3001/response/1', 'http://localhost:3001/api/', false],
    ['file:///etc/passwd', API, false],
    ['not an address', API, false],
    ['', API, false],
  ])('%s beside %s: %s', (url, api, used) => {
    expect(isSlacks(url, api)).toBe(used);
    expect(responder(url, api) === undefined).toBe(!used);
  });

  it('leads nowhere else: no redirect is followed', async () => {
    const got: string[] = [];
    const evil = await served((request, response) => {
      got.push(request.url ?? '');
      response.end();
    });
    const own = await served((_, response) => response.writeHead(307, { location: `${evil}/stolen` }).end());
    await expect(responder(`${own}/response/1`, `${own}/api/`)?.({ text: 'secret' })).rejects.toThrow();
    expect(got).toEqual([]);
  });

  it('that does not take the answer is told, without the address', async () => {
    const own = await served((_, response) => response.writeHead(404).end('expired_url'));
    const failure = responder(`${own}/response/secret`, `${own}/api/`)?.({ text: 'x' });
    await expect(failure).rejects.toThrow(/^response_url answered 404$/);
  });
});

it('the Web API leads nowhere else either: no token is sent on', async () => {
  const got: (string | undefined)[] = [];
  const evil = await served((request, response) => {
    got.push(request.headers.authorization);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"ok":true}');
  });
  const own = await served((_, response) => response.writeHead(307, { location: `${evil}/api/auth.test` }).end());
  const log = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
  const { quick } = createClients('xoxb-secret', `${own}/api/`, boltLogger(log));
  await expect(quick.auth.test()).rejects.toThrow();
  expect(got).toEqual([]);
});

async function served(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

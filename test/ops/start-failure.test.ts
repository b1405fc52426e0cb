import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it } from 'vitest';
import { SlackFault } from '../../src/core/faults.ts';
import { serveRoutes } from '../../src/ops/server.ts';
import { startFailure } from '../../src/ops/start-failure.ts';

const AT = { host: '127.0.0.1', port: 3000 };

it('a port that is in use is named, with what to do', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  const at = { host: '127.0.0.1', port };
  const error: unknown = await serveRoutes([], { ...at, refused: () => undefined }).catch((thrown: unknown) => thrown);
  expect(startFailure(error, at)).toEqual({
    reason: `port ${String(port)} on 127.0.0.1 is already in use`,
    next: 'Stop the other process, or set PORT to a free port.',
  });
  other.close();
});

it('a host without an address is named, with what to do', async () => {
  const at = { host: 'no-such-host.invalid', port: 0 };
  const error: unknown = await serveRoutes([], { ...at, refused: () => undefined }).catch((thrown: unknown) => thrown);
  expect(startFailure(error, at)).toEqual({
    reason: expect.stringMatching(/^HOST is no-such-host\.invalid,/) as string,
    next: 'Set HOST to 127.0.0.1 (local only) or 0.0.0.0 (all interfaces).',
  });
  // Another name is not what HOST is about.
  expect(startFailure(error, AT).next).toContain('doctor');
});

it.each([
  ['EACCES', /may not listen on port 3000/, /1024/],
  ['EADDRNOTAVAIL', /127\.0\.0\.1 is not an address/, /HOST/],
  ['EMFILE', /^listen EMFILE$/, /redis-resize doctor/],
])('%s', (code, reason, next) => {
  const error = Object.assign(new Error(`listen ${code}`), { code, syscall: 'listen' });
  expect(startFailure(error, AT)).toEqual({
    reason: expect.stringMatching(reason) as string,
    next: expect.stringMatching(next) as string,
  });
});

it.each([
  [new SlackFault({ code: 'invalid_auth', temporary: false }), 'Slack request failed: invalid_auth'],
  [Object.assign(new Error(''), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [new Error('the directory is in use'), 'the directory is in use'],
  ['text', 'unknown error'],
])('%s leads to the doctor', (error, reason) => {
  expect(startFailure(error, AT)).toEqual({ reason, next: 'Run redis-resize doctor to find out more.' });
});

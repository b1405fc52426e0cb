/** Where tokens and keys may be sent: https, or http to this machine and nowhere that only looks like it. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readEnvironment } from '../../src/config/env.ts';
import { endpoint } from '../../src/config/fields.ts';

const TOKENS = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1' };
const noFiles = (): string => '';

test.each([
  ['https://slack.com/', true],
  ['https://slack.example:8443/', true],
  ['http://127.0.0.1:4000/', true],
  ['http://localhost:4000/', true],
  ['http://[::1]:4000/', true],
  ['http://127.9.9.9/', true],
  // The same machine, written otherwise: the address is read before it is judged.
  ['http://2130706433/', true],
  ['http://0x7f.1/', true],
  ['http://slack.com/', false],
  ['http://localhost.evil.example/', false],
  ['http://127.0.0.1.evil.example/', false],
  ['http://evil-localhost/', false],
  ['http://127.0.0.1@evil.example/', false],
  ['http://localhost:80@evil.example/', false],
  ['http://evil.example\\@127.0.0.1/', false],
  ['http://evil.example#@127.0.0.1/', false],
  ['https://127.0.0.1:1@slack.com/', false],
  ['http://0.0.0.0/', false],
  ['http://[::]/', false],
  ['http://[::ffff:8.8.8.8]/', false],
  ['http://134744072/', false],
  ['http://169.254.169.254/', false],
  ['http://１６９.254.169.254/', false],
  ['ftp://127.0.0.1/', false],
  ['file:///etc/passwd', false],
  ['javascript:alert(1)', false],
  ['//127.0.0.1/', false],
  ['127.0.0.1', false],
] as const)('%s: %s', (url, allowed) => {
  expect(readEnvironment({ ...TOKENS, SLACK_API_URL: url }, noFiles).kind).toBe(allowed ? 'ok' : 'bad');
  expect(endpoint.safeParse(url).success).toBe(allowed);
});

test('a secret from a file may end with a line break, and what cannot be read is told without its content', () => {
  const folder = mkdtempSync(join(tmpdir(), 'redis-resize-secret-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const read = (path: string) =>
    readEnvironment({ SLACK_APP_TOKEN: 'xapp-1', SLACK_BOT_TOKEN_FILE: path }, (from) => readFileSync(from, 'utf8'));
  expect(read(file('unix', 'xoxb-1\n'))).toEqual(readEnvironment(TOKENS, noFiles));
  expect(read(file('windows', 'xoxb-1\r\n'))).toEqual(readEnvironment(TOKENS, noFiles));
  const told = (path: string): unknown => {
    const answer = read(path);
    return answer.kind === 'bad' ? answer.problems.map(({ name, message }) => `${name} ${message}`) : 'ok';
  };
  expect(told(folder)).toEqual(['SLACK_BOT_TOKEN_FILE points to a file that cannot be read: EISDIR']);
  expect(told(join(folder, 'nowhere'))).toEqual(['SLACK_BOT_TOKEN_FILE points to a file that cannot be read: ENOENT']);
  expect(told(file('empty', ' \n'))).toEqual(['SLACK_BOT_TOKEN_FILE points to an empty file']);
  expect(JSON.stringify(told(file('wrong', 'hunter2')))).not.toContain('hunter2');
});

import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { moment } from '../../src/cli/arguments.ts';
import { ANNOUNCEMENTS } from '../../src/core/request/step.ts';
import { openArchive } from '../../src/store/archive.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { emptyDatabase, freshDatabase, ON_POSTGRES, type TestDatabase } from '../database.ts';
import { child, redisResize } from './child.ts';
import { command } from './inside.ts';

const EVENTS = 700;
let folder: string;
let database: TestDatabase;
let open: Store | undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'redis-resize-audit-'));
  database = await freshDatabase(join(folder, 'data'));
  const store = await start();
  for (let n = 1; n <= EVENTS; n += 1) {
    const reason = n === 1 ? '=cmd|"x"' : 'because, "so"\nto say';
    await store.records.note({
      kind: 'denied',
      actor: { teamId: 'T012AB', userId: 'U0DEV1' },
      data: { outcome: String(n), reason, instanceId: 'x'.repeat(500) },
    });
  }
  await store.close(1000);
});
afterEach(async () => {
  await open?.close(1000);
  open = undefined;
});
afterAll(() => rmSync(folder, { recursive: true }));

function start(): Promise<Store> {
  return openStore({ ...database, clock: { now: () => new Date() }, onError: () => undefined });
}

const audit = (...args: readonly string[]) => command(['audit', ...args], { DATABASE_URL: database.url });

describe('audit export', () => {
  it('writes one JSON object a line, oldest first, each with its hash', async () => {
    const { code, out, err } = await audit('export');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(EVENTS);
    const [first, second] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(first).toMatchObject({ seq: 1, kind: 'denied', actor: 'T012AB/U0DEV1', data: { outcome: '1' } });
    expect(second).toMatchObject({ seq: 2, data: { reason: 'because, "so"\nto say' } });
    expect(first?.['hash']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('writes rows for a spreadsheet', async () => {
    const { code, out } = await audit('export', '--format', 'csv');
    expect(code).toBe(0);
    const [head, first] = out.split('\n');
    expect(head).toBe('seq,at,requestId,kind,actor,data,hash,account,region,instance,clientToken,price');
    expect(first).toMatch(/^"1","\d{4}-\d\d-\d\dT[^"]+","","denied","T012AB\/U0DEV1",/);
  });

  it('ends quietly when its reader has read enough, and gives the database back', async () => {
    const running = child(['audit', 'export'], { DATABASE_URL: database.url });
    await once(running.stdout, 'data');
    running.stdout.destroy();
    let err = '';
    running.stderr.on('data', (text: Buffer) => (err += text.toString()));
    const [code] = (await once(running, 'exit')) as [number];
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect((await audit('verify')).code).toBe(0);
  });

  it('takes only what is asked for', async () => {
    const { code, out, err } = await audit('export', '--since', '1h', '--until', '2100-01-01', '--actor', 'U0DEV1');
    expect({ code, err, lines: out.split('\n').length - 1 }).toEqual({ code: 0, err: '', lines: EVENTS });
    expect((await audit('export', '--kind', 'voted', '--kind', 'rejected', '--request', 'RR-7K3F9QX2')).out).toBe('');
  });

  it.each([
    ['2026-11-01', '2026-11-01T00:00:00.000Z'],
    ['2026-11-01T09:30', '2026-11-01T09:30:00.000Z'],
    ['2026-11-01 09:30:15', '2026-11-01T09:30:15.000Z'],
    ['2026-11-01T09:30:15.5+08:00', '2026-11-01T01:30:15.500Z'],
    ['2028-02-29T23:59Z', '2028-02-29T23:59:00.000Z'],
  ])('reads the time %s', (text, iso) => {
    expect(moment(text).toISOString()).toBe(iso);
  });

  it.each([
    [
      'export',
      '--since',
      'yesterday',
      'Expected a time such as 2026-11-01 or 2026-11-01T09:00Z, or how long ago: 7d, 12h.',
    ],
    ['export', '--until', '2026-02-30', 'Expected a time such as 2026-11-01'],
    ['export', '--since', '2026-11-01T25:00', 'Expected a time such as 2026-11-01'],
    ['export', '--since', '0s', 'Expected a time such as 2026-11-01'],
    ['export', '--request', 'r-bp1', 'Expected a request id such as rr-7k3f9qx2.'],
    ['export', '--actor', '@ana', 'Expected a Slack user id such as U012ABC or T012AB/U012ABC, or bot.'],
    ['export', '--kind', 'vote', 'No event is of this kind. Did you mean voted?'],
    ['export', '--kind', 'xyzzyxyzzy', 'No event is of this kind. One of: requested, break_glass,'],
    ['verify', '--expect', 'abc', 'Expected a hash of 64 hexadecimal digits, as HASH or SEQ:HASH.'],
    ['archive', '--before', '2026-01-01', 'required option'],
  ])('%s %s %s: %s', async (action, option, value, told) => {
    const { code, out, err } = await audit(action, option, value);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(told);
  });

  it('knows two formats', async () => {
    const { code, err } = await audit('export', '--format', 'xml');
    expect(code).toBe(2);
    expect(err).toContain('Allowed choices are jsonl, csv');
  });
});

describe('audit verify', () => {
  it('tells how many events there are and the last hash', async () => {
    const { code, out, err } = await audit('verify');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const last = JSON.parse((await audit('export')).out.trimEnd().split('\n').at(-1) ?? '') as { hash: string };
    expect(out).toBe(`Audit log intact: ${EVENTS} events, last hash ${last.hash}\n`);
  });

  it('tells where an expected hash is, or that it is not there', async () => {
    const { hash } = JSON.parse((await audit('export')).out.split('\n')[6] ?? '') as { hash: string };
    const there = await audit('verify', '--expect', `7:${hash.toUpperCase()}`);
    expect(there.code).toBe(0);
    expect(there.out).toMatch(/\nThe expected hash is that of event 7\.\n$/);
    const gone = await audit('verify', '--expect', `8:${hash}`);
    expect(gone.code).toBe(1);
    expect(gone.out).toMatch(/^Audit log broken: no event 8 with the expected hash\.\nIf it is of an archived event/);
  });

  it('is read beside a running bot', async () => {
    open = await start();
    for (const action of ['verify', 'export']) {
      const { code, err } = await redisResize(['audit', action], { DATABASE_URL: database.url });
      expect({ code, err }).toEqual({ code: 0, err: '' });
    }
  });

  it('tells the first event that was changed', async () => {
    const archive = await openArchive(database.at);
    const forged = createHash('sha256').update('x').digest('hex');
    await sql`update redis_resize.event set data = data || '{"reason":"another"}' where seq = 401`.execute(archive.db);
    await sql`update redis_resize.event set hash = ${forged} where seq = 650`.execute(archive.db);
    await archive.close();
    expect(await audit('verify')).toEqual({
      code: 1,
      out: 'Audit log broken: event 401, or its link to the one before, was changed\n',
      err: '',
    });
  });

  it('tells of a missing event, and of a missing end', async () => {
    const cut = async (where: string) => {
      const archive = await openArchive(database.at);
      await sql`delete from redis_resize.event where ${sql.raw(where)}`.execute(archive.db);
      await archive.close();
      return (await audit('verify')).out;
    };
    expect(await cut('seq > 300')).toContain('events after 300 are missing, or were added outside the log');
    expect(await cut('seq = 7')).toContain('event 7 is missing');
  });
});

describe('with a key', () => {
  const [KEY, OTHER] = ['secret-'.repeat(6), 'another'.repeat(6)];

  it('verifies with that key alone, names keys by their id, and moves old events to a file', async () => {
    const keyed = await freshDatabase(join(folder, 'keyed'));
    const store = await openStore({
      ...keyed,
      auditKey: KEY,
      clock: { now: () => new Date('2026-01-05T00:00Z') },
      onError: () => undefined,
    });
    await store.records.note({ kind: 'denied', actor: 'bot', data: { outcome: 'no', reason: undefined } });
    await store.records.closeDelivered(ANNOUNCEMENTS, [], []);
    await store.close(1000);
    const run = (key: string, ...args: readonly string[]) =>
      command(['audit', ...args], { DATABASE_URL: keyed.url, ...(key === '' ? {} : { AUDIT_KEY: key }) });
    expect(await run(KEY, 'verify')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/intact: 2 events/) as string,
    });
    const none = await run('', 'verify');
    expect(none).toMatchObject({ code: 2, out: '' });
    expect(none.err).toMatch(
      /^environment {2}AUDIT_KEY {2}AUDIT_KEY is not set: the audit log is written with key \w{12}\n/,
    );
    const wrong = await run(OTHER, 'verify');
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toMatch(/AUDIT_KEY is another key \(\w{12}\): the audit log is written with key \w{12}\n/);
    const json = await run(OTHER, 'verify', '--json');
    expect([json.code, JSON.parse(json.out)]).toEqual([2, expect.objectContaining({ kind: 'other_key' })]);

    const file = join(folder, 'old.jsonl');
    expect((await run(OTHER, 'archive', '--before', '2026-02-01', '--to', file)).code).toBe(2);
    expect(existsSync(file)).toBe(false);
    const made = await run(KEY, 'archive', '--before', '2026-02-01', '--to', file);
    expect(made).toMatchObject({ code: 0, err: '' });
    expect(made.out).toMatch(/^Archived 2 events \(1 to 2\) to .*old\.jsonl\nLast archived event: 2:[0-9a-f]{64}\n$/);
    expect((await run(KEY, 'verify', '--archive', file)).out).toMatch(/^Audit log intact: 3 events, last hash/);
    expect((await run(KEY, 'archive', '--before', '2026-02-01', '--to', file)).out).toMatch(/^Nothing to do: /);
    const again = await run(KEY, 'archive', '--before', '2026-02-01', '--to', file, '--json');
    expect(JSON.parse(again.out)).toEqual({ kind: 'already', seq: 2 });
    expect((await run(KEY, 'archive', '--before', '2026-02-01', '--to', `${file}2`)).out).toMatch(
      /^Nothing to archive/,
    );
    const missing = await run(KEY, 'verify', '--archive', join(folder, 'none.jsonl'));
    expect(missing).toMatchObject({ code: 3, err: expect.stringContaining('ENOENT') as string });
    for (const { out, err } of [none, wrong, made]) expect(out + err).not.toMatch(/secret-|another{2}/);
  });

  it('tells where the key is given, and the log was never written with it', async () => {
    const { code, out } = await command(['audit', 'verify'], { DATABASE_URL: database.url, AUDIT_KEY: KEY });
    expect(code).toBe(1);
    if (!ON_POSTGRES) expect(out).toMatch(/^Audit log broken: /);
    const short = await command(['audit', 'verify'], { DATABASE_URL: database.url, AUDIT_KEY: 'hunter2' });
    expect(short).toMatchObject({ code: 2, out: '' });
    expect(short.err).toBe(
      'environment  AUDIT_KEY  must have at least 32 characters (make one with: openssl rand -hex 32)\n',
    );
  });
});

describe('without records', () => {
  it('it says so, and makes none', async () => {
    const nowhere = join(folder, 'nowhere');
    const { code, err } = await command(['audit', 'verify'], { DATABASE_URL: `pglite:${nowhere}` });
    expect(code).toBe(3);
    expect(err).toBe(`Cannot read the audit log: there is no database in ${nowhere}\n`);
    expect(existsSync(nowhere)).toBe(false);
  });

  it('it says so when nobody listens, without the password', async () => {
    const url = 'postgres://bot:verysecretpassword@127.0.0.1:9/records';
    const { code, out, err } = await command(['audit', 'export'], { DATABASE_URL: url });
    expect(code).toBe(3);
    expect(err).toMatch(/ECONNREFUSED/);
    expect(out + err).not.toContain('verysecret');
  });

  it('a wrong DATABASE_URL is a problem of the environment, the only one', async () => {
    const { code, err } = await command(['audit', 'verify'], { DATABASE_URL: 'mysql://root:verysecret@x/y' });
    expect(code).toBe(2);
    expect(err).toBe(
      'environment  DATABASE_URL  must be pglite:<directory> or postgres://user:password@host/database\n',
    );
  });
});

if (ON_POSTGRES) {
  it('on that server, what was never started has no records', async () => {
    const { url } = await emptyDatabase();
    const { code, err } = await command(['audit', 'verify'], { DATABASE_URL: url });
    expect(code).toBe(3);
    expect(err).toContain('no tables of this bot');
  });
}

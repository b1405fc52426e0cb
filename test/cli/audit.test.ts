import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
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
    expect(head).toBe('seq,at,requestId,kind,actor,data,hash');
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

  it('beside a running bot: reads a served database, and says politely who has the embedded one', async () => {
    open = await start();
    for (const action of ['verify', 'export']) {
      const { code, out, err } = await redisResize(['audit', action], { DATABASE_URL: database.url });
      if (ON_POSTGRES) {
        expect({ code, err }).toEqual({ code: 0, err: '' });
      } else {
        expect({ code, out }).toEqual({ code: 3, out: '' });
        expect(err).toMatch(
          /^Cannot read the audit log: .*\/data is in use by process \d+ on \S+\. One process at a time/,
        );
      }
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

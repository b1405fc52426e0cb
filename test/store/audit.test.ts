/** The audit log: keyed or not, its checkpoints, what is kept of the configuration, and events that are archived. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewEvent, RequestId } from '../../src/core/request/request.ts';
import { ANNOUNCEMENTS, type Subject } from '../../src/core/request/step.ts';
import { verifyAudit, type Verifying } from '../../src/store/audit.ts';
import { archiveAudit, archivedLinks } from '../../src/store/audit-archive.ts';
import { exportAudit } from '../../src/store/audit-export.ts';
import { auditKeyOf } from '../../src/store/audit-key.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { aDraft, anInstance, DEV, NOON, SRE } from '../builders.ts';
import { freshDatabase, type TestDatabase } from '../database.ts';

const [KEY, OTHER] = ['k'.repeat(32), 'o'.repeat(32)];
const DAY = 24 * 3_600_000;
const folder = mkdtempSync(join(tmpdir(), 'redis-resize-chain-'));
let database: TestDatabase;
let now: number;
const opened: Store[] = [];
const clock = { now: () => new Date(now) };

beforeEach(async () => {
  now = NOON.getTime();
  database = await freshDatabase();
});
afterEach(async () => {
  for (const store of opened.splice(0)) await store.close(1000);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function start(auditKey?: string): Promise<Store> {
  const store = await openStore({ ...database, clock, auditKey, onError: () => undefined });
  opened.push(store);
  return store;
}

let acts = 0;
/** A refused act, each of another kind. */
const act = (store: Store): Promise<void> =>
  store.records.note({ kind: 'denied', actor: DEV, data: { outcome: `no ${String((acts += 1))}`, reason: undefined } });

const kinds = async (store: Store): Promise<readonly string[]> =>
  (await store.db.selectFrom('event').select('kind').orderBy('seq').execute()).map(({ kind }) => kind);

const verify = ({ db }: Store, key?: string, more: Verifying = {}) =>
  verifyAudit(db, { key: auditKeyOf(key), ...more });

describe('a key', () => {
  it('is taken once, seals what came before, and is needed from then on', async () => {
    const plain = await start();
    await act(plain);
    const [keyed] = await Promise.all([start(KEY), start(KEY)]);
    await act(keyed);
    expect(await kinds(keyed)).toEqual(['denied', 'audit_keyed', 'denied']);
    expect(await verify(keyed, KEY)).toMatchObject({ kind: 'whole', events: 3 });
    const keyId = auditKeyOf(KEY)?.id;
    expect(await verify(keyed)).toEqual({ kind: 'other_key', own: undefined, keyId });
    expect(await verify(keyed, OTHER)).toEqual({ kind: 'other_key', own: auditKeyOf(OTHER)?.id, keyId });
    await sql`update redis_resize.event set data = data || '{"outcome":"x"}' where seq = 1`.execute(keyed.db);
    expect(await verify(keyed, KEY)).toMatchObject({ kind: 'broken', seq: 1, why: 'changed' });
  });

  it('that does not fit the chain is refused at the start', async () => {
    await start(KEY);
    await expect(start(OTHER)).rejects.toThrow(
      /^AUDIT_KEY \(\w{12}\) is not the key that the audit log is written with/,
    );
    await expect(start()).rejects.toThrow(/^the audit log is written with a key \(\w{12}\), and AUDIT_KEY is not set$/);
  });

  it('that another replica brings stops the ones without it: they write nothing and say why', async () => {
    const old = await start();
    expect(await old.pastHelp()).toBeUndefined();
    const keyed = await start(KEY);
    await expect(act(old)).rejects.toThrow('AUDIT_KEY is not set');
    expect(await old.problems()).toEqual([expect.stringContaining('AUDIT_KEY is not set')]);
    expect(await old.pastHelp()).toContain('AUDIT_KEY is not set');
    expect(await keyed.problems()).toEqual([]);
    expect(await verify(keyed, KEY)).toMatchObject({ kind: 'whole', events: 1 });
  });

  it('shows a chain that was written anew without it, also when the bot has gone on writing', async () => {
    const keyed = await start(KEY);
    await act(keyed);
    // What somebody who can write to the database can do: a plain chain in its place.
    const plainHash = async () => {
      database = await freshDatabase();
      const other = await start();
      await act(other);
      return other.db.selectFrom('event').selectAll().executeTakeFirstOrThrow();
    };
    const forged = await plainHash();
    await sql`delete from redis_resize.event where seq > 1`.execute(keyed.db);
    const row = {
      ...{ kind: forged.kind, hash: forged.hash, at: forged.at, prev_hash: '' },
      ...{ actor: JSON.stringify(forged.actor), data: JSON.stringify(forged.data) },
    };
    await keyed.db.updateTable('event').set(row).where('seq', '=', 1).execute();
    await keyed.db.updateTable('audit_head').set({ seq: 1, hash: forged.hash }).execute();
    expect(await verify(keyed, KEY)).toMatchObject({ kind: 'broken', why: 'not_keyed' });
    await act(keyed);
    expect(await verify(keyed, KEY)).toMatchObject({ kind: 'broken', seq: 2, why: 'changed' });
    await keyed.db.updateTable('audit_head').set({ key_id: null }).execute();
    await expect(act(keyed)).rejects.toThrow('the database no longer says so');
  });
});

describe('a checkpoint', () => {
  it('is made once for each day with activity, on however many replicas, over restarts', async () => {
    const [one, two] = [await start(), await start()];
    const checkpoints = async () =>
      (await Promise.all([one, two, one].map(({ records }) => records.checkpoint()))).filter((made) => made);
    expect(await checkpoints()).toEqual([]);
    await act(one);
    const { hash } = await one.db.selectFrom('audit_head').selectAll().executeTakeFirstOrThrow();
    expect(await checkpoints()).toEqual([]);
    now += DAY / 2;
    expect(await checkpoints()).toEqual([{ seq: 1, hash }]);
    await act(two);
    expect(await (await start()).records.checkpoint()).toBeUndefined();
    now += DAY;
    expect(await checkpoints()).toMatchObject([{ seq: 3 }]);
    now += 5 * DAY;
    expect(await checkpoints()).toEqual([]);
    expect(await kinds(one)).toEqual(['denied', 'audit_checkpoint', 'denied', 'audit_checkpoint']);
    expect((await one.records.undelivered(ANNOUNCEMENTS)).map(({ event }) => event.seq)).toEqual([2, 4]);
    expect(await verify(one, undefined, { expected: { hash } })).toMatchObject({ kind: 'whole', found: 1 });
    expect(await verify(one, undefined, { expected: { hash, seq: 1 } })).toMatchObject({ kind: 'whole', found: 1 });
    for (const expected of [{ hash, seq: 2 }, { hash: 'f'.repeat(64) }]) {
      expect(await verify(one, undefined, { expected })).toMatchObject({ kind: 'broken', why: 'not_found' });
    }
  });

  it('shows an end that was cut off together with the head', async () => {
    const store = await start();
    await act(store);
    const kept = await store.db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow();
    await act(store);
    const last = await store.db.selectFrom('audit_head').select(['seq', 'hash']).executeTakeFirstOrThrow();
    await store.db.deleteFrom('event').where('seq', '=', 2).execute();
    await store.db.updateTable('audit_head').set(kept).execute();
    expect(await verify(store)).toMatchObject({ kind: 'whole' });
    expect(await verify(store, undefined, { expected: last })).toMatchObject({ kind: 'broken', why: 'not_found' });
  });
});

describe('the configuration', () => {
  it('is one event for each change of what is in force, on however many replicas', async () => {
    const replicas = [await start(), await start(), await start()];
    const taken = (version: string) => ({ version, file: 'redis-resize.yaml', rules: 3 });
    const refused = { version: 'x', file: 'redis-resize.yaml', count: 1, problems: 'p' };
    const all = (event: Parameters<Store['records']['noteConfiguration']>[0]) =>
      Promise.all(replicas.map(({ records }) => records.noteConfiguration(event)));
    for (const version of ['a', 'a', 'b', 'a']) await all({ kind: 'config_taken', actor: 'bot', data: taken(version) });
    await all({ kind: 'config_refused', actor: 'bot', data: refused });
    await all({ kind: 'config_taken', actor: 'bot', data: taken('a') });
    const rows = await replicas[0]!.db.selectFrom('event').select(['kind', 'data']).orderBy('seq').execute();
    expect(rows).toEqual([
      { kind: 'config_taken', data: { ...taken('a'), first: true } },
      { kind: 'config_taken', data: taken('b') },
      { kind: 'config_taken', data: taken('a') },
      { kind: 'config_refused', data: refused },
      { kind: 'config_taken', data: taken('a') },
    ]);
  });
});

const requested: NewEvent = {
  kind: 'requested',
  actor: DEV,
  data: {
    ...{ account: 'main', region: 'cn-hangzhou', instanceId: 'r-1', wasClass: 'a', targetClass: 'b', autoPay: true },
    ...{ effectiveTime: 'Immediately', forceUpgrade: false, coupon: 'none', price: '50 CNY', rule: 'r' },
    ...{ forced: undefined, approvers: 1, reason: 'peak', clientToken: 'rr-token' },
  },
};

async function ask(store: Store, id: RequestId): Promise<void> {
  await store.records.open(aDraft({ id, before: anInstance({ instanceId: `r-${id}` }) }), id, [requested], []);
}

async function finish(store: Store, id: RequestId): Promise<void> {
  const sending = { kind: 'sending', actor: 'bot', data: { attempt: 1, price: '51 CNY' } } as const;
  const events = [sending, { kind: 'withdrawn', actor: SRE, data: {} } as const];
  await store.records.change(id, () => ({ kind: 'update', to: 'withdrawn', events, result: 0 }));
}

/** Everything that has happened was said in Slack. */
async function said(store: Store): Promise<void> {
  const unsaid = store.db.selectFrom('event').select(['seq', 'request_id']).where('delivered_at', 'is', null);
  for (const { seq, request_id: id } of await unsaid.execute()) {
    await store.records.markDelivered([seq], 'thread');
    await store.records.closeDelivered((id ?? ANNOUNCEMENTS) as Subject, ['thread'], []);
  }
}

describe('an archive', () => {
  const fileOf = (name: string) => join(folder, `${name}.jsonl`);
  const archive = ({ db }: Store, file: string, over: { before?: Date; key?: string } = {}) =>
    archiveAudit(db, { before: over.before ?? clock.now(), file, key: auditKeyOf(over.key), clock });
  const seqs = async (store: Store) =>
    (await store.db.selectFrom('event').select('seq').orderBy('seq').execute()).map(({ seq }) => seq);
  const linesOf = (file: string) => readFileSync(file, 'utf8').trimEnd().split('\n');

  it.each([undefined, KEY])(
    'takes what is done with, and the rest is proven with and without it (key %s)',
    async (key) => {
      const store = await start(key);
      await ask(store, 'rr-0000000a');
      await finish(store, 'rr-0000000a');
      await said(store);
      now += DAY;
      await act(store);
      const [first, second] = [fileOf(`one-${String(key)}`), fileOf(`two-${String(key)}`)];
      const before = await seqs(store);
      expect(await archive(store, first, { before: new Date(now), ...(key && { key }) })).toMatchObject({
        kind: 'archived',
        from: 1,
        stoppedBy: undefined,
      });
      expect(linesOf(first)).toHaveLength(before.length - 1);
      expect(await verify(store, key)).toMatchObject({ kind: 'whole', from: before.length, events: 2 });
      // What lists, history and the limits read is the request, which stays.
      expect(await store.records.find({ limit: 9 })).toMatchObject([{ id: 'rr-0000000a', state: 'withdrawn' }]);

      now += DAY;
      await said(store);
      await act(store);
      expect(await archive(store, second, { ...(key && { key }) })).toMatchObject({ from: before.length });
      const whole = { archived: () => archivedLinks(first, second) };
      const { seq } = await store.db.selectFrom('audit_head').select('seq').executeTakeFirstOrThrow();
      expect(await verify(store, key, whole)).toMatchObject({ kind: 'whole', from: 1, events: seq });
      const { hash } = JSON.parse(linesOf(first)[0] ?? '') as { hash: string };
      expect(await verify(store, key, { ...whole, expected: { hash } })).toMatchObject({ found: 1 });
      expect(await verify(store, key, { archived: () => archivedLinks(second) })).toMatchObject({
        from: before.length,
      });
      const gap = await verify(store, key, { archived: () => archivedLinks(first) });
      expect(gap).toMatchObject({ kind: 'broken', seq: before.length, why: 'missing' });
      writeFileSync(first, readFileSync(first, 'utf8').replace('"attempt":1', '"attempt":2'));
      expect(await verify(store, key, whole)).toMatchObject({ kind: 'broken', why: 'changed' });
    },
  );

  it('never has what is still needed, nor anything after it', async () => {
    const store = await start();
    await act(store);
    await ask(store, 'rr-0000000b');
    await act(store);
    await said(store);
    now += DAY;
    const stopped = { stoppedBy: { seq: 2, request: 'rr-0000000b' } };
    expect(await archive(store, fileOf('open'))).toMatchObject({ kind: 'archived', seq: 1, ...stopped });
    expect(await archive(store, fileOf('open-2'))).toEqual({ kind: 'nothing', ...stopped });
    await finish(store, 'rr-0000000b');
    // Closed since, and its end not said yet.
    expect(await archive(store, fileOf('open-2'))).toEqual({ kind: 'nothing', ...stopped });
    now += 1;
    expect(await archive(store, fileOf('open-3'))).toMatchObject({ seq: 3, stoppedBy: { request: undefined } });
    expect(existsSync(fileOf('open-2'))).toBe(false);
  });

  it('is finished by another run when one was killed between the file and the database', async () => {
    const store = await start();
    for (let n = 0; n < 3; n += 1) await act(store);
    const rows = await store.db.selectFrom('event').selectAll().execute();
    now += DAY;
    const file = fileOf('killed');
    writeFileSync(`${file}.partial`, 'half a li');
    await archive(store, file);
    const text = readFileSync(file, 'utf8');
    expect(await archive(store, file)).toEqual({ kind: 'already', seq: 3 });

    // As it was before the transaction of the first run.
    await store.db.deleteFrom('event').execute();
    const columns = ({ actor, data, ...row }: (typeof rows)[number]) => ({
      ...row,
      ...{ actor: JSON.stringify(actor), data: JSON.stringify(data) },
    });
    await store.db.insertInto('event').values(rows.map(columns)).execute();
    await store.db.updateTable('audit_head').set({ seq: 3, hash: rows[2]!.hash }).execute();
    expect(await archive(store, file)).toMatchObject({ kind: 'archived', from: 1, seq: 3 });
    expect(readFileSync(file, 'utf8')).toBe(text);
    expect(await seqs(store)).toEqual([4]);

    await said(store);
    now += DAY;
    expect(await archive(store, file)).toEqual({ kind: 'file_in_the_way' });
    writeFileSync(fileOf('notes'), 'my notes\n');
    await expect(archive(store, fileOf('notes'))).rejects.toThrow(
      /notes\.jsonl:1: not an event of an archived audit log/,
    );
    expect(await seqs(store)).toEqual([4]);
  });

  it('is made beside a bot that writes, by one of those who try, and not of a broken log', async () => {
    const store = await start();
    for (let n = 0; n < 30; n += 1) await act(store);
    now += DAY;
    const writing = Promise.all(Array.from({ length: 20 }, () => act(store)));
    const made = await Promise.all(['x', 'y'].map((name) => archive(store, fileOf(name))));
    await writing;
    expect(made.map(({ kind }) => kind).sort()).toEqual(['archived', 'file_in_the_way']);
    expect(await verify(store)).toMatchObject({ kind: 'whole', from: 31, events: 21 });
    await sql`update redis_resize.event set kind = 'voted' where seq = 40`.execute(store.db);
    now += DAY;
    expect(await archive(store, fileOf('z'))).toMatchObject({ kind: 'broken', seq: 40 });
    expect(existsSync(fileOf('z'))).toBe(false);
  });
});

describe('an export', () => {
  const lines = async (store: Store, filter: Parameters<typeof exportAudit>[2]) => {
    const found: Record<string, unknown>[] = [];
    for await (const line of exportAudit(store.db, 'jsonl', filter)) found.push(JSON.parse(line) as (typeof found)[0]);
    return found;
  };

  it('has with each event the order it belongs to, at the price of that order', async () => {
    const store = await start();
    await ask(store, 'rr-0000000a');
    await finish(store, 'rr-0000000a');
    await act(store);
    const order = { account: 'main', region: 'cn-hangzhou', instance: 'r-1', clientToken: 'rr-token' };
    expect(await lines(store, {})).toMatchObject([
      { kind: 'requested', ...order, price: '' },
      { kind: 'sending', ...order, price: '51 CNY' },
      { kind: 'withdrawn', ...order, price: '51 CNY' },
      { kind: 'denied', account: '', region: '', instance: '', clientToken: '', price: '' },
    ]);
  });

  it('is filtered by the database, among 12,000 events', async () => {
    const store = await start();
    await ask(store, 'rr-0000000a');
    await finish(store, 'rr-0000000a');
    await sql`insert into redis_resize.event (seq, at, kind, actor, data, prev_hash, hash, delivered_at)
      select n, ${NOON.toISOString()}::timestamptz + n * interval '1 second', 'denied',
        ${JSON.stringify({ ...DEV, otherId: 'W0DEV1' })}::jsonb, '{}', '', '', now()
      from generate_series(4, 12000) n`.execute(store.db);
    const at = (seconds: number) => new Date(NOON.getTime() + seconds * 1000);
    const count = async (filter: Parameters<typeof exportAudit>[2]) => (await lines(store, filter)).length;
    expect(await count({ request: 'rr-0000000a' })).toBe(3);
    expect(await count({ since: at(11_990), until: at(12_000) })).toBe(10);
    expect(await count({ kinds: ['sending', 'withdrawn'] })).toBe(2);
    expect(await count({ actor: 'bot' })).toBe(1);
    expect(await count({ actor: SRE.userId })).toBe(1);
    expect(await count({ actor: `T0OTHER/${SRE.userId}` })).toBe(0);
    expect(await count({ actor: `${DEV.teamId}/W0DEV1`, since: at(11_000) })).toBe(1001);
    expect(await count({ actor: SRE.userId, kinds: ['sending'] })).toBe(0);
  });
});

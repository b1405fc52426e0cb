import { CompiledQuery, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type Store } from '../../src/store/store.ts';
import { spendingOfMonth } from '../../src/workflow/ask/spend.ts';
import { readHome } from '../../src/workflow/steps/home.ts';
import { aPolicy, aPerson, aRule } from '../core/policy/policy-builders.ts';
import { aRequest, NOON } from '../builders.ts';
import { freshDatabase } from '../database.ts';
import { aWorld } from '../world.ts';

const DEV = aPerson('UDEV');
const DAY = 24 * 3_600_000;
let now = NOON;
let store: Store;

beforeAll(async () => {
  store = await openStore({ ...(await freshDatabase()), clock: { now: () => now }, onError: () => undefined });
});
afterAll(() => store.close(2000));

describe('with 10,000 requests that ended', () => {
  beforeAll(async () => {
    const doc = (over: Parameters<typeof aRequest>[0]) =>
      JSON.stringify(aRequest({ requester: aPerson('UOTHER'), ...over }));
    const ended = doc({ state: 'completed' });
    // One a day of another person; three of them are of this one.
    await sql`insert into redis_resize.request (id, state, instance_id, created_at, updated_at, version, doc, placed_at, counts)
      select 'rr-' || lpad(n::text, 8, '0'), 'completed', 'r-' || n, now() - n * interval '1 hour', now() - n * interval '1 hour', 1,
        jsonb_set(${ended}::jsonb, '{requester,userId}', to_jsonb(case when n in (5000, 7000, 9000) then 'UDEV' else 'UOTHER' end)), ${now},
        '{"requester":{"teamId":"T1","userId":"UOTHER"},"account":"main","currency":"CNY","adds":"1.01"}'
      from generate_series(1, 10000) n`.execute(store.db);
    await sql`insert into redis_resize.request (id, state, instance_id, created_at, updated_at, version, doc, counts)
      values ('rr-zzzzzzzz', 'pending', 'r-open', now() - interval '300 days', now(), 1,
        ${doc({ state: 'pending', requester: DEV })}::jsonb, '{}')`.execute(store.db);
    await sql`analyze redis_resize.request`.execute(store.db);
  });

  it('a Home is read by five queries or fewer, each by an index', async () => {
    const asked: CompiledQuery[] = [];
    const db = store.db;
    const execute = db.getExecutor().executeQuery.bind(db.getExecutor());
    const executor = db.getExecutor() as { executeQuery: typeof execute };
    executor.executeQuery = (query: CompiledQuery) => {
      asked.push(query);
      return execute(query) as never;
    };
    const world = aWorld({ records: store.records, policy: () => aPolicy([aRule()]), clock: { now: () => now } });
    const home = await readHome(world, DEV);
    executor.executeQuery = execute;
    expect(home).toMatchObject({ kind: 'home', own: [{ request: { state: 'pending' } }, {}, {}, {}] });
    expect(asked.length).toBeGreaterThan(0);
    expect(asked.length).toBeLessThanOrEqual(5);
    for (const { sql: text, parameters } of asked) {
      const { rows } = await db.executeQuery<Record<string, string>>(
        CompiledQuery.raw(`explain ${text}`, [...parameters]),
      );
      const plan = rows.flatMap((row) => Object.values(row)).join('\n');
      expect(plan, text).not.toMatch(/Seq Scan on request/);
      // The pages of the newest are not leafed through for the few that are wanted.
      expect(plan, text).not.toMatch(/request_by_creation/);
    }
  });

  it('what was ordered in the month is added up in a moment', async () => {
    const policy = aPolicy([], {
      limits: { openPerInstance: 1, priceDrift: 0, monthlySpend: [{ currency: 'CNY', max: '1' }] },
    });
    const world = aWorld({ records: store.records, policy: () => policy, clock: { now: () => now } });
    const from = performance.now();
    expect(await spendingOfMonth(world)).toMatchObject([{ quote: { currency: 'CNY', tradeAmount: '10100.00' } }]);
    expect(performance.now() - from).toBeLessThan(1000);
  });

  it('the request of a card is found by an index', async () => {
    const { rows } = await sql<Record<string, string>>`explain select * from redis_resize.request
      where doc #>> '{card,ts}' = '1.2' and doc #>> '{card,channelId}' = 'C1'`.execute(store.db);
    expect(rows.flatMap((row) => Object.values(row)).join('\n')).toContain('request_by_card');
  });
});

describe('who looks at their Home', () => {
  const people = async () => (await store.records.homeViewers()).map(({ person }) => person.userId);

  it('is remembered for seven days after it was opened, newest first, and then forgotten', async () => {
    await store.records.homeOpened(aPerson('U1'), true);
    now = new Date(NOON.getTime() + 4 * DAY);
    await store.records.homeOpened(aPerson('U2'), true);
    expect(await people()).toEqual(['U2', 'U1']);
    now = new Date(NOON.getTime() + 8 * DAY);
    expect(await people()).toEqual(['U2']);
    expect(await store.records.homeViewer('U1')).toBeUndefined();
    await store.records.tidy(NOON.toISOString());
    expect(await store.db.selectFrom('home').select('user_id').execute()).toEqual([{ user_id: 'U2' }]);
  });

  it('is known with what was published, until Slack shows nothing', async () => {
    const shown = async () => (await store.records.homeViewer('U2'))?.shown;
    await store.records.homeShown({ ...aPerson('U2'), otherId: 'W2' }, 'abc');
    await store.records.homeOpened(aPerson('U2'), false);
    expect(await shown()).toBe('abc');
    await store.records.homeOpened(aPerson('U2'), true);
    expect(await shown()).toBeUndefined();
  });
});

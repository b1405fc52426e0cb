import { sql } from 'kysely';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { castVote } from '../../src/core/lifecycle/decisions.ts';
import { digestOf } from '../../src/core/policy/digest.ts';
import type { NewEvent, RequestId } from '../../src/core/request/request.ts';
import { monthAt, type Span, spanOf } from '../../src/core/value/month.ts';
import { verifyAudit } from '../../src/store/audit.ts';
import { exportAudit } from '../../src/store/audit-export.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import type { Submission } from '../../src/workflow/ports.ts';
import { aChange, aDraft, anInstance, DEV, EVERYBODY, NOON, SRE } from '../builders.ts';
import { freshDatabase } from '../database.ts';
import { idle } from '../idle.ts';

let store: Store;
let problems: unknown[];

beforeEach(async () => {
  problems = [];
  const database = await freshDatabase();
  store = await openStore({ ...database, clock: { now: () => new Date() }, onError: (error) => problems.push(error) });
});

afterEach(async () => {
  await store.close(2000);
  expect(problems).toEqual([]);
});

const form: Submission = {
  id: 'V0001',
  person: DEV,
  channelId: 'C0PAYMENTS',
  instanceId: 'r-bp1zxszhcgatnx',
  region: undefined,
  change: aChange(),
  reason: 'peak',
};
const sent = (of: Submission) => ({ kind: 'form', form: of }) as const;
const requested: NewEvent = {
  kind: 'requested',
  actor: DEV,
  data: {
    ...{ instanceId: form.instanceId, wasClass: 'redis.master.small.default', ...form.change, rule: 'prod' },
    ...{ until: undefined, price: undefined, forced: undefined, approvers: 1, reason: 'peak' },
    ...{ account: 'main', region: 'cn-hangzhou', clientToken: 'rr-7k3f9qx2-0' },
  },
};
const open = (over: Parameters<typeof aDraft>[0] = {}, submission = form.id) =>
  store.records.open(aDraft(over), submission, [requested], []);

describe('a request', () => {
  it('is found by the month of its order, to the millisecond', async () => {
    const here = new Date();
    const month = spanOf(monthAt(here));
    const before = spanOf(monthAt(new Date(Date.parse(month.from) - 1)));
    await store.records.receive(sent(form));
    await open();
    const found = (placed: Span) => store.records.find({ placed, limit: 9 }).then((all) => all.length);
    const placedAt = (at: string) =>
      store.records.change('rr-7k3f9qx2', () => {
        const order = { orderId: '1', requestId: undefined, placedAt: at };
        return { kind: 'update', patch: { order }, events: [], result: undefined };
      });
    expect(await found(month)).toBe(0);
    await placedAt(month.from);
    expect([await found(month), await found(before)]).toEqual([1, 0]);
    await placedAt(new Date(Date.parse(month.from) - 1).toISOString());
    expect([await found(month), await found(before)]).toEqual([0, 1]);
  });

  it('comes back as it was stored', async () => {
    await store.records.receive(sent(form));
    await open();
    expect(await store.records.get('rr-7k3f9qx2')).toMatchObject({
      ...definedOnly(aDraft()),
      state: 'pending',
      version: 1,
    });
  });

  it('is the only open one of its instance, however many are made at once', async () => {
    const ids = Array.from({ length: 20 }, (_, n): RequestId => `rr-0000000${n.toString(32)}`);
    const opened = await Promise.all(ids.map((id) => open({ id }, id)));
    expect(opened.filter(({ kind }) => kind === 'opened')).toHaveLength(1);
    expect(opened.filter(({ kind }) => kind === 'busy')).toHaveLength(19);
  });

  it('makes room for the next when it is closed', async () => {
    await open();
    await store.records.change('rr-7k3f9qx2', () => ({ kind: 'update', to: 'withdrawn', events: [], result: 0 }));
    expect(await open({ id: 'rr-00000002' }, 'V2')).toMatchObject({ kind: 'opened' });
  });

  it('offers the way back, once it is completed, until the next request for its instance', async () => {
    const { id } = aDraft();
    await store.records.open(aDraft(), 'V1', [], []);
    for (const to of ['approved', 'ordering', 'ordered', 'completed'] as const) {
      const patch = to === 'completed' ? { backUntil: '2026-12-01T00:00:00.000Z' } : {};
      await store.records.change(id, () => ({ kind: 'update', to, patch, events: [], result: 0 }));
    }
    const done = await store.records.get(id);
    expect(done?.backUntil).toBe('2026-12-01T00:00:00.000Z');
    await store.records.open(aDraft({ id: 'rr-00000002' }), 'V2', [], []);
    const after = await store.records.get(id);
    expect([after?.backUntil, after?.version]).toEqual([undefined, (done?.version ?? 0) + 1]);
  });

  it('is made once from one submission', async () => {
    await store.records.receive(sent(form));
    await open();
    expect(await open({ id: 'rr-00000002', before: anInstance({ instanceId: 'r-other' }) })).toMatchObject({
      kind: 'repeated',
      request: { id: 'rr-7k3f9qx2' },
    });
  });

  it('moves only where the states allow it', async () => {
    await open();
    const leap = store.records.change('rr-7k3f9qx2', () => ({
      kind: 'update',
      to: 'completed',
      events: [],
      result: 0,
    }));
    await expect(leap).rejects.toThrow('no way from pending to completed');
    expect(await store.records.get('rr-7k3f9qx2')).toMatchObject({ state: 'pending', version: 1 });
  });

  it('is approved by one of fifty votes cast at once, and each sees the record as it is', async () => {
    await open();
    const people = Array.from({ length: 50 }, (_, n) => ({ ...SRE, userId: `U0SRE${String(n)}` }));
    const votes = await Promise.all(
      people.map((by) =>
        store.records.change('rr-7k3f9qx2', (request) => castVote(request, by, NOON, EVERYBODY, digestOf(request))),
      ),
    );
    expect(votes.filter((vote) => vote?.result.kind === 'done')).toHaveLength(1);
    expect(votes.filter((vote) => vote?.result.kind === 'refused')).toHaveLength(49);
    const events = await store.records.events('rr-7k3f9qx2');
    expect(events.map(({ kind }) => kind)).toEqual(['requested', 'voted', 'approved']);
  });

  it('that nobody made is undefined', async () => {
    expect(await store.records.change('rr-none0000', () => ({ kind: 'keep', result: 0 }))).toBeUndefined();
  });
});

describe('a submission', () => {
  it('is stored once', async () => {
    const again = sent({ ...form, reason: 'another' });
    expect(await store.records.receive(sent(form))).toMatchObject({ form: { reason: 'peak' } });
    expect(await store.records.receive(again)).toMatchObject({ form: { reason: 'peak' } });
  });

  it('keeps the outcome that was told', async () => {
    await store.records.receive(sent(form));
    const outcome = { kind: 'no_access', reason: 'guest' } as const;
    await store.records.settle(form.id, outcome, {
      kind: 'denied',
      actor: DEV,
      data: { outcome: 'no_access', reason: 'guest', instanceId: 'r-1' },
    });
    await store.records.settle(form.id, outcome, {
      kind: 'denied',
      actor: DEV,
      data: { outcome: 'no_access', reason: 'guest', instanceId: 'r-1' },
    });
    expect(await store.records.inbound(form.id)).toMatchObject({ outcome });
    expect(await verifyAudit(store.db)).toMatchObject({ kind: 'whole', events: 1 });
  });

  it('knows the request it became', async () => {
    await store.records.receive(sent(form));
    await open();
    expect(await store.records.inbound(form.id)).toMatchObject({
      outcome: { kind: 'created', request: { id: 'rr-7k3f9qx2' } },
    });
  });
});

describe('a press', () => {
  const press = {
    id: 'click:1',
    button: 'approve',
    person: SRE,
    requestId: 'rr-7k3f9qx2',
    reason: '',
    viewId: undefined,
    channelId: 'C0PAYMENTS',
  } as const;

  it('is stored once, and keeps the outcome that was told', async () => {
    await store.records.receive({ kind: 'press', press });
    await store.records.receive({ kind: 'press', press });
    expect(await store.records.unfinished()).toEqual([{ queue: 'intake', id: 'click:1' }]);
    const outcome = { kind: 'no_access', reason: 'guest' } as const;
    await store.records.settle(press.id, outcome);
    expect(await store.records.inbound(press.id)).toMatchObject({
      kind: 'press',
      press: { button: 'approve' },
      outcome,
    });
    expect(await store.records.unfinished()).toEqual([]);
  });
});

describe('what is to be said', () => {
  it('is said once in each place', async () => {
    await open();
    const [first] = await store.records.undelivered('rr-7k3f9qx2');
    const seq = first?.event.seq ?? 0;
    await store.records.markDelivered([seq], 'thread');
    await store.records.markDelivered([seq], 'thread');
    expect(await store.records.undelivered('rr-7k3f9qx2')).toMatchObject([{ deliveredTo: ['thread'] }]);
    await store.records.closeDelivered('rr-7k3f9qx2', ['thread', 'C0AUDIT'], []);
    expect(await store.records.undelivered('rr-7k3f9qx2')).toHaveLength(1);
    await store.records.closeDelivered('rr-7k3f9qx2', ['thread'], []);
    expect(await store.records.undelivered('rr-7k3f9qx2')).toEqual([]);
  });

  it('is found again when its job was lost', async () => {
    await open();
    await store.records.receive(sent({ ...form, id: 'V9' }));
    expect(await store.records.unfinished()).toEqual([
      { queue: 'intake', id: 'V9' },
      { queue: 'publish', id: 'rr-7k3f9qx2' },
    ]);
  });
});

describe('a direct card', () => {
  it('that is met before the answer to its post stays, and is no second one', async () => {
    await store.records.open(aDraft(), 'V0001', [requested], []);
    await store.records.claimMessage('rr-7k3f9qx2', { channelId: 'C0OPS', ts: '1.0', seq: 0, mirror: false }, 0);
    const unanswered = { userId: 'U0SRE1', channelId: 'D0SRE1', ts: undefined, shows: 0 };
    await store.records.saveDirectCard('rr-7k3f9qx2', unanswered);
    const met = (ts: string, shows: number) =>
      store.records.claimMessage('rr-7k3f9qx2', { channelId: 'D0SRE1', ts, seq: 0, mirror: false }, shows);
    expect(await met('2.0', 0)).toEqual({ channelId: 'D0SRE1', ts: '2.0', shows: 0 });
    expect(await met('2.0', 1)).toEqual({ channelId: 'D0SRE1', ts: '2.0', shows: 1 });
    expect((await met('3.0', 0))?.ts).toBe('2.0');
    expect((await store.records.toPublish('rr-7k3f9qx2'))?.strays).toEqual([{ channelId: 'D0SRE1', ts: '3.0' }]);
  });
});

describe('a refused click while the record changes', () => {
  it('never stands in the way of the change', async () => {
    await open();
    const notes = Array.from({ length: 40 }, (_, n) =>
      store.records.note(
        { kind: 'click_refused', actor: SRE, data: { button: 'approve', reason: String(n) } },
        'rr-7k3f9qx2',
      ),
    );
    const changes = Array.from({ length: 40 }, (_, n) =>
      store.records.change('rr-7k3f9qx2', () => ({
        kind: 'update',
        events: [{ kind: 'reminded', actor: 'bot', data: { missing: n, expiresAt: '' } }],
        result: n,
      })),
    );
    await Promise.all([...notes, ...changes]);
    expect(await verifyAudit(store.db)).toMatchObject({ kind: 'whole', events: 81 });
  });
});

describe('a job', () => {
  it('comes with the change that needs it, or not at all', async () => {
    const done: string[] = [];
    await store.jobs.work((queue, ids) => {
      done.push(`${queue} ${ids.join(' ')}`);
      return Promise.resolve();
    });
    await open();
    const lost = store.records.change('rr-7k3f9qx2', () => ({
      kind: 'update',
      to: 'completed',
      events: [],
      jobs: [{ queue: 'order', id: 'rr-7k3f9qx2' }],
      result: 0,
    }));
    await expect(lost).rejects.toThrow();
    await store.records.change('rr-7k3f9qx2', (request) => castVote(request, SRE, NOON, EVERYBODY, digestOf(request)));
    await expect.poll(() => done.filter((job) => job.startsWith('order')), { timeout: 5000 }).toHaveLength(1);
    await idle(store.db);
    expect(done.filter((job) => job.startsWith('order'))).toEqual(['order rr-7k3f9qx2']);
  });

  it('never runs twice at once for one request', async () => {
    let running = 0;
    let most = 0;
    let runs = 0;
    await store.jobs.work(async (queue) => {
      if (queue !== 'order') return;
      running += 1;
      most = Math.max(most, running);
      await pause(30);
      running -= 1;
      runs += 1;
    });
    for (let n = 0; n < 10; n += 1) {
      await store.records.enqueue({ queue: 'order', id: 'rr-7k3f9qx2' });
      await pause(10);
    }
    await expect.poll(() => runs, { timeout: 5000 }).toBeGreaterThan(1);
    expect(most).toBe(1);
  });

  it('that waits for later is brought forward by one of a change, and by no other', async () => {
    const job = { queue: 'order', id: 'rr-7k3f9qx2' } as const;
    let runs = 0;
    await store.jobs.work((queue) => {
      if (queue === 'order') runs += 1;
      return Promise.resolve();
    });
    await store.records.enqueue({ ...job, after: new Date(Date.now() + 600_000).toISOString() });
    await store.records.enqueue(job);
    await idle(store.db);
    expect(runs).toBe(0);
    await open();
    // Within the transaction of a change, as it is in life.
    await store.records.change('rr-7k3f9qx2', () => ({ kind: 'update', events: [], jobs: [job], result: 0 }));
    await expect.poll(() => runs, { timeout: 5000 }).toBe(1);
  });

  it('that waits while a change asks for it runs after the change', async () => {
    const job = { queue: 'publish', id: 'rr-7k3f9qx2' } as const;
    const order: string[] = [];
    await store.records.enqueue(job);
    const { promise: added, resolve } = Promise.withResolvers<undefined>();
    const changing = store.db.transaction().execute(async (trx) => {
      await store.jobs.add(job, trx);
      resolve(undefined);
      await pause(100);
      order.push('changed');
    });
    await added;
    await store.jobs.work((queue) => {
      if (queue === 'publish') order.push('ran');
      return Promise.resolve();
    });
    await changing;
    await expect.poll(() => order, { timeout: 5000 }).toEqual(['changed', 'ran']);
  });

  it('that becomes due, or for which there was no room, waits for no poll', async () => {
    const later = { queue: 'order', id: 'rr-7k3f9qx2', after: new Date(Date.now() + 300).toISOString() } as const;
    await store.records.enqueue(later);
    const many = Array.from({ length: 20 }, (_, n) => ({ queue: 'deadline', id: `rr-${String(n)}` }) as const);
    for (const job of many) await store.records.enqueue(job);
    const done: string[] = [];
    await store.jobs.work((_, ids) => Promise.resolve(void done.push(...ids)));
    // One worker that looked for the next one twice a second would take ten seconds for them.
    await expect.poll(() => done.length, { timeout: 5000 }).toBe(21);
  });

  it('that throws is tried again', async () => {
    let tries = 0;
    await store.jobs.work((queue) => {
      if (queue === 'watch' && ++tries < 2) throw new Error('not yet');
      return Promise.resolve();
    });
    await store.records.enqueue({ queue: 'watch', id: 'rr-7k3f9qx2' });
    await expect.poll(() => tries, { timeout: 10_000 }).toBe(2);
  });
});

describe('the audit log', () => {
  it('is whole, and shows what was changed by hand', async () => {
    await open();
    await store.records.change('rr-7k3f9qx2', (request) => castVote(request, SRE, NOON, EVERYBODY, digestOf(request)));
    expect(await verifyAudit(store.db)).toMatchObject({ kind: 'whole', events: 3 });
    await store.db
      .updateTable('event')
      .set({ actor: JSON.stringify(DEV) })
      .where('seq', '=', 2)
      .execute();
    expect(await verifyAudit(store.db)).toEqual({ kind: 'broken', seq: 2, why: 'changed' });
  });

  it('shows a missing event, and a missing end', async () => {
    await open();
    await store.records.change('rr-7k3f9qx2', (request) => castVote(request, SRE, NOON, EVERYBODY, digestOf(request)));
    await store.db.deleteFrom('event').where('seq', '=', 3).execute();
    expect(await verifyAudit(store.db)).toMatchObject({ kind: 'broken', seq: 3, why: 'end_missing' });
    await store.db.deleteFrom('event').where('seq', '=', 1).execute();
    expect(await verifyAudit(store.db)).toMatchObject({ kind: 'broken', seq: 1, why: 'missing' });
  });

  it('is exported without cells that a spreadsheet would run', async () => {
    await store.records.note({
      kind: 'denied',
      actor: DEV,
      data: { outcome: 'denied', reason: '=cmd()', instanceId: 'r-1' },
    });
    const lines = await all(exportAudit(store.db, 'csv'));
    expect(lines).toHaveLength(2);
    expect(lines[1]).toContain('"T012AB/U0DEV1"');
    const [json] = await all(exportAudit(store.db, 'jsonl'));
    expect(JSON.parse(json ?? '')).toMatchObject({ kind: 'denied', data: { reason: '=cmd()' } });
  });
});

function definedOnly(value: object): object {
  return JSON.parse(JSON.stringify(value)) as object;
}

async function all(lines: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = [];
  for await (const line of lines) found.push(line);
  return found;
}

describe('a row that this release cannot read', () => {
  it('is named with the place that is wrong, and never with its content', async () => {
    await store.records.receive(sent(form));
    await open();
    await store.db
      .updateTable('request')
      .set({ doc: sql`jsonb_set(doc, '{before,chargeType}', '"LTAI-secret"')` })
      .execute();
    await expect(store.records.get('rr-7k3f9qx2')).rejects.toThrow(
      'request rr-7k3f9qx2 cannot be read by this release: before.chargeType',
    );
  });

  it('keeps what a newer release has added to it', async () => {
    await store.records.receive(sent(form));
    await open();
    await store.db
      .updateTable('request')
      .set({ doc: sql`doc || '{"addedLater": 7}'::jsonb` })
      .execute();
    await store.records.change('rr-7k3f9qx2', () => ({ kind: 'update', to: 'withdrawn', events: [], result: 0 }));
    const { doc } = await store.db.selectFrom('request').select('doc').executeTakeFirstOrThrow();
    expect(doc).toMatchObject({ state: 'withdrawn', addedLater: 7 });
  });
});

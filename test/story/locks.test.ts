import { afterEach, describe, expect, it } from 'vitest';
import { MID, ORDERS, openStage, RULES, SMALL, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const LOCKS = `${RULES}
locks: [{ who: [sre], instances: { tags: { env: prod } } }]
`;
const FROZEN = `${LOCKS}
freezes: [{ from: 2020-01-01T00:00:00Z, to: 2120-01-01T00:00:00Z, reason: sale }]
`;

const types = (who: Stage['sre'], text: string) => who.types(`/redis-resize ${text}`, { in: '#payments' });
const mirrored = () => stage.slack.messages('#audit').map((message) => stage.read(message));

describe('a lock', () => {
  it('holds an approved request until it is taken back, and everybody concerned is told', async () => {
    stage = await openStage({ rules: LOCKS });
    const { dev, sre, sre2 } = stage;
    const { id } = await stage.ask();
    await types(sre2, `lock ${ORDERS} sale <!channel> *now*`);
    await sre2.waitsFor(/r-bp1zxszhcgatnx is locked/);
    await sre2.waitsFor(new RegExp(`${id}.*waits until then`));
    await dev.waitsFor(/@tom locked orders-cache: sale/);
    await sre.presses('Approve');
    await dev.waitsFor(/On hold: @tom locked/);
    const held = await stage.reaches('approved');
    expect(held.lock).toMatchObject({ holds: true });
    expect(held.notBefore).toBeUndefined();
    await stage.quiet();
    expect(stage.read(stage.cards()[0] ?? expect.fail('no card'))).toContain('Approved, but locked');
    const kinds = (await stage.store().records.events(id)).map(
      ({ kind, data }) => `${kind} ${'because' in data ? data.because : ''}`,
    );
    expect(kinds).toContain('held lock');
    expect(stage.orderCalls()).toEqual([]);

    await types(sre2, `unlock ${ORDERS}`);
    await sre2.waitsFor(/is unlocked/);
    await stage.reaches('completed');
    expect(stage.orderCalls()).toHaveLength(1);
    await expect.poll(() => mirrored().filter((line) => /locked/.test(line)).length).toBe(2);
    expect(mirrored().join('\n')).toMatch(/🔒 @tom locked orders-cache r-bp1zxszhcgatnx: sale/);
    expect(JSON.stringify(stage.slack.messages('#audit'))).not.toContain('<!channel>');
  });

  it('has a request refused: the form says so at once, the answer says who and why', async () => {
    stage = await openStage({ rules: LOCKS });
    const { dev, sre, lead } = stage;
    await types(lead, `lock ${ORDERS} mine`);
    await lead.waitsFor(/Only sre can lock and unlock/);
    await types(sre, `lock ${ORDERS}`);
    await sre.waitsFor(/Missing: reason/);
    await types(sre, `unlock ${ORDERS}`);
    await sre.waitsFor(/is not locked/);
    await types(sre, `lock ${ORDERS} moving the data`);
    await sre.waitsFor(/is locked/);
    await types(sre, `lock ${ORDERS} again`);
    await sre.waitsFor(/already locked r-/);
    await types(dev, `${ORDERS} ${MID}`);
    await dev.waitsForModal();
    await dev.waitsFor(/@ana 已锁定.*moving the data/);
    await dev.fills({ reason: 'growth' });
    await dev.submits();
    await dev.waitsFor(/请在解锁后重新提交/);
    expect(await stage.store().records.find({ limit: 1 })).toEqual([]);
    await types(sre, `why ${ORDERS} ${MID}`);
    await sre.waitsFor(/Right now it would still be refused.*@ana locked/);
    for (const list of ['locks', 'list']) {
      await types(sre, list);
      await sre.waitsFor(/Locked instances/);
      await sre.waitsFor(/moving the data/);
      // No rule names this person, who learns nothing of the instance.
      await types(lead, list);
      const answers = stage.slack.messages('#payments').filter(({ ephemeralTo }) => ephemeralTo === lead.id);
      expect(JSON.stringify(answers)).not.toContain('moving the data');
    }
    const denied = await stage.store().db.selectFrom('event').selectAll().where('kind', '=', 'denied').execute();
    expect(denied.map(({ data }) => data)).toMatchObject([
      { outcome: 'may_not_lock', action: 'lock', instanceId: ORDERS },
      { outcome: 'refused', reason: 'instance_locked' },
    ]);
  });

  it('comes before a freeze that is over, and does not stop an order that is out', async () => {
    stage = await openStage({ rules: FROZEN, pace: { recheckHeld: 100 }, changeDurationMs: 60_000 });
    const { sre, dev } = stage;
    await stage.ask();
    await sre.presses('Approve');
    await dev.waitsFor(/On hold until/);
    await types(sre, `lock ${ORDERS} sale`);
    await dev.waitsFor(/On hold: @ana locked/);
    stage.configure(LOCKS);
    await types(sre, `unlock ${ORDERS}`);
    await expect.poll(() => stage.orderCalls().length).toBe(1);
    await types(sre, `lock ${ORDERS} too late`);
    await sre.waitsFor(/A lock can't stop an order that was already placed/);
    stage.advance(60_000);
    await stage.reaches('completed');
    expect((await stage.only()).before.realClass).toBe(SMALL);
  });

  it('holds the next try of an order whose first call did not arrive', async () => {
    stage = await openStage({ rules: LOCKS, pace: { retry: 8000, retryMax: 8000, readyEvery: 100 } });
    const { sre, dev } = stage;
    await stage.ask();
    stage.cloud.fault({ kind: 'throttle', action: 'ModifyInstanceSpec', times: 1 });
    await sre.presses('Approve');
    await dev.waitsFor(/did not reach Alibaba Cloud/);
    await types(sre, `lock ${ORDERS} sale`);
    await sre.waitsFor(/Current status of rr-\w+: placing the order/);
    const { attempts } = await stage.reaches('ordering');
    const due = Date.parse(attempts[0]?.again ?? '') - Date.now();
    await stage.tick(Math.max(0, due) + 700);
    expect((await stage.only()).attempts).toHaveLength(1);
    expect((await stage.only()).state).toBe('ordering');
    await types(sre, `unlock ${ORDERS}`);
    await stage.reaches('completed');
    expect((await stage.only()).attempts).toHaveLength(2);
  });
});

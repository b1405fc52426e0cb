import type { Person } from '../../src/core/request/person.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MID, ORDERS, openStage, type Stage } from './stage.ts';

/** Of env=staging, for which there is no rule. */
const STAGING = 'r-bp1legacy000001';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage.close());

/** What Ana alone was told. */
const privately = () =>
  stage.slack
    .messages('#payments')
    .filter(({ ephemeralTo }) => ephemeralTo === 'U0SRE1')
    .map((message) => stage.read(message));

/** What was written down of refusals of this person, about no request. */
async function denialsOf(userId: string): Promise<readonly unknown[]> {
  const all = stage.store().db.selectFrom('event').selectAll().where('kind', '=', 'denied').orderBy('seq');
  const noted = (await all.execute()).filter(({ actor }) => (actor as Person).userId === userId);
  return noted.map(({ request_id: none, data }) => (none === null ? data : undefined));
}

const asks = (text: string, who = stage.sre) => who.types(`/redis-resize ${text}`, { in: '#payments' });

describe('a command', () => {
  it('that is wrong is answered in private: what is wrong, the right form, the nearest choice', async () => {
    await asks('statsu');
    await stage.sre.waitsFor(/status/);
    await asks(`${ORDERS} redis.master.midd.default --at tonight`);
    await stage.sre.waitsFor(/tonight/);
    await stage.sre.waitsFor(/maintain/);
    expect(stage.cards()).toEqual([]);
  });

  it('help lists the forms', async () => {
    await asks('help');
    await stage.sre.waitsFor(/--no-auto-pay/);
    await stage.sre.waitsFor(/withdraw/);
  });

  it('why tells the verdict before anything is asked', async () => {
    await asks(`why ${ORDERS} ${MID}`);
    await stage.sre.waitsFor(/prod needs one of SRE/);
    await asks(`why r-uf6feedcluster1 redis.logic.sharding.4g.4db.0rodb.4proxy.default`, stage.lead);
    await stage.lead.waitsFor(/No rule allows|closest rule/);
  });

  it('of a guest, a bot or a stranger does not pass the door', async () => {
    const guest = stage.slack.person('U0GUEST');
    await asks(`${ORDERS} ${MID}`, guest);
    await guest.waitsFor(/Guests can't/);
  });

  it('that opens the form empty lets people search what they may change', async () => {
    await asks('', stage.dev);
    await stage.dev.waitsForModal();
    const found = JSON.stringify(await stage.dev.options('instance', 'orders'));
    expect(found).toContain(ORDERS);
    expect(JSON.stringify(await stage.dev.options('instance', ''))).not.toContain(STAGING);
    await stage.dev.closes();
  });

  it('of somebody whom no rule lets touch the instance shows nothing of it', async () => {
    await asks(`${STAGING} ${MID}`, stage.sre2);
    await stage.sre2.waitsFor(/You're not allowed to resize/);
    expect(stage.sre2.sees().join('\n')).not.toContain('Subscription');
    await stage.sre2.closes();
  });

  it('of somebody whom no rule lets request anything opens no form: who can, and why, is told in private', async () => {
    const { lead } = stage;
    const opened = () => stage.slack.calls.filter(({ method }) => method === 'views.open').length;
    const before = opened();
    await asks('', lead);
    await lead.waitsFor(/No rule lets you request a change\. Only backend, sre can/);
    await lead.waitsFor('/redis-resize why <instance> <class> [options] shows what the rules require');
    await asks(`${ORDERS} ${MID}`, lead);
    await lead.waitsFor(`/redis-resize why ${ORDERS} ${MID} shows`);
    expect(opened()).toBe(before);
    await expect.poll(() => denialsOf(lead.id)).toMatchObject([{ reason: 'no_rule', action: 'request' }]);
  });

  it('for an instance that is not there says so', async () => {
    await asks('r-bp1doesnotexist redis.master.mid.default');
    await stage.sre.waitsFor(/No instance r-bp1doesnotexist in the configured accounts/);
  });

  it('status, list and history show what there is', async () => {
    const { id } = await stage.ask();
    for (const about of ['list', `status ${id}`, `status ${ORDERS}`, `history ${ORDERS}`]) {
      const before = privately().length;
      await asks(about);
      await expect.poll(() => privately().length).toBe(before + 1);
      expect(privately().at(-1)).toContain(id);
    }
    await asks(`withdraw ${id}`);
    await stage.sre.waitsFor(/can withdraw rr-/);
    await asks(`withdraw ${id}`, stage.dev);
    await stage.reaches('withdrawn', id);
    await asks(`history ${ORDERS}`);
    await stage.sre.waitsFor(/withdrawn/);
  });

  it('while a request is open on the instance says which', async () => {
    const { id } = await stage.ask();
    await stage.sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.sre.waitsFor(new RegExp(id));
    await asks(`withdraw ${id}`, stage.dev);
    await stage.reaches('withdrawn', id);
  });
});

describe('a request that no rule allows', () => {
  it('is denied in private, with the term that failed, and recorded', async () => {
    const { sre2 } = stage;
    const before = stage.cards().length;
    await asks(`${STAGING} ${MID}`, sre2);
    await sre2.waitsForModal();
    await sre2.fills({ reason: 'because' });
    await sre2.submits();
    await sre2.waitsFor(/Requires tag env=dev/);
    expect(stage.cards()).toHaveLength(before);
    expect(await denialsOf(sre2.id)).toMatchObject([{ reason: 'no_rule', instanceId: STAGING }]);
  });
});

describe('health', () => {
  it('is told on its own port', async () => {
    await stage.dev.types(`/redis-resize ${ORDERS}`, { in: '#payments' });
    await stage.dev.waitsFor('orders-cache');
    const at = (path: string) => fetch(`http://127.0.0.1:${String(stage.port())}${path}`);
    expect((await at('/healthz')).status).toBe(200);
    expect((await at('/readyz')).status).toBe(200);
    const metrics = await (await at('/metrics')).text();
    expect(metrics).toContain('redis_resize_requests{state=');
    expect(metrics).toMatch(/redis_resize_ack_seconds_count\{kind="command"\} [1-9]/);
    expect(metrics).toMatch(/redis_resize_cloud_calls_total\{action="DescribeInstanceAttribute",outcome="ok"\} [1-9]/);
    expect(metrics).toMatch(/redis_resize_slack_calls_total\{method="views.open",outcome="ok"\} [1-9]/);
    expect((await at('/nothing')).status).toBe(404);
  });

  it('stays ready while the configuration on disk is wrong, and says so; the last good one works', async () => {
    stage.configure('rules: 3');
    const ready = await fetch(`http://127.0.0.1:${String(stage.port())}/readyz`);
    expect(ready.status).toBe(200);
    expect(await ready.text()).toContain('config');
    await asks(`why ${ORDERS} ${MID}`);
    await stage.sre.waitsFor(/prod needs one of SRE/);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { MID, ORDERS, openStage, RULES, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const FREEZERS = `${RULES}
freezers: [sre]
freezes: [{ from: 2020-01-01T00:00:00Z, to: 2020-01-02T00:00:00Z, reason: long ago }]
`;

const types = (who: Stage['sre'], text: string) => who.types(`/redis-resize ${text}`, { in: '#payments' });
const mirrored = () =>
  stage.slack
    .messages('#audit')
    .map((message) => stage.read(message))
    .join('\n');

describe('a freeze from Slack', () => {
  it('lets requests and approvals go on, holds their orders until it is lifted, and is told to all concerned', async () => {
    stage = await openStage({ rules: FREEZERS });
    const { dev, sre, sre2 } = stage;
    await types(sre, 'freeze Double 11 <!channel>');
    await sre.waitsFor(/All orders are frozen until lifted/);
    await types(dev, `${ORDERS} ${MID}`);
    await dev.waitsForModal();
    await dev.waitsFor(/@ana 已冻结全部下单.*Double 11/);
    await dev.fills({ reason: 'growth' });
    await dev.submits();
    const { id } = await stage.reaches('pending');
    await expect.poll(() => stage.read(stage.cards()[0] ?? expect.fail('no card'))).toContain('All orders are frozen');
    await sre.presses('Approve');
    await dev.waitsFor(/On hold: @ana froze all orders \(until lifted\): Double 11/);
    await types(sre2, 'freeze longer --until 2d');
    await sre2.waitsFor(/It replaces the freeze that @ana set.*Double 11/);
    await dev.waitsFor(/On hold: @tom froze all orders \(until .*\): longer/);
    await types(sre, 'locks');
    await sre.waitsFor(/All orders are frozen.*by @tom.*longer/);
    await types(sre, `why ${ORDERS} ${MID}`);
    await sre.waitsFor(/On hold now: @tom froze all orders/);
    await stage.quiet();
    expect(stage.orderCalls()).toEqual([]);

    await types(sre, 'unfreeze');
    await sre.waitsFor(/Orders are allowed again.*@tom had frozen them.*longer/);
    await sre.waitsFor(/1 approved request resumes/);
    await stage.reaches('completed');
    expect(stage.orderCalls()).toHaveLength(1);
    expect((await stage.store().records.events(id)).map(({ kind }) => kind)).toContain('unfrozen');
    await expect.poll(mirrored).toMatch(/☀️ @ana lifted the freeze of all orders: longer/);
    expect(mirrored()).toMatch(/❄️ @ana froze all orders \(until lifted\): Double 11/);
    expect(JSON.stringify(stage.slack.messages('#audit'))).not.toContain('<!channel>');
  });

  it('is for `freezers`: others are refused, hear why, and do not find it in their help', async () => {
    stage = await openStage({ rules: FREEZERS });
    const { lead, sre } = stage;
    await types(lead, 'freeze mine');
    await lead.waitsFor(/Only sre can freeze and unfreeze orders/);
    await types(lead, 'help');
    await types(sre, 'help');
    await sre.waitsFor(/\/redis-resize freeze/);
    const help = (who: Stage['sre']) =>
      JSON.stringify(stage.slack.messages('#payments').filter(({ ephemeralTo }) => ephemeralTo === who.id));
    await expect.poll(() => help(lead)).toContain('/redis-resize why');
    expect(help(lead)).not.toContain('/redis-resize freeze');
    expect(help(sre)).not.toContain('/redis-resize lock <');
    await types(sre, 'unfreeze');
    await sre.waitsFor(/No freeze from Slack is in force/);
    await types(sre, 'freeze');
    await sre.waitsFor(/Missing: reason/);
    stage.configure(RULES);
    await types(sre, 'freeze sale --until 1h');
    await sre.waitsFor(/the configuration has no freezers/);
    expect(await stage.store().records.freeze()).toBeUndefined();
    const denied = await stage.store().db.selectFrom('event').select('data').where('kind', '=', 'denied').execute();
    expect(denied.map(({ data }) => data)).toMatchObject([
      { outcome: 'may_not_freeze', action: 'freeze' },
      { outcome: 'not_frozen', action: 'unfreeze' },
      { outcome: 'may_not_freeze', action: 'freeze' },
    ]);
  });
});

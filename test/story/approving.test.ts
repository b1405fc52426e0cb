/** An approval is for what was on the card, and for nothing else. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxMessage } from '../../sandbox/slack/api.ts';
import { openStage, ORDERS, RULES, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const DAY = 24 * 3_600_000;
const FREEZE = `freezes: [{ from: 2020-01-01T00:00:00Z, to: 2099-01-01T00:00:00Z, reason: "Double 11" }]\n`;
const TWO = RULES.replace('count: 1', 'count: 2');
const EDITED = (rules: string) => rules.replace('count: ', 'self: true, count: ');

/** The subscription is renewed: the rest of the term, and with it the price, grows by this. */
function renewed(days: number): void {
  const instance = stage.cloud.instance(ORDERS);
  instance.endTime = new Date(Date.parse(instance.endTime) + days * DAY).toISOString();
}

function card(): SandboxMessage {
  return stage.cards()[0] ?? expect.fail('no card');
}

const shown = () => stage.read(card());
const lastDigest = async () => (await stage.only()).votes.map(({ digest }) => digest);

/** Waits until the card has been drawn for what the record says now. */
async function drawn(pattern: RegExp): Promise<void> {
  await expect.poll(shown, { timeout: 10_000 }).toMatch(pattern);
}

describe('an approval', () => {
  it('on a card that shows old facts is refused; on the new one it counts, at the new price', async () => {
    stage = await openStage();
    const { quote } = await stage.ask();
    const old = card();
    renewed(90);
    await stage.dev.presses(/Refresh|刷新/);
    await stage.dev.waitsFor(/已刷新：.*有变化|Refreshed: .* changed/);
    await drawn(/Something changed.*price CN¥[\d.]+ to pay now → CN¥[\d.]+ to pay now/s);
    const { version, quote: now } = await stage.only();
    expect(now?.tradeAmount).not.toBe(quote?.tradeAmount);

    await stage.sre.pressesOld(old, 'approve');
    await stage.sre.waitsFor(/your click did not count/);
    expect(stage.sre.sees().at(-1)).toMatch(/price CN¥[\d.]+ to pay now → CN¥/);
    expect(await stage.only()).toMatchObject({ state: 'pending', votes: [] });
    // Drawn again, for whoever still has the old one on the screen.
    await expect.poll(async () => (await stage.only()).card?.shows, { timeout: 10_000 }).toBeGreaterThan(version);
    const events = await stage.store().records.events((await stage.only()).id);
    expect(events.at(-1)).toMatchObject({ kind: 'click_refused', data: { button: 'approve', reason: 'card_changed' } });

    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    expect(stage.orderCalls()).toHaveLength(1);
    expect((await stage.only()).quote).toEqual(now);
  });

  it('is void when the price moves before the order; the new one is agreed to again, and ordered once', async () => {
    stage = await openStage();
    await stage.ask();
    renewed(90);
    await stage.sre.presses('Approve');
    await drawn(/Something changed\. Earlier approvals no longer count\.\s+• price/);
    expect(await stage.only()).toMatchObject({ state: 'pending', votes: [] });
    renewed(90);
    await stage.sre.presses('Refresh');
    await stage.sre.waitsFor(/Refreshed: .* changed/);
    await stage.sre2.presses('Refresh');
    await stage.sre2.waitsFor(/rr-\w+ is unchanged \(checked .*\)\. Price: CN¥/);
    const { quote } = await stage.only();
    await stage.quiet();
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    expect(stage.orderCalls()).toHaveLength(1);
    expect(quote?.tradeAmount).toBe((await stage.only()).quote?.tradeAmount);
  });

  it('stands when the price moves within the band', async () => {
    stage = await openStage();
    const { quote } = await stage.ask();
    renewed(0.3);
    await stage.sre.presses('Refresh');
    // It did move, and the record keeps the one that is agreed to.
    expect(await stage.sre.waitsFor(/is unchanged \(checked .*\)\. Price: CN¥/)).not.toContain(quote?.tradeAmount);
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    expect((await stage.only()).quote).toEqual(quote);
    expect(stage.orderCalls()).toHaveLength(1);
  });

  it('is void when the class changed behind us', async () => {
    stage = await openStage();
    await stage.ask();
    stage.cloud.instance(ORDERS).instanceClass = 'redis.master.stand.default';
    await stage.sre.presses('Approve');
    await drawn(/Something changed.*class redis\.master\.small\.default → redis\.master\.stand\.default/s);
    await stage.quiet();
    expect(stage.thread().join('\n')).toContain('class redis.master.small.default → redis.master.stand.default');
    await stage.sre.waitsFor(/your click did not count/);
    expect(stage.orderCalls()).toEqual([]);
  });

  it('is void when its rule was edited, before the last click and while it waits, and not by other edits', async () => {
    stage = await openStage({ rules: TWO + FREEZE, pace: { recheckHeld: 200 } });
    await stage.ask();
    await stage.sre.presses('Approve');
    await stage.dev.waitsFor(/@ana approved/);
    const [first] = await lastDigest();

    stage.configure(EDITED(TWO) + FREEZE);
    await stage.sre2.presses('Approve');
    await stage.sre2.waitsFor(/your click did not count/);
    expect(await stage.only()).toMatchObject({ state: 'pending', votes: [] });
    await drawn(/rule “prod needs one of SRE” was edited/);
    await stage.sre2.presses('Approve');
    await stage.dev.waitsFor(/@tom approved/);
    await stage.quiet();
    await stage.sre.presses('Approve');
    await stage.reaches('approved');
    expect(await lastDigest()).not.toContain(first);

    // Another rule and the freeze: nothing that was agreed to.
    stage.configure(
      EDITED(TWO).replace('name: dev alone', 'name: dev by itself') + FREEZE.replace('Double 11', 'sale'),
    );
    await stage.tick(700);
    expect((await stage.only()).state).toBe('approved');

    stage.configure(TWO + FREEZE);
    await stage.reaches('pending');
    expect((await stage.only()).votes).toEqual([]);
    await stage.quiet();
    expect(stage.thread().at(-1)).toMatch(/rule “prod needs one of SRE” was edited\. Earlier approvals are void/);
    expect(stage.orderCalls()).toEqual([]);
  });

  it('is asked of those whom the rule names now, once one of them looks', async () => {
    stage = await openStage();
    await stage.ask();
    stage.configure(RULES.replace('from: [sre]', 'from: [U0LEAD]'));
    await stage.lead.presses('Approve');
    await stage.lead.waitsFor(/your click did not count/);
    await drawn(/rule “prod needs one of SRE” was edited/);
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(/Only .* can approve or reject/);
    await stage.lead.presses('Approve');
    await stage.reaches('completed');
    expect((await stage.only()).votes.map(({ by }) => by.userId)).toEqual(['U0LEAD']);
  });
});

describe('look again', () => {
  it('says that nothing moved, and since when the facts on the card are known', async () => {
    stage = await openStage();
    const { factsAt } = await stage.ask();
    await stage.tick(1000);
    await stage.sre.presses('Refresh');
    await stage.sre.waitsFor(/rr-\w+ is unchanged \(checked/);
    const now = await stage.only();
    expect(now.factsAt).not.toBe(factsAt);
    expect(now).toMatchObject({ state: 'pending', votes: [] });
    expect(shown()).toContain('Instance and price checked');
    await stage.lead.presses('Refresh');
    await stage.lead.waitsFor(/Only sre can approve or reject/);
  });

  it('changes nothing when instance or price cannot be read', async () => {
    stage = await openStage();
    const { version } = await stage.ask();
    stage.cloud.failNext({ action: 'DescribePrice', code: 'AlreadyHadTemporaryBandwidth', times: 20 });
    await stage.sre.presses('Refresh');
    await stage.sre.waitsFor(/The price couldn't be read, so rr-\w+ is unchanged/);
    stage.cloud.failNext({ action: 'DescribeInstanceAttribute', code: 'Forbidden.RAM', times: 20 });
    await stage.sre.presses('Refresh');
    await stage.sre.waitsFor(/The instance couldn't be read/);
    expect((await stage.only()).version).toBe(version);
  });

  it('at an approved request has its order placed at once when the freeze is over', async () => {
    stage = await openStage({ rules: RULES + FREEZE, pace: { recheckHeld: 600_000 } });
    await stage.ask();
    await stage.sre.presses('Approve');
    // The card names the freeze already while the request is pending; the order is held only once approved.
    await stage.sre.waitsFor(/Approved\.\*? On hold until/);
    stage.configure(RULES);
    await stage.sre.presses('Refresh');
    await stage.sre.waitsFor(/rr-\w+ is unchanged \(checked/);
    await stage.reaches('completed');
    expect(stage.orderCalls()).toHaveLength(1);
  });

  it('at an approved request that the rules no longer allow ends it, and says why', async () => {
    stage = await openStage({ rules: RULES + FREEZE, pace: { recheckHeld: 600_000 } });
    await stage.ask();
    await stage.sre.presses('Approve');
    // The card names the freeze already while the request is pending; the order is held only once approved.
    await stage.sre.waitsFor(/Approved\.\*? On hold until/);
    stage.configure(RULES.replace('tags: { env: prod }', 'tags: { env: nowhere }') + FREEZE);
    await stage.sre.presses('Refresh');
    await stage.sre.waitsFor(/The rules no longer allow rr-\w+/);
    expect((await stage.reaches('failed')).failure?.code).toBe('NoLongerAllowed');
  });
});

describe('a message that is no card of the request', () => {
  it('approves nothing: its press is refused, and the card is drawn again', async () => {
    stage = await openStage();
    const { id } = await stage.ask();
    const other = JSON.parse(
      JSON.stringify(card()).replaceAll(/decide:[0-9a-f]{16}:\d+/g, 'decide-1'),
    ) as SandboxMessage;
    await stage.sre.pressesOld(other, 'approve');
    await stage.sre.waitsFor(/your click did not count/);
    expect(await stage.only()).toMatchObject({ state: 'pending', votes: [] });
    expect((await stage.store().records.events(id)).at(-1)).toMatchObject({
      kind: 'click_refused',
      data: { button: 'approve', reason: 'card_changed' },
    });
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    expect(stage.orderCalls()).toHaveLength(1);
  });
});

import { afterEach, describe, expect, it } from 'vitest';
import { MID, ORDERS, openStage, RULES, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

/** What somebody who may not decide is told. */
const PRIVATE_NO = /Only sre can approve or reject rr-/;

const rules = (approval: string, more = ''): string => `
groups:
  backend: [U0DEV1, S0BACKEND]
  sre: [S0SRE]
rules:
  - name: prod
    who: [backend, sre]
    instances: { tags: { env: prod } }
    approval: ${approval}
${more}`;

describe('a click that does not count', () => {
  it('of somebody who is no approver is answered in private, and recorded', async () => {
    stage = await openStage();
    const { id } = await stage.ask();
    await stage.lead.presses('Approve');
    await stage.lead.waitsFor(PRIVATE_NO);
    expect(stage.orderCalls()).toEqual([]);
    expect((await stage.only()).votes).toEqual([]);
    expect(await stage.store().records.events(id)).toContainEqual(
      expect.objectContaining({ kind: 'click_refused', data: { button: 'approve', reason: 'not_an_approver' } }),
    );
    expect(stage.sre.sees().some((line) => PRIVATE_NO.test(line))).toBe(false);
  });

  it('of the requester is refused, though an approver', async () => {
    stage = await openStage();
    await stage.ask({ by: stage.sre });
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(/You can't decide on your own request; someone else in sre has to/);
    expect((await stage.only()).votes).toEqual([]);
    await stage.sre2.presses('Approve');
    await stage.reaches('completed');
  });

  it('counts for the requester where the rule says so', async () => {
    stage = await openStage({ rules: rules('{ from: [sre], count: 1, self: true }') });
    await stage.ask({ by: stage.sre });
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
  });

  it('of a guest is refused at the door', async () => {
    stage = await openStage();
    await stage.ask();
    await stage.slack.person('U0GUEST').presses('Approve');
    await stage.slack.person('U0GUEST').waitsFor(/guest/i);
    expect((await stage.only()).votes).toEqual([]);
  });

  it('that comes late is told who decided', async () => {
    stage = await openStage();
    await stage.ask();
    const [card] = stage.cards();
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
    await stage.sre2.pressesOld(card!, 'approve');
    await stage.sre2.waitsFor(/@ana/);
    expect(stage.orderCalls()).toHaveLength(1);
  });

  it('after the expiry expires the request, even if nobody looked before', async () => {
    stage = await openStage({ rules: rules('{ from: [sre], count: 1, expires: 1s }') });
    await stage.ask();
    const [card] = stage.cards();
    stage.later(1000);
    await stage.sre.pressesOld(card!, 'approve');
    await stage.reaches('expired');
    await stage.quiet();
    expect(stage.orderCalls()).toEqual([]);
    expect(stage.thread().at(-1)).toMatch(/@mei/);
  });

  it('of a person who left the group since is refused', async () => {
    stage = await openStage();
    await stage.ask();
    const group = stage.slack.userGroups.find(({ id }) => id === 'S0SRE')!;
    group.users = group.users.filter((user) => user !== 'U0SRE1');
    await stage.restart(); // the membership cache lives for a minute; a fresh process has none
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(PRIVATE_NO);
    expect((await stage.only()).votes).toEqual([]);
  });

  it('is refused while nobody can tell who the approvers are', async () => {
    stage = await openStage();
    await stage.ask();
    stage.slack.fault({ kind: 'method', method: 'usergroups.users.list', error: 'internal_error', times: 50 });
    await stage.restart();
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(/Slack couldn't list/);
    expect((await stage.only()).votes).toEqual([]);
    stage.slack.clearFaults();
    await stage.sre.presses('Approve');
    await stage.reaches('completed');
  });

  it('failure 20: is refused when the policy no longer allows the change', async () => {
    stage = await openStage();
    await stage.ask();
    stage.configure(RULES.replace('tags: { env: prod }', 'tags: { env: nowhere }'));
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(/no longer allow rr-/);
    expect((await stage.only()).state).toBe('pending');
  });
});

describe('rules that change meanwhile', () => {
  it('to ask for more: the card shows the new rule before a click counts, and then the larger number counts', async () => {
    stage = await openStage();
    await stage.ask();
    stage.configure(RULES.replace('count: 1', 'count: 2'));
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(/your click did not count/);
    await stage.sre.waitsFor('Waiting for 2 more approvals');
    await stage.sre.presses('Approve');
    await stage.dev.waitsFor(/@ana approved/);
    expect((await stage.only()).state).toBe('pending');
    await stage.sre2.presses('Approve');
    await stage.reaches('completed');
  });

  it('so that a held order is no longer allowed: it is not placed when the freeze is over', async () => {
    const freeze = `freezes: [{ from: 2020-01-01T00:00:00Z, to: 2099-01-01T00:00:00Z, reason: "Double 11" }]\n`;
    stage = await openStage({ rules: RULES + freeze });
    await stage.ask();
    await stage.sre.presses('Approve');
    await stage.reaches('approved');
    await stage.sre.waitsFor(/Double 11/);
    stage.configure(RULES.replace('tags: { env: prod }', 'tags: { env: nowhere }'));
    expect((await stage.reaches('failed')).failure?.code).toBe('NoLongerAllowed');
    expect(stage.orderCalls()).toEqual([]);
  });

  it('its name only: the windows of the renamed rule hold as before', async () => {
    const closed = RULES.replace(
      'approval: { from: [sre], count: 1 }',
      `approval: { from: [sre], count: 1 }
    windows: [{ days: [${dayAway()}], from: "00:00", to: "00:01", zone: UTC }]`,
    );
    stage = await openStage({ rules: closed });
    await stage.ask();
    await stage.sre.presses('Approve');
    await stage.reaches('approved');
    stage.configure(closed.replace('prod needs one of SRE', 'production'));
    await stage.tick(1500);
    expect((await stage.only()).state).toBe('approved');
    expect(stage.orderCalls()).toEqual([]);
  });

  /** A weekday that is neither today nor tomorrow. */
  function dayAway(): string {
    return ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'][(new Date().getUTCDay() + 3) % 7]!;
  }
});

describe('a quorum of two', () => {
  it('does not count somebody who left since', async () => {
    stage = await openStage({ rules: rules('{ from: [sre], count: 2 }') });
    await stage.ask();
    await stage.sre.presses('Approve');
    await stage.dev.waitsFor(/@ana approved/);
    const group = stage.slack.userGroups.find(({ id }) => id === 'S0SRE')!;
    group.users = ['U0SRE2', 'U0SRE3'];
    await stage.restart();
    await stage.sre2.presses('Approve');
    await stage.dev.waitsFor(/@tom approved/);
    expect((await stage.only()).state).toBe('pending');
    await stage.slack.person('U0SRE3').presses('Approve');
    await stage.reaches('completed');
  });

  it('needs two people', async () => {
    stage = await openStage({ rules: rules('{ from: [sre], count: 2 }') });
    await stage.ask();
    await stage.sre.presses('Approve');
    await stage.dev.waitsFor(/@ana approved/);
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(/You already approved rr-/);
    expect((await stage.only()).votes).toHaveLength(1);
    expect(stage.orderCalls()).toEqual([]);
    await stage.sre2.presses('Approve');
    await stage.reaches('completed');
  });

  it('failure 19: that nobody can reach is refused at once, with the numbers', async () => {
    stage = await openStage({ rules: rules('{ from: [sre], count: 4 }') });
    await stage.dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.dev.waitsForModal();
    await stage.dev.fills({ reason: 'x' });
    await stage.dev.submits();
    await stage.dev.waitsFor(/3.*4|4.*3/s);
    expect(await stage.store().records.find({ limit: 1 })).toEqual([]);
    expect(stage.cards()).toEqual([]);
  });
});

describe('fifty clicks at once', () => {
  it('make one order', async () => {
    stage = await openStage();
    await stage.ask();
    const [card] = stage.cards();
    const people = [stage.sre, stage.sre2, stage.slack.person('U0SRE3')];
    await Promise.all(Array.from({ length: 50 }, (_, n) => people[n % 3]!.pressesOld(card!, 'approve')));
    await stage.reaches('completed');
    await stage.quiet();
    expect(stage.orderCalls()).toHaveLength(1);
    expect(stage.thread().filter((line) => line.startsWith('Approved'))).toHaveLength(1);
  });
});

describe('saying no', () => {
  it('asks for the reason and tells it to the requester', async () => {
    stage = await openStage();
    await stage.ask();
    await stage.sre.presses('Reject');
    await stage.sre.waitsForModal();
    await stage.sre.fills({ reason: 'Not during <!channel> the sale' });
    await stage.sre.submits();
    await stage.reaches('rejected');
    await stage.quiet();
    const last = stage.thread().at(-1) ?? '';
    expect(last).toContain('@mei');
    expect(last).toContain('the sale');
    expect(stage.orderCalls()).toEqual([]);
  });

  it('is not offered to somebody who may not', async () => {
    stage = await openStage();
    await stage.ask();
    await stage.lead.presses('Reject');
    await stage.lead.waitsFor(PRIVATE_NO);
    expect((await stage.only()).state).toBe('pending');
  });

  it('of the requester is a withdrawal, by button or by command', async () => {
    stage = await openStage();
    await stage.ask();
    await stage.sre.presses('Withdraw');
    await stage.sre.waitsFor(/can withdraw rr-/);
    expect((await stage.only()).state).toBe('pending');
    await stage.dev.presses('Withdraw');
    const { id } = await stage.reaches('withdrawn');
    await stage.dev.types(`/redis-resize withdraw ${id}`, { in: '#payments' });
    await stage.quiet();
    expect(stage.thread().filter((line) => /withdr[ae]w/i.test(line))).toHaveLength(1);
  });
});

describe('a rule that needs no approval', () => {
  it('orders at once', async () => {
    stage = await openStage();
    await stage.ask({ line: 'r-bp1sessions0001 redis.shard.mid.2.ce', state: 'completed' });
    expect(stage.orderCalls()).toHaveLength(1);
    // Pay-as-you-go has no direction, cloud-native no major version.
    expect(Object.keys(stage.orderCalls()[0]?.params ?? {})).not.toContain('OrderType');
    expect(Object.keys(stage.orderCalls()[0]?.params ?? {})).not.toContain('MajorVersion');
  });
});

describe('when an order may be placed', () => {
  it('it waits for the end of a freeze, says so, and goes on when the freeze is lifted', async () => {
    const freeze = `freezes:
  - { from: 2020-01-01T00:00:00Z, to: 2099-01-01T00:00:00Z, reason: "Double 11" }
`;
    stage = await openStage({ rules: RULES + freeze });
    await stage.ask();
    await stage.sre.presses('Approve');
    await stage.reaches('approved');
    await stage.sre.waitsFor(/Double 11/);
    expect((await stage.only()).state).toBe('approved');
    expect(stage.orderCalls()).toEqual([]);
    stage.configure(RULES);
    await stage.reaches('completed');
  });

  it('it can be withdrawn while it waits', async () => {
    const freeze = `freezes: [{ from: 2020-01-01T00:00:00Z, to: 2099-01-01T00:00:00Z, reason: "Double 11" }]\n`;
    stage = await openStage({ rules: RULES + freeze });
    await stage.ask();
    await stage.sre.presses('Approve');
    await stage.reaches('approved');
    await stage.dev.waitsFor(/Double 11/);
    await stage.dev.presses(/Withdraw|撤回/);
    await stage.reaches('withdrawn');
  });
});

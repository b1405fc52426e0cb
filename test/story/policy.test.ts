import { afterEach, describe, expect, it } from 'vitest';
import { MID, ORDERS, openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const GROUPS = `
groups: { backend: [S0BACKEND], sre: [S0SRE], audit: [C0AUDIT], leads: [U0LEAD] }
rules:
`;
const PROD = 'who: [backend], instances: { tags: { env: prod } }';

describe('one of SRE and one of a channel', () => {
  it('have to agree both, with what the rule forces', async () => {
    stage = await openStage({
      rules: `${GROUPS}
  - name: prod
    who: [backend]
    instances: { tags: { env: prod } }
    flags: { force: { effectiveTime: MaintainTime } }
    approval: { all: [{ from: [sre] }, { from: [audit] }], notify: [leads, audit] }
`,
    });
    await stage.ask();
    const shown = () => stage.read(stage.cards()[0]!);
    expect(stage.thread()[0]).toMatch(/\nFYI: @\w+$/);
    expect(shown()).toContain('1 of sre missing, 1 of audit missing');
    expect(await stage.only()).toMatchObject({
      change: { effectiveTime: 'MaintainTime' },
      need: { count: 2, from: ['sre', 'audit'] },
    });
    await stage.sre.presses('Approve');
    await stage.dev.waitsFor(/@ana approved/);
    // Whoever comes next may be of either: the card says so.
    await expect.poll(shown).toContain('1 of sre, audit missing');
    // Ana is in both groups: she moves over to the channel's place when somebody of SRE alone agrees.
    await stage.sre2.presses('Approve');
    await expect.poll(() => stage.orderCalls().length, { timeout: 15_000 }).toBe(1);
    expect((await stage.only()).votes).toHaveLength(2);
  });

  it('are not two of SRE', async () => {
    stage = await openStage({
      rules: `${GROUPS}
  - { name: prod, ${PROD}, approval: { all: [{ from: [sre] }, { from: [audit] }], notify: [leads] } }
`,
    });
    await stage.ask();
    await stage.sre2.presses('Approve');
    await stage.dev.waitsFor(/@tom approved/);
    await expect.poll(() => stage.read(stage.cards()[0]!)).toContain('1 of sre ✓, 1 of audit missing');
    await stage.slack.person('U0SRE3').presses('Approve');
    await stage.slack.person('U0SRE3').waitsFor(/这一组的审批已完成/);
    expect((await stage.only()).votes).toHaveLength(1);
    expect(stage.orderCalls()).toEqual([]);
    await stage.lead.presses('Approve');
    await stage.reaches('completed');
    await stage.quiet();
    expect(stage.thread().filter((line) => line.includes('FYI: @'))).toHaveLength(2);
  });
});

describe('a rule that denies', () => {
  it('tells the person its own words, and nothing is requested', async () => {
    stage = await openStage({
      rules: `${GROUPS}
  - { name: prod, ${PROD}, approval: { from: [sre] } }
  - { name: sealed, deny: 'Ask <!channel> of the audit', who: ["*"], instances: { ids: [${ORDERS}] }, change: { direction: upgrade } }
limits: { monthlySpend: [{ currency: CNY, max: 9000, groups: [audit] }] }
`,
    });
    await stage.dev.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
    await stage.dev.waitsForModal();
    await stage.dev.fills({ reason: 'growth' });
    await stage.dev.submits();
    await stage.dev.waitsFor(/“sealed”|sealed/);
    expect(await stage.store().records.find({ limit: 1 })).toEqual([]);
    expect(stage.cards()).toEqual([]);
  });
});

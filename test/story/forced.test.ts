/** What a rule sets itself: on the form, in the price, on the card and in the order. */
import { afterEach, expect, it } from 'vitest';
import { MID, ORDERS, openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const LARGE = 'redis.master.large.default';
const RULES = `
groups: { sre: [S0SRE] }
rules:
  - name: small steps
    who: [sre]
    instances: { tags: { env: prod } }
    change: { classes: [${MID}] }
    flags: { force: { effectiveTime: MaintainTime, autoPay: false } }
    approval: none
  - { name: others, who: [sre], instances: { tags: { env: prod } }, approval: { from: [sre] } }
`;
const modal = () => JSON.stringify(stage.sre.modal());
const fields = () =>
  stage.sre.modal().blocks.flatMap((block) => ('element' in block && 'block_id' in block ? [block['block_id']] : []));

it('is text in place of a field, as long as the class falls under the rule', async () => {
  stage = await openStage({ rules: RULES });
  await stage.sre.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
  await stage.sre.waitsFor('in the maintenance window · set by rule “small steps”');
  expect(modal()).toContain('pay manually · set by rule “small steps”');
  const times = ['start_at', 'until'];
  const rest = ['coupon_no', 'force_upgrade', 'business_info'];
  expect(fields()).toEqual(['instance', 'target_class', 'reason', ...times, ...rest]);

  // What the person had chosen counts again under a rule that leaves it to them.
  await stage.sre.fills({ reason: 'growth', target_class: LARGE });
  await expect.poll(fields, { timeout: 5_000 }).toContain('auto_pay');
  expect(fields()).toContain('effective_time');
  expect(stage.sre.modal().values['auto_pay']?.['auto_pay']).toMatchObject({ selected_options: [{ value: 'true' }] });

  await stage.sre.fills({ target_class: MID });
  await expect.poll(fields, { timeout: 5_000 }).not.toContain('auto_pay');
  await stage.sre.submits();
  await stage.sre.waitsFor(/Set by rule “small steps”: pay manually · in the maintenance window/);
  await expect.poll(() => stage.orderCalls().length, { timeout: 15_000 }).toBe(1);
  expect(stage.orderCalls()[0]?.params).toMatchObject({ AutoPay: 'false', EffectiveTime: 'MaintainTime' });
  await stage.quiet();
  expect(stage.read(stage.cards()[0]!)).toMatch(/Set by rule “small steps”: pay manually · in the maintenance/);
});

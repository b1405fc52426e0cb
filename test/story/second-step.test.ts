import { afterEach, expect, it } from 'vitest';
import { MID, openStage, ORDERS, RULES, type Stage } from './stage.ts';

const FREE = RULES.replace('approval: { from: [sre], count: 1 }', 'approval: none');
let stage: Stage;

afterEach(() => stage.close());

/** A person who reads before pressing anything, and sends the form with ForceUpgrade. */
async function sends() {
  const tom = stage.slack.person('U0SRE2');
  await tom.types(`/redis-resize ${ORDERS} ${MID} --force`, { in: '#payments' });
  await tom.waitsForModal();
  await tom.fills({ reason: 'the old class has no headroom' });
  await tom.submits();
  return tom;
}

it('shows price and impact once more, on top of the form; closing it orders nothing, its submit orders once', async () => {
  stage = await openStage({ rules: FREE });
  const tom = await sends();
  await tom.waitsFor('Order now', { timeoutMs: 15_000 });
  const view = tom.modal();
  expect(view).toMatchObject({ callbackId: 'confirm', submit: 'Order now' });
  expect(view.blocks.some(({ type }) => type === 'input')).toBe(false);
  expect(tom.sees().join('\n')).toMatch(/CN¥[\s\S]*force[\s\S]*Impact/);
  await tom.closes();
  expect(tom.modal().callbackId).toBe('resize');
  expect(await stage.store().records.find({ limit: 1 })).toEqual([]);

  await tom.submits();
  await tom.waitsFor('Order now', { timeoutMs: 15_000 });
  const again = tom.modal().id;
  await Promise.all([1, 2].map(() => tom.act({ kind: 'submit', as: tom.id, view: again })));
  await stage.reaches('completed');
  expect(stage.orderCalls()).toHaveLength(1);
});

it('is answered in time while the cloud hangs, and cannot be sent before it shows anything', async () => {
  stage = await openStage({ rules: FREE, cloudTimeouts: { readMs: 20_000 } });
  stage.cloud.fault({ action: 'DescribePrice', kind: 'hang', times: 100 });
  const tom = stage.slack.person('U0SRE2');
  await tom.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
  await tom.waitsForModal();
  await tom.fills({ reason: 'the old class has no headroom' });
  const sent = await tom.submits();
  expect(sent).toMatchObject({ ok: true });
  expect(sent.ackMs).toBeLessThan(3000);
  expect(tom.modals()).toHaveLength(2);
  expect(tom.modal().submit).toBeUndefined();
  expect(await stage.store().records.find({ limit: 1 })).toEqual([]);
});

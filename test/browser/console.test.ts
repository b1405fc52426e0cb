/** The page of the cloud console, with the bot itself between it and the local Slack: what one does there, cards show. */
import type { Locator, Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { ANA, CHANNEL, MEI, WISH } from '../../sandbox/demo/cast.ts';
import type { DemoStage } from '../../sandbox/demo/stage.ts';
import { onDemo } from './demo-page.ts';

const putUp = onDemo(1000);
let stage: DemoStage;
let page: Page;
beforeAll(async () => {
  ({ stage, page } = await putUp());
});
beforeEach(async () => {
  await page.goto(`${stage.slack.url}/sandbox/?as=${ANA}&channel=${CHANNEL}`);
  await page.getByRole('link', { name: 'Cloud console' }).click();
  await page.getByRole('heading', { name: 'Cloud console' }).waitFor();
});
const orders = () => page.getByTestId('orders');
const said = (words: string | RegExp) => page.getByTestId('notice').getByText(words).waitFor();

/** Mei's request for a change; the card is what Ana sees of it. */
async function asks(line: string): Promise<void> {
  const mei = stage.slack.person(MEI);
  await mei.types(`/redis-resize ${line}`, { in: CHANNEL });
  await mei.waitsForModal();
  // What is not on the form yet would be confirmed in a second step.
  await expect.poll(() => mei.sees().some((text) => text.includes('⏳'))).toBe(false);
  await mei.fills({ reason: WISH.reason });
  expect(await mei.submits()).toMatchObject({ ok: true });
  await mei.waitsFor('submitted', { timeoutMs: 15_000 });
  await mei.closes();
}

async function approved(): Promise<void> {
  const { ok } = await stage.slack.person(ANA).presses('Approve', { timeoutMs: 15_000 });
  expect(ok).toBe(true);
}

const anaSees = (words: string | RegExp) => stage.slack.person(ANA).waitsFor(words, { timeoutMs: 20_000 });

it('an order that is canceled there ends its request, and one that is paid takes it further', async () => {
  await asks(`${WISH.instanceId} ${WISH.to} --no-auto-pay`);
  await approved();
  await orders().getByText('Unpaid').waitFor();
  await orders().getByRole('button', { name: 'Cancel' }).click();
  await said(/^Canceled: \d+\.$/);
  await anaSees('was canceled');
  expect(await orders().getByRole('button').count()).toBe(0);

  await asks(`${WISH.instanceId} ${WISH.to} --no-auto-pay`);
  await approved();
  await orders().getByRole('button', { name: 'Pay' }).click();
  await anaSees(`done: ${WISH.name} is now ${WISH.to}`);
  const row = page.getByTestId(`instance-${WISH.instanceId}`);
  await row.getByText(WISH.to).waitFor();
});

it('a price that moves there voids the approval, and is named', async () => {
  await asks('carts-tair tair.rdb.8g');
  await approved();
  await page.getByLabel('Percent').fill('30');
  await page.getByLabel('Class').fill('tair.rdb.8g');
  await page.getByRole('button', { name: 'Move prices' }).click();
  await said('The price of tair.rdb.8g: +30%.');
  await page.getByTestId('prices').getByText('Off the list: tair.rdb.8g +30%.').waitFor();
  await stage.slack.person('U0LEAD').presses('Approve', { timeoutMs: 15_000 });
  await anaSees('this changed after approval: price');
  await stage.slack.person(MEI).presses('Withdraw', { timeoutMs: 15_000 });
});

it('a price that moves while a form is open is shown beside the old one, to go on or to stop', async () => {
  const target = 'redis.shard.with.proxy.large.ce';
  const move = () => stage.console.perform({ kind: 'price', percent: 30, instanceClass: target });
  const form = page.getByRole('dialog', { name: 'Resize Redis instance' });
  const step = page.getByRole('dialog', { name: 'Order now?' });
  async function sendsAtOldPrice(): Promise<void> {
    await page.getByTestId('composer').fill(`/redis-resize events-shards ${target}`);
    await page.keyboard.press('Enter');
    await form.getByText('no approval needed').waitFor();
    await form.getByText('Impact').first().waitFor();
    await form.getByLabel('Reason').fill(WISH.reason);
    move();
    await form.getByRole('button', { name: 'Submit request' }).click();
    await step.getByText('Changed since the form showed it').waitFor();
  }
  await page.goto(`${stage.slack.url}/sandbox/?as=${MEI}&channel=${CHANNEL}`);
  const before = stage.cloud.orders.length;
  await sendsAtOldPrice();
  await step.getByText(/price CN¥[\d.]+ an hour .* → CN¥[\d.]+ an hour/).waitFor();
  await step.getByRole('button', { name: 'Cancel' }).click();
  await step.waitFor({ state: 'detached' });

  await sendsAtOldPrice();
  expect(stage.cloud.orders).toHaveLength(before);
  await step.getByRole('button', { name: 'Order now' }).click();
  const answer = page.getByRole('dialog', { name: 'Submitted' });
  await answer.getByText('no approval needed').waitFor();
  await answer.getByRole('button', { name: 'Close', exact: true }).click();
  await anaSees(`done: events-shards is now ${target}`);
  expect(stage.cloud.orders).toHaveLength(before + 1);
});

it('the clock takes a change that takes an hour to its end; by the keyboard alone', async () => {
  await press(page.getByRole('switch', { name: /A change takes an hour/ }), 'Space');
  await said(/^On: A change takes an hour/);
  await asks('sessions redis.shard.mid.2.ce');
  const row = page.getByTestId('instance-r-bp1sessions0001');
  await row.getByRole('progressbar', { name: 'Change of sessions-cache' }).waitFor();
  expect(await row.getByText('Changing').count()).toBe(1);
  await press(page.getByRole('button', { name: '+ 10 minutes' }), 'Enter');
  await row.getByText('17%').waitFor();
  await press(page.getByRole('button', { name: '+ 1 hour' }), 'Enter');
  await row.getByText('Normal').waitFor();
  await anaSees('done: sessions-cache is now redis.shard.mid.2.ce');
  await press(page.getByRole('switch', { name: /A change takes an hour/ }), 'Space');
  await said(/^Off: A change takes an hour/);
  expect(stage.cloud.settings.changeDurationMs).toBe(1000);
});

it('an answer that is lost there costs no second order', async () => {
  const lost = page.getByRole('switch', { name: /The answer of the cloud is lost/ });
  await lost.check();
  await asks('sessions redis.shard.large.ce');
  await anaSees('done: sessions-cache is now redis.shard.large.ce');
  const made = stage.cloud.orders.filter(({ target }) => target.instanceClass === 'redis.shard.large.ce');
  expect(made).toHaveLength(1);
  await lost.uncheck();
  await said(/^Off: The answer/);
});

it('Slack is slow until it is switched off', async () => {
  const slow = page.getByRole('switch', { name: /Slack is slow/ });
  await slow.check();
  await said(/^On: Slack is slow/);
  expect(stage.slack.faults).toHaveLength(1);
  await slow.uncheck();
  await said(/^Off: Slack is slow/);
  expect(stage.slack.faults).toEqual([]);
});

/** With the keys that a person has: it is reached by Tab. */
async function press(target: Locator, key: 'Enter' | 'Space'): Promise<void> {
  await target.waitFor();
  for (let tabs = 0; tabs < 60; tabs += 1) {
    if ((await target.and(page.locator(':focus')).count()) > 0) return page.keyboard.press(key);
    await page.keyboard.press('Tab');
  }
  throw new Error('no Tab leads there');
}

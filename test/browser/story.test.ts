/** The whole story on the page, as people play it, with the bot itself behind it. Keeps a picture of the end. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { CHANNEL, COMMAND, MEI, WISH } from '../../sandbox/demo/cast.ts';
import type { DemoStage } from '../../sandbox/demo/stage.ts';
import { onDemo } from './demo-page.ts';

const ROOT = join(import.meta.dirname, '../..');
const KEPT = process.env['UPDATE_SCREENSHOT'] === '1';
const PICTURES = join(ROOT, KEPT ? 'docs/images' : '.screenshots');

const LEAD = 'U0LEAD';
const TALK = {
  before: 'orders-cache was at 71 % on Sunday. Can it get more room before the sale?',
  after: 'And nobody opened the console. Thanks, both!',
};

const putUp = onDemo(2000, { deviceScaleFactor: KEPT ? 1.5 : 1, colorScheme: 'light' });
let stage: DemoStage;
let page: Page;
beforeAll(async () => {
  ({ stage, page } = await putUp());
});

it('goes from the command to the verified change', async () => {
  const messages = page.getByTestId('messages');
  const thread = page.getByTestId('thread');

  await stage.slack.person(LEAD).says(TALK.before, { in: CHANNEL });
  await page.goto(`${stage.slack.url}/sandbox/?as=${MEI}&channel=${CHANNEL}`);
  await page.getByText('redis-resize is connected').waitFor();
  await messages.getByText(TALK.before).waitFor();
  await page.getByTestId('composer').fill(`${COMMAND} ${WISH.instanceId} ${WISH.to}`);
  await page.keyboard.press('Enter');

  const form = page.getByRole('dialog', { name: 'Resize Redis instance' });
  await form.getByText(`${WISH.from} (1 GB)`).waitFor();
  expect(await form.getByRole('combobox', { name: 'New class' }).inputValue()).toContain(WISH.to);
  expect(await form.getByRole('checkbox', { name: 'Pay the order automatically' }).isChecked()).toBe(true);
  await form.getByLabel('Reason').fill(WISH.reason);
  await form.getByText('CN¥42.13 to pay now').waitFor();
  await form.getByText('requires 1 approval from sre').waitFor();
  await form.getByText(`${WISH.from} (1 GB)`).scrollIntoViewIfNeeded();
  await takePicture('form');
  await form.getByRole('button', { name: 'Submit request' }).click();
  const answer = page.getByRole('dialog', { name: 'Submitted' });
  await answer.getByText(/1 approval from sre/).waitFor();
  await answer.getByRole('button', { name: 'Close', exact: true }).click();
  await answer.waitFor({ state: 'detached' });

  const card = messages.getByTestId('message').filter({ hasText: `Resize ${WISH.name}` });
  await card.getByText(WISH.reason).waitFor();
  await card.getByText('CN¥42.13 to pay now').waitFor();
  const week = card.getByRole('img', { name: /^Memory, peak of each day\. Used: .*; Current class: .*; New class: / });
  await week.waitFor();
  expect(await week.locator('.series').count()).toBe(3);
  expect(await week.locator('.series-0 circle').count()).toBe(7);
  expect(await card.getByText('Current class', { exact: true }).count()).toBe(1);
  await takePicture('card', card.getByText(`Resize ${WISH.name}`).first());

  await page.getByRole('button', { name: 'Switch to Ana Ruiz' }).click();
  await page.getByTestId('me').getByText('Ana Ruiz').waitFor();
  await card.getByRole('button', { name: /repl(y|ies)/ }).click();
  await thread.getByText('Please approve or reject above').waitFor();
  expect(await thread.locator('.mention-me', { hasText: '@sre' }).count()).toBe(1);

  await card.getByRole('button', { name: 'Approve', exact: true }).click();
  const question = page.getByRole('alertdialog', { name: 'Approve this change?' });
  await question.getByText(`${WISH.from} (1 GB) → ${WISH.to} (2 GB). CN¥42.13 to pay now`).waitFor();
  expect(stage.cloud.orders).toEqual([]);
  await question.getByRole('button', { name: 'Approve', exact: true }).click();

  await thread.getByText(`@mei, done: ${WISH.name} is now ${WISH.to} (2 GB).`).waitFor();
  await card.getByText(`${WISH.name} is now ${WISH.to} (2 GB).`).waitFor();
  expect(await card.getByRole('button', { name: 'Approve', exact: true }).count()).toBe(0);
  const [order] = stage.cloud.orders;
  expect(await thread.getByText(`Order ${order?.orderId ?? ''} placed`).count()).toBe(1);
  expect(await card.count()).toBe(1);
  expect(stage.cloud.instance(WISH.instanceId).instanceClass).toBe(WISH.to);

  await stage.slack.person(LEAD).says(TALK.after, { in: CHANNEL });
  await messages.getByText(TALK.after).waitFor();
  await takePicture('demo');
});

/** Without what moves or passes: notices and the caret. `shown`: what is in it. */
async function takePicture(name: 'form' | 'card' | 'demo', shown?: Locator): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  await page.getByTestId('notice').waitFor({ state: 'detached' });
  await page.mouse.move(640, 790);
  await shown?.scrollIntoViewIfNeeded();
  await page.screenshot({ path: join(PICTURES, `${name}.png`), animations: 'disabled', caret: 'hide' });
}

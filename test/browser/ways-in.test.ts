/** The ways to the form besides the command, on the page with the bot itself behind it; by the keyboard alone. */
import type { Page } from 'playwright-core';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { ANA, CHANNEL, MEI, WISH } from '../../sandbox/demo/cast.ts';
import type { DemoStage } from '../../sandbox/demo/stage.ts';
import { onDemo } from './demo-page.ts';

const putUp = onDemo(2000);
let stage: DemoStage;
let page: Page;
beforeAll(async () => {
  ({ stage, page } = await putUp());
});

beforeEach(async () => {
  await page.goto(`${stage.slack.url}/sandbox/?as=${ANA}&channel=${CHANNEL}`);
  await page.getByText('redis-resize is connected').waitFor();
});

const form = () => page.getByRole('dialog', { name: 'Resize Redis instance' });
const instance = () => form().getByRole('combobox', { name: 'Instance' });

async function closeForm(): Promise<void> {
  await form().getByRole('button', { name: 'Cancel' }).click();
  await form().waitFor({ state: 'detached' });
}

it('App Home is a tab with what concerns the person; its button opens the form', async () => {
  await page.getByTestId('app-home').focus();
  await page.keyboard.press('Enter');
  const home = page.getByTestId('home');
  await home.getByText('What you may do').waitFor();
  const tabs = page.getByRole('tablist', { name: 'redis-resize' });
  expect(await tabs.getByRole('tab', { name: 'Home' }).getAttribute('aria-selected')).toBe('true');
  await tabs.getByRole('tab', { name: 'Home' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.getByTestId('composer').waitFor();
  expect(await tabs.getByRole('tab', { name: 'Messages' }).getAttribute('aria-selected')).toBe('true');
  await page.keyboard.press('ArrowLeft');
  await home.getByRole('button', { name: 'New request' }).focus();
  await page.keyboard.press('Enter');
  await instance().waitFor();
  await closeForm();
});

it('a request is decided on App Home, which follows', async () => {
  const dev = stage.slack.person(MEI);
  await dev.types(`/redis-resize ${WISH.instanceId} ${WISH.to}`, { in: CHANNEL });
  await dev.waitsForModal();
  await dev.fills({ reason: WISH.reason });
  await dev.submits();
  await page.getByTestId('app-home').click();
  const home = page.getByTestId('home');
  await home.getByText('Waiting for your decision').waitFor();
  await home.getByRole('button', { name: 'Reject', exact: true }).click();
  const why = page.getByRole('dialog', { name: /Reject/ });
  await why.getByLabel('Reason').fill('After the sale');
  await why.getByRole('button', { name: 'Reject', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Close', exact: true }).click();
  await home.getByText('No open request concerns you.').waitFor();
});

it('the shortcut of the composer opens the form', async () => {
  await page.getByRole('button', { name: 'Shortcuts' }).focus();
  await page.keyboard.press('Enter');
  await page.getByRole('menuitem', { name: 'Resize Redis instance' }).waitFor();
  await page.keyboard.press('Escape');
  expect(await page.getByRole('menuitem').count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await instance().waitFor();
  await closeForm();
});

it('the shortcut in the menu of a message opens the form with the instance that it names', async () => {
  await stage.slack.person(MEI).says(`ALERT ${WISH.instanceId} is at 91%`, { in: CHANNEL });
  const alert = page.getByTestId('message').filter({ hasText: 'is at 91%' });
  await alert.getByRole('button', { name: 'More actions' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  await instance().waitFor();
  expect(await instance().inputValue()).toContain(WISH.instanceId);
  await closeForm();
});

it('a mention in the composer is answered with a button that opens the form', async () => {
  const composer = page.getByTestId('composer');
  await composer.pressSequentially('@redis');
  await page.getByRole('option', { name: /@redis-resize/ }).waitFor();
  await page.keyboard.press('Tab');
  expect(await composer.inputValue()).toBe('@redis-resize ');
  await composer.pressSequentially(`${WISH.instanceId} ${WISH.to}`);
  await page.keyboard.press('Enter');
  const answer = page.getByTestId('message').filter({ hasText: 'I understood' });
  await answer.getByText(`${WISH.instanceId} ${WISH.to}`).first().waitFor();
  await answer.getByRole('button', { name: 'New request' }).focus();
  await page.keyboard.press('Enter');
  await instance().waitFor();
  expect(await form().getByRole('combobox', { name: 'New class' }).inputValue()).toContain(WISH.to);
  await closeForm();
});

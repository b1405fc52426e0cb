/** The page in front of the real local Slack, with a small app behind it: what one sends, the other takes. */
import { App, SocketModeReceiver } from '@slack/bolt';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startSlack, type Slack } from '../../sandbox/slack/slack.ts';
import { launchBrowser } from './browser.ts';

const plain = (text: string) => ({ type: 'plain_text' as const, text });

let slack: Slack;
let app: App;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  slack = await startSlack();
  app = smallApp(slack);
  await app.start();
  await slack.connected();
  browser = await launchBrowser();
  page = await browser.newPage();
  page.setDefaultTimeout(10_000);
});
afterAll(async () => {
  await browser.close();
  await app.stop();
  await slack.close();
});

it('carries a story from the command to the approval by another person', async () => {
  await page.goto(`${slack.url}/sandbox/?as=U0DEV1&channel=C0PAYMENTS`);
  await page.getByTestId('composer').fill('/redis-resize');
  await page.keyboard.press('Enter');
  const form = page.getByRole('dialog', { name: 'Resize' });

  await form.getByLabel('Reason').fill('why');
  await form.getByRole('combobox', { name: 'Instance' }).fill('ord');
  await page.keyboard.press('Enter');
  await form.getByText('orders-cache is 1 GB').waitFor();
  expect(await form.getByLabel('Reason').inputValue()).toBe('why');
  expect(await form.getByRole('combobox', { name: 'Instance' }).inputValue()).toBe('orders-cache');

  await form.getByRole('button', { name: 'Request' }).click();
  await form.getByText('Say more.').waitFor();
  await form.getByLabel('Reason').fill('because of the sale');
  await form.getByRole('button', { name: 'Request' }).click();
  await form.waitFor({ state: 'detached' });
  await page.getByTestId('messages').getByText('@mei asks: because of the sale').waitFor();

  await page.getByRole('button', { name: 'Switch to Ana Ruiz' }).click();
  await page.getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Approve', exact: true }).click();
  await page.getByTestId('messages').getByText('Approved by @ana').waitFor();
});

it('shows what Slack shows when there is no such command', async () => {
  await page.goto(`${slack.url}/sandbox/?as=U0DEV1&channel=C0PAYMENTS`);
  await page.getByTestId('composer').fill('/nonsense');
  await page.keyboard.press('Enter');
  await page.getByTestId('notice').getByText('/nonsense is not a valid command.').waitFor();
});

it('starts as an existing person when the address names none', async () => {
  await page.goto(`${slack.url}/sandbox/?as=U0NOBODY`);
  await page.getByTestId('me').getByText('Mei Lin').waitFor();
});

function smallApp({ apiUrl, appToken, botToken }: Slack): App {
  const clientOptions = { slackApiUrl: apiUrl };
  const receiver = new SocketModeReceiver({ appToken, installerOptions: { clientOptions } });
  const small = new App({ token: botToken, receiver, clientOptions, convoStore: false });
  const form = (facts: readonly { type: 'section'; block_id: string; text: ReturnType<typeof plain> }[]) => ({
    type: 'modal' as const,
    callback_id: 'resize',
    title: plain('Resize'),
    submit: plain('Request'),
    blocks: [
      {
        type: 'input' as const,
        block_id: 'instance',
        dispatch_action: true,
        label: plain('Instance'),
        element: { type: 'external_select' as const, action_id: 'instance', min_query_length: 0 },
      },
      ...facts,
      {
        type: 'input' as const,
        block_id: 'reason',
        label: plain('Reason'),
        element: { type: 'plain_text_input' as const, action_id: 'reason' },
      },
    ],
  });
  small.command('/redis-resize', async ({ ack, body, client }) => {
    await ack();
    await client.views.open({ trigger_id: body.trigger_id, view: form([]) });
  });
  small.options('instance', async ({ ack, payload }) => {
    const names = ['orders-cache', 'users-cache'].filter((name) => name.includes(payload.value));
    await ack({ options: names.map((name) => ({ text: plain(name), value: name })) });
  });
  small.action({ type: 'block_actions', action_id: 'instance' }, async ({ ack, body, client }) => {
    await ack();
    const facts = { type: 'section' as const, block_id: 'facts', text: plain('orders-cache is 1 GB') };
    await client.views.update({ view_id: body.view?.id ?? '', view: form([facts]) });
  });
  small.view('resize', async ({ ack, body, view, client }) => {
    const reason = view.state.values['reason']?.['reason']?.value ?? '';
    if (reason.length < 5) return ack({ response_action: 'errors', errors: { reason: 'Say more.' } });
    await ack();
    const confirm = { title: plain('Sure?'), text: plain('It costs.'), confirm: plain('Approve'), deny: plain('No') };
    const approve = { type: 'button' as const, text: plain('Approve'), action_id: 'approve', confirm };
    const text = { type: 'mrkdwn' as const, text: `<@${body.user.id}> asks: ${reason}` };
    const blocks = [
      { type: 'section' as const, text },
      { type: 'actions' as const, elements: [approve] },
    ];
    await client.chat.postMessage({ channel: 'C0PAYMENTS', text: 'A request', blocks });
  });
  small.action({ type: 'block_actions', action_id: 'approve' }, async ({ ack, body, client }) => {
    await ack();
    const [channel, ts] = [body.channel?.id ?? '', body.message?.ts ?? ''];
    await client.chat.update({ channel, ts, text: `Approved by <@${body.user.id}>` });
  });
  return small;
}

import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Act, Block, Snapshot } from '../../sandbox/slack/api.ts';
import { launchBrowser } from './browser.ts';
import { startFixture, type Fixture } from './fixture.ts';
import { aMessage, aSnapshot, aView, BLOCKS, FIELDS, mrkdwn, option, plain, withIds } from './gallery.ts';

let browser: Browser;
let fixture: Fixture;
let context: BrowserContext;
let page: Page;
let complaints: string[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());

beforeEach(async () => {
  fixture = await startFixture((as) => aSnapshot(as));
  context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-US' });
  page = await context.newPage();
  complaints = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialog) => {
    complaints.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
});
afterEach(async () => {
  await context.close();
  await fixture.close();
  expect(complaints).toEqual([]);
});

const shows = (more: Partial<Snapshot>): void => {
  fixture.snapshotFor = (as) => aSnapshot(as, more);
};
const open = (query = '?as=U0DEV1&channel=C0PAYMENTS') => page.goto(fixture.url + query);
const messages = (): Locator => page.getByTestId('messages').getByTestId('message');
const modal = (): Locator => page.getByRole('dialog', { name: 'Change a Redis instance' });
const actsOf = <K extends Act['kind']>(kind: K) =>
  fixture.acts.filter((act): act is Extract<Act, { kind: K }> => act.kind === kind);
const eventually = async (check: () => void) => {
  await expect
    .poll(() => {
      try {
        check();
        return 'as expected';
      } catch (error) {
        return String(error);
      }
    })
    .toBe('as expected');
};

describe('people and places', () => {
  it('says what it is, who you are, and where', async () => {
    await open();
    await page.getByText('nothing here reaches slack.com').waitFor();
    expect(await page.getByTestId('me').innerText()).toContain('You are Mei Lin');
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toContain('payments');
    expect(await page.getByTestId('app-state').innerText()).toBe('redis-resize is connected');
  });

  it('becomes another person, shows their flags, and remembers', async () => {
    await open();
    expect(await page.getByTestId('person-U0GUEST').innerText()).toContain('guest');
    await page.getByRole('button', { name: 'Be Ana Ruiz' }).click();
    await page.getByTestId('me').getByText('Ana Ruiz').waitFor();
    expect(new URL(page.url()).searchParams.get('as')).toBe('U0SRE1');
    await open('');
    await page.getByTestId('me').getByText('Ana Ruiz').waitFor();
  });

  it('falls back to the first channel when the person is not in the one of the address', async () => {
    await open('?as=U0GUEST&channel=C0AUDIT');
    await page.getByTestId('composer').waitFor();
    expect(await page.getByTestId('composer').getAttribute('aria-label')).toBe('Message #payments');
  });

  it('marks channels with something new, and counts what speaks to you', async () => {
    shows({ messages: [aMessage(1, [], { channel: 'C0REDISOPS', text: 'Hello <@U0DEV1>' })] });
    await open();
    expect(await page.getByTestId('channel-C0REDISOPS').innerText()).toContain('1');
    await page.getByTestId('channel-C0REDISOPS').click();
    await messages().getByText('Hello @mei').waitFor();
    await page.getByTestId('channel-C0PAYMENTS').click();
    expect(await page.getByTestId('channel-C0REDISOPS').innerText()).not.toContain('1');
  });

  it('opens the Home tab of the app', async () => {
    shows({ home: aView([{ type: 'header', text: plain('Your requests') }], { id: 'V0HOME', type: 'home' }) });
    await open();
    await page.getByTestId('app-home').click();
    await page.getByTestId('home').getByText('Your requests').waitFor();
    await eventually(() => expect(actsOf('home')).toEqual([{ kind: 'home', as: 'U0DEV1' }]));
  });
});

describe('the composer', () => {
  it('sends a command with Enter and tells how fast the app was', async () => {
    await open();
    await page.getByTestId('composer').fill('/redis-resize r-bp1zxszhcgatnx redis.master.mid.default');
    await page.keyboard.press('Enter');
    await page.getByText('The app acknowledged after 34 ms.').waitFor();
    expect(fixture.acts).toEqual([
      {
        kind: 'command',
        as: 'U0DEV1',
        channel: 'C0PAYMENTS',
        command: '/redis-resize',
        text: 'r-bp1zxszhcgatnx redis.master.mid.default',
      },
    ]);
  });

  it('completes commands with Tab', async () => {
    await open();
    await page.getByTestId('composer').pressSequentially('/redis-resize st');
    await page.getByRole('option', { name: /status/ }).waitFor();
    await page.keyboard.press('Tab');
    expect(await page.getByTestId('composer').inputValue()).toBe('/redis-resize status ');
  });

  it('posts ordinary text for people, and says that the app does not hear it', async () => {
    await open();
    await page.getByTestId('composer').fill('hello there');
    await page.keyboard.press('Enter');
    await page.getByText('The app hears slash commands only').waitFor();
    expect(fixture.acts).toEqual([{ kind: 'say', as: 'U0DEV1', channel: 'C0PAYMENTS', text: 'hello there' }]);
  });

  it('keeps what is being typed while messages arrive', async () => {
    await open();
    await page.getByTestId('composer').pressSequentially('/redis-resize r-b');
    shows({ messages: [aMessage(1, [], { text: 'news' })] });
    fixture.changed();
    await messages().getByText('news').waitFor();
    await page.keyboard.type('p1');
    expect(await page.getByTestId('composer').inputValue()).toBe('/redis-resize r-bp1');
  });

  it('shows what Slack itself would say', async () => {
    fixture.answer = () => ({ ok: false, notice: '/redis-resize failed because the app did not respond' });
    await open();
    await page.getByTestId('composer').fill('/redis-resize');
    await page.keyboard.press('Enter');
    await page.getByTestId('notice').getByText('did not respond').waitFor();
  });
});

describe('messages', () => {
  it('shows ephemerals as such, and threads beside the channel', async () => {
    const root = aMessage(1, [], { text: 'A request' });
    shows({
      messages: [
        root,
        aMessage(2, [], { threadTs: root.ts, text: 'Order placed' }),
        aMessage(3, [], { text: 'psst', ephemeralTo: 'U0DEV1' }),
      ],
    });
    await open();
    await messages().filter({ hasText: 'psst' }).getByText('Only visible to you').waitFor();
    expect(await messages().getByText('Order placed').count()).toBe(0);
    await page.getByRole('button', { name: '1 reply' }).click();
    await page.getByTestId('thread').getByText('Order placed').waitFor();
    await page.getByTestId('reply').fill('thanks');
    await page.keyboard.press('Enter');
    await eventually(() => expect(actsOf('say')[0]).toMatchObject({ threadTs: root.ts, text: 'thanks' }));
    await page.getByRole('button', { name: 'Close thread' }).click();
    expect(await page.getByTestId('thread').isVisible()).toBe(false);
  });

  it('renders every block, and an unknown one as a red box', async () => {
    shows({ messages: BLOCKS.map((block, at) => aMessage(at, [block])) });
    await open();
    await messages().first().waitFor();
    const of = (type: string) => page.locator(`.block-${type}`).first();

    expect(await of('header').innerText()).toBe('Every block 🚀');
    const text = of('section');
    expect(await text.locator('strong').first().innerText()).toBe('bold');
    expect(await text.locator('em').first().innerText()).toBe('italic');
    expect(await text.locator('s').innerText()).toBe('strike');
    expect(await text.locator('code').first().innerText()).toBe('code b');
    expect(await text.locator('blockquote a').getAttribute('href')).toBe('https://example.com/doc?a=1&b=2');
    expect(await text.locator('li').allInnerTexts()).toEqual([
      'first point',
      'second point with https://example.com/bare.',
    ]);
    expect(await text.locator('.mention').allInnerTexts()).toEqual(['@mei', '@ana', '#redis-ops', '@sre', '@here']);
    expect(await text.locator('.mention-live').innerText()).toBe('@here');
    expect(await text.innerText()).toContain('<&>');
    expect(await text.innerText()).toContain('✅ :no_such_emoji:');
    expect(await text.innerText()).toContain('snake_case_name 2*3*4');
    expect(await text.locator('time').innerText()).toBe('2026年3月1日 at 8:00');
    expect(await text.locator('pre').innerText()).toBe('line one\n  line *two* <tag>');

    const visible = [
      'plain *field*', 'With a picture', 'context words', 'A picture block', 'rich bold', 'struck code', 'rich item',
      'rich quote', 'rich preformatted', 'A heading', 'A warning alert', 'Card title', 'Card subtitle', 'Card body',
      'Carousel 1', 'Carousel 2', 'Details', 'All requests', 'Resize orders-cache', 'Order 207226234310042',
      'Broken step', 'A single task', 'rich cell', '2026-03-01 8:00',
    ]; // prettier-ignore
    const all = await page.getByTestId('messages').innerText();
    for (const words of visible) expect(all).toContain(words);
    for (const name of [
      'Approve',
      'Reject',
      'Plain button',
      'Accessory',
      'Card button',
      'More actions',
      'Good',
      'Bad',
      'Remove',
    ]) {
      expect(await page.getByRole('button', { name, exact: true }).count(), name).toBe(1);
    }
    expect(await page.getByRole('link', { name: 'Open console' }).getAttribute('href')).toBe(
      'https://example.com/console',
    );
    expect(await page.getByRole('combobox', { name: 'Pick one' }).count()).toBe(1);
    expect(await page.getByRole('img', { name: 'a picture of a cache' }).count()).toBeGreaterThanOrEqual(3);
    expect(await page.getByRole('img', { name: /Memory, 7 days \(line\)\. Peak: Mon 55/ }).count()).toBe(1);
    expect(await page.getByRole('img', { name: 'In progress' }).count()).toBe(1);
    expect(await page.getByRole('table').count()).toBe(3);
    expect(await page.getByTestId('unknown').allInnerTexts()).toEqual([
      'This page cannot show the block “holograph”.',
      'This page cannot show the element “teleporter”.',
    ]);
  });

  it('opens containers, turns pages and sorts data tables', async () => {
    shows({ messages: BLOCKS.map((block, at) => aMessage(at, [block])) });
    await open();
    expect(await page.getByText('hidden until opened').isVisible()).toBe(false);
    await page.getByRole('button', { name: /Details/ }).click();
    expect(await page.getByText('hidden until opened').isVisible()).toBe(true);
    const rows = page.locator('.data-table tbody tr');
    expect(await rows.allInnerTexts()).toEqual(['rr-30\t¥30', 'rr-4\t¥4']);
    await page.getByRole('button', { name: 'Price' }).click();
    expect(await rows.allInnerTexts()).toEqual(['rr-4\t¥4', 'rr-30\t¥30']);
    await page.getByRole('button', { name: 'Next' }).click();
    expect(await rows.allInnerTexts()).toEqual(['rr-200\t¥200']);
  });

  it('asks before a button with a confirm, and presses only when the person agrees', async () => {
    const message = aMessage(
      1,
      BLOCKS.filter((block) => block['type'] === 'actions'),
    );
    shows({ messages: [message] });
    await open();
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    const question = page.getByRole('alertdialog', { name: 'Approve this change?' });
    expect(await question.innerText()).toContain('+¥42.10 is charged at once.');
    await question.getByRole('button', { name: 'Not yet' }).click();
    expect(fixture.acts).toEqual([]);
    await page.getByRole('button', { name: 'Approve', exact: true }).click();
    await question.getByRole('button', { name: 'Approve and order' }).click();
    await eventually(() => expect(actsOf('press')).toHaveLength(1));
    expect(actsOf('press')[0]).toMatchObject({
      message: { channel: 'C0PAYMENTS', ts: message.ts },
      blockId: 'b0',
      actionId: 'approve',
      value: { type: 'button', value: 'rr-7k3f9qx2' },
    });
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Show history' }).click();
    await eventually(() =>
      expect(actsOf('press')[1]?.value).toMatchObject({ selected_option: option('Show history', 'history') }),
    );
  });
});

describe('modals', () => {
  it('renders every field, bound to its label', async () => {
    shows({ modals: [aView(FIELDS)] });
    await open();
    await modal().waitFor();
    const field = (name: string) => modal().getByLabel(name, { exact: true });
    expect(await field('Reason').inputValue()).toBe('as it was');
    expect(await field('Number').inputValue()).toBe('3.5');
    expect(await modal().getByRole('combobox', { name: 'Static' }).inputValue()).toBe('Alpha');
    expect(await field('Day').inputValue()).toBe('2026-11-23');
    expect(await field('Time').inputValue()).toBe('13:30');
    expect(await field('Moment').inputValue()).toBe('2026-03-01T08:00');
    expect(await modal().getByRole('checkbox', { name: 'Beta' }).isChecked()).toBe(true);
    expect(await modal().getByRole('radio', { name: 'Alpha' }).isChecked()).toBe(true);
    for (const name of ['Grouped', 'Target class', 'Many', 'Person', 'People', 'Channel']) {
      expect(await modal().getByRole('combobox', { name, exact: true }).count(), name).toBe(1);
    }
    expect(await modal().getByText('0 / 20').isVisible()).toBe(true);
    expect(await modal().getByText('(optional)').filter({ visible: true }).first().isVisible()).toBe(true);
    expect(await modal().getByTestId('unknown').innerText()).toContain('file_input');
  });

  it('sends what was typed and chosen before it submits, in that order', async () => {
    shows({ modals: [aView(FIELDS)] });
    fixture.answer = (act) =>
      act.kind === 'options' ? { ok: true, options: [option(`found ${act.text}`, 'x') as never] } : { ok: true };
    await open();
    await modal().getByLabel('Single line').fill('hello');
    await modal().getByRole('combobox', { name: 'Target class' }).click();
    await page.getByText('Type at least 1 character').waitFor();
    await page.keyboard.type('mid');
    await page.getByRole('option', { name: 'found mid' }).click();
    await modal().getByRole('combobox', { name: 'Many' }).click();
    await page.getByRole('option', { name: 'Alpha' }).click();
    await page.getByRole('option', { name: 'Gamma' }).click();
    await page.keyboard.press('Escape');
    await modal().getByRole('combobox', { name: 'Person' }).fill('ana');
    await page.keyboard.press('Enter');
    await modal().getByLabel('Beta').first().uncheck();
    await modal().getByRole('radio', { name: 'Gamma' }).check();
    await modal().getByLabel('Day').fill('2026-12-01');
    await modal().getByLabel('Time').fill('09:15');
    await modal().getByLabel('Moment').fill('2026-07-01T12:00');
    await modal().getByLabel('Reason').fill('because');
    await modal().getByRole('button', { name: 'Request' }).click();
    await eventually(() => expect(fixture.acts.at(-1)?.kind).toBe('submit'));
    const last = new Map(actsOf('fill').map((act) => [act.actionId, act.value]));
    expect(Object.fromEntries(last)).toEqual({
      text: { type: 'plain_text_input', value: 'hello' },
      external: { type: 'external_select', selected_option: option('found mid', 'x') },
      multi: { type: 'multi_static_select', selected_options: [option('Alpha', 'a'), option('Gamma', 'c')] },
      user: { type: 'users_select', selected_user: 'U0SRE1' },
      checks: { type: 'checkboxes', selected_options: [] },
      radio: { type: 'radio_buttons', selected_option: option('Gamma', 'c') },
      day: { type: 'datepicker', selected_date: '2026-12-01' },
      time: { type: 'timepicker', selected_time: '09:15' },
      moment: { type: 'datetimepicker', selected_date_time: Date.UTC(2026, 6, 1, 4) / 1000 },
      long: { type: 'plain_text_input', value: 'because' },
    });
    expect(actsOf('options').at(-1)).toMatchObject({ text: 'mid', view: 'V1', actionId: 'external' });
  });

  it('shows errors at their field and puts the focus there', async () => {
    shows({ modals: [aView(FIELDS)] });
    await open();
    await modal().waitFor();
    fixture.answer = (act) => {
      if (act.kind !== 'submit') return { ok: true };
      shows({ modals: [aView(FIELDS, { errors: { long: 'Please say why.' } })] });
      return { ok: false, notice: 'Please say why.' };
    };
    await modal().getByRole('button', { name: 'Request' }).click();
    await modal().getByText('Please say why.').waitFor();
    const reason = modal().getByLabel('Reason');
    expect(await reason.getAttribute('aria-invalid')).toBe('true');
    expect(await modal().locator(':focus').getAttribute('data-key')).toBe('long/long');
    expect(await page.getByTestId('notice').count()).toBe(0);
  });

  it('keeps typed values, the caret and the focus when the view is updated', async () => {
    shows({ modals: [aView([{ type: 'section', text: plain('Loading…') }, ...FIELDS.slice(1, 3)])] });
    await open();
    const line = modal().getByLabel('Single line');
    await line.fill('ac');
    await line.press('ArrowLeft');
    const labelled = FIELDS.slice(1, 3).map((block) => ({ ...block, hint: plain('A new hint') }));
    shows({
      modals: [aView([{ type: 'section', text: plain('Filled') }, { type: 'divider' }, ...labelled], { hash: '2.b' })],
    });
    fixture.changed();
    await modal().getByText('Filled').waitFor();
    expect(await modal().getByText('A new hint').count()).toBe(2);
    await page.keyboard.type('b');
    expect(await line.inputValue()).toBe('abc');
    const renamed = {
      ...FIELDS[1],
      block_id: 'fresh',
      element: { ...(FIELDS[1]?.['element'] as object), action_id: 'fresh' },
    };
    shows({ modals: [aView([renamed], { hash: '3.c' })] });
    fixture.changed();
    await expect.poll(() => line.inputValue()).toBe('');
  });

  it('closes with Esc, and asks first when something was filled in', async () => {
    shows({ modals: [aView(FIELDS)] });
    await open();
    await modal().getByLabel('Single line').fill('x');
    await page.keyboard.press('Escape');
    const question = page.getByRole('alertdialog', { name: 'Close without sending?' });
    await question.getByRole('button', { name: 'Keep editing' }).click();
    expect(actsOf('close')).toEqual([]);
    expect(await modal().isVisible()).toBe(true);
    await page.keyboard.press('Escape');
    await question.getByRole('button', { name: 'Close the form' }).click();
    await eventually(() => expect(actsOf('close')).toEqual([{ kind: 'close', as: 'U0DEV1', view: 'V1' }]));
  });

  it('disables the submit button while it is on its way', async () => {
    let release = (): void => undefined;
    shows({ modals: [aView(FIELDS)] });
    fixture.answer = (act) =>
      act.kind === 'submit' ? new Promise((resolve) => (release = () => resolve({ ok: true }))) : { ok: true };
    await open();
    const submit = modal().getByRole('button', { name: 'Request' });
    await submit.click();
    await eventually(() => expect(actsOf('submit')).toHaveLength(1));
    expect(await submit.isDisabled()).toBe(true);
    release();
    await expect.poll(() => submit.isDisabled()).toBe(false);
  });

  it('presses buttons and selects outside of inputs at once', async () => {
    const picker = {
      type: 'static_select',
      action_id: 'pick',
      placeholder: plain('Pick one'),
      options: [option('Alpha'), option('Beta')],
    };
    shows({ modals: [aView([{ type: 'section', text: mrkdwn('choose'), accessory: picker }])] });
    await open();
    await modal().getByRole('combobox', { name: 'Pick one' }).press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await eventually(() =>
      expect(actsOf('press')[0]).toMatchObject({
        view: 'V1',
        actionId: 'pick',
        value: { selected_option: option('Beta') },
      }),
    );
  });
});

describe('what the app did', () => {
  it('lists calls and deliveries, the newest first, with the time of the ack', async () => {
    await open();
    await page.getByRole('button', { name: 'What the app did' }).click();
    const rows = page.getByTestId('activity').getByRole('listitem');
    await rows.first().waitFor();
    const texts = (await rows.allInnerTexts()).map((text) => text.replace(/\s+/g, ' '));
    expect(texts.map((text) => text.replace(/^\S+ /, ''))).toEqual([
      '← chat.postMessage ok',
      '→ view_submission no ack in 3 s',
      '← views.update hash_conflict',
      '← views.open ok',
      '→ slash_commands ack 34 ms',
    ]);
  });
});

describe('hostile text', () => {
  const ATTACKS = [
    '<script>window.hacked = 1</script>',
    '<img src=x onerror="window.hacked = 1">',
    '"><svg onload=window.hacked=1>',
    '<javascript:window.hacked=1|click me>',
    '<data:text/html,<script>window.hacked=1</script>|click me>',
    '[click me](javascript:window.hacked=1)',
    '`<img src=x onerror=window.hacked=1>`',
    '```</code></pre><script>window.hacked=1</script>```',
    "' onmouseover='window.hacked=1",
    '{{constructor.constructor("window.hacked=1")()}}',
    '&lt;script&gt;window.hacked=1&lt;/script&gt;',
    '\u202Eevil\u0000\uFFFF',
    '*'.repeat(3000),
    '<'.repeat(3000),
    '__proto__',
    'constructor',
  ];
  const everywhere = (text: string): readonly Record<string, unknown>[] => [
    { type: 'header', text: plain(text) },
    { type: 'section', text: mrkdwn(text), fields: [plain(text), mrkdwn(text)] },
    { type: 'context', elements: [mrkdwn(text), { type: 'image', image_url: text, alt_text: text }] },
    { type: 'markdown', text },
    { type: 'table', rows: [[{ type: 'raw_text', text }]] },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text },
            { type: 'link', url: text, text },
            { type: 'emoji', name: text },
          ],
        },
      ],
    },
    {
      type: 'actions',
      elements: [{ type: 'button', text: plain(text), url: text, action_id: text, accessibility_label: text }],
    },
    { type: text, text },
    { type: 'section', text: plain('x'), accessory: { type: text } },
    {
      type: 'data_visualization',
      title: text,
      chart: { type: 'bar', series: [{ name: text, data: [{ label: text, value: 1 }] }] },
    },
    {
      type: 'plan',
      title: text,
      tasks: [{ type: 'task_card', title: text, status: 'pending', sources: [{ url: text, text }] }],
    },
  ];

  it('is shown as text wherever an app may put it', async () => {
    shows({
      messages: ATTACKS.flatMap((text, at) => [
        aMessage(at * 2, everywhere(text)),
        aMessage(at * 2 + 1, [], { text, user: text }),
      ]),
      notices: [ATTACKS[0] ?? ''],
    });
    await open();
    await messages()
      .nth(ATTACKS.length * 2 - 1)
      .waitFor();
    expect(await page.evaluate('window.hacked')).toBeUndefined();
    expect(
      await page
        .locator('#app script, #app iframe, #app object, #app [onerror], #app [onload], #app [onmouseover]')
        .count(),
    ).toBe(0);
    const hrefs = await page.evaluate('[...document.querySelectorAll("#app a")].map((a) => a.getAttribute("href"))');
    for (const href of hrefs as readonly string[]) expect(href).toMatch(/^(https?:\/\/|mailto:|tel:)/);
    expect(await messages().first().innerText()).toContain('<script>window.hacked = 1</script>');
  });

  it('survives blocks that are not what they should be', async () => {
    const odd = [
      null,
      7,
      'text',
      {},
      { type: null },
      { type: 'section' },
      { type: 'actions', elements: [null, 3, {}] },
      { type: 'rich_text' },
      { type: 'rich_text', elements: [null] },
      { type: 'input' },
      { type: 'data_visualization' },
      { type: 'table', rows: 3 },
    ];
    shows({
      messages: [
        { ...aMessage(1, []), blocks: odd as unknown as readonly Block[] },
        aMessage(2, [], { text: 'still here' }),
      ],
    });
    await open();
    await messages().getByText('still here').waitFor();
    expect(await page.getByTestId('unknown').count()).toBeGreaterThanOrEqual(5);
    expect(withIds([]).length).toBe(0);
  });
});

describe('a narrow window', () => {
  it('keeps everything reachable on a phone', async () => {
    const root = aMessage(1, BLOCKS.slice(0, 8));
    shows({ messages: [root, aMessage(2, [], { threadTs: root.ts })] });
    await page.setViewportSize({ width: 420, height: 800 });
    await open();
    await messages().first().waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await page.getByRole('button', { name: 'Channels and people' }).click();
    await page.getByRole('button', { name: 'Be Ana Ruiz' }).click();
    await page.getByRole('button', { name: '1 reply' }).click();
    expect(await page.getByTestId('thread').isVisible()).toBe(true);
  });
});

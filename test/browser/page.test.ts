import { describe, expect, it } from 'vitest';
import { aMessage, aView, BLOCKS, plain, UNKNOWN } from './gallery.ts';
import { eventually, useSession } from './session.ts';

const at = useSession();

describe('people and places', () => {
  it('says what it is, who you are, and where', async () => {
    await at.open();
    await at.page.getByText('nothing here reaches slack.com').waitFor();
    expect(await at.page.getByTestId('me').innerText()).toContain('You are Mei Lin');
    expect(await at.page.getByRole('heading', { level: 1 }).innerText()).toContain('payments');
    expect(await at.page.getByTestId('app-state').innerText()).toBe('redis-resize is connected');
  });

  it('becomes another person, shows their flags, and remembers', async () => {
    await at.open();
    expect(await at.page.getByTestId('person-U0GUEST').innerText()).toContain('guest');
    await at.page.getByRole('button', { name: 'Switch to Ana Ruiz' }).click();
    await at.page.getByTestId('me').getByText('Ana Ruiz').waitFor();
    expect(new URL(at.page.url()).searchParams.get('as')).toBe('U0SRE1');
    await at.open('');
    await at.page.getByTestId('me').getByText('Ana Ruiz').waitFor();
  });

  it('falls back to the first channel when the person is not in the one of the address', async () => {
    await at.open('?as=U0GUEST&channel=C0AUDIT');
    await at.page.getByTestId('composer').waitFor();
    expect(await at.page.getByTestId('composer').getAttribute('aria-label')).toBe('Message #payments');
  });

  it('marks channels with something new, and counts what speaks to you', async () => {
    at.shows({ messages: [aMessage(1, [], { channel: 'C0REDISOPS', text: 'Hello <@U0DEV1>' })] });
    await at.open();
    expect(await at.page.getByTestId('channel-C0REDISOPS').innerText()).toContain('1');
    await at.page.getByTestId('channel-C0REDISOPS').click();
    await at.messages().getByText('Hello @mei').waitFor();
    await at.page.getByTestId('channel-C0PAYMENTS').click();
    expect(await at.page.getByTestId('channel-C0REDISOPS').innerText()).not.toContain('1');
  });

  it('opens the Home tab of the app', async () => {
    at.shows({ home: aView([{ type: 'header', text: plain('Your requests') }], { id: 'V0HOME', type: 'home' }) });
    await at.open();
    await at.page.getByTestId('app-home').click();
    await at.page.getByTestId('home').getByText('Your requests').waitFor();
    await eventually(() => expect(at.actsOf('home')).toEqual([{ kind: 'home', as: 'U0DEV1' }]));
  });
});

describe('the composer', () => {
  it('sends a command with Enter and tells how fast the app was', async () => {
    await at.open();
    await at.page.getByTestId('composer').fill('/redis-resize r-bp1zxszhcgatnx redis.master.mid.default');
    await at.page.keyboard.press('Enter');
    await at.page.getByText('The app acknowledged after 34 ms.').waitFor();
    expect(at.fixture.acts).toEqual([
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
    await at.open();
    await at.page.getByTestId('composer').pressSequentially('/redis-resize st');
    await at.page.getByRole('option', { name: /status/ }).waitFor();
    await at.page.keyboard.press('Tab');
    expect(await at.page.getByTestId('composer').inputValue()).toBe('/redis-resize status ');
  });

  it('posts ordinary text for people, and says that the app does not see it', async () => {
    await at.open();
    await at.page.getByTestId('composer').fill('hello there');
    await at.page.keyboard.press('Enter');
    await at.page.getByText('The app sees slash commands and mentions').waitFor();
    expect(at.fixture.acts).toEqual([{ kind: 'say', as: 'U0DEV1', channel: 'C0PAYMENTS', text: 'hello there' }]);
  });

  it('keeps what is being typed while messages arrive', async () => {
    await at.open();
    await at.page.getByTestId('composer').pressSequentially('/redis-resize r-b');
    at.shows({ messages: [aMessage(1, [], { text: 'news' })] });
    at.fixture.changed();
    await at.messages().getByText('news').waitFor();
    await at.page.keyboard.type('p1');
    expect(await at.page.getByTestId('composer').inputValue()).toBe('/redis-resize r-bp1');
  });

  it('shows what Slack itself would say', async () => {
    at.fixture.answer = () => ({ ok: false, notice: '/redis-resize failed because the app did not respond' });
    await at.open();
    await at.page.getByTestId('composer').fill('/redis-resize');
    await at.page.keyboard.press('Enter');
    await at.page.getByTestId('notice').getByText('did not respond').waitFor();
  });
});

describe('messages', () => {
  it('shows ephemerals as such, and threads beside the channel', async () => {
    const root = aMessage(1, [], { text: 'A request' });
    at.shows({
      messages: [
        root,
        aMessage(2, [], { threadTs: root.ts, text: 'Order placed' }),
        aMessage(3, [], { text: 'psst', ephemeralTo: 'U0DEV1' }),
      ],
    });
    await at.open();
    await at.messages().filter({ hasText: 'psst' }).getByText('Only visible to you').waitFor();
    expect(await at.messages().getByText('Order placed').count()).toBe(0);
    await at.page.getByRole('button', { name: '1 reply' }).click();
    await at.page.getByTestId('thread').getByText('Order placed').waitFor();
    await at.page.getByTestId('reply').fill('thanks');
    await at.page.keyboard.press('Enter');
    await eventually(() => expect(at.actsOf('say')[0]).toMatchObject({ threadTs: root.ts, text: 'thanks' }));
    await at.page.getByRole('button', { name: 'Close thread' }).click();
    expect(await at.page.getByTestId('thread').isVisible()).toBe(false);
  });

  it('renders every block', async () => {
    at.shows({ messages: BLOCKS.map((block, order) => aMessage(order, [block])) });
    await at.open();
    await at.messages().first().waitFor();
    const of = (type: string) => at.page.locator(`.block-${type}`).first();

    expect(await of('header').innerText()).toBe('Every block :rocket:');
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
    expect(await text.innerText()).toContain(':tada:');
    expect(await text.innerText()).toContain('snake_case_name 2*3*4');
    expect(await text.locator('time').innerText()).toBe('2026年3月1日 at 8:00');
    expect(await text.locator('pre').innerText()).toBe('line one\n  line *two* <tag>');

    const all = await at.page.getByTestId('messages').innerText();
    for (const words of ['plain *field*', 'context words', 'rich bold', 'struck code', 'rich link', 'rich quote']) {
      expect(all).toContain(words);
    }
    for (const name of ['Approve', 'Reject', 'Plain button', 'Accessory']) {
      expect(await at.page.getByRole('button', { name, exact: true }).count(), name).toBe(1);
    }
    expect(await at.page.getByRole('link', { name: 'Open console' }).getAttribute('href')).toBe(
      'https://example.com/console',
    );
    expect(await at.page.getByRole('combobox', { name: 'Pick one' }).count()).toBe(1);
    expect(await at.page.getByRole('img', { name: /Memory, 7 days\. Peak: Mon 55/ }).count()).toBe(1);
    expect(await at.page.getByTestId('unknown').count()).toBe(0);
  });

  it('shows what it does not know as a red box', async () => {
    at.shows({ messages: [aMessage(1, UNKNOWN)] });
    await at.open();
    await at.messages().first().waitFor();
    expect(await at.page.getByTestId('unknown').allInnerTexts()).toEqual([
      'This page cannot show the block “holograph”.',
      'This page cannot show the element “teleporter”.',
      'This page cannot show the context element “image”.',
      'This page cannot show the rich text part “rich_text_list”.',
      'This page cannot show the rich text element “emoji”.',
      'This page cannot show the chart “pie”.',
    ]);
  });

  it('asks before a button with a confirm, and presses only when the person confirms', async () => {
    const message = aMessage(
      1,
      BLOCKS.filter((block) => block['type'] === 'actions'),
    );
    at.shows({ messages: [message] });
    await at.open();
    await at.page.getByRole('button', { name: 'Approve', exact: true }).click();
    const question = at.page.getByRole('alertdialog', { name: 'Approve this change?' });
    expect(await question.innerText()).toContain('+¥42.10 is charged.');
    await question.getByRole('button', { name: 'Cancel' }).click();
    expect(at.fixture.acts).toEqual([]);
    await at.page.getByRole('button', { name: 'Approve', exact: true }).click();
    await question.getByRole('button', { name: 'Approve and order' }).click();
    await eventually(() => expect(at.actsOf('press')).toHaveLength(1));
    expect(at.actsOf('press')[0]).toMatchObject({
      message: { channel: 'C0PAYMENTS', ts: message.ts },
      blockId: 'b0',
      actionId: 'approve',
      value: { type: 'button', value: 'rr-7k3f9qx2' },
    });
  });
});

describe('app activity', () => {
  it('lists calls and deliveries, the newest first, with the time of the ack', async () => {
    await at.open();
    await at.page.getByRole('button', { name: 'App activity' }).click();
    const rows = at.page.getByTestId('activity').getByRole('listitem');
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

describe('a narrow window', () => {
  it('keeps everything reachable on a phone', async () => {
    const root = aMessage(1, BLOCKS);
    at.shows({ messages: [root, aMessage(2, [], { threadTs: root.ts })] });
    await at.page.setViewportSize({ width: 420, height: 800 });
    await at.open();
    await at.messages().first().waitFor();
    expect(await at.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    await at.page.getByRole('button', { name: 'Channels and people' }).click();
    await at.page.getByRole('button', { name: 'Switch to Ana Ruiz' }).click();
    await at.page.getByRole('button', { name: '1 reply' }).click();
    expect(await at.page.getByTestId('thread').isVisible()).toBe(true);
  });
});

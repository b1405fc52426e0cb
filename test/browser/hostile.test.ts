import { describe, expect, it } from 'vitest';
import type { Block } from '../../sandbox/slack/api.ts';
import { aMessage, mrkdwn, plain } from './gallery.ts';
import { useSession } from './session.ts';

const at = useSession();

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
  const everywhere = (text: string): readonly Block[] => [
    { type: 'header', text: plain(text) },
    { type: 'section', text: mrkdwn(text), fields: [plain(text), mrkdwn(text)] },
    { type: 'context', elements: [mrkdwn(text), plain(text), { type: text, alt_text: text }] },
    {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text },
            { type: 'link', url: text, text },
            { type: 'user', user_id: text },
            { type: text, text },
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
      chart: {
        type: 'line',
        series: [{ name: text, data: [{ label: text, value: 1 }] }],
        axis_config: { categories: [text], y_label: text },
      },
    },
  ];

  it('is shown as text wherever an app may put it', async () => {
    at.shows({
      messages: ATTACKS.flatMap((text, order) => [
        aMessage(order * 2, everywhere(text)),
        aMessage(order * 2 + 1, [], { text, user: text }),
      ]),
      notices: [ATTACKS[0] ?? ''],
    });
    await at.open();
    await at
      .messages()
      .nth(ATTACKS.length * 2 - 1)
      .waitFor();
    expect(await at.page.evaluate('window.hacked')).toBeUndefined();
    expect(
      await at.page
        .locator('#app script, #app iframe, #app object, #app [onerror], #app [onload], #app [onmouseover]')
        .count(),
    ).toBe(0);
    const hrefs = await at.page.evaluate(
      '[...document.querySelectorAll("#app a:not(.top-button)")].map((a) => a.getAttribute("href"))',
    );
    for (const href of hrefs as readonly string[]) expect(href).toMatch(/^(https?:\/\/|mailto:|tel:)/);
    expect(await at.messages().first().innerText()).toContain('<script>window.hacked = 1</script>');
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
      { type: 'data_visualization', chart: { type: 'line', series: [null, 3, { data: 7 }] } },
      { type: 'context', elements: 3 },
    ];
    at.shows({
      messages: [
        { ...aMessage(1, []), blocks: odd as unknown as readonly Block[] },
        aMessage(2, [], { text: 'still here' }),
      ],
    });
    await at.open();
    await at.messages().getByText('still here').waitFor();
    expect(await at.page.getByTestId('unknown').count()).toBeGreaterThanOrEqual(5);
  });
});

import { describe, expect, test } from 'vitest';
import type { Block, SandboxUser } from '../../../sandbox/slack/api.ts';
import { liveEntities } from '../../../sandbox/slack/live-entities.ts';
import { readable, readMrkdwn, type Reading } from '../../../sandbox/slack/mrkdwn.ts';
import { DEFAULT_CHANNELS, DEFAULT_USER_GROUPS, DEFAULT_USERS } from '../../../sandbox/slack/world.ts';

const AT = Date.parse('2026-11-20T10:00:00Z') / 1000;
const users: readonly SandboxUser[] = DEFAULT_USERS;
const shanghai: Reading = {
  reader: { tz: 'Asia/Shanghai', locale: 'en-GB' },
  userGroups: DEFAULT_USER_GROUPS,
  channels: DEFAULT_CHANNELS,
  now: AT * 1000,
};
const read = (text: string, reading = shanghai): string => readMrkdwn(text, users, reading);
const blocks = (...list: object[]): { text: string; blocks: readonly Block[] } => ({
  text: 'fallback',
  blocks: list as readonly Block[],
});

describe('mrkdwn, read', () => {
  test.each([
    ['<@U0DEV1> and <@U0NEW|newcomer> and <@U0NEW>', '@mei and @newcomer and @U0NEW'],
    ['<!subteam^S0SRE> <!subteam^S0X|@x> <!here> <!channel|channel>', '@sre @x @here channel'],
    ['<#C0PAYMENTS> <#C0X|x> <#C0X>', '#payments #x #C0X'],
    ['<https://a.example/b> <https://a.example|the page>', 'https://a.example/b the page'],
    ['a &lt;b&gt; &amp;amp; c', 'a <b> &amp; c'],
    ['*bold* _italic_ ~struck~ `code` *_both_*', 'bold italic struck code both'],
    ['snake_case_name 2*3*4 a ~ b', 'snake_case_name 2*3*4 a ~ b'],
    ['`a_b_c *d*`', 'a_b_c *d*'],
    ['```\nline *1*\nline 2\n```', 'line *1*\nline 2'],
    ['&gt; quoted', 'quoted'],
    ['`&lt;!channel&gt;`', '<!channel>'],
  ])('%s', (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  test.each([
    ['{date_num} {time}', '2026-11-20 18:00'],
    ['{date_short_pretty} {time}', 'today 18:00'],
    ['{date_long}', 'Friday, 20 November 2026'],
    ['{date_short}', '20 Nov 2026'],
    ['{date_slash}', '20/11/2026'],
    ['{time_secs}', '18:00:00'],
  ])('a date as %s, in the reader’s own zone', (format, expected) => {
    expect(read(`<!date^${AT}^${format}|fallback>`)).toBe(expected);
  });

  test('a date that is near is named, in the reader’s own language', () => {
    const zh: Reading = { reader: { tz: 'Asia/Shanghai', locale: 'zh-CN' }, now: AT * 1000 };
    expect(read(`<!date^${AT + 86_400}^{date_pretty}|x>`, zh)).toBe('明天');
    // 17:00 UTC is tomorrow in Shanghai.
    expect(read(`<!date^${AT + 7 * 3600}^{date_pretty}|x>`)).toBe('tomorrow');
    expect(read(`<!date^${AT + 7 * 3600}^{date_pretty}|x>`, { now: AT * 1000 })).toBe('today');
  });

  test('a date that cannot be written shows its fallback', () => {
    expect(read(`<!date^${AT}^{moon_phase}|2026-11-20>`)).toBe('2026-11-20');
    expect(read('<!date^soon^{time}|soon>')).toBe('soon');
  });
});

describe('a message, read', () => {
  test('shows its blocks, or else its text', () => {
    expect(readable({ text: '*hi* <@U0DEV1>', blocks: [] }, users)).toBe('hi @mei');
    expect(readable(blocks({ type: 'header', text: { type: 'plain_text', text: 'Head' } }), users)).toBe('Head');
  });

  test('shows every kind of block as lines', () => {
    const plain = (text: string): object => ({ type: 'plain_text', text });
    const rich = (...elements: object[]): object => ({
      type: 'rich_text',
      elements: [{ type: 'rich_text_section', elements }],
    });
    const message = blocks(
      {
        type: 'section',
        text: { type: 'mrkdwn', text: 'a *b*' },
        fields: [plain('f1'), plain('f2')],
        accessory: { type: 'button', text: plain('Go') },
      },
      { type: 'divider' },
      { type: 'context', elements: [plain('c1'), { type: 'mrkdwn', text: '_c2_' }] },
      {
        type: 'actions',
        elements: [
          { type: 'button', text: plain('Yes') },
          { type: 'static_select', placeholder: plain('Which') },
        ],
      },
      rich({ type: 'text', text: 'for ' }, { type: 'user', user_id: 'U0DEV1' }, { type: 'link', url: 'https://a' }),
      {
        type: 'data_visualization',
        title: 'Memory',
        chart: {
          type: 'line',
          series: [{ name: 'Used', data: [{ label: 'Mon', value: 1.5 }] }],
          axis_config: { categories: ['Mon'], y_label: 'GB' },
        },
      },
      { type: 'input', label: plain('Label'), element: { type: 'plain_text_input' } },
    );
    expect(readable(message, users).split('\n')).toEqual([
      'a b',
      'f1',
      'f2',
      '[Go]',
      'c1 c2',
      '[Yes] [Which]',
      'for @meihttps://a',
      'Memory',
      'Used: Mon 1.5 (GB)',
      'Label',
    ]);
  });

  test('plain text and rich text stay as they are', () => {
    const text = '<!channel> &amp; *x*';
    expect(readable(blocks({ type: 'section', text: { type: 'plain_text', text } }), users)).toBe(text);
    const leaf = { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }] };
    expect(readable(blocks(leaf), users)).toBe(text);
  });
});

describe('what is alive', () => {
  const live = (text: string, verbatim = true): readonly string[] =>
    liveEntities({
      text: '',
      blocks: [{ type: 'section', text: { type: 'mrkdwn', text, verbatim } }],
    }).map(({ kind, target, automatic }) => `${kind} ${target}${automatic ? ' by itself' : ''}`);

  test.each([
    ['<!channel>', ['broadcast channel']],
    ['<!here|here>', ['broadcast here']],
    ['<@U0DEV1>', ['user U0DEV1']],
    ['<!subteam^S0SRE|@sre>', ['group S0SRE']],
    ['<#C0PAYMENTS>', ['channel C0PAYMENTS']],
    ['<https://evil.example|Approve>', ['link https://evil.example']],
    ['<!date^1^{date}|x>', []],
    ['<!date^1^{date}^https://evil.example|x>', ['link https://evil.example']],
    ['&lt;!channel&gt; &lt;@U0DEV1&gt;', []],
    ['@channel https://a.example', []],
  ])('%s', (text, expected) => {
    expect(live(text)).toEqual(expected);
  });

  test('without verbatim Slack makes more of it', () => {
    expect(live('@channel https://a.example', false)).toEqual([
      'link https://a.example by itself',
      'broadcast channel by itself',
    ]);
  });

  test('nothing in plain text, everything in the text for notifications, and rich text by its elements', () => {
    const inert = { type: 'section', text: { type: 'plain_text', text: '<!channel>' } };
    const leaf = {
      type: 'rich_text',
      elements: [
        {
          type: 'rich_text_section',
          elements: [
            { type: 'text', text: '<!channel>' },
            { type: 'user', user_id: 'U0DEV1' },
          ],
        },
      ],
    };
    expect(liveEntities(blocks(inert))).toEqual([]);
    expect(liveEntities({ text: '<!channel>', blocks: [] })).toMatchObject([{ kind: 'broadcast' }]);
    expect(liveEntities(blocks(leaf))).toEqual([{ kind: 'user', target: 'U0DEV1', automatic: false }]);
  });
});

/** One of each block and element that the page must show, and a small conversation to look at. */
import type { Block, Json, SandboxMessage, SandboxView, Snapshot } from '../../sandbox/slack/api.ts';
import { DEFAULT_CHANNELS, DEFAULT_USER_GROUPS, DEFAULT_USERS } from '../../sandbox/slack/world.ts';

const NOW = Date.now();
const minutesAgo = (minutes: number, order = 0) =>
  `${Math.floor(NOW / 1000) - minutes * 60}.${String(order).padStart(6, '0')}`;

export const mrkdwn = (text: string) => ({ type: 'mrkdwn', text });
export const plain = (text: string) => ({ type: 'plain_text', text });
export const option = (text: string, value = text) => ({ text: plain(text), value });
const confirm = {
  title: plain('Approve this change?'),
  text: mrkdwn('*+¥42.10* is charged.'),
  confirm: plain('Approve and order'),
  deny: plain('Cancel'),
};
const button = (text: string, action: string, more: Record<string, Json> = {}) => ({
  type: 'button',
  text: plain(text),
  action_id: action,
  value: 'rr-7k3f9qx2',
  ...more,
});

const TEXT_SECTION = [
  '*bold* _italic_ ~strike~ `code <b>` *_both_*',
  '> a quote with <https://example.com/doc?a=1&amp;b=2|a link>',
  '• first point',
  '• second point with https://example.com/bare.',
  'Hello <@U0DEV1> and <@U0SRE1>, see <#C0REDISOPS> &lt;&amp;&gt; <!subteam^S0SRE|@sre> <!here> :tada:',
  'It starts <!date^1772323200^{date_short} at {time}|2026-03-01 08:00 CST> snake_case_name 2*3*4',
  '```line one\n  line *two* &lt;tag&gt;```',
].join('\n');

export const BLOCKS: readonly Block[] = [
  { type: 'header', text: plain('Every block :rocket:') },
  { type: 'section', text: mrkdwn(TEXT_SECTION), expand: true },
  {
    type: 'section',
    fields: [mrkdwn('*Instance*\norders-cache'), plain('plain *field*')],
    accessory: button('Accessory', 'accessory'),
  },
  { type: 'divider' },
  { type: 'context', elements: [mrkdwn('context _words_'), plain('plain context')] },
  {
    type: 'actions',
    elements: [
      button('Approve', 'approve', { style: 'primary', confirm }),
      button('Reject', 'reject', { style: 'danger' }),
      button('Plain button', 'plain'),
      button('Open console', 'console', { url: 'https://example.com/console' }),
      {
        type: 'static_select',
        action_id: 'pick',
        placeholder: plain('Pick one'),
        options: [option('Alpha'), option('Beta')],
      },
    ],
  },
  {
    type: 'rich_text',
    elements: [
      {
        type: 'rich_text_section',
        elements: [
          { type: 'text', text: 'rich bold', style: { bold: true } },
          { type: 'text', text: ' struck code', style: { strike: true, code: true } },
          { type: 'link', url: 'https://example.com/rich', text: 'rich link' },
          { type: 'user', user_id: 'U0SRE1' },
        ],
      },
      { type: 'rich_text_quote', elements: [{ type: 'text', text: 'rich quote' }] },
    ],
  },
  {
    type: 'data_visualization',
    title: 'Memory, 7 days',
    chart: {
      type: 'line',
      series: [
        { name: 'Peak', data: ['Mon', 'Tue', 'Wed'].map((label, at) => ({ label, value: 55 + at * 8 })) },
        { name: 'Average', data: ['Mon', 'Tue', 'Wed'].map((label, at) => ({ label, value: 40 + at * 3 })) },
      ],
      axis_config: { categories: ['Mon', 'Tue', 'Wed'], y_label: '%' },
    },
  },
];

/** What no workspace or this page does not know: shown as errors. */
export const UNKNOWN: readonly Block[] = [
  { type: 'holograph', text: plain('from the future') },
  { type: 'actions', elements: [{ type: 'teleporter', action_id: 'x' }] },
  { type: 'context', elements: [{ type: 'image', image_url: 'https://example.com/a.png', alt_text: 'a' }] },
  { type: 'rich_text', elements: [{ type: 'rich_text_list', elements: [] }] },
  { type: 'rich_text', elements: [{ type: 'rich_text_section', elements: [{ type: 'emoji', name: 'tada' }] }] },
  { type: 'data_visualization', title: 'A pie', chart: { type: 'pie', segments: [{ label: 'Used', value: 71 }] } },
];

const input = (name: string, label: string, element: Record<string, Json>, more: Record<string, Json> = {}) => ({
  type: 'input',
  block_id: name,
  label: plain(label),
  element: { action_id: name, ...element },
  ...more,
});
const [alpha, beta, gamma] = [option('Alpha', 'a'), option('Beta', 'b'), option('Gamma', 'c')];
const letters = [alpha, beta, gamma];

export const FIELDS: readonly Block[] = [
  { type: 'section', block_id: 'facts', text: mrkdwn('*orders-cache* is `redis.master.small.default`') },
  input('text', 'Single line', { type: 'plain_text_input', placeholder: plain('type here'), max_length: 20 }),
  input(
    'long',
    'Reason',
    { type: 'plain_text_input', multiline: true, initial_value: 'as it was' },
    { optional: true, hint: plain('Others will read this.') },
  ),
  input('select', 'Static', {
    type: 'static_select',
    options: letters,
    initial_option: alpha,
    placeholder: plain('Pick'),
  }),
  input(
    'external',
    'Target class',
    { type: 'external_select', min_query_length: 1, placeholder: plain('Search') },
    { dispatch_action: true },
  ),
  input('channel', 'Channel', { type: 'conversations_select' }),
  input('checks', 'Checks', { type: 'checkboxes', options: letters, initial_options: [beta] }),
  input('radio', 'Radio', { type: 'radio_buttons', options: letters, initial_option: alpha }),
  input('moment', 'Moment', { type: 'datetimepicker', initial_date_time: 1772323200 }),
  input('strange', 'Strange', { type: 'file_input' }),
];

export const withIds = (blocks: readonly Block[]): readonly Block[] =>
  blocks.map((block, at) => ({ block_id: `b${at}`, ...block }));

export function aView(blocks: readonly Block[], more: Partial<SandboxView> = {}): SandboxView {
  return {
    id: 'V1',
    hash: '1.a',
    callbackId: 'resize',
    type: 'modal',
    title: 'Change a Redis instance',
    submit: 'Request',
    close: 'Cancel',
    blocks: withIds(blocks),
    errors: {},
    values: {},
    ...more,
  };
}

export function aMessage(order: number, blocks: readonly Block[], more: Partial<SandboxMessage> = {}): SandboxMessage {
  return {
    channel: 'C0PAYMENTS',
    ts: minutesAgo(10, order),
    user: 'U0RESIZE',
    text: `message ${order}`,
    blocks: withIds(blocks),
    edited: false,
    ...more,
  };
}

export function aSnapshot(as = 'U0DEV1', more: Partial<Snapshot> = {}): Snapshot {
  const me = DEFAULT_USERS.find((user) => user.id === as);
  if (me === undefined) throw new Error(`Nobody is ${as}`);
  return {
    me,
    users: DEFAULT_USERS,
    userGroups: DEFAULT_USER_GROUPS,
    channels: DEFAULT_CHANNELS.filter((channel) => channel.members.includes(me.id)),
    messages: [],
    modals: [],
    notices: [],
    shortcuts: [],
    appConnected: true,
    hasConsole: false,
    ...more,
  };
}

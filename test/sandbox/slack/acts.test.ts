import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Act } from '../../../sandbox/slack/api.ts';
import { startSlack, type Slack } from '../../../sandbox/slack/slack.ts';
import { bareSocket, type BareSocket } from './bare-socket.ts';
import { actions, button, call, modal, plain, textInput } from './calls.ts';

let slack: Slack;
let app: BareSocket;
let view = '';
let bottom = '';
let message = { channel: 'C0PAYMENTS', ts: '' };
beforeEach(async () => {
  slack = await startSlack();
  app = await bareSocket(slack);
  const select = { type: 'static_select', action_id: 'size', options: [{ text: plain('1 GB'), value: '1g' }] };
  const blocks = [actions(button('Go', 'go'), select)];
  const { ts } = await call(slack, 'chat.postMessage', { channel: message.channel, text: 'card', blocks });
  message = { ...message, ts: String(ts) };
  const dev = slack.person('U0DEV1');
  await dev.types('/redis-resize', { in: '#payments' });
  const opened = modal([textInput('reason', {}, { optional: true }), actions(button('More', 'more'))]);
  await call(slack, 'views.open', { trigger_id: app.lastTrigger(), view: opened });
  bottom = dev.modal().id;
  await dev.presses('More');
  await call(slack, 'views.push', { trigger_id: app.lastTrigger(), view: opened });
  view = dev.modal().id;
  app.received.length = 0;
});
afterEach(async () => {
  app.close();
  await slack.close();
});

const as = 'U0DEV1';
const reason = { blockId: 'reason', actionId: 'reason' };
const text = { type: 'plain_text_input', value: 'x' };
const OFF_SCREEN = 'This is not on your screen.';

/** What cannot be done, because the person does not see it or it is not there, reaches nobody. */
const IMPOSSIBLE: readonly (readonly [string, () => Act, string])[] = [
  ['anything, by nobody', () => ({ kind: 'home', as: 'U0NOBODY' }), 'There is no such user.'],
  ['a click nowhere', () => ({ kind: 'press', as, blockId: 'actions', actionId: 'go' }), OFF_SCREEN],
  [
    'a click on a message that is none',
    () => ({ kind: 'press', as, message: { channel: 'C0PAYMENTS', ts: '1.0' }, blockId: 'actions', actionId: 'go' }),
    OFF_SCREEN,
  ],
  [
    'a click on a button that is none',
    () => ({ kind: 'press', as, message, blockId: 'actions', actionId: 'stop' }),
    'There is no such button.',
  ],
  [
    'a choice of nothing',
    () => ({ kind: 'press', as, message, blockId: 'actions', actionId: 'size' }),
    'Nothing was given as selected_option.',
  ],
  [
    'a choice that is not offered',
    () => ({
      kind: 'press',
      as,
      message,
      blockId: 'actions',
      actionId: 'size',
      value: { type: 'static_select', selected_option: { text: { type: 'plain_text', text: '9 GB' }, value: '9g' } },
    }),
    'This is not among the options: {"text":{"type":"plain_text","text":"9 GB"},"value":"9g"}',
  ],
  ['filling a modal under another', () => ({ kind: 'fill', as, view: bottom, ...reason, value: text }), OFF_SCREEN],
  ["filling somebody else's modal", () => ({ kind: 'fill', as: 'U0DEV2', view, ...reason, value: text }), OFF_SCREEN],
  [
    'filling an input that is none',
    () => ({ kind: 'fill', as, view, blockId: 'reason', actionId: 'other', value: text }),
    'There is no such input.',
  ],
  ['filling with nothing', () => ({ kind: 'fill', as, view, ...reason, value: {} }), 'Nothing was given as value.'],
  [
    'filling a text with a number',
    () => ({ kind: 'fill', as, view, ...reason, value: { type: 'plain_text_input', value: 1 } }),
    'Only text can be typed here.',
  ],
  ['submitting a modal under another', () => ({ kind: 'submit', as, view: bottom }), OFF_SCREEN],
  ['closing a modal under another', () => ({ kind: 'close', as, view: bottom }), OFF_SCREEN],
  ['options of a modal under another', () => ({ kind: 'options', as, view: bottom, ...reason, text: '' }), OFF_SCREEN],
  ['options of an input without', () => ({ kind: 'options', as, view, ...reason, text: '' }), 'There is no such menu.'],
  [
    'a word in a channel that one is not in',
    () => ({ kind: 'say', as, channel: 'C0AUDIT', text: 'a' }),
    'You are not in this channel.',
  ],
  [
    'a word in a channel that is none',
    () => ({ kind: 'say', as, channel: 'C0NONE', text: 'a' }),
    'You are not in this channel.',
  ],
  [
    'a command in a channel that is none',
    () => ({ kind: 'command', as, channel: 'C0NONE', command: '/redis-resize', text: '' }),
    'You are not in this channel.',
  ],
];

describe('nobody can do', () => {
  test.each(IMPOSSIBLE)('%s', async (_name, act, notice) => {
    expect(await slack.person(as).act(act())).toEqual({ ok: false, notice });
    expect(app.received).toEqual([]);
    expect(
      slack
        .person(as)
        .modals()
        .map(({ id }) => id),
    ).toEqual([bottom, view]);
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSlack, type Slack } from '../../../sandbox/slack/slack.ts';
import { bareSocket, type BareSocket } from './bare-socket.ts';
import { actions, button, call, mrkdwn, plain } from './calls.ts';

let slack: Slack;
let app: BareSocket;
beforeEach(async () => {
  slack = await startSlack();
  app = await bareSocket(slack);
});
afterEach(async () => {
  app.close();
  await slack.close();
});
const last = (): Readonly<Record<string, unknown>> => app.received.at(-1)?.payload ?? {};
const typed = (
  text: string,
  as = 'U0DEV1',
  channel = '#payments',
): Promise<{ readonly notice?: string; readonly ok: boolean }> =>
  slack.person(as).types(`/redis-resize ${text}`, { in: channel });

describe('a slash command', () => {
  test('has every documented field', async () => {
    await typed('r-bp1 list');
    expect(last()).toEqual({
      token: expect.any(String) as string,
      team_id: 'T012AB',
      team_domain: 'acme',
      channel_id: 'C0PAYMENTS',
      channel_name: 'payments',
      user_id: 'U0DEV1',
      user_name: 'mei',
      command: '/redis-resize',
      text: 'r-bp1 list',
      api_app_id: 'A0RESIZE',
      is_enterprise_install: 'false',
      response_url: expect.stringContaining(`${slack.url}/commands/T012AB/`) as string,
      trigger_id: expect.stringMatching(/^\d+\.\d+\.\w+$/) as string,
    });
  });

  test.each([
    ['@mei asks', '<@U0DEV1|mei> asks'],
    ['@sre look', '<!subteam^S0SRE|@sre> look'],
    ['#audit', '<#C0AUDIT|audit>'],
    ['#private', '<#C0PRIVATE|>'],
    ['@nobody #nowhere', '@nobody #nowhere'],
    ['<!channel> & co', '&lt;!channel&gt; &amp; co'],
    ['https://a.example/b?c=1', '<https://a.example/b?c=1>'],
    [
      'r-bp1.redis.rds.aliyuncs.com:6379',
      '<http://r-bp1.redis.rds.aliyuncs.com:6379|r-bp1.redis.rds.aliyuncs.com:6379>',
    ],
    ['r-bp1 redis.master.mid.default', 'r-bp1 redis.master.mid.default'],
  ])('should_escape turns %s into %s', async (text, expected) => {
    await typed(text);
    expect(last()['text']).toBe(expected);
  });

  test('names private channels and direct messages as Slack does', async () => {
    await typed('', 'U0DEV1', '#private');
    expect(last()).toMatchObject({ channel_id: 'C0PRIVATE', channel_name: 'privategroup' });
    await call(slack, 'conversations.open', { users: 'U0DEV1' });
    await typed('', 'U0DEV1', 'D0DEV1');
    expect(last()).toMatchObject({ channel_id: 'D0DEV1', channel_name: 'directmessage' });
  });

  test('is not there for people from elsewhere, in channels one is not in, or without its scope', async () => {
    expect((await typed('', 'U0STRANGER', '#shared')).notice).toBe('/redis-resize is not a valid command.');
    expect((await typed('', 'U0GUEST', '#audit')).notice).toBe('You are not in this channel.');
    expect((await slack.person('U0DEV1').types('/other', { in: '#payments' })).notice).toBe(
      '/other is not a valid command.',
    );
    slack.fault({ kind: 'scopes', scopes: [] });
    expect((await typed('')).notice).toBe('/redis-resize is not a valid command.');
    expect(app.received).toEqual([]);
  });

  test('a guest may use it', async () => {
    expect(await typed('', 'U0GUEST')).toMatchObject({ ok: true });
    expect(last()).toMatchObject({ user_id: 'U0GUEST' });
  });

  test.each([
    ['U0GONE', 'This account has been deactivated.'],
    ['U0BOTTY', 'This account is a bot.'],
  ])('%s cannot do anything', async (as, notice) => {
    expect(await typed('', as)).toEqual({ ok: false, notice });
  });

  test('an answer that breaks a limit shows an error instead', async () => {
    app.answer = () => ({ blocks: [{ type: 'section', text: mrkdwn('') }] });
    expect((await typed('')).notice).toBe('/redis-resize failed with the error "invalid_command_response"');
  });
});

describe('a click on a message', () => {
  const select = { type: 'static_select', action_id: 'size', options: [{ text: plain('1 GB'), value: '1g' }] };

  test('has every documented field', async () => {
    const { ts } = await call(slack, 'chat.postMessage', {
      channel: 'C0PAYMENTS',
      text: 'card',
      blocks: [actions(button('Approve', 'approve', { value: 'rr-1', style: 'primary' }))],
    });
    await slack.person('U0SRE1').presses('Approve');
    expect(app.received.at(-1)).toMatchObject({ type: 'interactive', accepts_response_payload: true });
    expect(last()).toEqual({
      type: 'block_actions',
      user: { id: 'U0SRE1', username: 'ana', name: 'ana', team_id: 'T012AB' },
      api_app_id: 'A0RESIZE',
      token: expect.any(String) as string,
      team: { id: 'T012AB', domain: 'acme' },
      enterprise: null,
      is_enterprise_install: false,
      container: { type: 'message', message_ts: ts, channel_id: 'C0PAYMENTS', is_ephemeral: false },
      trigger_id: expect.any(String) as string,
      channel: { id: 'C0PAYMENTS', name: 'payments' },
      message: expect.objectContaining({
        type: 'message',
        ts,
        user: 'U0RESIZE',
        bot_id: 'B0RESIZE',
        app_id: 'A0RESIZE',
        text: 'card',
        team: 'T012AB',
      }) as object,
      state: { values: {} },
      response_url: expect.stringContaining(`${slack.url}/actions/T012AB/`) as string,
      actions: [
        {
          type: 'button',
          action_id: 'approve',
          block_id: 'actions',
          value: 'rr-1',
          style: 'primary',
          text: plain('Approve'),
          action_ts: expect.any(String) as string,
        },
      ],
    });
  });

  test('in a thread says which', async () => {
    const { ts } = await call(slack, 'chat.postMessage', { channel: 'C0PAYMENTS', text: 'card' });
    await call(slack, 'chat.postMessage', {
      channel: 'C0PAYMENTS',
      thread_ts: ts,
      text: 'a',
      blocks: [actions(button('Go', 'go'))],
    });
    await slack.person('U0SRE1').presses('Go');
    expect(last()).toMatchObject({ container: { thread_ts: ts }, message: { thread_ts: ts } });
  });

  test('by somebody from elsewhere shows both teams', async () => {
    await call(slack, 'chat.postMessage', { channel: 'C0SHARED', text: 'a', blocks: [actions(button('Go', 'go'))] });
    await slack.person('U0STRANGER').presses('Go');
    expect(last()).toMatchObject({ team: { id: 'T012AB' }, user: { id: 'U0STRANGER', team_id: 'T0OTHER' } });
  });

  test('on an ephemeral does not carry the message', async () => {
    await call(slack, 'chat.postEphemeral', {
      channel: 'C0PAYMENTS',
      user: 'U0DEV1',
      text: 'a',
      blocks: [actions(button('Go', 'go'))],
    });
    await slack.person('U0DEV1').presses('Go');
    expect(last()).toMatchObject({ container: { is_ephemeral: true } });
    expect(last()).not.toHaveProperty('message');
  });

  test('choosing from a menu brings the choice', async () => {
    const { ts } = await call(slack, 'chat.postMessage', {
      channel: 'C0PAYMENTS',
      text: 'a',
      blocks: [actions(select)],
    });
    const value = { type: 'static_select', selected_option: select.options[0] ?? {} } as never;
    const message = { channel: 'C0PAYMENTS', ts: String(ts) };
    await slack
      .person('U0DEV1')
      .act({ kind: 'press', as: 'U0DEV1', message, blockId: 'actions', actionId: 'size', value });
    expect(last()).toMatchObject({ actions: [{ type: 'static_select', selected_option: select.options[0] }] });
  });

  test('that nobody can see or that is not there cannot happen', async () => {
    const { ts } = await call(slack, 'chat.postMessage', {
      channel: 'C0AUDIT',
      text: 'a',
      blocks: [actions(button('Go', 'go'))],
    });
    const message = { channel: 'C0AUDIT', ts: String(ts) };
    const press = { kind: 'press', message, blockId: 'actions' } as const;
    expect(await slack.person('U0DEV1').act({ ...press, as: 'U0DEV1', actionId: 'go' })).toMatchObject({ ok: false });
    expect(await slack.person('U0SRE1').act({ ...press, as: 'U0SRE1', actionId: 'stop' })).toMatchObject({ ok: false });
    expect(app.received).toEqual([]);
  });

  test('on a button that is gone by now still comes, with the message as it is now', async () => {
    const { ts } = await call(slack, 'chat.postMessage', {
      channel: 'C0PAYMENTS',
      text: 'old',
      blocks: [actions(button('Approve', 'approve', { value: 'rr-1' }))],
    });
    const [old] = slack.messages('#payments');
    await call(slack, 'chat.update', { channel: 'C0PAYMENTS', ts, text: 'new' });
    if (old === undefined) throw new Error('no message');
    await slack.person('U0SRE1').pressesOld(old, 'approve');
    expect(last()).toMatchObject({ actions: [{ action_id: 'approve', value: 'rr-1' }], message: { text: 'new' } });
    expect(last()['message']).not.toHaveProperty('blocks');
  });
});

describe('a click on a home tab', () => {
  test('has a view and no message', async () => {
    await call(slack, 'views.publish', {
      user_id: 'U0DEV1',
      view: { type: 'home', blocks: [actions(button('New', 'new'))] },
    });
    await slack.person('U0DEV1').presses('New');
    expect(last()).toMatchObject({
      type: 'block_actions',
      container: { type: 'view' },
      view: { type: 'home' },
      actions: [{ action_id: 'new' }],
    });
    expect(last()).not.toHaveProperty('channel');
    expect(last()).not.toHaveProperty('message');
  });
});

import { describe, expect, test } from 'vitest';
import { call, mrkdwn } from './calls.ts';
import { CHANNEL, slack, workspaceToCall } from './workspace.ts';

workspaceToCall();

describe('messages', () => {
  const section = { type: 'section', text: mrkdwn('a') };

  test.each([
    ['an unknown channel', { channel: 'C0NONE', text: 'a' }, 'channel_not_found'],
    ['a private channel without the bot', { channel: 'C0PRIVATE', text: 'a' }, 'channel_not_found'],
    ['a channel without the bot', { channel: 'C0NOBOT', text: 'a' }, 'not_in_channel'],
    ['nothing', { channel: CHANNEL }, 'no_text'],
    [
      '101 attachments',
      { channel: CHANNEL, attachments: Array.from({ length: 101 }, () => ({})) },
      'too_many_attachments',
    ],
    ['nothing in a list', { channel: CHANNEL, blocks: [] }, 'no_text'],
    ['metadata that is no JSON', { channel: CHANNEL, text: 'a', metadata: 'odd' }, 'invalid_metadata_format'],
    [
      'metadata without a payload',
      { channel: CHANNEL, text: 'a', metadata: { event_type: 'x' } },
      'invalid_metadata_schema',
    ],
  ])('chat.postMessage refuses %s', async (_name, args, error) => {
    expect(await call(slack, 'chat.postMessage', args)).toEqual({ ok: false, error });
    expect(slack.calls.at(-1)).toMatchObject({ ok: false, error });
  });

  test('blocks that break a limit are refused with the reason', async () => {
    const blocks = [{ type: 'section', text: mrkdwn('a'.repeat(3001)) }];
    expect(await call(slack, 'chat.postMessage', { channel: CHANNEL, blocks })).toEqual({
      ok: false,
      error: 'invalid_blocks',
      response_metadata: { messages: ['[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]'] },
    });
  });

  test('an archived channel takes nothing', async () => {
    const { ts } = await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a' });
    const channel = slack.channels.find(({ id }) => id === CHANNEL);
    if (channel !== undefined) channel.isArchived = true;
    const refusal = { ok: false, error: 'is_archived' };
    expect(await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a' })).toEqual(refusal);
    expect(await call(slack, 'chat.postEphemeral', { channel: CHANNEL, user: 'U0DEV1', text: 'a' })).toEqual(refusal);
    expect(await call(slack, 'chat.update', { channel: CHANNEL, ts, text: 'b' })).toEqual(refusal);
  });

  test('a text that is too long is cut in a post, and refused in an update', async () => {
    const posted = await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a'.repeat(40_001) });
    expect(posted).toMatchObject({ ok: true, response_metadata: { warnings: ['message_truncated'] } });
    expect(slack.messages(CHANNEL)[0]?.text.length).toBe(40_000);
    expect(await call(slack, 'chat.update', { channel: CHANNEL, ts: posted['ts'], text: 'a'.repeat(4001) })).toEqual({
      ok: false,
      error: 'msg_too_long',
    });
    const ephemeral = { channel: CHANNEL, user: 'U0DEV1', text: 'a'.repeat(40_001) };
    expect(await call(slack, 'chat.postEphemeral', ephemeral)).toEqual({ ok: false, error: 'msg_too_long' });
  });

  test('an update drops the blocks that it does not repeat, and marks only text as edited', async () => {
    const { ts } = await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a', blocks: [section] });
    await call(slack, 'chat.update', { channel: CHANNEL, ts, text: 'b', blocks: [section] });
    expect(slack.messages(CHANNEL)[0]).toMatchObject({ text: 'b', edited: false, blocks: [section] });
    await call(slack, 'chat.update', { channel: CHANNEL, ts, text: 'c' });
    expect(slack.messages(CHANNEL)[0]).toMatchObject({ text: 'c', edited: true, blocks: [] });
  });

  test('only its own messages, and only those that exist', async () => {
    await slack.person('U0DEV1').says('mine', { in: '#payments' });
    const [mine] = slack.messages('payments');
    expect(await call(slack, 'chat.update', { channel: CHANNEL, ts: mine?.ts, text: 'b' })).toEqual({
      ok: false,
      error: 'cant_update_message',
    });
    expect(await call(slack, 'chat.update', { channel: CHANNEL, ts: '1.000000', text: 'b' })).toEqual({
      ok: false,
      error: 'message_not_found',
    });
  });

  test('threads', async () => {
    const { ts } = await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a' });
    const reply = await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'b', thread_ts: ts });
    expect(slack.thread(CHANNEL, String(ts))).toMatchObject([{ text: 'b', threadTs: ts }]);
    const answer = (thread_ts: unknown) =>
      call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'c', thread_ts }).then(({ message }) => message);
    expect(await answer(reply['ts'])).toMatchObject({ thread_ts: ts });
    await call(slack, 'chat.delete', { channel: CHANNEL, ts });
    expect(await answer(ts)).toMatchObject({ thread_ts: ts });
    expect(await answer('1.000000')).not.toHaveProperty('thread_ts');
  });

  test('an ephemeral is seen by one person, cannot be changed, and needs that person in the channel', async () => {
    const args = { channel: CHANNEL, text: 'psst' };
    const { message_ts } = await call(slack, 'chat.postEphemeral', { ...args, user: 'U0DEV1' });
    expect(slack.person('U0DEV1').sees()).toEqual(['psst']);
    expect(slack.person('U0DEV2').sees()).toEqual([]);
    expect(await call(slack, 'chat.update', { channel: CHANNEL, ts: message_ts, text: 'b' })).toMatchObject({
      error: 'message_not_found',
    });
    expect(await call(slack, 'chat.postEphemeral', { ...args, user: 'U0STRANGER' })).toMatchObject({
      error: 'user_not_in_channel',
    });
  });

  test('metadata comes back with the message', async () => {
    const metadata = { event_type: 'resize', event_payload: { id: 'rr-1' } };
    expect(await call(slack, 'chat.postMessage', { channel: CHANNEL, text: 'a', metadata })).toMatchObject({
      message: { metadata, bot_id: 'B0RESIZE' },
    });
  });
});

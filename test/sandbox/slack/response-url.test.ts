import { describe, expect, test } from 'vitest';
import { actions, button, call, mrkdwn } from './calls.ts';
import { app, pass, slack, stopped, workspaceWithApp } from './workspace.ts';

workspaceWithApp({ now: stopped });

const lastUrl = (): string => String(app.received.at(-1)?.payload['response_url']);
async function ofCommand(channel = '#payments'): Promise<string> {
  await slack.person('U0DEV1').types('/redis-resize', { in: channel });
  return lastUrl();
}
async function ofClick(): Promise<string> {
  await call(slack, 'chat.postMessage', { channel: 'C0PAYMENTS', text: 'card', blocks: [actions(button('Go', 'go'))] });
  await slack.person('U0DEV1').presses('Go');
  return lastUrl();
}
async function respond(url: string, body: object | string): Promise<[number, unknown]> {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: sent });
  const text = await response.text();
  return [response.status, text === 'ok' ? 'ok' : (JSON.parse(text) as { error: string }).error];
}

describe('a response_url', () => {
  test('speaks to the person alone, unless told otherwise', async () => {
    const url = await ofCommand();
    expect(await respond(url, { text: 'psst' })).toEqual([200, 'ok']);
    expect(await respond(url, { text: 'all', response_type: 'in_channel' })).toEqual([200, 'ok']);
    expect(slack.person('U0DEV1').sees()).toEqual(['psst', 'all']);
    expect(slack.person('U0DEV2').sees()).toEqual(['all']);
  });

  test('works in a channel that the bot is not in', async () => {
    expect(await respond(await ofCommand('#random'), { text: 'psst' })).toEqual([200, 'ok']);
    expect(slack.person('U0DEV1').sees()).toEqual(['psst']);
  });

  test('works five times', async () => {
    const url = await ofCommand();
    for (let use = 0; use < 5; use += 1) expect(await respond(url, { text: 'a' })).toEqual([200, 'ok']);
    expect(await respond(url, { text: 'a' })).toEqual([404, 'used_url']);
    expect(slack.messages('#payments').length).toBe(5);
  });

  test('works for half an hour', async () => {
    const url = await ofCommand();
    pass(30 * 60_000);
    expect(await respond(url, { text: 'a' })).toEqual([200, 'ok']);
    pass(1);
    expect(await respond(url, { text: 'a' })).toEqual([404, 'expired_url']);
  });

  test('cannot be invented', async () => {
    expect(await respond(`${slack.url}/actions/T012AB/1/abc`, { text: 'a' })).toEqual([404, 'not_found']);
  });

  test.each([
    ['nothing', {}, 'no_text'],
    ['no JSON', 'text=a', 'invalid_payload'],
    ['no object', '[]', 'invalid_payload'],
    ['blocks that break a limit', { blocks: [{ type: 'section', text: mrkdwn('') }] }, 'invalid_blocks'],
    ['an unknown response_type', { text: 'a', response_type: 'loud' }, 'invalid_arguments'],
    ['a replacement where nothing was', { text: 'a', replace_original: true }, 'message_not_found'],
  ])('refuses %s', async (_name, body, error) => {
    expect(await respond(await ofCommand(), body)).toEqual([400, error]);
    expect(slack.messages('#payments')).toEqual([]);
  });

  test('of a click replaces and deletes the message that was clicked', async () => {
    const url = await ofClick();
    expect(await respond(url, { text: 'done', replace_original: true })).toEqual([200, 'ok']);
    expect(slack.messages('#payments')).toMatchObject([{ text: 'done', blocks: [] }]);
    expect(await respond(url, { delete_original: true })).toEqual([200, 'ok']);
    expect(slack.messages('#payments')).toEqual([]);
    expect(await respond(url, { delete_original: true })).toEqual([400, 'message_not_found']);
  });

  test('is the only way to change an ephemeral', async () => {
    await call(slack, 'chat.postEphemeral', {
      channel: 'C0PAYMENTS',
      user: 'U0DEV1',
      text: 'a',
      blocks: [actions(button('Go', 'go'))],
    });
    const dev = slack.person('U0DEV1');
    await dev.presses('Go');
    await respond(lastUrl(), { text: 'b', replace_original: true });
    expect(dev.sees()).toEqual(['b']);
    await respond(lastUrl(), { delete_original: true });
    expect(dev.sees()).toEqual([]);
  });
});

import type { App, BlockButtonAction } from '@slack/bolt';
import { afterEach, describe, expect, test } from 'vitest';
import { startSlack, type Slack } from '../../../sandbox/slack/slack.ts';
import { httpApp, socketApp, type Running } from './bolt-app.ts';

let slack: Slack;
let running: Running;
afterEach(async () => {
  await running.stop();
  await slack.close();
});

/** Asks for a reason in a modal, posts it with a button, and strikes the button off when it is pressed. */
function bot(app: App): void {
  app.command('/redis-resize', async ({ ack, body, client, command }) => {
    await ack();
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'resize',
        private_metadata: command.channel_id,
        title: { type: 'plain_text', text: 'Resize' },
        submit: { type: 'plain_text', text: 'Ask' },
        blocks: [
          {
            type: 'input',
            block_id: 'reason',
            label: { type: 'plain_text', text: 'Reason' },
            element: { type: 'plain_text_input', action_id: 'reason', initial_value: command.text },
          },
        ],
      },
    });
  });
  app.view('resize', async ({ ack, view, body, client }) => {
    await ack();
    const reason = view.state.values['reason']?.['reason']?.value ?? '';
    await client.chat.postMessage({
      channel: view.private_metadata,
      text: `${body.user.name} asks: ${reason}`,
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: `<@${body.user.id}> asks: *${reason}*` } },
        {
          type: 'actions',
          elements: [
            {
              type: 'button',
              action_id: 'approve',
              value: 'rr-1',
              text: { type: 'plain_text', text: 'Approve' },
              confirm: {
                title: { type: 'plain_text', text: 'Really?' },
                text: { type: 'plain_text', text: 'It costs 42.10' },
                confirm: { type: 'plain_text', text: 'Yes' },
                deny: { type: 'plain_text', text: 'No' },
              },
            },
          ],
        },
      ],
    });
  });
  app.action<BlockButtonAction>('approve', async ({ ack, body, client, respond }) => {
    await ack();
    const { channel, message } = body;
    if (channel === undefined || message === undefined) throw new Error('no message');
    await client.chat.update({ channel: channel.id, ts: message.ts, text: `Approved by ${body.user.id}`, blocks: [] });
    await client.chat.postMessage({ channel: channel.id, thread_ts: message.ts, text: 'Order placed' });
    await respond({ text: 'Thank you' });
  });
}

const START = {
  socket: async () => {
    slack = await startSlack();
    running = await socketApp(slack, bot);
  },
  http: async () => {
    slack = await startSlack({ mode: 'http' });
    running = await httpApp(slack, bot);
  },
};

describe.each(['socket', 'http'] as const)('a whole story over %s', (mode) => {
  test('a command opens a modal, its submission posts a card, a button changes it', async () => {
    await START[mode]();
    const dev = slack.person('U0DEV1');
    const sre = slack.person('U0SRE1');

    expect(await dev.types('/redis-resize too slow', { in: '#payments' })).toMatchObject({ ok: true });
    const modal = await dev.waitsForModal('Resize');
    expect(modal.values).toEqual({ reason: { reason: { type: 'plain_text_input', value: 'too slow' } } });
    expect(await dev.fills({ reason: 'memory is full' })).toEqual({ ok: true });
    expect(await dev.submits()).toMatchObject({ ok: true });
    expect(dev.modals()).toEqual([]);

    expect(await sre.waitsFor('asks')).toBe('@mei asks: memory is full');
    expect(await sre.presses('Approve', { deny: true })).toEqual({ ok: true, confirm: 'Really?\nIt costs 42.10' });
    expect(await sre.presses('Approve')).toMatchObject({ ok: true, confirm: 'Really?\nIt costs 42.10' });

    expect(await dev.waitsFor('Order placed')).toBe('Order placed');
    expect(await sre.waitsFor('Thank you')).toBe('Thank you');
    expect(dev.sees()).toEqual(['Approved by U0SRE1', 'Order placed']);
    const [card] = slack.messages('#payments');
    expect(slack.thread('#payments', card?.ts ?? '').map((message) => message.text)).toEqual(['Order placed']);
    await expect(sre.presses('Approve', { timeoutMs: 50 })).rejects.toThrow('waited 50 ms for the button Approve');
    expect(slack.deliveries.map(({ via, type, verdict }) => [via, type, verdict])).toEqual([
      [mode, 'slash_commands', 'acknowledged'],
      [mode, 'view_submission', 'acknowledged'],
      [mode, 'block_actions', 'acknowledged'],
    ]);
  });
});

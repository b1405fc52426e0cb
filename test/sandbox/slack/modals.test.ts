import { describe, expect, test } from 'vitest';
import { modal, mrkdwn, plain, textInput } from './calls.ts';
import { app, dev, last, on, open, slack, workspaceWithApp } from './workspace.ts';

workspaceWithApp({ ackTimeoutMs: 300 });

describe('submitting', () => {
  test('sends the whole view and its values', async () => {
    await open(modal([textInput('reason')], { private_metadata: 'm' }));
    await dev.fills({ reason: 'full' });
    expect(await dev.submits()).toMatchObject({ ok: true });
    expect(last()).toMatchObject({
      type: 'view_submission',
      team: { id: 'T012AB', domain: 'acme' },
      user: { id: 'U0DEV1', username: 'mei', name: 'mei', team_id: 'T012AB' },
      api_app_id: 'A0RESIZE',
      is_enterprise_install: false,
      enterprise: null,
      response_urls: [],
      trigger_id: expect.any(String) as string,
      view: {
        callback_id: 'resize',
        private_metadata: 'm',
        state: { values: { reason: { reason: { type: 'plain_text_input', value: 'full' } } } },
      },
    });
    expect(app.received.at(-1)).toMatchObject({ type: 'interactive', accepts_response_payload: true });
  });

  test('an empty answer closes the view, and only the top one', async () => {
    await open(modal([textInput('a', {}, { optional: true })]));
    app.answer = on('view_submission', {
      response_action: 'push',
      view: modal([textInput('b', {}, { optional: true })]),
    });
    await dev.submits();
    expect(dev.modals().length).toBe(2);
    app.answer = on('view_submission', {});
    await dev.submits();
    expect(dev.modals().map((view) => view.blocks[0]?.['block_id'])).toEqual(['a']);
  });

  test('errors stay with the inputs until these are filled again', async () => {
    await open(modal([textInput('reason')]));
    await dev.fills({ reason: 'x' });
    app.answer = on('view_submission', { response_action: 'errors', errors: { reason: 'Say more' } });
    expect(await dev.submits()).toMatchObject({ ok: false, notice: 'Say more' });
    expect(dev.modal().errors).toEqual({ reason: 'Say more' });
    expect(dev.sees()).toContain('Say more');
    await dev.fills({ reason: 'because' });
    expect(dev.modal().errors).toEqual({});
  });

  test.each([
    ['errors for a block that is no input', { response_action: 'errors', errors: { note: 'no' } }],
    ['errors for a block that is none', { response_action: 'errors', errors: { other: 'no' } }],
    ['no errors', { response_action: 'errors', errors: {} }],
    ['errors beside something else', { response_action: 'errors', errors: { reason: 'no' }, view: modal([]) }],
    ['an unknown action', { response_action: 'close' }],
    ['an update without a view', { response_action: 'update' }],
    [
      'an update to a view that breaks a limit',
      { response_action: 'update', view: modal([], { title: plain('x'.repeat(25)) }) },
    ],
    ['an update to a home tab', { response_action: 'update', view: { type: 'home', blocks: [] } }],
    ['text', 'thank you'],
    ['a list', []],
    ['an error that is no text', { response_action: 'errors', errors: { reason: { text: 'no' } } }],
  ])('is refused with %s, and the modal stays', async (_name, answer) => {
    await open(modal([textInput('reason'), { type: 'section', block_id: 'note', text: mrkdwn('n') }]));
    await dev.fills({ reason: 'x' });
    app.answer = on('view_submission', answer);
    expect((await dev.submits()).notice).toContain('We had some trouble connecting');
    expect(dev.modal().callbackId).toBe('resize');
    expect(dev.modal().errors).toEqual({});
  });

  test('update replaces the view under its id, clear closes all', async () => {
    await open(modal([textInput('reason', {}, { optional: true })]));
    const { id, hash } = dev.modal();
    app.answer = on('view_submission', {
      response_action: 'update',
      view: modal([textInput('reason', {}, { optional: true })], { title: plain('Again') }),
    });
    await dev.submits();
    expect(dev.modal()).toMatchObject({ id, title: 'Again' });
    expect(dev.modal().hash).not.toBe(hash);
    app.answer = on('view_submission', {
      response_action: 'push',
      view: modal([textInput('b', {}, { optional: true })]),
    });
    await dev.submits();
    app.answer = on('view_submission', { response_action: 'clear' });
    await dev.submits();
    expect(dev.modals()).toEqual([]);
  });

  test('a fourth view cannot be pushed', async () => {
    await open(modal([textInput('a', {}, { optional: true })]));
    app.answer = on('view_submission', {
      response_action: 'push',
      view: modal([textInput('a', {}, { optional: true })]),
    });
    await dev.submits();
    await dev.submits();
    expect((await dev.submits()).notice).toContain('push_limit_reached');
    expect(dev.modals().length).toBe(3);
  });

  test('without an answer in time the modal stays, and the person hears of it', async () => {
    await open(modal([textInput('reason', {}, { optional: true })]));
    app.answer = () => undefined;
    const result = await dev.submits();
    expect(result).toEqual({ ok: false, notice: 'We had some trouble connecting. Try again?' });
    expect(dev.modals().length).toBe(1);
    expect(slack.deliveries.at(-1)).toMatchObject({ type: 'view_submission', verdict: 'timed_out' });
  });
});

describe('closing', () => {
  test('tells the app only when it asked', async () => {
    await open(modal([textInput('a')]));
    await dev.closes();
    expect(last()['type']).toBeUndefined();
    await open(modal([textInput('a')], { notify_on_close: true }));
    await dev.closes();
    expect(last()).toMatchObject({
      type: 'view_closed',
      is_cleared: false,
      view: { callback_id: 'resize' },
      user: { id: 'U0DEV1' },
    });
    expect(dev.modals()).toEqual([]);
  });

  test('clears the stack where the view says so', async () => {
    await open(modal([textInput('a', {}, { optional: true })], { notify_on_close: true }));
    app.answer = on('view_submission', {
      response_action: 'push',
      view: modal([textInput('b')], { clear_on_close: true }),
    });
    await dev.submits();
    await dev.closes();
    expect(dev.modals()).toEqual([]);
    expect(last()).toMatchObject({ type: 'view_closed', is_cleared: true });
  });
});

import { describe, expect, test } from 'vitest';
import { modal, plain, textInput } from './calls.ts';
import { app, dev, last, open, option, workspaceWithApp } from './workspace.ts';

workspaceWithApp({ ackTimeoutMs: 300 });

describe('what the client checks by itself', () => {
  test.each([
    ['a required input that is empty', textInput('reason'), {}, 'Please complete this required field.'],
    [
      'a text that is too short',
      textInput('reason', { min_length: 3 }),
      { reason: 'ab' },
      'Enter at least 3 characters.',
    ],
    [
      'a text that is too long',
      textInput('reason', { max_length: 3 }),
      { reason: 'abcd' },
      'Enter at most 3 characters.',
    ],
  ])('%s', async (_name, block, values, notice) => {
    await open(modal([block]));
    await dev.fills(values);
    const before = app.received.length;
    expect(await dev.submits()).toEqual({ ok: false, notice });
    expect(app.received.length).toBe(before);
  });

  test('a modal without submit has nothing to submit', async () => {
    await open({ type: 'modal', title: plain('Wait'), blocks: [] });
    expect(await dev.act({ kind: 'submit', as: 'U0DEV1', view: dev.modal().id })).toMatchObject({ ok: false });
    await expect(dev.submits({ timeoutMs: 20 })).rejects.toThrow('a modal that can be submitted');
  });
});

describe('elements in a modal', () => {
  const select = (more: object = {}): object => ({
    type: 'static_select',
    action_id: 'size',
    options: [option('1g'), option('2g')],
    ...more,
  });

  test('an input reports only with dispatch_action', async () => {
    await open(
      modal([
        { type: 'input', block_id: 'a', label: plain('a'), element: select() },
        { type: 'input', block_id: 'b', label: plain('b'), dispatch_action: true, element: select() },
      ]),
    );
    const before = app.received.length;
    await dev.fills({ a: '1g' });
    expect(app.received.length).toBe(before);
    await dev.fills({ b: 'the 2g' });
    expect(last()).toMatchObject({
      type: 'block_actions',
      container: { type: 'view', view_id: dev.modal().id },
      actions: [
        {
          type: 'static_select',
          block_id: 'b',
          action_id: 'size',
          action_ts: expect.stringMatching(/^\d+\.\d{6}$/) as string,
          selected_option: option('2g'),
        },
      ],
      view: {
        state: {
          values: { a: { size: { selected_option: option('1g') } }, b: { size: { selected_option: option('2g') } } },
        },
      },
    });
    expect(last()).not.toHaveProperty('message');
    expect(last()).not.toHaveProperty('response_url');
  });

  test('an element in a section always reports', async () => {
    await open(modal([{ type: 'section', block_id: 'a', text: plain('a'), accessory: select() }]));
    await dev.fills({ a: '2g' });
    expect(last()).toMatchObject({
      type: 'block_actions',
      view: { state: { values: { a: { size: { selected_option: option('2g') } } } } },
    });
  });

  test('only what is offered can be chosen', async () => {
    await open(modal([{ type: 'input', block_id: 'a', label: plain('a'), element: select() }]));
    await expect(dev.fills({ a: '9g' })).rejects.toThrow('a has no option "9g", only: 1g (the 1g), 2g (the 2g)');
    const value = { type: 'static_select', selected_option: option('9g') };
    expect(
      await dev.act({ kind: 'fill', as: 'U0DEV1', view: dev.modal().id, blockId: 'a', actionId: 'size', value }),
    ).toMatchObject({ ok: false });
  });

  test('checkboxes, radio buttons, moments and channels are filled by what they are', async () => {
    const input = (block_id: string, element: object): object => ({
      type: 'input',
      block_id,
      label: plain('l'),
      element: { action_id: block_id, ...element },
    });
    await open(
      modal([
        input('pay', { type: 'checkboxes', options: [option('yes')], initial_options: [option('yes')] }),
        input('days', { type: 'checkboxes', options: [option('mon'), option('tue')] }),
        input('when', { type: 'radio_buttons', options: [option('now'), option('later')] }),
        input('start', { type: 'datetimepicker' }),
        input('channel', { type: 'conversations_select' }),
      ]),
    );
    expect(dev.modal().values['pay']).toEqual({ pay: { type: 'checkboxes', selected_options: [option('yes')] } });
    await dev.fills({
      pay: false,
      days: ['mon', 'the tue'],
      when: 'later',
      start: 1_795_168_800,
      channel: 'C0PAYMENTS',
    });
    expect(dev.modal().values).toMatchObject({
      pay: { pay: { selected_options: [] } },
      days: { days: { selected_options: [option('mon'), option('tue')] } },
      when: { when: { selected_option: option('later') } },
      start: { start: { selected_date_time: 1_795_168_800 } },
      channel: { channel: { selected_conversation: 'C0PAYMENTS' } },
    });
    await dev.fills({ pay: true });
    expect(dev.modal().values['pay']).toEqual({ pay: { type: 'checkboxes', selected_options: [option('yes')] } });
  });
});

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startSlack, type Slack } from '../../../sandbox/slack/slack.ts';
import type { Json } from '../../../sandbox/slack/api.ts';
import type { PersonDriver } from '../../../sandbox/slack/person.ts';
import { bareSocket, type BareSocket, type Envelope } from './bare-socket.ts';
import { call, modal, mrkdwn, plain, textInput } from './calls.ts';

let slack: Slack;
let app: BareSocket;
let dev: PersonDriver;
beforeEach(async () => {
  slack = await startSlack({ ackTimeoutMs: 300 });
  app = await bareSocket(slack);
  dev = slack.person('U0DEV1');
});
afterEach(async () => {
  app.close();
  await slack.close();
});

async function open(view: object): Promise<void> {
  await dev.types('/redis-resize', { in: '#payments' });
  const answer = await call(slack, 'views.open', { trigger_id: app.lastTrigger(), view });
  expect(answer).toMatchObject({ ok: true });
}

const on =
  (type: string, answer: unknown) =>
  (envelope: Envelope): unknown =>
    envelope.payload['type'] === type ? answer : {};
const last = (): Readonly<Record<string, unknown>> => app.received.at(-1)?.payload ?? {};
const option = (value: string): { readonly [key: string]: Json } => ({
  text: { type: 'plain_text', text: `the ${value}` },
  value,
});

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

describe('what the client checks by itself', () => {
  const number = (more: object): object => ({
    type: 'input',
    block_id: 'n',
    label: plain('n'),
    element: { type: 'number_input', action_id: 'n', is_decimal_allowed: false, ...more },
  });

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
    ['a number that is none', number({}), { n: '1.5' }, 'Enter a number.'],
    ['a number that is too small', number({ min_value: '2' }), { n: 1 }, 'Enter a number of at least 2.'],
    ['a number that is too large', number({ max_value: '2' }), { n: 3 }, 'Enter a number of at most 2.'],
    [
      'an address that is none',
      textInput('reason', { type: 'email_text_input' }),
      { reason: 'mei' },
      'Enter a valid email address.',
    ],
    ['a URL that is none', textInput('reason', { type: 'url_text_input' }), { reason: 'mei' }, 'Enter a valid URL.'],
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

  test('checkboxes, radio buttons, dates, people and numbers are filled by what they are', async () => {
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
        input('date', { type: 'datepicker' }),
        input('who', { type: 'users_select' }),
        input('all', { type: 'multi_users_select' }),
        input('count', { type: 'number_input', is_decimal_allowed: false }),
      ]),
    );
    expect(dev.modal().values['pay']).toEqual({ pay: { type: 'checkboxes', selected_options: [option('yes')] } });
    await dev.fills({
      pay: false,
      days: ['mon', 'the tue'],
      when: 'later',
      date: '2026-11-20',
      who: 'U0SRE1',
      all: ['U0SRE1'],
      count: 3,
    });
    expect(dev.modal().values).toMatchObject({
      pay: { pay: { selected_options: [] } },
      days: { days: { selected_options: [option('mon'), option('tue')] } },
      when: { when: { selected_option: option('later') } },
      date: { date: { selected_date: '2026-11-20' } },
      who: { who: { selected_user: 'U0SRE1' } },
      all: { all: { selected_users: ['U0SRE1'] } },
      count: { count: { value: '3' } },
    });
    await dev.fills({ pay: true });
    expect(dev.modal().values['pay']).toEqual({ pay: { type: 'checkboxes', selected_options: [option('yes')] } });
  });
});

describe('an external select', () => {
  const external = (more: object = {}): object => ({
    type: 'input',
    block_id: 'instance',
    label: plain('i'),
    element: { type: 'external_select', action_id: 'instance', ...more },
  });

  test('asks the app what it offers for what was typed', async () => {
    await open(modal([external({ min_query_length: 0 })]));
    app.answer = on('block_suggestion', { options: [option('r-1'), option('r-2')] });
    expect(await dev.fills({ instance: 'r-2' })).toEqual({ ok: true });
    expect(
      app.received.map(({ payload }) => payload).find((payload) => payload['type'] === 'block_suggestion'),
    ).toMatchObject({
      block_id: 'instance',
      action_id: 'instance',
      value: 'r-2',
      team: { id: 'T012AB' },
      user: { id: 'U0DEV1', team_id: 'T012AB' },
      container: { type: 'view', view_id: dev.modal().id },
      view: { callback_id: 'resize' },
    });
    expect(dev.modal().values).toMatchObject({ instance: { instance: { selected_option: option('r-2') } } });
  });

  test('groups of options are options too', async () => {
    await open(modal([external({ min_query_length: 0 })]));
    app.answer = on('block_suggestion', { option_groups: [{ label: plain('g'), options: [option('r-1')] }] });
    expect(await dev.options('instance', '')).toEqual([option('r-1')]);
  });

  test('asks nobody before three letters, unless it says otherwise', async () => {
    await open(modal([external()]));
    app.answer = on('block_suggestion', { options: [option('r-1')] });
    expect(await dev.options('instance', 'r-')).toEqual([]);
    expect(await dev.options('instance', 'r-1')).toEqual([option('r-1')]);
  });

  test('shows nothing when the answer is not right or not there', async () => {
    await open(modal([external({ min_query_length: 0 })]));
    const act = {
      kind: 'options',
      as: 'U0DEV1',
      view: dev.modal().id,
      blockId: 'instance',
      actionId: 'instance',
      text: '',
    } as const;
    app.answer = on('block_suggestion', { options: [{ text: plain('a') }] });
    expect((await dev.act(act)).notice).toContain('missing required field: value');
    app.answer = () => undefined;
    expect(await dev.act(act)).toEqual({ ok: false, notice: 'redis-resize did not respond' });
  });

  test('what was never offered cannot be chosen', async () => {
    await open(modal([external({ min_query_length: 0 })]));
    const value = { type: 'external_select', selected_option: option('r-1') };
    expect(
      await dev.act({
        kind: 'fill',
        as: 'U0DEV1',
        view: dev.modal().id,
        blockId: 'instance',
        actionId: 'instance',
        value,
      }),
    ).toMatchObject({ ok: false });
  });
});

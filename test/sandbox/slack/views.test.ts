import { describe, expect, test } from 'vitest';
import { call, modal, plain, textInput } from './calls.ts';
import { app, pass, slack, stopped, workspaceWithApp } from './workspace.ts';

workspaceWithApp({ now: stopped });

/** A fresh trigger, from a command of U0DEV1. */
async function trigger(): Promise<string> {
  await slack.person('U0DEV1').types('/redis-resize', { in: '#payments' });
  return String(app.received.at(-1)?.payload['trigger_id']);
}

const view = modal([textInput('reason')]);
const open = async (more: object = {}): Promise<{ id: string; hash: string }> =>
  (await call(slack, 'views.open', { trigger_id: await trigger(), view: { ...view, ...more } }))['view'] as {
    id: string;
    hash: string;
  };

describe('a trigger_id', () => {
  test('works once', async () => {
    const trigger_id = await trigger();
    expect(await call(slack, 'views.open', { trigger_id, view })).toMatchObject({ ok: true });
    expect(await call(slack, 'views.open', { trigger_id, view })).toEqual({ ok: false, error: 'exchanged_trigger_id' });
  });

  test('lives for three seconds', async () => {
    const [young, old] = [await trigger(), await trigger()];
    pass(3000);
    expect(await call(slack, 'views.open', { trigger_id: young, view })).toMatchObject({ ok: true });
    pass(1);
    expect(await call(slack, 'views.open', { trigger_id: old, view })).toEqual({
      ok: false,
      error: 'expired_trigger_id',
    });
  });

  test('cannot be invented', async () => {
    expect(await call(slack, 'views.open', { trigger_id: '1.2.3', view })).toEqual({
      ok: false,
      error: 'invalid_trigger_id',
    });
  });

  test('is not spent by a view that is refused', async () => {
    const trigger_id = await trigger();
    expect(
      await call(slack, 'views.open', { trigger_id, view: { ...view, title: plain('a title that is far too long') } }),
    ).toEqual({
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] must be less than 25 characters [json-pointer:/view/title/text]'] },
    });
    expect(await call(slack, 'views.open', { trigger_id, view })).toMatchObject({ ok: true });
  });
});

describe('a view', () => {
  test('is answered with everything that Slack adds', async () => {
    const opened = await open({ private_metadata: 'm' });
    expect(opened).toMatchObject({
      team_id: 'T012AB',
      app_id: 'A0RESIZE',
      bot_id: 'B0RESIZE',
      type: 'modal',
      callback_id: 'resize',
      private_metadata: 'm',
      external_id: '',
      root_view_id: opened.id,
      previous_view_id: null,
      clear_on_close: false,
      notify_on_close: false,
      close: null,
      state: { values: { reason: { reason: { type: 'plain_text_input', value: null } } } },
    });
    expect(opened.hash).toMatch(/^\d+\.\w+$/);
  });

  test('over 250 KB is too large', async () => {
    const blocks = Array.from({ length: 90 }, () => ({ type: 'section', text: plain('x'.repeat(2900)) }));
    expect(await call(slack, 'views.open', { trigger_id: await trigger(), view: modal(blocks) })).toEqual({
      ok: false,
      error: 'view_too_large',
    });
  });

  test('must be a modal where a modal is opened, and a home tab where one is published', async () => {
    const home = { type: 'home', blocks: [] };
    expect(await call(slack, 'views.open', { trigger_id: await trigger(), view: home })).toMatchObject({
      error: 'invalid_arguments',
    });
    expect(await call(slack, 'views.publish', { user_id: 'U0DEV1', view })).toMatchObject({
      error: 'invalid_arguments',
    });
    expect(await call(slack, 'views.update', { view_id: (await open()).id, view: home })).toMatchObject({
      error: 'invalid_arguments',
    });
  });

  test('is replaced whole, and what was typed stays where the ids stay', async () => {
    const { id } = await open({ private_metadata: 'm' });
    const dev = slack.person('U0DEV1');
    await dev.fills({ reason: 'typed' });
    const wider = modal([textInput('reason'), textInput('more')]);
    expect(await call(slack, 'views.update', { view_id: id, view: wider })).toMatchObject({
      view: { id, private_metadata: '' },
    });
    expect(dev.modal().values).toEqual({
      reason: { reason: { type: 'plain_text_input', value: 'typed' } },
      more: { more: { type: 'plain_text_input', value: null } },
    });
    await call(slack, 'views.update', { view_id: id, view: modal([textInput('reason2')]) });
    expect(dev.modal().values).toEqual({ reason2: { reason2: { type: 'plain_text_input', value: null } } });
  });

  test('that has been closed is not found', async () => {
    const { id } = await open();
    await slack.person('U0DEV1').closes();
    expect(await call(slack, 'views.update', { view_id: id, view })).toEqual({ ok: false, error: 'not_found' });
  });

  test('of a stale hash is not updated', async () => {
    const { id, hash } = await open();
    expect(await call(slack, 'views.update', { view_id: id, hash, view })).toMatchObject({ ok: true });
    expect(await call(slack, 'views.update', { view_id: id, hash, view })).toEqual({
      ok: false,
      error: 'hash_conflict',
    });
  });
});

describe('a stack of modals', () => {
  async function push(): Promise<unknown> {
    const dev = slack.person('U0DEV1');
    await dev.presses('More');
    return call(slack, 'views.push', { trigger_id: app.lastTrigger(), view: withButton });
  }
  const more = { type: 'actions', elements: [{ type: 'button', action_id: 'more', text: plain('More') }] };
  const withButton = { type: 'modal', title: plain('T'), blocks: [more] };

  test('holds three', async () => {
    const first = (await call(slack, 'views.open', { trigger_id: await trigger(), view: withButton }))['view'] as {
      id: string;
    };
    expect(await push()).toMatchObject({ view: { root_view_id: first.id, previous_view_id: first.id } });
    expect(await push()).toMatchObject({ view: { root_view_id: first.id } });
    expect(await push()).toEqual({ ok: false, error: 'push_limit_reached' });
    expect(slack.person('U0DEV1').modals().length).toBe(3);
  });

  test('needs a modal below', async () => {
    expect(await call(slack, 'views.push', { trigger_id: await trigger(), view })).toEqual({
      ok: false,
      error: 'invalid_trigger_id',
    });
  });

  test('shows only its top', async () => {
    const bottom = (await call(slack, 'views.open', { trigger_id: await trigger(), view: withButton }))['view'] as {
      id: string;
    };
    await push();
    const dev = slack.person('U0DEV1');
    expect(await dev.act({ kind: 'close', as: 'U0DEV1', view: bottom.id })).toMatchObject({ ok: false });
    expect(
      await dev.act({ kind: 'press', as: 'U0DEV1', view: bottom.id, blockId: 'x', actionId: 'more' }),
    ).toMatchObject({ ok: false, notice: 'This is not on your screen.' });
    await dev.closes();
    expect(dev.modal().id).toBe(bottom.id);
  });
});

describe('a home tab', () => {
  const home = { type: 'home', blocks: [{ type: 'header', text: plain('Requests') }] };

  test('is published per person, under one id, with a hash that can be stale', async () => {
    const one = (await call(slack, 'views.publish', { user_id: 'U0DEV1', view: home }))['view'] as {
      id: string;
      hash: string;
    };
    const two = (await call(slack, 'views.publish', { user_id: 'U0DEV1', view: home, hash: one.hash }))['view'] as {
      id: string;
    };
    expect(two.id).toBe(one.id);
    expect(await call(slack, 'views.publish', { user_id: 'U0DEV1', view: home, hash: one.hash })).toEqual({
      ok: false,
      error: 'hash_conflict',
    });
    expect(slack.person('U0DEV1').seesHome()).toEqual(['Requests']);
    expect(slack.person('U0DEV2').home()).toBeUndefined();
  });

  test('is not for bots, nor for nobody', async () => {
    expect(await call(slack, 'views.publish', { user_id: 'U0BOTTY', view: home })).toMatchObject({
      error: 'invalid_arguments',
    });
    expect(await call(slack, 'views.publish', { user_id: 'U0NOBODY', view: home })).toMatchObject({
      error: 'invalid_arguments',
    });
  });

  test('opening it sends app_home_opened with what is there', async () => {
    await call(slack, 'views.publish', { user_id: 'U0DEV1', view: home });
    await slack.person('U0DEV1').opensHome();
    expect(app.received.at(-1)).toMatchObject({
      type: 'events_api',
      accepts_response_payload: false,
      payload: {
        type: 'event_callback',
        team_id: 'T012AB',
        api_app_id: 'A0RESIZE',
        event: { type: 'app_home_opened', user: 'U0DEV1', channel: 'D0DEV1', tab: 'home', view: { type: 'home' } },
        authorizations: [{ user_id: 'U0RESIZE', is_bot: true }],
      },
    });
  });
});

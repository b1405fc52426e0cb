import { describe, expect, test } from 'vitest';
import { modal, plain } from './calls.ts';
import { app, dev, on, open, option, workspaceWithApp } from './workspace.ts';

workspaceWithApp({ ackTimeoutMs: 300 });

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

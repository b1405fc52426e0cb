import type { App } from '@slack/bolt';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { PersonDriver } from '../../../sandbox/slack/person.ts';
import { startSlack, type Slack } from '../../../sandbox/slack/slack.ts';
import { httpApp, socketApp, type Running } from './bolt-app.ts';
import { actions, button, call, modal, mrkdwn, plain, textInput } from './calls.ts';

let slack: Slack;
let dev: PersonDriver;
let running: Running | undefined;
beforeEach(async () => {
  slack = await startSlack();
  dev = slack.person('U0DEV1');
});
afterEach(async () => {
  await running?.stop();
  running = undefined;
  await slack.close();
});

const post = (text: string, ...blocks: object[]): Promise<unknown> =>
  call(slack, 'chat.postMessage', { channel: 'C0PAYMENTS', text, blocks });

describe('a person', () => {
  test('must exist', () => {
    expect(() => slack.person('U0NOBODY')).toThrow('no user has the id U0NOBODY');
  });

  test('must name a channel that exists', async () => {
    await expect(dev.types('/redis-resize', { in: '#nowhere' })).rejects.toThrow('there is no channel #nowhere');
  });

  test('sees messages, ephemerals and notices, as lines', async () => {
    await dev.types('good morning', { in: '#payments' });
    await post('card', { type: 'section', text: mrkdwn('*two*\nlines') });
    await call(slack, 'chat.postEphemeral', { channel: 'C0PAYMENTS', user: 'U0DEV1', text: 'for you' });
    await dev.types('/redis-resize', { in: '#payments' });
    expect(dev.sees()).toEqual([
      'good morning',
      'two',
      'lines',
      'for you',
      '/redis-resize failed with the error "dispatch_failed"',
    ]);
    expect(slack.person('U0DEV2').sees()).toEqual(['good morning', 'two', 'lines']);
    expect(dev.notices()).toEqual(['/redis-resize failed with the error "dispatch_failed"']);
  });

  test('reads times in the own zone', async () => {
    await post('<!date^1795168800^{date_num} {time}|x>');
    expect(slack.person('U0SRE1').sees()).toEqual(['2026-11-20 11:00 AM']);
    expect(dev.sees()).toEqual(['2026-11-20 18:00']);
  });

  test('waits for what comes, and says what there was when it did not come', async () => {
    setTimeout(() => void post('late'), 30);
    expect(await dev.waitsFor('late')).toBe('late');
    expect(await dev.waitsFor(/^l.te$/)).toBe('late');
    await expect(dev.waitsFor('never', { timeoutMs: 20 })).rejects.toThrow(
      'mei waited 20 ms for "never", and saw:\nlate',
    );
  });

  test('has no modal before one opens', () => {
    expect(() => dev.modal()).toThrow('mei has no modal open');
    expect(dev.modals()).toEqual([]);
  });

  test('can answer in a thread', async () => {
    await post('card');
    const [card] = slack.messages('#payments');
    await dev.says('why?', { in: '#payments', thread: card?.ts ?? '' });
    expect(slack.thread('#payments', card?.ts ?? '')).toMatchObject([{ user: 'U0DEV1', text: 'why?' }]);
    expect(await dev.says('?', { in: '#payments', thread: '1.000000' })).toMatchObject({ ok: false });
  });
});

describe('pressing', () => {
  const pressed: string[] = [];
  beforeEach(async () => {
    pressed.length = 0;
    running = await socketApp(slack, (app) => {
      app.action({ type: 'block_actions' }, async ({ ack, action }) => {
        pressed.push(`${'action_id' in action ? action.action_id : ''} ${'value' in action ? action.value : ''}`);
        await ack();
      });
    });
  });

  test('takes the newest button of that name, or the one on a message', async () => {
    await post('one', actions(button('Approve', 'approve', { value: 'one' })));
    await post('two', actions(button('Approve', 'approve', { value: 'two' }), button('Approve all', 'all')));
    const [one] = slack.messages('#payments');
    if (one === undefined) throw new Error('no message');
    await dev.presses('Approve');
    await dev.presses('Approve', { on: one });
    await dev.presses(/all$/);
    expect(pressed).toEqual(['approve two', 'approve one', 'all ']);
  });

  test('a denied confirm dialog sends nothing', async () => {
    const confirm = { title: plain('Sure?'), text: mrkdwn('It costs *42*'), confirm: plain('Yes'), deny: plain('No') };
    await post('one', actions(button('Approve', 'approve', { confirm })));
    expect(await dev.presses('Approve', { deny: true })).toEqual({ ok: true, confirm: 'Sure?\nIt costs 42' });
    expect(pressed).toEqual([]);
    expect(await dev.presses('Approve')).toMatchObject({
      ok: true,
      confirm: 'Sure?\nIt costs 42',
      ackMs: expect.any(Number) as number,
    });
  });

  test('needs a button that this person can see', async () => {
    await call(slack, 'chat.postEphemeral', {
      channel: 'C0PAYMENTS',
      user: 'U0DEV2',
      text: 'a',
      blocks: [actions(button('Mine', 'mine'))],
    });
    await expect(dev.presses('Mine', { timeoutMs: 20 })).rejects.toThrow('waited 20 ms for the button Mine');
    await slack.person('U0DEV2').presses('Mine');
    expect(pressed).toEqual(['mine ']);
  });

  test('on what somebody remembers needs that element', async () => {
    await post('one', actions(button('Approve', 'approve', { value: 'one' })));
    const [one] = slack.messages('#payments');
    if (one === undefined) throw new Error('no message');
    await expect(dev.pressesOld(one, 'reject')).rejects.toThrow('no element with the action_id reject');
    expect(await slack.person('U0STRANGER').pressesOld(one, 'approve')).toMatchObject({ ok: false });
  });
});

describe('with a real app', () => {
  const bot = (app: App): void => {
    app.command('/redis-resize', async ({ ack, body, client }) => {
      await ack();
      const opened = await client.views.open({
        trigger_id: body.trigger_id,
        view: modal([], { submit: undefined, title: plain('Loading') }) as never,
      });
      await new Promise((resolve) => setTimeout(resolve, 40));
      const instance = {
        type: 'input',
        block_id: 'instance',
        label: plain('i'),
        element: { type: 'external_select', action_id: 'instance', min_query_length: 0 },
      };
      const view = modal([instance, textInput('reason')], { notify_on_close: true });
      await client.views.update({ view_id: opened.view?.id ?? '', hash: opened.view?.hash ?? '', view: view as never });
    });
    app.options('instance', async ({ ack, options }) => {
      const all = ['r-1', 'r-2'].filter((id) => id.includes(options.value));
      await ack({ options: all.map((value) => ({ text: { type: 'plain_text', text: `orders ${value}` }, value })) });
    });
    app.view('resize', async ({ ack, view }) => {
      const reason = view.state.values['reason']?.['reason']?.value ?? '';
      if (reason.length < 5) await ack({ response_action: 'errors', errors: { reason: 'Say more' } });
      else
        await ack({
          response_action: 'update',
          view: modal([{ type: 'section', text: plain('Asked.') }], { submit: undefined }) as never,
        });
    });
    app.view({ callback_id: 'resize', type: 'view_closed' }, async ({ ack, client, body }) => {
      await ack();
      await client.chat.postEphemeral({ channel: 'C0PAYMENTS', user: body.user.id, text: 'Never mind' });
    });
    app.event('app_home_opened', async ({ event, client }) => {
      await client.views.publish({
        user_id: event.user,
        view: { type: 'home', blocks: [actions(button('New', 'new')) as never] },
      });
    });
  };

  describe.each(['socket', 'http'] as const)('over %s', (mode) => {
    beforeEach(async () => {
      await slack.close();
      slack = await startSlack({ mode, ackTimeoutMs: 1000 });
      dev = slack.person('U0DEV1');
      running = await (mode === 'socket' ? socketApp(slack, bot) : httpApp(slack, bot));
    });

    test('a form that fills itself is waited for, its menu is searched, its errors are shown', async () => {
      await dev.types('/redis-resize', { in: '#payments' });
      expect(await dev.fills({ instance: 'r-2', reason: 'abc' })).toEqual({ ok: true });
      expect(dev.modal().values).toMatchObject({ instance: { instance: { selected_option: { value: 'r-2' } } } });
      await expect(dev.fills({ instance: 'r-9' })).rejects.toThrow(
        'instance has no option "r-9", only: r-1 (orders r-1), r-2 (orders r-2)',
      );
      expect(await dev.submits()).toMatchObject({ ok: false, notice: 'Say more' });
      await dev.fills({ instance: 'orders r-1', reason: 'enough' });
      expect(await dev.submits()).toMatchObject({ ok: true });
      expect(dev.sees()).toEqual(['Resize', 'Asked.']);
    });

    test('cancelling tells the app', async () => {
      await dev.types('/redis-resize', { in: '#payments' });
      await dev.waitsForModal('Resize');
      await dev.closes();
      expect(await dev.waitsFor('Never mind')).toBe('Never mind');
      expect(dev.modals()).toEqual([]);
    });

    test('the home tab is opened and shows what the app publishes', async () => {
      expect(await dev.opensHome()).toMatchObject({ ok: true });
      await expect.poll(() => dev.seesHome()).toEqual(['[New]']);
    });

    test('a button that the app does not know is not answered', async () => {
      await post('one', actions(button('Old', 'old')));
      const result = await dev.presses('Old');
      expect(result.ok).toBe(false);
      expect(['timed_out', 'refused']).toContain(slack.deliveries.at(-1)?.verdict);
    });
  });
});

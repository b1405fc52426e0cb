import { describe, expect, it } from 'vitest';
import type { SandboxView } from '../../sandbox/slack/api.ts';
import type { RefusedAct } from '../../src/workflow/ports.ts';
import { aRequest } from '../builders.ts';
import { eventually, MID, openEdge, ORDERS } from './edge.ts';

const BOT = '@redis-resize';
const NEW = /^New request$|^新建申请$/;
const blocksOf = ({ blocks }: SandboxView) => blocks.map(({ block_id: id }) => id);

/** What is chosen in the form. */
function chosen({ values }: SandboxView, field: string): unknown {
  const state = values[field]?.[field] as { readonly selected_option?: { readonly value: string } | null } | undefined;
  return state?.selected_option?.value;
}

describe.each(['socket', 'http'] as const)('over %s', (mode) => {
  it('both shortcuts open the form, and a mention answers with a button that does', async () => {
    const { sre, slack, desk } = await openEdge({ mode, desk: { suggestedClass: () => Promise.resolve(MID) } });
    expect(await sre.usesShortcut('resize')).toMatchObject({ ok: true });
    expect(chosen(await sre.waitsForModal(), 'instance')).toBeUndefined();
    await sre.closes();

    await sre.says(`ALERT: memory of ${ORDERS}-pd.redis.rds.aliyuncs.com is at 91%`, { in: '#payments' });
    const alert = slack.messages('#payments').at(-1) ?? expect.fail('no alert');
    expect(await sre.usesShortcut('resize_from_message', alert)).toMatchObject({ ok: true });
    const form = await sre.waitsForModal();
    expect([chosen(form, 'instance'), chosen(form, 'target_class')]).toEqual([ORDERS, MID]);
    await sre.closes();

    for (const [text, instance] of [
      ['ALERT: orders-cache is at 91%', ORDERS],
      // Two are named: nobody but the person chooses.
      ['ALERT: orders-cache and sessions', undefined],
      ['ALERT: r-bp1aaaaaaaaaaaa1 and r-bp1aaaaaaaaaaaa2, not orders-cache', undefined],
    ] as const) {
      await sre.says(text, { in: '#payments' });
      const named = slack.messages('#payments').at(-1) ?? expect.fail('no alert');
      await sre.usesShortcut('resize_from_message', named);
      expect(chosen(await sre.waitsForModal(), 'instance')).toBe(instance);
      await sre.closes();
    }

    await sre.says(`${BOT} please resize ${ORDERS} to ${MID} --at maintain`, { in: '#payments' });
    await sre.waitsFor(`I understood ${ORDERS} ${MID} --at maintain`);
    await sre.presses(NEW);
    const asked = await sre.waitsForModal();
    expect([chosen(asked, 'instance'), chosen(asked, 'effective_time')]).toEqual([ORDERS, 'MaintainTime']);
    await sre.fills({ reason: 'Black Friday', channel: 'C0REDISOPS' });
    await sre.submits();
    await eventually(() => desk.received.length === 1);
    expect(desk.received).toMatchObject([{ channelId: 'C0REDISOPS', channelChosen: true, instanceId: ORDERS }]);
  });
});

describe('a form that no command opened', () => {
  it('asks for a channel where the configuration names none, and proposes the one it was opened in', async () => {
    const { sre } = await openEdge();
    await sre.says(BOT, { in: '#payments' });
    await sre.presses(NEW);
    const form = await sre.waitsForModal();
    expect(blocksOf(form)).toContain('channel');
    expect(form.values['channel']?.['channel']).toMatchObject({ selected_conversation: 'C0PAYMENTS' });
  });

  it('asks for none where cards have their channel', async () => {
    const { sre, desk } = await openEdge({ policy: { cards: 'C0REDISOPS' } });
    await sre.usesShortcut('resize');
    expect(blocksOf(await sre.waitsForModal())).not.toContain('channel');
    await sre.fills({ instance: ORDERS, target_class: MID, reason: 'peak' });
    await sre.submits();
    await eventually(() => desk.received.length === 1);
    expect(desk.received).toMatchObject([{ channelId: '' }]);
    expect(desk.received[0]).not.toHaveProperty('channelChosen');
  });

  it('keeps what it asks for while it is filled in', async () => {
    const { sre } = await openEdge();
    await sre.usesShortcut('resize');
    await sre.waitsForModal();
    await sre.fills({ channel: 'C0REDISOPS', instance: ORDERS });
    await sre.waitsFor(/orders-cache/);
    const form = sre.modal();
    expect(form.values['channel']?.['channel']).toMatchObject({ selected_conversation: 'C0REDISOPS' });
  });

  it('opens without a class when the suggestion takes too long', async () => {
    const { sre, slack } = await openEdge({ desk: { suggestedClass: () => new Promise(() => undefined) } });
    await sre.says(`${ORDERS} is full`, { in: '#payments' });
    await sre.usesShortcut('resize_from_message', slack.messages('#payments').at(-1));
    const form = await sre.waitsForModal();
    expect([chosen(form, 'instance'), chosen(form, 'target_class')]).toEqual([ORDERS, undefined]);
  });
});

describe('a mention', () => {
  it.each([
    ['help', 'opens the form, filled in with what you type'],
    ['list', 'No open requests.'],
    ['', 'mention me with a command'],
    ['stauts', /Did you mean .*status/],
    ['orders-cache', /I understood/],
  ])('with “%s” is answered like the command, to that person alone', async (text, answer) => {
    const { sre, slack } = await openEdge();
    await sre.says(`${BOT} ${text}`, { in: '#payments' });
    await sre.waitsFor(answer);
    expect(slack.messages('#payments').at(-1)).toMatchObject({ ephemeralTo: 'U0SRE1' });
  });

  it.each(['', 'status'])('with “%s” in the thread of a card shows the status of its request', async (text) => {
    const filters: unknown[] = [];
    const { sre, slack } = await openEdge({
      desk: {
        requests: (_, filter) => {
          filters.push(filter);
          return Promise.resolve([aRequest()]);
        },
      },
    });
    await sre.says('the card', { in: '#payments' });
    const root = slack.messages('#payments')[0]?.ts ?? '';
    await sre.says(`${BOT} ${text}`, { in: '#payments', thread: root });
    await sre.waitsFor(/Resize orders-cache/);
    expect(filters).toEqual([{ card: { channelId: 'C0PAYMENTS', ts: root } }]);
    expect(slack.messages('#payments').at(-1)).toMatchObject({ ephemeralTo: 'U0SRE1', threadTs: root });
  });

  it('that Slack brings twice is answered once; a lock by mention is one lock', async () => {
    const { sre, slack, desk } = await openEdge();
    slack.fault({ kind: 'redeliver' });
    await sre.says(`${BOT} lock ${ORDERS} a migration`, { in: '#payments' });
    await eventually(() => desk.locking.length > 0);
    await eventually(() => slack.deliveries.filter(({ type }) => type === 'app_mention').length === 2);
    expect(desk.locking.map(({ id }) => id)).toEqual([expect.stringMatching(/^command:C0PAYMENTS:\d/)]);
  });
});

describe('an outsider', () => {
  const ACTS = {
    app_mention: (who: Who) => who.says(`${BOT} ${ORDERS}`, { in: '#payments' }),
    resize: (who: Who) => who.usesShortcut('resize'),
    app_home_opened: (who: Who) => who.opensHome(),
  } as const;
  type Who = Awaited<ReturnType<typeof openEdge>>['guest'];

  it.each(
    (['guest', 'stranger', 'other_team'] as const).flatMap((reason) =>
      (Object.keys(ACTS) as (keyof typeof ACTS)[]).map((act) => [reason, act] as const),
    ),
  )('%s gets a private refusal and a line in the audit log: %s', async (reason, act) => {
    const turned: unknown[] = [];
    const { guest, slack, refused } = await openEdge({
      desk: {
        authorize: () => Promise.resolve({ kind: 'no_access', reason }),
        instanceView: () => Promise.resolve({ kind: 'no_access', reason }),
        turnedAway: (person, why, what: RefusedAct) => Promise.resolve(void turned.push([person.userId, why, what])),
      },
    });
    await ACTS[act](guest);
    await eventually(() => turned.length > 0);
    expect(turned).toEqual([['U0GUEST', reason, { kind: 'command', action: act }]]);
    expect(refused).toEqual([reason]);
    // What App Home shows is published by a job, and is in its story.
    if (act !== 'app_home_opened') await guest.waitsFor(/You can't use this bot here/);
    expect(
      slack.messages('#payments').filter(({ user, ephemeralTo }) => user === slack.botUserId && !ephemeralTo),
    ).toEqual([]);
  });
});

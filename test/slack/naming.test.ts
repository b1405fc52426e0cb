import { describe, expect, it } from 'vitest';
import { readable } from '../../sandbox/slack/mrkdwn.ts';
import { named } from '../../src/core/instance/naming.ts';
import type { Sized } from '../../src/core/instance/sizing.ts';
import { anInstance, aRequest } from '../builders.ts';
import { POLICY } from './corpus.ts';
import { eventually, type EdgeOptions, MID, openEdge, ORDERS } from './edge.ts';

const SHANGHAI = anInstance({ instanceId: 'r-uf6orders', name: 'orders-cache', region: 'cn-shanghai' });
const SESSIONS = anInstance({ instanceId: 'r-bp1sessions', name: 'sessions' });
const FLEET = [anInstance(), SHANGHAI, SESSIONS];
const names = (typed: string) => named(typed, FLEET);

async function edge(options: EdgeOptions = {}) {
  const opened = await openEdge({
    ...options,
    desk: { named: (_, typed) => Promise.resolve(names(typed)), ...options.desk },
  });
  const { slack, sre } = opened;
  return {
    ...opened,
    types: (text: string) => sre.types(`/redis-resize ${text}`, { in: '#payments' }),
    answer: async (index = 0) => readable(await eventually(() => slack.messages('#payments')[index]), slack.users),
  };
}

describe('a name of several instances', () => {
  it.each(['socket', 'http'] as const)('is answered with a list, whose button goes on (%s)', async (mode) => {
    const asked: unknown[] = [];
    const { types, sre, slack, answer } = await edge({
      mode,
      desk: {
        instanceView: (_, ...of) => {
          asked.push(of);
          return Promise.resolve({ kind: 'found', facts: SHANGHAI, open: undefined });
        },
      },
    });
    await types(`orders-cache ${MID} --no-auto-pay --reason "for the <sale>"`);
    expect(await answer()).toMatch(
      /^Several instances match orders-cache\. Which one\?\norders-cache r-bp1zxszhcgatnx/,
    );
    expect(sre.modals()).toEqual([]);
    const [list] = slack.messages('#payments');
    expect(list?.ephemeralTo).toBe('U0SRE1');
    const second = list?.blocks[2];
    const blockId = second?.['block_id'];
    if (typeof blockId !== 'string') expect.fail('the button has no block_id');
    expect(second?.['accessory']).toMatchObject({ action_id: 'pick_instance', value: 'r-uf6orders' });
    await sre.act({
      ...{ kind: 'press', as: 'U0SRE1', actionId: 'pick_instance', blockId },
      message: { channel: list?.channel ?? '', ts: list?.ts ?? '' },
    });
    await sre.waitsForModal();
    await eventually(() => asked.length > 0);
    expect(asked[0]).toEqual(['r-uf6orders', undefined]);
    await sre.waitsFor('for the <sale>');
  });

  it('goes on with a long command too', async () => {
    const { types, answer, slack, sre } = await edge({
      desk: { instanceView: () => Promise.resolve({ kind: 'found', facts: SHANGHAI, open: undefined }) },
    });
    await types(`orders-cache ${MID} --reason "${'why '.repeat(100)}<end>"`);
    expect(await answer()).not.toContain('Send the command again');
    const [list] = slack.messages('#payments');
    const blockId = list?.blocks[2]?.['block_id'];
    if (typeof blockId !== 'string') expect.fail('the button has no block_id');
    await sre.act({
      ...{ kind: 'press', as: 'U0SRE1', actionId: 'pick_instance', blockId },
      message: { channel: list?.channel ?? '', ts: list?.ts ?? '' },
    });
    await sre.waitsForModal();
    await sre.waitsFor('why why <end>');
  });

  it.each([
    ['too long', 1_950, FLEET],
    [
      'long, and of many instances',
      500,
      Array.from({ length: 20 }, (_, at) => anInstance({ instanceId: `r-bp1n${String(at)}` })),
    ],
  ])('that is %s for its buttons is to be sent again with an id', async (_, length, fleet) => {
    const { types, answer, slack } = await edge({
      desk: { named: (_person, typed) => Promise.resolve(named(typed, fleet)) },
    });
    await types(`orders-cache ${MID} --reason "${'x'.repeat(length)}"`);
    expect(await answer()).toContain('Send the command again with one of these IDs.');
    expect(JSON.stringify(slack.messages('#payments'))).not.toContain('pick_instance');
  });

  it('asks also about a single one while a region cannot be read', async () => {
    const unread = [{ account: 'main', region: 'eu-central-1' }];
    const { types, answer } = await edge({
      desk: { named: (_, typed) => Promise.resolve(named(typed, FLEET, unread)) },
    });
    await types('sessions');
    expect(await answer()).toMatch(
      /not every region could be read[^]*Choose[^]*Couldn't be read: eu-central-1 \(main\)/,
    );
  });

  it('that nothing has is answered with what is near', async () => {
    const { types, answer } = await edge();
    await types('session-s up');
    expect(await answer()).toMatch(
      /No instance you may resize matches session-s\..*\nDid you mean one of these\?\nsessions/,
    );
  });

  it('in the region that was typed says so', async () => {
    const { types, answer } = await edge();
    await types('nothing-here 4GB --region cn-beijing');
    expect(await answer()).toContain('Only cn-beijing was searched; leave out --region to search everywhere.');
  });
});

describe('a list of all instances that is slow', () => {
  it('does not make the form late: it opens, then fills', async () => {
    const list = Promise.withResolvers<ReturnType<typeof names>>();
    const { types, sre } = await edge({ desk: { named: () => list.promise } });
    expect(await types('sessions')).toMatchObject({ ok: true });
    await sre.waitsForModal();
    await sre.waitsFor('Looking up the instance');
    list.resolve(names('sessions'));
    await sre.waitsFor('1 GB');
  });

  it('ends the form where a person has to choose', async () => {
    const list = Promise.withResolvers<ReturnType<typeof names>>();
    const { types, sre, answer } = await edge({ desk: { named: () => list.promise } });
    await types('orders-cache');
    await sre.waitsForModal();
    list.resolve(names('orders-cache'));
    await sre.waitsFor('Choose the instance in the message that was just sent to you.');
    expect(await answer()).toContain('Several instances match');
  });
});

describe('other commands take names too', () => {
  it('status, history and lock', async () => {
    const { types, answer, desk, sre } = await edge({
      desk: { requests: (_, { instanceId }) => Promise.resolve(instanceId === 'r-bp1sessions' ? [aRequest()] : []) },
    });
    await types('status sessions');
    await sre.waitsFor('Waiting for 1 more approval');
    await types('history SESSIONS');
    expect(await answer(1)).toContain('History of r-bp1sessions');
    await types('lock sessions for the sale');
    await eventually(() => desk.locking.length > 0);
    expect(desk.locking).toMatchObject([
      { instanceId: 'r-bp1sessions', region: 'cn-hangzhou', reason: 'for the sale' },
    ]);
    await types('status nothing-of-it');
    expect(await answer(2)).toContain('No instance you can see matches nothing-of-it.');
  });
});

describe('a size, a step or a preset', () => {
  const presets = {
    sale: { target: { sizing: { kind: 'size', mb: 4096 } }, flags: { autoPay: false, coupon: 'best' } },
  } as const;
  const sized = (answer: Sized | { readonly kind: 'unread' }) => () => Promise.resolve(answer);
  const MID_2GB = { name: MID, mb: 2048 };

  it.each<readonly [what: string, answer: Sized | { readonly kind: 'unread' }, said: string]>([
    ['one', { kind: 'one', targetClass: MID }, `${MID} (2 GB)`],
    ['none', { kind: 'none', below: [MID_2GB], above: [] }, `No 4GB class is available for this instance`],
    ['none', { kind: 'none', below: [MID_2GB], above: [] }, `Nearest: ${MID} (2 GB).`],
    ['several', { kind: 'several', classes: [MID_2GB] }, `Several classes match 4GB: ${MID} (2 GB). Choose one.`],
    ['the same', { kind: 'same' }, 'The instance already has 4GB.'],
    ['unread', { kind: 'unread' }, "Couldn't look up a class for 4GB."],
  ])('is looked up for the form: %s', async (_, answer, said) => {
    const { types, sre } = await edge({ desk: { sized: sized(answer) } });
    await types('sessions 4 GB');
    await sre.waitsForModal();
    await sre.waitsFor(said);
  });

  it('is looked up for why, and nothing is judged where it is no class', async () => {
    const { types, answer } = await edge({ desk: { sized: sized({ kind: 'same' }) } });
    await types('why sessions +1');
    expect(await answer()).toBe('The instance already has +1.');
  });

  it('as a preset sets what was not typed', async () => {
    const { types, sre, desk } = await edge({ over: { policy: () => ({ ...POLICY, presets }) } });
    await types(`${ORDERS} sale --coupon none`);
    await sre.waitsForModal();
    await sre.waitsFor(`${MID} (2 GB)`);
    await sre.fills({ reason: 'sale' });
    expect(await sre.submits()).toMatchObject({ ok: true });
    await eventually(() => desk.received.length > 0);
    expect(desk.received).toMatchObject([{ change: { targetClass: MID, autoPay: false, coupon: 'none' } }]);
    await types('help');
    await sre.waitsFor('Presets instead of a class: sale.');
  });
});

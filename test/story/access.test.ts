/** Attacks on the door, in both ways that Slack brings its payloads. */
import { afterEach, describe, expect, it } from 'vitest';
import type { SandboxUser } from '../../sandbox/slack/api.ts';
import type { PersonDriver } from '../../sandbox/slack/person.ts';
import { MID, ORDERS, openStage, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const SHUT = "You can't use this bot here";
const MODES = ['socket', 'http'] as const;

/** What becomes of an approver who still has hands, and the name that the door has for it. */
const FALLS = {
  invited: { flags: ['guest'], reason: 'guest' },
  single: { flags: ['single_channel_guest'], reason: 'guest' },
  visitor: { flags: ['stranger'], teamId: 'T0OTHER', reason: 'stranger' },
  elsewhere: { flags: ['other_team'], teamId: 'T0OTHER', reason: 'other_team' },
} as const satisfies Record<string, { flags: SandboxUser['flags']; teamId?: string; reason: string }>;
type Fall = keyof typeof FALLS;

/** A full member who may ask and approve, in #payments. */
function join(name: string): PersonDriver {
  const id = `U0${name.toUpperCase()}`;
  const place = { locale: 'en-GB', tz: 'Europe/London', tzOffset: 0, teamId: 'T012AB', flags: [] };
  stage.slack.users.push({ id, name, realName: name, ...place });
  for (const group of stage.slack.userGroups) group.users.push(id);
  const channel = stage.slack.channels.find(({ id: channelId }) => channelId === 'C0PAYMENTS')!;
  channel.members = [...channel.members, id];
  return stage.slack.person(id);
}

function fall(person: PersonDriver, kind: Fall): void {
  const { reason, ...state } = { teamId: 'T012AB', ...FALLS[kind] };
  Object.assign(
    stage.slack.users.find(({ id }) => id === person.id)!,
    state,
  );
  expect(reason).not.toBe('');
}

const toldPrivately = (person: PersonDriver): number =>
  stage.slack
    .messages('#payments')
    .filter((message) => message.ephemeralTo === person.id && JSON.stringify(message.blocks).includes(SHUT)).length;

async function refusedCount(reason: string): Promise<number> {
  const text = await (await fetch(`http://127.0.0.1:${String(stage.port())}/metrics`)).text();
  return Number(new RegExp(`refused_requests_total\\{reason="${reason}"\\} (\\d+)`).exec(text)?.[1] ?? 0);
}

describe.each(MODES)('an approver who is none of us any more, by %s', (mode) => {
  it('failure 16: gets nothing by any entry but a private no, and leaves nothing but notes', async () => {
    stage = await openStage({ mode });
    const kinds = Object.keys(FALLS) as Fall[];
    const people = kinds.map((kind) => ({ kind, person: join(kind) }));
    const chooser = join('chooser');
    await stage.ask();
    const [card] = stage.cards();
    for (const person of [...people.map((each) => each.person), chooser]) {
      await person.types(`/redis-resize ${ORDERS} ${MID}`, { in: '#payments' });
      await person.waitsFor('to pay now for the rest of the term');
      await person.fills({ reason: 'let me in' });
    }
    fall(chooser, 'invited');
    for (const { kind, person } of people) fall(person, kind);
    stage.later(61_000);

    for (const { kind, person } of people) {
      const { reason, ...home } = FALLS[kind];
      const before = await refusedCount(reason);
      expect(await person.options('instance', '')).toEqual([]);
      expect(await person.submits()).toMatchObject({ ok: true });
      await person.waitsFor(SHUT);
      await person.closes();
      for (const button of ['approve', 'withdraw']) await person.pressesOld(card!, button);
      await person.pressesOld(card!, 'reject');
      await expect.poll(() => person.modals().some((view) => JSON.stringify(view.blocks).includes(SHUT))).toBe(true);
      await person.closes();
      // A command is only there for members of the workspace that installed it.
      const commands =
        'teamId' in home ? [] : ['help', 'list', 'status', 'history', `why ${ORDERS} ${MID}`, 'nonsense x'];
      for (const line of commands) await person.types(`/redis-resize ${line}`, { in: '#payments' });
      await expect.poll(() => toldPrivately(person)).toBe(2 + commands.length);
      expect((await refusedCount(reason)) - before).toBe(5 + commands.length);
    }
    expect(await chooser.fills({ effective_time: 'MaintainTime' })).toMatchObject({ ok: true });
    await chooser.waitsFor(SHUT);

    const request = await stage.only();
    expect([request.state, request.votes, request.version]).toEqual(['pending', [], 1]);
    expect(stage.orderCalls()).toEqual([]);
    const noted = (await stage.store().records.events(request.id)).filter(({ kind }) => kind === 'click_refused');
    const shut = (kind: Fall): string => `U0${kind.toUpperCase()} ${FALLS[kind].reason}`;
    const who = noted.map(
      ({ actor, data }) => `${actor === 'bot' ? '' : actor.userId} ${String({ reason: '', ...data }.reason)}`,
    );
    expect([...new Set(who)].sort()).toEqual(kinds.map(shut).sort());
    expect(noted).toHaveLength(kinds.length * 3);
  }, 60_000);
});

describe('somebody who looks like an approver', () => {
  it('failure 14: is not one by name, handle or address', async () => {
    stage = await openStage();
    await stage.ask();
    const ana = stage.slack.users.find(({ id }) => id === 'U0SRE1')!;
    const namesake = join('namesake');
    for (const group of stage.slack.userGroups) group.users = group.users.filter((id) => id !== namesake.id);
    Object.assign(
      stage.slack.users.find(({ id }) => id === namesake.id)!,
      { name: ana.name, realName: ana.realName },
    );
    await namesake.presses('Approve');
    await namesake.waitsFor(/Only sre can approve or reject/);
    expect((await stage.only()).votes).toEqual([]);
  });
});

describe('an approver who left the group', () => {
  it('is refused ten seconds later', async () => {
    stage = await openStage();
    await stage.ask();
    const [card] = stage.cards();
    // The membership is read, and remembered, for somebody who may not decide.
    await stage.lead.presses('Approve');
    await stage.lead.waitsFor(/Only sre can approve or reject/);
    stage.slack.userGroups.find(({ id }) => id === 'S0SRE')!.users = ['U0SRE2'];
    stage.later(10_000);
    await stage.sre.pressesOld(card!, 'approve');
    await stage.sre.waitsFor(/Only sre can approve or reject/);
    expect((await stage.only()).votes).toEqual([]);
    expect(stage.orderCalls()).toEqual([]);
  });
});

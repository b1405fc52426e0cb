import { describe, expect, it } from 'vitest';
import type { MutableUser } from '../../../sandbox/slack/world.ts';
import { DEV, SRE } from '../../builders.ts';
import type { IncomingOptions } from '../../../src/slack/bolt.ts';
import { POLICY } from '../corpus.ts';
import { openEdge } from '../edge.ts';

const at = (userId: string, teamId = 'T012AB') => ({ userId, teamId });

describe('who may use the bot', () => {
  it.each([
    ['U0DEV1', 'member'],
    ['U0GUEST', 'guest'],
    ['U0STRANGER', 'stranger'],
    ['U0BOTTY', 'bot_user'],
    ['U0GONE', 'deactivated'],
    ['U0NOBODY', 'no_such_person'],
  ])('%s: %s', async (userId, wanted) => {
    const { bot } = await openEdge();
    const standing = await bot.people.standing(at(userId), 'reading');
    expect(standing.kind === 'member' ? 'member' : standing.reason).toBe(wanted);
  });

  it('nobody who acts from another workspace, unless the configuration serves it', async () => {
    const own = await openEdge();
    expect(await own.bot.people.standing(at('U0DEV1', 'T0OTHER'), 'reading')).toEqual({
      kind: 'refused',
      reason: 'other_team',
    });
    own.slack.users.push(user('U0OTHER', 'T0OTHER'));
    expect(await own.bot.people.standing(at('U0OTHER', 'T0OTHER'), 'reading')).toEqual({
      kind: 'refused',
      reason: 'other_team',
    });
    const both = await openEdge({ policy: { teams: ['T012AB', 'T0OTHER'] } });
    both.slack.users.push(user('U0OTHER', 'T0OTHER'));
    expect(await both.bot.people.standing(at('U0OTHER', 'T0OTHER'), 'reading')).toMatchObject({ kind: 'member' });
  });

  it('nobody while Slack does not answer, and everybody again as soon as it does', async () => {
    const { bot, slack } = await openEdge();
    slack.fault({ kind: 'method', method: 'users.info', error: 'internal_error' });
    expect(await bot.people.standing(DEV, 'reading')).toEqual({ kind: 'refused', reason: 'person_unknown' });
    expect(await bot.people.standing(DEV, 'reading')).toMatchObject({ kind: 'member' });
  });

  it('nobody is gone because an answer names no one', async () => {
    const { bot, slack } = await openEdge();
    slack.fault({ kind: 'hollow', method: 'users.info' });
    expect(await bot.people.standing(DEV, 'reading')).toEqual({ kind: 'refused', reason: 'person_unknown' });
    expect(await bot.people.standing(DEV, 'reading')).toMatchObject({ kind: 'member' });
  });

  it('asks once a minute, and once for many questions at the same time', async () => {
    let now = new Date('2026-11-23T12:00:00Z');
    const { bot, slack } = await openEdge({ over: { now: () => now } });
    const asked = () => slack.calls.filter(({ method }) => method === 'users.info').length;
    await Promise.all(Array.from({ length: 20 }, () => bot.people.standing(DEV, 'reading')));
    expect(asked()).toBe(1);
    now = new Date('2026-11-23T12:00:59Z');
    await bot.people.standing(DEV, 'reading');
    expect(asked()).toBe(1);
    now = new Date('2026-11-23T12:01:01Z');
    await bot.people.standing(DEV, 'reading');
    expect(asked()).toBe(2);
  });
});

describe('for a decision', () => {
  const START = Date.parse('2026-11-23T12:00:00Z');

  it('nothing is older than ten seconds: who became a guest or left a group meanwhile is seen', async () => {
    let now = START;
    const { bot, slack } = await openEdge({ over: { now: () => new Date(now) } });
    const asked = (method: string) => slack.calls.filter((call) => call.method === method).length;
    const ask = async () => [
      (await bot.people.standing(SRE, 'decision')).kind,
      (await bot.people.directory(['sre'])).get('S0SRE'),
    ];
    await ask();
    slack.users.find(({ id }) => id === 'U0SRE1')!.flags = ['guest'];
    slack.userGroups.find(({ id }) => id === 'S0SRE')!.users = ['U0SRE2'];
    now = START + 9_999;
    expect(await ask()).toEqual(['member', new Set(['U0SRE1', 'U0SRE2', 'U0SRE3'])]);
    now = START + 10_000;
    expect(await ask()).toEqual(['refused', new Set(['U0SRE2'])]);
    // Only the groups that decide are read again: Slack lets some twenty a minute be read.
    expect([asked('users.info'), asked('usergroups.users.list')]).toEqual([2, 3]);
  });

  it('what is unknown is not replaced by what was known', async () => {
    let now = START;
    const { bot, slack } = await openEdge({ over: { now: () => new Date(now) } });
    await bot.people.directory(['sre']);
    now = START + 10_000;
    slack.fault({ kind: 'method', method: 'usergroups.users.list', error: 'internal_error', times: 9 });
    slack.fault({ kind: 'method', method: 'users.info', error: 'internal_error', times: 9 });
    expect((await bot.people.directory(['sre'])).get('S0SRE')).toBe('unknown');
    expect(await bot.people.standing(SRE, 'decision')).toEqual({ kind: 'refused', reason: 'person_unknown' });
  });
});

describe('who belongs to a group', () => {
  it('is read for every user group of the configuration', async () => {
    const { bot } = await openEdge();
    expect(await bot.people.directory()).toEqual(
      new Map([
        ['S0SRE', new Set(['U0SRE1', 'U0SRE2', 'U0SRE3'])],
        ['S0BACKEND', new Set(['U0DEV1', 'U0DEV2'])],
      ]),
    );
  });

  it.each([
    { kind: 'method', method: 'usergroups.users.list', times: 2, error: 'no_such_subteam' },
    { kind: 'http', method: 'usergroups.users.list', times: 20, status: 500 },
    { kind: 'rate_limit', method: 'usergroups.users.list', times: 2, retryAfterSeconds: 30 },
  ] as const)('failure 17: is unknown, not empty, after %j, and is asked again the next time', async (fault) => {
    const { bot, slack } = await openEdge();
    slack.fault(fault);
    const unread = await bot.people.directory();
    expect([...unread.values()]).toEqual(['unknown', 'unknown']);
    slack.clearFaults();
    expect((await bot.people.directory()).get('S0SRE')).toEqual(new Set(['U0SRE1', 'U0SRE2', 'U0SRE3']));
  });

  it.each([
    ['waited for', 1, true],
    ['too long to wait for', 30, false],
  ])('is read although Slack asks for a pause: %s', async (_, retryAfterSeconds, isRead) => {
    const { bot, slack } = await openEdge();
    slack.fault({ kind: 'rate_limit', method: 'usergroups.users.list', times: 2, retryAfterSeconds });
    const began = performance.now();
    const directory = await bot.people.directory();
    expect([...directory.values()].map((members) => members !== 'unknown')).toEqual([isRead, isRead]);
    expect(performance.now() - began).toBeLessThan(2_000);
  });

  it('is not waited for twice', async () => {
    const { bot, slack } = await openEdge();
    slack.fault({ kind: 'rate_limit', method: 'usergroups.users.list', times: 4, retryAfterSeconds: 1 });
    expect([...(await bot.people.directory()).values()]).toEqual(['unknown', 'unknown']);
  });

  it('is kept for a minute', async () => {
    const { bot, slack } = await openEdge();
    await Promise.all([bot.people.directory(), bot.people.directory()]);
    await bot.people.directory();
    expect(slack.calls.filter(({ method }) => method === 'usergroups.users.list')).toHaveLength(2);
  });
});

describe('an org-wide token', () => {
  it.each([
    ['the workspace', ['T012AB']],
    ['one of several, which are tried in turn', ['T0OTHER', 'E0ACME', 'T012AB']],
  ])('reads the groups of %s that the configuration serves', async (_, teams) => {
    const { bot, slack } = await openEdge({ orgWide: true, policy: { teams } });
    expect((await bot.people.directory()).get('S0SRE')).toEqual(new Set(['U0SRE1', 'U0SRE2', 'U0SRE3']));
    const asked = slack.calls.filter(({ method }) => method === 'usergroups.users.list');
    expect(asked.every(({ args }) => args['team_id'] !== undefined)).toBe(true);
  });

  it('without a workspace that is served starts nothing, and says what is missing', async () => {
    await expect(openEdge({ orgWide: true })).rejects.toThrow('slack.teams');
  });
});

describe('who is in a channel', () => {
  const rooms = (...ids: readonly string[]): Partial<IncomingOptions> => ({
    policy: () => ({ ...POLICY, groups: { room: ids.map((id) => ({ kind: 'channel', id })) } }),
  });

  it('is read, without the bot itself', async () => {
    const { bot } = await openEdge({ over: rooms('C0AUDIT') });
    expect(await bot.people.directory()).toEqual(new Map([['C0AUDIT', new Set(['U0SRE1', 'U0LEAD'])]]));
  });

  it('is read to the last page', async () => {
    const { bot, slack } = await openEdge({ over: rooms('C0CROWD') });
    const crowd = Array.from({ length: 450 }, (_, index) => `U0CROWD${String(index)}`);
    slack.channels.push({ id: 'C0CROWD', name: 'crowd', isPrivate: false, isShared: false, members: crowd });
    expect((await bot.people.directory()).get('C0CROWD')).toEqual(new Set(crowd));
    expect(slack.calls.filter(({ method }) => method === 'conversations.members')).toHaveLength(3);
  });

  it.each([
    ['a private channel without the bot', 'C0PRIVATE', undefined],
    ['a channel that is not there', 'C0NOSUCH', undefined],
    ['an app without the scope', 'C0AUDIT', ['commands', 'chat:write', 'users:read', 'usergroups:read']],
  ])('is unknown, not empty: %s', async (_, id, scopes) => {
    const { bot, logged } = await openEdge({ over: rooms(id), ...(scopes === undefined ? {} : { scopes }) });
    expect(await bot.people.directory()).toEqual(new Map([[id, 'unknown']]));
    expect(logged.some((line) => line.includes(id))).toBe(true);
  });

  it('is unknown when one page of several cannot be read', async () => {
    const { bot, slack } = await openEdge({ over: rooms('C0CROWD') });
    const crowd = Array.from({ length: 300 }, (_, index) => `U0CROWD${String(index)}`);
    slack.channels.push({ id: 'C0CROWD', name: 'crowd', isPrivate: false, isShared: false, members: crowd });
    slack.fault({ kind: 'method', method: 'conversations.members', error: 'internal_error' });
    expect((await bot.people.directory()).get('C0CROWD')).toBe('unknown');
    expect(((await bot.people.directory()).get('C0CROWD') as ReadonlySet<string>).size).toBe(300);
  });

  it('is not read to the end of the world', async () => {
    const { bot, slack } = await openEdge({ over: rooms('C0CROWD') });
    const crowd = Array.from({ length: 5_001 }, (_, index) => `U0CROWD${String(index)}`);
    slack.channels.push({ id: 'C0CROWD', name: 'crowd', isPrivate: false, isShared: false, members: crowd });
    expect((await bot.people.directory()).get('C0CROWD')).toBe('unknown');
  });
});

describe('where a card can be posted', () => {
  it.each([
    ['C0PAYMENTS', 'open'],
    ['C0NOBOT', 'channel_not_joined'],
    ['C0PRIVATE', 'channel_not_joined'],
    ['C0SHARED', 'channel_shared'],
    ['C0NOSUCH', 'channel_not_joined'],
    ['D0DIRECT', 'channel_not_joined'],
    ['C0ATTIC', 'channel_archived'],
  ])('%s: %s', async (channelId, wanted) => {
    const { bot, slack } = await openEdge();
    slack.channels.push({
      id: 'C0ATTIC',
      name: 'attic',
      isPrivate: false,
      isShared: false,
      isArchived: true,
      members: [],
    });
    const answer = await bot.people.channel(channelId);
    expect(answer.kind === 'open' ? 'open' : answer.reason).toBe(wanted);
  });

  it('is not guessed: a passing failure is one, and without the scope nothing is open', async () => {
    const { bot, slack, logged } = await openEdge();
    slack.fault({ kind: 'method', method: 'conversations.info', error: 'internal_error' });
    await expect(bot.people.channel('C0PAYMENTS')).rejects.toMatchObject({ code: 'internal_error', temporary: true });
    slack.fault({ kind: 'scopes', scopes: ['commands'] });
    expect(await bot.people.channel('C0PAYMENTS')).toEqual({ kind: 'refused', reason: 'channel_unreadable' });
    expect(logged.some((line) => line.includes('missing_scope'))).toBe(true);
  });
});

function user(id: string, teamId: string): MutableUser {
  return { id, name: id, realName: id, locale: 'en-GB', tz: 'Europe/London', tzOffset: 0, teamId, flags: [] };
}

/** On an Enterprise Grid one person may stand in a group by both of their ids. */
import { beforeEach, expect, it } from 'vitest';
import { digestOf } from '../../../src/core/policy/digest.ts';
import type { RequestEvent, ResizeRequest } from '../../../src/core/request/request.ts';
import { publishDirect } from '../../../src/workflow/steps/publish-direct.ts';
import type { World } from '../../../src/workflow/world.ts';
import { aNeed, aRequest, NOON, SRE } from '../../builders.ts';
import { aPolicy, user } from '../../core/policy/policy-builders.ts';
import { aWorld } from '../../world.ts';

const OTHER = 'W0SRE1';
const policy = aPolicy([], { groups: { sre: [user(SRE.userId), user(OTHER), user('U0SRE2')] } });
const request = aRequest({ state: 'pending', need: aNeed({ from: ['sre'], tell: 'dm' }) });

let told: string[];
let world: World;
beforeEach(() => {
  told = [];
  const ids = [SRE.userId, OTHER];
  world = aWorld({
    policy: () => policy,
    people: {
      directory: () => Promise.resolve(new Map()),
      standing: ({ userId }) =>
        Promise.resolve({
          kind: 'member',
          otherId: ids.includes(userId) ? ids.find((id) => id !== userId) : undefined,
        }),
    },
    records: {
      saveDirectCard: () => Promise.resolve(),
      claimMessage: () => Promise.resolve(undefined),
      markDelivered: () => Promise.resolve(),
    },
    notifier: {
      openDirect: (userId) => Promise.resolve(`D${userId}`),
      upsertDirectCard(_, { userId }) {
        told.push(userId);
        return Promise.resolve({ channelId: `D${userId}`, ts: '1.1' });
      },
      dmApprover(_, userId) {
        told.push(userId);
        return Promise.resolve();
      },
    },
  });
});

const publish = (of: ResizeRequest, cards: readonly string[] = [], events: readonly RequestEvent[] = []) =>
  publishDirect(
    world,
    {
      request: of,
      strays: [],
      directCards: cards.map((userId) => ({ userId, channelId: `D${userId}`, ts: '1.1', shows: of.version })),
    },
    events.map((event) => ({ event, deliveredTo: [] })),
    (act) => act().then(() => true),
  );

it('they get one card', async () => {
  await publish(request);
  expect(told).toEqual([SRE.userId, 'U0SRE2']);
});

it('they are not reminded of what they have agreed to by the other id', async () => {
  const vote = {
    by: { ...SRE, userId: OTHER, otherId: SRE.userId },
    at: NOON.toISOString(),
    digest: digestOf(request),
  };
  const voted = { ...request, votes: [{ ...vote, parts: undefined }] };
  const reminder = { seq: 3, requestId: request.id, at: NOON.toISOString(), kind: 'reminded', actor: 'bot', data: {} };
  await publish(voted, [SRE.userId, 'U0SRE2'], [reminder as RequestEvent]);
  expect(told).toEqual(['U0SRE2']);
});

import { afterEach, beforeEach, expect, it } from 'vitest';
import { SlackFault } from '../../../src/core/faults.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { publishDigest, startDigest } from '../../../src/workflow/steps/daily.ts';
import type { World } from '../../../src/workflow/world.ts';
import type { InstanceSummary } from '../../../src/core/instance/instance.ts';
import { aDraft, anInstance, aUsage, GB } from '../../builders.ts';
import { aPolicy } from '../../core/policy/policy-builders.ts';
import { freshDatabase } from '../../database.ts';
import { aWorld } from '../../world.ts';

const DAY = '2026-11-23';
const SLACK = aPolicy([]).slack;

let store: Store;
let now: Date;
let posts: string[];
let deleted: string[];
let fleet: InstanceSummary[];
let full: string[];
/** What becomes of the next posts: the answer of one that was posted is lost, or it is refused. */
let fate: ('answered' | 'lost' | 'gone')[];

beforeEach(async () => {
  [now, posts, deleted, fate, fleet, full] = [new Date('2026-11-23T01:31:00Z'), [], [], [], [], []];
  store = await openStore({ ...(await freshDatabase()), clock: { now: () => now }, onError: () => undefined });
});
afterEach(() => store.close(2000));

/** One of several processes on the same database. */
function replica(): World {
  return aWorld({
    records: store.records,
    clock: { now: () => now },
    cloud: {
      fleet: () => Promise.resolve({ instances: fleet, unread: [] }),
      memoryPeaks: (of) => Promise.resolve(new Map(of.map(({ instanceId }) => [instanceId, 0.9 * GB]))),
      locate: () => Promise.resolve(anInstance()),
      instance: () => Promise.resolve(anInstance()),
      usage: () => Promise.resolve(aUsage({ peakMemoryBytes: 0.9 * GB })),
      targets: () => Promise.resolve([]),
    },
    policy: () =>
      aPolicy([], { slack: { ...SLACK, digest: { channel: 'C0OPS', at: '09:30', zone: 'Asia/Shanghai' } } }),
    notifier: {
      postDigest: (channelId, _, { suggestions }) => {
        full.push(...suggestions.full.map(({ name }) => name));
        const next = fate.shift();
        if (next === 'gone') throw new SlackFault({ code: 'channel_not_found', temporary: false });
        posts.push(`${channelId} ${String(posts.length + 1)}`);
        if (next === 'lost') throw new SlackFault({ code: 'request_timeout', temporary: true });
        return Promise.resolve({ channelId, ts: String(posts.length) });
      },
      deleteMessage: ({ ts }) => Promise.resolve(void deleted.push(ts)),
    },
  });
}

const open = () => store.records.open(aDraft(), 'V1', [], []);

it('is posted once over replicas and restarts, and at its time', async () => {
  await open();
  now = new Date('2026-11-23T01:29:00Z');
  await startDigest(replica());
  expect(await store.records.digest(DAY)).toBeUndefined();
  now = new Date('2026-11-23T01:30:00Z');
  await Promise.all([startDigest(replica()), startDigest(replica())]);
  await publishDigest(replica(), DAY);
  await startDigest(replica());
  await publishDigest(replica(), DAY);
  expect(posts).toEqual(['C0OPS 1']);
});

it('whose answer was lost is known again by its event; of two the first stays', async () => {
  await open();
  fate = ['lost'];
  await startDigest(replica());
  await expect(publishDigest(replica(), DAY)).rejects.toThrow();
  await publishDigest(replica(), DAY);
  expect(posts).toHaveLength(2);
  await store.records.digestSeen(DAY, { channelId: 'C0OPS', ts: '1' });
  await store.records.digestSeen(DAY, { channelId: 'C0OPS', ts: '2' });
  await publishDigest(replica(), DAY);
  expect([deleted, posts.length]).toEqual([['1'], 2]);
  await publishDigest(replica(), DAY);
  expect((await store.records.digest(DAY))?.messages).toEqual([{ channelId: 'C0OPS', ts: '2' }]);
});

it('that was seen before the next try is not posted again', async () => {
  await open();
  fate = ['lost'];
  await startDigest(replica());
  await expect(publishDigest(replica(), DAY)).rejects.toThrow();
  await store.records.digestSeen(DAY, { channelId: 'C0OPS', ts: '1' });
  await publishDigest(replica(), DAY);
  expect([posts.length, deleted]).toEqual([1, []]);
});

it('has the suggestions of the week on Mondays, and comes for them alone', async () => {
  fleet = [anInstance()];
  for (const [at, day] of [
    ['2026-11-23T02:00:00Z', DAY],
    ['2026-11-24T02:00:00Z', '2026-11-24'],
  ] as const) {
    now = new Date(at);
    await startDigest(replica());
    await publishDigest(replica(), day);
  }
  expect([posts, full]).toEqual([['C0OPS 1'], ['orders-cache']]);
});

it('says nothing on a quiet day, on the next day, or where Slack will never take it', async () => {
  await startDigest(replica());
  await publishDigest(replica(), DAY);
  await open();
  await publishDigest(replica(), DAY);
  now = new Date('2026-11-24T02:00:00Z');
  await startDigest(replica());
  fate = ['gone'];
  await publishDigest(replica(), '2026-11-24');
  await publishDigest(replica(), '2026-11-24');
  now = new Date('2026-11-25T15:59:00Z');
  await startDigest(replica());
  now = new Date('2026-11-25T16:01:00Z');
  await publishDigest(replica(), '2026-11-25');
  expect(posts).toEqual([]);
});

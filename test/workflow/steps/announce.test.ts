import { afterEach, beforeEach, expect, it } from 'vitest';
import { SlackFault } from '../../../src/core/faults.ts';
import { ANNOUNCEMENTS } from '../../../src/core/request/step.ts';
import { openStore, type Store } from '../../../src/store/store.ts';
import { runJobs } from '../../../src/workflow/runbook.ts';
import { meetMessage } from '../../../src/workflow/steps/meet-message.ts';
import type { World } from '../../../src/workflow/world.ts';
import { DEV, NOON } from '../../builders.ts';
import { aPolicy } from '../../core/policy/policy-builders.ts';
import { freshDatabase } from '../../database.ts';
import { idle } from '../../idle.ts';
import { aWorld } from '../../world.ts';

let store: Store;
/** `C0AUDIT 1,2`: the events of each message. */
let posts: string[];
let deleted: string[];
/** What becomes of the next posts. */
let fate: ('answered' | 'lost' | 'kept out' | 'never')[];

beforeEach(async () => {
  [posts, deleted, fate] = [[], [], []];
  store = await openStore({ ...(await freshDatabase()), clock: { now: () => NOON }, onError: () => undefined });
});
afterEach(() => store.close(2000));

function world(mirror: readonly string[] = ['C0AUDIT']): World {
  return aWorld({
    records: store.records,
    policy: () => aPolicy([], { slack: { ...aPolicy([]).slack, mirror } }),
    notifier: {
      announce: (channelId, events) => {
        const next = fate.shift();
        if (next === 'kept out') throw new SlackFault({ code: 'not_in_channel', temporary: false });
        if (next === 'never') throw new SlackFault({ code: 'invalid_blocks', temporary: false, about: 'message' });
        const seqs = events.map(({ seq }) => seq);
        posts.push(`${channelId} ${seqs.join()}`);
        if (next === 'lost') throw new SlackFault({ code: 'request_timeout', temporary: true });
        return Promise.resolve(messageOf(posts.length));
      },
      deleteMessage: ({ ts }) => Promise.resolve(void deleted.push(ts)),
    },
  });
}

/** The message of the post of this number, as its metadata shows it. */
function messageOf(number: number) {
  const [channelId = '', seqs = ''] = posts[number - 1]?.split(' ') ?? [];
  const [from, seq] = [Number(seqs.split(',')[0]), Number(seqs.split(',').at(-1))];
  return { channelId, ts: String(number), from, seq, mirror: true };
}

const publish = () => runJobs(world(), 'publish', [ANNOUNCEMENTS]);
const note = (version: string) =>
  store.records.noteConfiguration({ kind: 'config_taken', actor: 'bot', data: { version, file: 'f', rules: 1 } });
const deny = () => store.records.note({ kind: 'denied', actor: DEV, data: { outcome: 'no', reason: undefined } });
const pending = async () => (await store.records.undelivered(ANNOUNCEMENTS)).map(({ event }) => event.seq);

it('lines whose answer was lost are known again by their event, and not said twice', async () => {
  await note('1');
  await deny();
  await note('2');
  fate = ['lost'];
  await expect(publish()).rejects.toThrow();
  await meetMessage(world(), ANNOUNCEMENTS, messageOf(1));
  await publish();
  expect([posts, await pending()]).toEqual([['C0AUDIT 1,3'], []]);
  expect((await store.db.selectFrom('delivery').select('event_seq').execute()).map((row) => row.event_seq)).toEqual([
    1, 3,
  ]);
});

it('of two messages with the same lines the first to be known stays, and the other is deleted', async () => {
  await note('1');
  fate = ['lost'];
  await expect(publish()).rejects.toThrow();
  await note('2');
  await publish();
  expect(posts).toEqual(['C0AUDIT 1', 'C0AUDIT 1,2']);
  await store.jobs.work((queue, ids) => runJobs(world(), queue, ids));
  for (const number of [1, 2]) await meetMessage(world(), ANNOUNCEMENTS, messageOf(number));
  await idle(store.db);
  expect([deleted, await pending(), posts.length]).toEqual([['1'], [], 2]);
});

it('a channel that the bot is not in is waited for, and no other waits for it', async () => {
  await note('1');
  fate = ['kept out'];
  await expect(runJobs(world(['C0LOST', 'C0AUDIT']), 'publish', [ANNOUNCEMENTS])).rejects.toThrow('not_in_channel');
  expect([posts, await pending()]).toEqual([['C0AUDIT 1'], [1]]);
  await runJobs(world(['C0LOST', 'C0AUDIT']), 'publish', [ANNOUNCEMENTS]);
  expect([posts, await pending()]).toEqual([['C0AUDIT 1', 'C0LOST 1'], []]);
});

it.each([
  ['that Slack never takes is given up', ['C0AUDIT']],
  ['for which there is no channel is none', []],
])('a line %s', async (_, mirror) => {
  await note('1');
  fate = ['never'];
  await runJobs(world(mirror), 'publish', [ANNOUNCEMENTS]);
  expect([posts, await pending()]).toEqual([[], []]);
});

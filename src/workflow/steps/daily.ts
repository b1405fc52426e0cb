/** The digest of a day, posted once: a restart or a second replica finds in the record that it was. */
import { SlackFault } from '../../core/faults.ts';
import { dailyOf, DIGEST_COVERS_MS, dueDigest, isForSuggestions, isQuiet } from '../../core/explain/daily.ts';
import { CHARGED } from '../../core/request/state.ts';
import { digestJob } from '../../core/request/step.ts';
import { adviceForAll } from '../ask/suggestions.ts';
import { later, type World } from '../world.ts';

/** Requests that are read of each kind; far more than it shows. */
const MOST = 1000;

/** After its time, and until its day is over: what was missed while the bot was down is caught up. */
export async function startDigest({ records, policy, clock }: World): Promise<void> {
  const day = dueDigest(policy().slack.digest, clock.now());
  if (day !== undefined) await records.startDigest(day);
}

/** Deletes every message of the day but the first, and posts that one unless it is there. */
export async function publishDigest(world: World, day: string): Promise<void> {
  const { records, notifier, policy, clock, log } = world;
  const digest = await records.digest(day);
  if (digest === undefined) return;
  const [first, ...strays] = digest.messages;
  for (const message of strays) {
    await notifier.deleteMessage(message);
    await records.digestDeleted(day, message);
  }
  const settings = policy().slack.digest;
  if (first !== undefined || digest.settled) return;
  const isOver = settings === undefined || dueDigest(settings, clock.now()) !== day;
  const daily = isOver ? undefined : await readDaily(world, day);
  if (isOver || daily === undefined || isQuiet(daily)) return records.digestSettled(day);
  try {
    await records.digestSeen(day, await notifier.postDigest(settings.channel, day, daily));
  } catch (fault) {
    if (!(fault instanceof SlackFault)) throw fault;
    if (fault.retryAfterMs !== undefined) {
      return records.enqueue({ ...digestJob(day), after: later(clock, fault.retryAfterMs) });
    }
    if (fault.temporary) throw fault;
    log.error({ channel: settings.channel, code: fault.code }, 'the digest cannot be posted');
    await records.digestSettled(day);
  }
}

/** Metrics are waited for so long. */
const SUGGEST_MS = 30_000;

async function readDaily(world: World, day: string) {
  const { cloud, records, policy, clock } = world;
  const fleet = isForSuggestions(day) ? await cloud.fleet(SUGGEST_MS) : undefined;
  const [open, charged, returning, locks, freeze, suggested] = await Promise.all([
    records.find({ open: true, limit: MOST }),
    records.find({ states: [...CHARGED, 'cancelled'], changedSince: later(clock, -DIGEST_COVERS_MS), limit: MOST }),
    records.find({ returning: true, limit: MOST }),
    records.locks(),
    records.freeze(),
    adviceForAll(world, fleet?.instances ?? [], SUGGEST_MS),
  ]);
  return dailyOf(policy(), { open, charged, returning, locks, freeze, advice: suggested.advice }, clock.now());
}

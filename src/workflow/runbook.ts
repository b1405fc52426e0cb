/**
 * The story of a request, as its jobs. What runs in which state, and where that may lead, is the table RUNBOOK in
 * core/request/state.ts.
 *
 * - `intake`: a submitted form becomes a request; a pressed button becomes a vote, a rejection or a withdrawal.
 * - `deadline`: a request that waits for approvers has them reminded, and expires; a freeze from Slack ends.
 * - `order`: an approved request is checked once more and ordered exactly once.
 * - `find`: an order whose fate is unclear is looked for, for hours after its request was given up.
 * - `watch`: a placed order is followed until three facts of the cloud say that the instance has its new class.
 * - `publish`: every change is shown on the card and said in the thread, after it has happened.
 * - `home`: what one person finds on their App Home; its payload is their Slack user id.
 *
 * The payload of a job is an id; everything else is in the record.
 */
import type { RequestId } from '../core/request/request.ts';
import { ANNOUNCEMENTS, digestDay, FREEZE, type Queue, strayOf } from '../core/request/step.ts';
import { meetDeadline } from './steps/deadline.ts';
import { publishDigest } from './steps/daily.ts';
import { findLost } from './steps/find-lost.ts';
import { meetFreezeEnd } from './steps/freezing.ts';
import { publishHome, refreshHomes } from './steps/home.ts';
import { processInbound } from './steps/intake.ts';
import { order } from './steps/order.ts';
import { deleteStray, publishAnnouncements } from './steps/announce.ts';
import { publish } from './steps/publish.ts';
import { watch } from './steps/watch.ts';
import type { World } from './world.ts';

const JOBS = {
  intake: processInbound,
  deadline: (world, id) => (isFreeze(id) ? meetFreezeEnd(world) : meetDeadline(world, id)),
  order,
  home: publishHome,
  async publish(world, id) {
    const day = digestDay(id);
    if (day !== undefined) return publishDigest(world, day);
    const stray = strayOf(id);
    if (stray !== undefined) return deleteStray(world, stray);
    const ofRequest = isAnnouncement(id) ? undefined : id;
    try {
      await (ofRequest === undefined ? publishAnnouncements(world) : publish(world, ofRequest));
    } finally {
      await refreshHomes(world, ofRequest);
    }
  },
} as const satisfies Record<Exclude<Queue, 'find' | 'watch'>, (world: World, id: RequestId) => Promise<void>>;

/** Runs a batch of jobs of one queue. `find` and `watch` take them together: one call of the cloud serves many. */
export async function runJobs(world: World, queue: Queue, ids: readonly string[]): Promise<void> {
  if (queue === 'find') return findLost(world, ids as readonly RequestId[]);
  if (queue === 'watch') return watch(world, ids as readonly RequestId[]);
  for (const id of ids) await JOBS[queue](world, id as RequestId);
}

function isFreeze(id: string): boolean {
  return id === FREEZE;
}

function isAnnouncement(id: string): boolean {
  return id === ANNOUNCEMENTS;
}

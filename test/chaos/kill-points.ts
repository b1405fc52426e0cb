/** kill -9 at the named point that was tried least: around a commit, or around a call to Slack or to the cloud. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from '../story/stage.ts';
import type { Seat } from './crew.ts';
import type { Scene } from './trouble.ts';

/** Behind a proxy the others work on; a bot with an embedded database ends itself, and has nobody beside it. */
export async function killAtCommit(scene: Scene): Promise<void> {
  const { crew } = scene;
  const point = crew.points.next('commit');
  if (point === undefined) return sleep(200);
  const [{ proxy }] = crew.seats as [Seat];
  const ended = await (proxy === undefined ? endingItself(scene, point) : trapped(scene, point));
  if (ended === undefined) return;
  ended.bot = undefined;
  await crew.start();
}

async function endingItself({ crew, longestMs }: Scene, point: string): Promise<Seat | undefined> {
  const [seat] = crew.seats as [Seat];
  await seat.bot?.kill('SIGKILL');
  seat.bot = undefined;
  await crew.start(point);
  return (await (seat as Required<Seat>).bot?.ended(patience(longestMs))) ? seat : undefined;
}

/** Whichever of the bots comes to this commit first. */
async function trapped({ crew: { seats, points }, longestMs }: Scene, point: string): Promise<Seat | undefined> {
  const removeAll = (): void => seats.forEach(({ proxy }) => proxy?.removeTrap());
  const ended = await new Promise<Seat | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), patience(longestMs));
    for (const seat of seats) {
      seat.proxy?.setTrap(point, async () => {
        clearTimeout(timer);
        removeAll();
        await seat.bot?.kill('SIGKILL');
        resolve(seat);
      });
    }
  });
  removeAll();
  if (ended !== undefined) points.killed(point);
  return ended;
}

/** A short run has no time to wait for what comes rarely. */
const patience = (longestMs: number): number => Math.min(15_000, longestMs);

/** Which of the bots called is not known here: all end, as in a power cut. */
export async function killAtCall({ stage, crew, longestMs }: Scene): Promise<void> {
  for (const what of calledSoFar(stage)) crew.points.saw(`call of ${what}`);
  const point = crew.points.next('call');
  if (point === undefined) return sleep(200);
  const [side, , , , name = ''] = point.split(' ');
  const hung = hang(stage, name, side === 'after');
  if (ABOUT_LOST_ANSWERS.includes(name)) stage.cloud.fault({ kind: 'drop_after', action: 'ModifyInstanceSpec' });
  for (const until = Date.now() + patience(longestMs); !hung() && Date.now() < until;) await sleep(5);
  if (hung()) {
    for (const seat of crew.seats) {
      await seat.bot?.kill('SIGKILL');
      seat.bot = undefined;
    }
    crew.points.killed(point);
  }
  stage.slack.clearFaults();
  stage.cloud.clearFaults();
  await crew.start();
}

/** Of the start alone: nobody waits for these later. */
const AT_START: readonly string[] = ['auth.test', 'apps.connections.open', 'bots.info', 'team.info'];

/** Calls that are made only where the answer to an order was lost. */
const ABOUT_LOST_ANSWERS: readonly string[] = ['QueryOrders', 'GetOrderDetail'];

function calledSoFar({ slack, cloud }: Stage): ReadonlySet<string> {
  const methods = slack.calls.slice(-2000).map(({ method }) => method);
  const actions = cloud.calls.slice(-2000).map(({ action }) => action);
  return new Set([...methods, ...actions].filter((name) => !AT_START.includes(name)));
}

/** Keeps the next call back, or only its answer; tells whether it has come. */
function hang({ slack, cloud }: Stage, name: string, effect: boolean): () => boolean {
  if (!name.includes('.')) {
    const from = cloud.calls.length;
    cloud.fault({ kind: 'hang', action: name, effect });
    return () => cloud.calls.slice(from).some(({ action, fault }) => action === name && fault === 'hang');
  }
  const fault = { kind: 'hang', method: name, ms: 60_000, effect } as const;
  slack.fault(fault);
  return () => !slack.faults.includes(fault);
}

/** kill -9 at the named points that were killed least: around a commit, or around a call to Slack or to the cloud. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from '../story/stage.ts';
import type { Seat } from './crew.ts';
import { NEEDS } from './needs.ts';
import type { Scene } from './trouble.ts';

export async function killAtPoint(scene: Scene): Promise<void> {
  const { stage, crew, dice } = scene;
  for (const what of [...Object.keys(NEEDS), ...calledSoFar(stage)]) crew.points.saw(what);
  const ahead = Math.sign(crew.points.least('call') - crew.points.least('commit'));
  await (dice.next() < 0.5 - 0.4 * ahead ? killAtCall(scene) : killAtCommit(scene));
}

/** Behind a proxy the others work on; a bot with an embedded database ends itself, and has nobody beside it. */
async function killAtCommit(scene: Scene): Promise<void> {
  const { crew } = scene;
  const [{ proxy }] = crew.seats as [Seat];
  const ended = await provoking(scene, 'commit', () => (proxy === undefined ? endingItself(scene) : trapped(scene)));
  if (ended) await crew.startOne();
}

/** Meanwhile what the one needs that was sought least. */
async function provoking<T>(scene: Scene, kind: 'commit' | 'call', kill: () => Promise<T>): Promise<T> {
  const { stage, crew } = scene;
  const sought = crew.points.seek(kind)?.replace(/^\w+ the /, '');
  let over = false;
  const act = NEEDS[sought ?? '']?.(scene, () => over);
  try {
    return await kill();
  } finally {
    over = true;
    await act;
    stage.slack.clearFaults();
    stage.cloud.clearFaults();
  }
}

async function endingItself({ crew, longestMs }: Scene): Promise<boolean> {
  const [seat] = crew.seats as [Seat];
  await end(seat);
  await crew.start(() => crew.points.waiting('commit'));
  const ended = (await seat.bot?.ended(patience(longestMs))) === true;
  if (ended) seat.bot = undefined;
  return ended;
}

async function end(seat: Seat): Promise<void> {
  await seat.bot?.kill('SIGKILL');
  seat.bot = undefined;
}

/** Whichever of the bots comes first to one of these commits. */
async function trapped({ crew: { seats, points }, longestMs }: Scene): Promise<boolean> {
  const waiting = points.waiting('commit');
  const removeAll = (): void => seats.forEach(({ proxy }) => proxy?.removeTrap());
  const ended = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), patience(longestMs));
    for (const seat of seats) {
      // One that is starting cannot be killed yet.
      const isTrap = (point: string): boolean => seat.bot !== undefined && waiting.has(point);
      seat.proxy?.setTrap(isTrap, async (point) => {
        clearTimeout(timer);
        removeAll();
        await end(seat);
        points.killed(point);
        resolve(true);
      });
    }
  });
  removeAll();
  return ended;
}

/** A short run has no time to wait for what comes rarely. */
const patience = (longestMs: number): number => Math.min(15_000, longestMs);

/** Which of the bots called is not known here: all end, as in a power cut. */
async function killAtCall(scene: Scene): Promise<void> {
  const { stage, crew, longestMs } = scene;
  await crew.start();
  await provoking(scene, 'call', async () => {
    const hung = hangAll(stage, crew.points.waiting('call'));
    for (const until = Date.now() + patience(longestMs); hung().length === 0 && Date.now() < until;) await sleep(5);
    if (hung().length === 0) return;
    // Others are on their way by then.
    await sleep(MORE_MS);
    for (const seat of crew.seats) await end(seat);
    for (const point of hung()) crew.points.killed(point);
  });
  await crew.startOne();
}

const MORE_MS = 200;

/** Of the start alone: nobody waits for these later. */
const AT_START: readonly string[] = ['auth.test', 'apps.connections.open', 'bots.info', 'team.info'];

function calledSoFar({ slack, cloud }: Stage): ReadonlySet<string> {
  const methods = slack.calls.slice(-2000).map(({ method }) => method);
  const actions = cloud.calls.slice(-2000).map(({ action }) => action);
  const names = [...methods, ...actions].filter((name) => !AT_START.includes(name));
  return new Set(names.map((name) => `call of ${name}`));
}

/** Keeps the next call of each name back, or only its answer; tells at which of these points one hangs. */
function hangAll(stage: Stage, points: ReadonlySet<string>): () => readonly string[] {
  const byName = new Map([...points].map((point) => [point.split(' ')[4] ?? '', point] as const));
  const all = [...byName].map(([name, point]) => [point, hang(stage, name, point.startsWith('after'))] as const);
  return () => all.filter(([, hung]) => hung()).map(([point]) => point);
}

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

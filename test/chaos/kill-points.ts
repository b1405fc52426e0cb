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
  if (proxy === undefined) await provoking(scene, 'commit', () => endingItself(scene));
  else await provoking(scene, 'commit', (waiting, leftMs) => trapped(scene, waiting, leftMs));
}

/** Kills once, and again while there is time for the one that was sought least; what that one needs happens meanwhile. */
async function provoking(
  scene: Scene,
  kind: 'commit' | 'call',
  kill: (waiting: ReadonlySet<string>, leftMs: number) => Promise<boolean>,
): Promise<void> {
  const { stage, crew } = scene;
  const needs = (point: string) => NEEDS[point.replace(/^\w+ the /, '')];
  const sought = crew.points.seek(kind, (point) => needs(point) !== undefined) ?? '';
  let over = false;
  const act = needs(sought)?.(scene, () => over);
  const until = Date.now() + patience(scene);
  const left = (): number => until - Date.now();
  try {
    for (let again = true; again && left() > 0;) {
      const killed = await kill(crew.points.waiting(kind), left());
      await crew.startOne();
      again = killed && act !== undefined && crew.points.waiting(kind).has(sought);
    }
  } finally {
    over = true;
    await act;
    stage.slack.clearFaults();
    stage.cloud.clearFaults();
  }
}

/** A short run has no time to wait for what comes rarely. */
const patience = ({ longestMs }: Scene): number => Math.min(15_000, longestMs);

async function endingItself(scene: Scene): Promise<boolean> {
  const { crew } = scene;
  const [seat] = crew.seats as [Seat];
  await end(seat);
  await crew.start(() => crew.points.waiting('commit'));
  const ended = (await seat.bot?.ended(patience(scene))) === true;
  if (ended) seat.bot = undefined;
  return ended;
}

async function end(seat: Seat): Promise<void> {
  await seat.bot?.kill('SIGKILL');
  seat.bot = undefined;
}

/** Whichever of the bots comes first to one of these commits. */
async function trapped(
  { crew: { seats, points } }: Scene,
  waiting: ReadonlySet<string>,
  leftMs: number,
): Promise<boolean> {
  const removeAll = (): void => seats.forEach(({ proxy }) => proxy?.removeTrap());
  const ended = await new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), leftMs);
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

/** Which of the bots called is not known here: all end, as in a power cut. */
async function killAtCall(scene: Scene): Promise<void> {
  const { stage, crew } = scene;
  await provoking(scene, 'call', async (waiting, leftMs) => {
    await crew.start();
    const { hung, release } = hangAll(stage, waiting);
    for (const until = Date.now() + leftMs; hung().length === 0 && Date.now() < until;) await sleep(5);
    const came = hung().length > 0;
    if (came) {
      // Others are on their way by then.
      await sleep(MORE_MS);
      for (const seat of crew.seats) await end(seat);
      for (const point of hung()) crew.points.killed(point);
    }
    release();
    return came;
  });
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
function hangAll(stage: Stage, points: ReadonlySet<string>) {
  const byName = new Map([...points].map((point) => [point.split(' ')[4] ?? '', point] as const));
  const all = [...byName].map(([name, point]) => ({ point, ...hang(stage, name, point.startsWith('after')) }));
  return {
    hung: (): readonly string[] => all.filter(({ hangs }) => hangs()).map(({ point }) => point),
    release: (): void => all.forEach(({ release }) => release()),
  };
}

function hang({ slack, cloud }: Stage, name: string, effect: boolean) {
  if (!name.includes('.')) {
    const from = cloud.calls.length;
    const release = cloud.fault({ kind: 'hang', action: name, effect });
    const hangs = () => cloud.calls.slice(from).some(({ action, fault }) => action === name && fault === 'hang');
    return { hangs, release };
  }
  const fault = { kind: 'hang', method: name, ms: 60_000, effect } as const;
  const release = slack.fault(fault);
  return { hangs: () => !slack.faults.includes(fault), release };
}

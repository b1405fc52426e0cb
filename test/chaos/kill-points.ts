/** kill -9 at the named point that was tried least: around a commit, or around a call to Slack or to the cloud. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Stage } from '../story/stage.ts';
import type { Seat } from './crew.ts';
import type { Scene } from './trouble.ts';

const PATIENCE_MS = 4000;

/** Behind a proxy the others work on; a bot with an embedded database ends itself, and has nobody beside it. */
export async function killAtCommit({ crew, dice }: Scene): Promise<void> {
  const point = crew.points.next('commit');
  if (point === undefined) return sleep(200);
  const seat = dice.pick(crew.seats as [Seat, ...Seat[]]);
  if (seat.proxy === undefined) {
    await seat.bot?.kill('SIGKILL');
    seat.bot = undefined;
    await crew.start(point);
    if (!(await (seat as Required<Seat>).bot?.ended(PATIENCE_MS))) return;
  } else {
    const kill = async () => seat.bot?.kill('SIGKILL');
    if (!(await seat.proxy.killAt(point, kill, PATIENCE_MS))) return;
    crew.points.killed(point);
  }
  seat.bot = undefined;
  await crew.start();
}

/** Which of the bots called is not known here: all end, as in a power cut. */
export async function killAtCall({ stage, crew }: Scene): Promise<void> {
  for (const what of calledSoFar(stage)) crew.points.saw(`call of ${what}`);
  const point = crew.points.next('call');
  if (point === undefined) return sleep(200);
  const [side, , , , name = ''] = point.split(' ');
  const hung = hang(stage, name, side === 'after');
  for (const until = Date.now() + PATIENCE_MS; !hung() && Date.now() < until;) await sleep(5);
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

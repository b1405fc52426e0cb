import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, inject, it } from 'vitest';
import { ON_POSTGRES } from '../database.ts';
import { openStage } from '../story/stage.ts';
import { openCrew } from './crew.ts';
import { dice } from './dice.ts';
import { addFleet, addPeople, decider, requester } from './people.ts';
import { accountOf, unfinished } from './reckoning.ts';
import { troublesOn } from './trouble.ts';

const number = (name: string, usual: number): number => Number(process.env[`CHAOS_${name}`] ?? usual);
const [seed, minutes, requests] = [number('SEED', 1), number('MINUTES', 0.5), number('REQUESTS', 1000)];
const only = process.env['CHAOS_ONLY'] ?? '';
/** Two seeds in a row run both ways of delivery on both databases. */
const mode = process.env['CHAOS_MODE'] ?? ((seed % 2 === 1) === ON_POSTGRES ? 'http' : 'socket');
/** A run that ends by its time has at least so many. */
const FEWEST = 3;

it(`${ON_POSTGRES ? 'three replicas on PostgreSQL' : 'one process on an embedded database'}, by ${mode}: one order for each approved request, and the truth about it`, async () => {
  const rolls = dice(seed);
  const longestMs = Math.min(200_000, Math.max(2000, minutes * 10_000));
  // Three times like Slack, but sooner than after a minute and after five.
  const eventRetriesMs = [0, 2000, longestMs + Math.min(60_000, minutes * 60_000)];
  const stage = await openStage({
    empty: true,
    onDisk: true,
    changeDurationMs: 1500,
    eventRetriesMs,
    mode: mode === 'http' ? 'http' : 'socket',
  });
  const crew = await openCrew(stage, ON_POSTGRES ? 3 : 1, join(inject('folder'), `points-${String(seed)}`));
  try {
    const began = Date.now();
    const people = addPeople(stage);
    const fleet = addFleet(stage);
    await crew.start();
    const until = Date.now() + minutes * 60_000;
    const cards = () => fleet.rooms.reduce((sum, room) => sum + stage.cards(room).length, 0);
    let enoughAsked = false;
    const enough = () => enoughAsked || (Date.now() > until && cards() >= FEWEST);
    let over = false;
    const deciders = [stage.sre, stage.sre2].map((person, n) =>
      decider(stage, person, fleet, dice(seed + n), () => over),
    );
    const asking = people.map((person, n) => requester(stage, person, fleet, dice(seed + 10 + n), enough));

    const happened: Record<string, number> = {};
    const troubles = troublesOn(stage.database.at.kind);
    const kinds = Object.keys(troubles).filter((kind) => kind.includes(only)) as [string, ...string[]];
    if (kinds.length === 0) throw new Error(`no trouble is called “${only}”`);
    while (!enough()) {
      const kind = rolls.pick(kinds);
      await troubles[kind]!({ stage, crew, fleet, dice: rolls, longestMs });
      happened[kind] = (happened[kind] ?? 0) + 1;
      await sleep(rolls.between(0, 400));
      enoughAsked = cards() >= requests;
    }
    await Promise.all(asking);
    await crew.start();

    stage.slack.clearFaults();
    stage.cloud.clearFaults();
    const quiet = Date.now();
    await expect.poll(() => unfinished(crew), { timeout: 240_000, interval: 500 }).toEqual({});
    over = true;
    await Promise.all(deciders);
    await lastEvents(stage, eventRetriesMs.at(-1)!);
    await expect.poll(() => unfinished(crew), { timeout: 60_000, interval: 500 }).toEqual({});
    for (const { bot } of crew.seats) await bot?.kill('SIGTERM');

    const givenUp = eventsGivenUp(stage, eventRetriesMs.length);
    const account = await accountOf(stage, fleet.rooms, givenUp);
    const [quietAfterMs, seconds] = [Date.now() - quiet, Math.round((Date.now() - began) / 1000)];
    const { killed, never } = crew.points.report();
    const figures = {
      seed,
      mode,
      ...account.figures,
      eventsGivenUp: givenUp.size,
      seconds,
      quietAfterMs,
      troubles: happened,
      killed,
    };
    console.log(JSON.stringify(figures, undefined, 2));
    const [many, none] = [Object.keys(killed).length, never.length];
    console.log(
      `points: ${String(many + none)} known, ${String(many)} killed, ${String(none)} never: ${never.join('; ')}`,
    );
    expect(account.wrong).toEqual([]);
    expect(account.figures.requests).toBeGreaterThan(0);
  } finally {
    await crew.close();
    await stage.close();
  }
});

/** Messages of ours of which Slack gave up to tell the bot: docs/decisions/0019. */
function eventsGivenUp({ slack }: Awaited<ReturnType<typeof openStage>>, tries: number): ReadonlySet<string> {
  const about = (wanted: (verdict: string, retry: number) => boolean) =>
    new Set(
      slack.deliveries.flatMap(({ messageTs, verdict, retry = 0 }) =>
        messageTs !== undefined && wanted(verdict, retry) ? [messageTs] : [],
      ),
    );
  const heard = about((verdict) => verdict === 'acknowledged');
  return new Set(
    [...about((verdict, retry) => retry === tries && verdict !== 'acknowledged')].filter((ts) => !heard.has(ts)),
  );
}

/** Until Slack has nothing left to send again. */
async function lastEvents(stage: Awaited<ReturnType<typeof openStage>>, lastRetryMs: number): Promise<void> {
  const ACK_MS = 3000;
  const lost = stage.slack.deliveries.findLast(
    ({ type, verdict }) => type === 'message_metadata_posted' && verdict !== 'acknowledged',
  );
  await sleep(Math.max(0, (lost?.at ?? 0) + lastRetryMs + ACK_MS + 500 - Date.now()));
}

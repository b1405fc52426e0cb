import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { ON_POSTGRES } from '../database.ts';
import { startBot } from '../story/process.ts';
import { openStage } from '../story/stage.ts';
import { dice } from './dice.ts';
import { addFleet, decider, requester } from './people.ts';
import { accountOf, inFlight, openRequests } from './reckoning.ts';
import { type Crew, TROUBLES } from './trouble.ts';

const number = (name: string, usual: number): number => Number(process.env[`CHAOS_${name}`] ?? usual);
const [seed, minutes, requests] = [number('SEED', 1), number('MINUTES', 0.5), number('REQUESTS', 1000)];

it(`${ON_POSTGRES ? 'three replicas on PostgreSQL' : 'one process on an embedded database'}: one order for each approved request, and the truth about it`, async () => {
  const rolls = dice(seed);
  const stage = await openStage({ empty: true, onDisk: true, changeDurationMs: 1500 });
  const crew: Crew = { bots: [] };
  try {
    const fleet = addFleet(stage, 60);
    for (let n = 0; n < (ON_POSTGRES ? 3 : 1); n += 1) crew.bots.push(await startBot(stage));
    const until = Date.now() + minutes * 60_000;
    const enough = () => Date.now() > until || stage.cards().length >= requests;
    let over = false;
    const { dev, dev2, sre, sre2, slack } = stage;
    const deciders = [sre, sre2].map((person) => decider(stage, person, dice(seed + 1), () => over));
    const asking = [dev, dev2, slack.person('U0SRE3')].map((person, n) =>
      requester(stage, person, fleet, dice(seed + 10 + n), enough),
    );

    const troubles: Record<string, number> = {};
    const kinds = Object.keys(TROUBLES) as [string, ...string[]];
    while (!enough()) {
      const kind = rolls.pick(kinds);
      await TROUBLES[kind]!(stage, crew, rolls);
      troubles[kind] = (troubles[kind] ?? 0) + 1;
      await sleep(rolls.between(0, 400));
    }
    await Promise.all(asking);

    stage.slack.clearFaults();
    stage.cloud.clearFaults();
    const began = Date.now();
    await expect.poll(() => openRequests(crew), { timeout: 180_000, interval: 1000 }).toEqual({});
    await expect.poll(() => inFlight(crew), { timeout: 60_000, interval: 1000 }).toBe(0);
    over = true;
    await Promise.all(deciders);
    for (const bot of crew.bots) await bot?.kill('SIGTERM');

    const account = await accountOf(stage);
    console.log(JSON.stringify({ seed, ...account.figures, troubles, quietAfterMs: Date.now() - began }, undefined, 2));
    expect(account.wrong).toEqual([]);
    expect(account.figures.requests).toBeGreaterThan(0);
  } finally {
    for (const bot of crew.bots) await bot?.kill('SIGKILL');
    await stage.close();
  }
});

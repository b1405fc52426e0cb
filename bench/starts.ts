/** How long a start takes, and what a bot holds while nothing happens. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Bot, Kind } from './bot.ts';
import { openScene } from './scene.ts';
import type { Line } from './table.ts';

/** What ran at the start has ended by then, and what it left behind is collected; a short measure does not wait for that. */
const SETTLED_MS = 15_000;

export async function measureStarts({ rounds, seconds }: { readonly rounds: number; readonly seconds: number }) {
  const cold: Record<Kind, number[]> = { bare: [], ours: [] };
  const warm: Record<Kind, number[]> = { bare: [], ours: [] };
  const resident: Record<Kind, number[]> = { bare: [], ours: [] };
  const busy: Record<Kind, number[]> = { bare: [], ours: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of inTurn(round)) {
      const scene = await openScene();
      const first = await scene.start(kind);
      cold[kind].push(first.readyMs);
      await first.stop();
      const second = await scene.start(kind);
      warm[kind].push(second.readyMs);
      await sleep(Math.min(SETTLED_MS, seconds * 3_000));
      resident[kind].push(second.residentMb());
      busy[kind].push(await sharesOf(second, seconds * 2_000));
      await second.stop();
      await scene.close();
    }
  }
  return [
    { what: 'start to ready, nothing there yet', unit: 'ms', ...cold, bar: 3 },
    { what: 'start to ready, on its database', unit: 'ms', ...warm, bar: 2.5 },
    { what: 'resident memory, idle', unit: 'MB', ...resident, bar: 2.2 },
    { what: 'CPU when nothing happens', unit: '%', ours: busy.ours, bare: [], bar: 1 },
  ] satisfies Line[];
}

/** Whoever is second may find the machine warmer: each is it in turn. */
export function inTurn(round: number): readonly Kind[] {
  return round % 2 === 0 ? ['bare', 'ours'] : ['ours', 'bare'];
}

/** Percent of a core. */
async function sharesOf(bot: Bot, ms: number): Promise<number> {
  const before = bot.cpuMs();
  await sleep(ms);
  return ((bot.cpuMs() - before) / ms) * 100;
}

/** Commands that come at a fixed pace, whether the bot keeps up with it or not; each opens a form and fills it. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Kind } from './bot.ts';
import { addInstance, openScene, type Scene } from './scene.ts';
import { inTurn } from './starts.ts';
import { type Line, quantile } from './table.ts';

const PER_SECOND = 50;

export async function measureLoad({ rounds, seconds }: { readonly rounds: number; readonly seconds: number }) {
  const acks: Record<Kind, number[]> = { bare: [], ours: [] };
  const hanging: Record<Kind, number[]> = { bare: [], ours: [] };
  const cost: number[] = [];
  const resident: Record<Kind, number[]> = { bare: [], ours: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const kind of inTurn(round)) {
      const scene = await openScene();
      const instance = addInstance(scene, 'orders-cache', 'prod');
      const bot = await scene.start(kind);
      const commands = async (): Promise<number> => {
        const taken: Promise<number>[] = [];
        for (let n = 0; n < PER_SECOND * seconds; n += 1) {
          taken.push(ackOf(scene, `/redis-resize ${instance} redis.master.mid.default`));
          await sleep(1000 / PER_SECOND);
        }
        return quantile(await Promise.all(taken), 0.99);
      };
      await commands();
      const before = bot.cpuMs();
      acks[kind].push(await commands());
      await sleep(1000);
      if (kind === 'ours') cost.push((bot.cpuMs() - before) / (PER_SECOND * seconds));
      scene.cloud.fault({ kind: 'hang', times: Number.MAX_SAFE_INTEGER });
      hanging[kind].push(await commands());
      resident[kind].push(bot.residentMb());
      await bot.stop();
      await scene.close();
    }
  }
  return [
    { what: `acknowledgement p99, ${String(PER_SECOND)} commands a second`, unit: 'ms', ...acks, bar: 2 },
    { what: 'the same while the cloud hangs', unit: 'ms', ...hanging, bar: 2 },
    { what: 'CPU for a command and its filled form', unit: 'ms', ours: cost, bare: [], bar: 6 },
    { what: 'resident memory after these commands', unit: 'MB', ...resident, bar: 3 },
  ] satisfies Line[];
}

/** Milliseconds; what was not acknowledged counts as the three seconds that Slack waited for it. */
async function ackOf({ slack }: Scene, line: string): Promise<number> {
  const began = performance.now();
  await slack.person('U0DEV1').types(line, { in: '#payments' });
  return performance.now() - began;
}

/** What is done again and again while the bot runs, besides the jobs of requests. */
import { reasonOf } from '../core/log.ts';
import { startDigest } from './steps/daily.ts';
import { reconcile } from './steps/reconcile.ts';
import { renewPendingRules } from './steps/renew-rules.ts';
import type { World } from './world.ts';

const RECONCILE_MS = 60_000;
const RENEW_AGAIN_MS = 10_000;

/** Judges what waits for approval by the rules of now, until all of it could be judged. */
export function keepRulesRenewed(world: World): { readonly renew: () => void; readonly stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  const tried = async (): Promise<void> => {
    const all = await renewPendingRules(world).catch((error: unknown) => {
      world.log.error({ reason: reasonOf(error) }, 'requests are not judged by the changed rules');
      return false;
    });
    if (!all && !stopped) timer = setTimeout(renew, RENEW_AGAIN_MS);
  };
  const renew = (): void => {
    clearTimeout(timer);
    void tried();
  };
  const stop = (): void => {
    stopped = true;
    clearTimeout(timer);
  };
  return { renew, stop };
}

/** Finds work whose job was lost, first before this resolves; returns what ends it. */
export async function keepReconciling(world: World): Promise<() => void> {
  const work = async (): Promise<void> => {
    await reconcile(world);
    await startDigest(world);
  };
  await work();
  const timer = setInterval(() => {
    work().catch((error: unknown) => world.log.error({ reason: reasonOf(error) }, 'reconciling failed'));
  }, RECONCILE_MS);
  return () => clearInterval(timer);
}

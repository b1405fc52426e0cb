import type { InstanceRef } from '../core/instance/instance.ts';
import type { Account } from '../core/policy/policy-model.ts';

/** Instances do not move; an account may leave the configuration, and an id may be released. */
const KEPT_MS = 5 * 60_000;
const KEPT_AT_MOST = 1000;

/** Where instances were found, for minutes. What was not found is not kept: it may have just been made. */
interface Places {
  get(instanceId: string, region: string | undefined, accounts: readonly Account[]): InstanceRef | undefined;
  keep(ref: InstanceRef): void;
}

export function createPlaces(now: () => number): Places {
  const kept = new Map<string, { readonly ref: InstanceRef; readonly until: number }>();
  return {
    get(instanceId, region, accounts) {
      const place = kept.get(instanceId);
      if (place === undefined || place.until <= now()) return undefined;
      const { ref } = place;
      const served = accounts.some((one) => one.name === ref.account && one.regions.includes(ref.region));
      return served && (region === undefined || region === ref.region) ? ref : undefined;
    },
    keep(ref) {
      kept.delete(ref.instanceId);
      kept.set(ref.instanceId, { ref, until: now() + KEPT_MS });
      const [oldest] = kept.keys();
      if (kept.size > KEPT_AT_MOST && oldest !== undefined) kept.delete(oldest);
    },
  };
}

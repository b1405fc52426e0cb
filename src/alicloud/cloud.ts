import type { Cloud } from '../workflow/ports.ts';
import { type CloudClient, type CloudClientOptions, createCloudClient } from './cloud-client.ts';
import { faultOf } from './errors.ts';
import { createFleet } from './fleet.ts';
import { createInstances } from './instances.ts';
import { createNetworkFacts } from './network-facts.ts';
import { createOffers } from './offers.ts';
import { createOrders } from './orders.ts';
import { createPlaces } from './places.ts';
import { createTasks } from './tasks.ts';
import { createUsage } from './usage.ts';

export type { CloudCall, CloudTimeouts } from './cloud-client.ts';

export interface CloudOptions extends CloudClientOptions {
  readonly now?: () => Date;
}

/** The cloud as the workflow needs it: R-kvstore, BssOpenApi and CMS of every configured account. */
export function createCloud({ now = () => new Date(), ...options }: CloudOptions): Cloud {
  return cloudOver(createCloudClient(options), () => now().getTime());
}

/** `now`: milliseconds since 1970. */
export function cloudOver(client: CloudClient, now: () => number): Cloud {
  return faulting<Cloud>({
    ...createPlaces(client, now),
    ...createInstances(client),
    ...createFleet(client, now),
    ...createOffers(client, now),
    ...createUsage(client, now),
    ...createNetworkFacts(client, now),
    ...createOrders(client, now),
    ...createTasks(client, now),
  });
}
type Method = (...args: readonly unknown[]) => Promise<unknown>;

/** The port's promise: a CloudFault and nothing else, even for a defect of our own. */
function faulting<T extends object>(methods: T): T {
  const each = (Object.entries(methods) as [string, Method][]).map(([name, method]) => {
    const safe: Method = async (...args) => {
      try {
        return await method(...args);
      } catch (thrown) {
        throw faultOf(thrown);
      }
    };
    return [name, safe] as const;
  });
  return Object.fromEntries(each) as T;
}

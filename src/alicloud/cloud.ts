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
  const { locate } = createPlaces(client, now);
  const { instance, summaries } = createInstances(client);
  const { fleet } = createFleet(client, now);
  const { targets, quote } = createOffers(client, now);
  const { usage, vitals, memoryPeaks } = createUsage(client, now);
  const { networkFacts } = createNetworkFacts(client, now);
  const { placeOrder, ordersOf, order } = createOrders(client, now);
  const { tasks } = createTasks(client, now);
  return {
    locate: faulting(locate),
    instance: faulting(instance),
    summaries: faulting(summaries),
    fleet: faulting(fleet),
    targets: faulting(targets),
    quote: faulting(quote),
    usage: faulting(usage),
    vitals: faulting(vitals),
    memoryPeaks: faulting(memoryPeaks),
    networkFacts: faulting(networkFacts),
    placeOrder: faulting(placeOrder),
    ordersOf: faulting(ordersOf),
    order: faulting(order),
    tasks: faulting(tasks),
  };
}

/** The port's promise: a CloudFault and nothing else, even for a defect of our own. */
function faulting<Args extends readonly unknown[], T>(
  method: (...args: Args) => Promise<T>,
): (...args: Args) => Promise<T> {
  return async (...args) => {
    try {
      return await method(...args);
    } catch (thrown) {
      throw faultOf(thrown);
    }
  };
}

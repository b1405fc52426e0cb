import type { Cloud } from '../workflow/ports.ts';
import { faultOf } from './errors.ts';
import { createGate, type GateOptions } from './gate.ts';
import { createInstances } from './instances.ts';
import { createOffers } from './offers.ts';
import { createOrders } from './orders.ts';
import { createSurroundings } from './network-facts.ts';
import { createTasks } from './tasks.ts';
import { createUsage } from './usage.ts';

export type { CloudCall, CloudTimeouts } from './gate.ts';

export interface CloudOptions extends GateOptions {
  readonly now?: () => Date;
}

/** The cloud as the workflow needs it: R-kvstore, BssOpenApi and CMS of every configured account. */
export function createCloud(options: CloudOptions): Cloud {
  const gate = createGate(options);
  const now = options.now ?? (() => new Date());
  const { locate, instance, summaries, search } = createInstances(gate, () => now().getTime());
  const { targets, quote } = createOffers(gate);
  const { usage } = createUsage(gate, () => now().getTime());
  const { networkFacts } = createSurroundings(gate, () => now().getTime());
  const { placeOrder, ordersOf, order } = createOrders(gate);
  const { tasks } = createTasks(gate, () => now().getTime());
  return {
    locate: faulting(locate),
    instance: faulting(instance),
    summaries: faulting(summaries),
    search: faulting(search),
    targets: faulting(targets),
    quote: faulting(quote),
    usage: faulting(usage),
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

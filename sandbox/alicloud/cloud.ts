/**
 * A local Alibaba Cloud: R-kvstore 2015-01-01, BssOpenApi 2017-12-14 and CMS 2019-01-01 on one loopback port,
 * speaking signed RPC over plain HTTP.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CallRecord } from './call-log.ts';
import { orderElsewhere } from './elsewhere.ts';
import type { OrderElsewhere } from './elsewhere.ts';
import { createFaultQueue } from './faults.ts';
import type { CloudFaultSpec } from './faults.ts';
import type { SandboxInstance } from './instance.ts';
import type { AccessKey } from './keys.ts';
import { makeInstance } from './make-instance.ts';
import { findOrder, markCancelled, markPaid } from './orders.ts';
import type { OrderRecord } from './orders.ts';
import { handle } from './server.ts';
import { createState, settle } from './state.ts';
import type { Settings, Site } from './state.ts';

export type { CallRecord } from './call-log.ts';
export type { CloudFaultSpec } from './faults.ts';
export type { SandboxInstance } from './instance.ts';
export type { OrderRecord } from './orders.ts';

interface CloudOptions {
  /** Business time: changes, windows, orders. */
  readonly now?: () => number;
  readonly port?: number;
  readonly site?: Site;
  readonly changeDurationMs?: number;
  readonly accessKeyId?: string;
  readonly accessKeySecret?: string;
  /** Time that request timestamps are compared with; clients sign with the wall clock. */
  readonly wallClock?: () => number;
}

export interface Cloud {
  readonly url: string;
  /** The billing endpoint of each site; only the one of the account's site serves it. */
  readonly billingUrls: Readonly<Record<Site, string>>;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  /** Every request so far, oldest first. */
  readonly calls: CallRecord[];
  readonly orders: OrderRecord[];
  /** May be changed at any time. */
  readonly settings: Settings;
  addInstance(partial: Partial<SandboxInstance> & { instanceId: string }): SandboxInstance;
  /** The instance as it is now; writing to it is a change made elsewhere. */
  instance(id: string): SandboxInstance;
  /** All of them as they are now. */
  instances(): readonly SandboxInstance[];
  /** Orders a change of it elsewhere, as in the console. */
  orderElsewhere(id: string, order: OrderElsewhere): OrderRecord;
  /** Adds an access key, or replaces it. */
  addKey(key: Partial<AccessKey> & { id: string; secret: string }): AccessKey;
  key(id: string): AccessKey;
  /** A person pays the order in the billing console. */
  pay(orderId: string): void;
  /** A person cancels the unpaid order. */
  cancel(orderId: string): void;
  /** Returns what takes it back. */
  fault(spec: CloudFaultSpec): () => void;
  /** Serves this documented error to the next matching calls. */
  failNext(spec: Omit<Extract<CloudFaultSpec, { kind: 'error' }>, 'kind'>): void;
  clearFaults(): void;
  close(): Promise<void>;
}

export async function startCloud(options: CloudOptions = {}): Promise<Cloud> {
  const accessKeyId = options.accessKeyId ?? 'sandbox-key-id';
  const accessKeySecret = options.accessKeySecret ?? 'sandbox-key-secret';
  const state = createState({
    now: options.now ?? Date.now,
    wallClock: options.wallClock ?? Date.now,
    site: options.site ?? 'china',
    changeDurationMs: options.changeDurationMs ?? 600_000,
  });
  state.keys.set(accessKeyId, { id: accessKeyId, secret: accessKeySecret, active: true });
  const faults = createFaultQueue();
  const calls: CallRecord[] = [];
  const server = createServer((incoming, response) => {
    handle({ state, faults, calls }, incoming, response).catch((problem: unknown) => {
      console.error('sandbox/alicloud failed', problem);
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const unpaid = (orderId: string): OrderRecord => {
    settle(state);
    const order = findOrder(state, orderId);
    if (order?.status !== 'Unpaid') throw new Error(`There is no unpaid order ${orderId}`);
    return order;
  };
  const instance = (id: string): SandboxInstance => {
    settle(state);
    const found = state.instances.get(id);
    if (found === undefined) throw new Error(`The sandbox has no instance ${id}`);
    return found;
  };
  const key = (id: string): AccessKey => {
    const found = state.keys.get(id);
    if (found === undefined) throw new Error(`The sandbox has no access key ${id}`);
    return found;
  };

  return {
    url,
    billingUrls: { china: `${url}/china`, international: `${url}/international` },
    accessKeyId,
    accessKeySecret,
    calls,
    orders: state.orders,
    settings: state.settings,
    addInstance: (partial) => {
      const made = makeInstance(partial, state.now());
      state.instances.set(made.instanceId, made);
      return made;
    },
    instance,
    instances: () => {
      settle(state);
      return [...state.instances.values()];
    },
    orderElsewhere: (id, order) => orderElsewhere(state, instance(id), order),
    addKey: (partial) => {
      const made: AccessKey = { active: true, ...partial };
      state.keys.set(made.id, made);
      return made;
    },
    key,
    pay: (orderId) => {
      const order = unpaid(orderId);
      const target = instance(order.instanceId);
      // Documented for locked instances: payment fails when the instance is not in order any more.
      if (target.instanceStatus !== 'Normal') throw new Error(`${target.instanceId} is ${target.instanceStatus}`);
      markPaid(state, order, target);
    },
    cancel: (orderId) => markCancelled(unpaid(orderId)),
    fault: faults.add,
    failNext: (spec) => void faults.add({ kind: 'error', ...spec }),
    clearFaults: faults.clear,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

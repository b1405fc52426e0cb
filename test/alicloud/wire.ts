/** A scripted HTTP server that stands where an endpoint stands, and a cloud that talks to it with the real pop-core. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterAll, beforeAll, beforeEach } from 'vitest';
import type { CloudCall, CloudOptions } from '../../src/alicloud/cloud.ts';
import { createCloud } from '../../src/alicloud/cloud.ts';
import type { CloudFault } from '../../src/core/faults.ts';
import type { OrderSearch } from '../../src/workflow/ports.ts';
import type { Account } from '../../src/core/policy/policy-model.ts';
import { anInstance } from '../builders.ts';

export const KEYS = {
  accessKeyId: 'LTAI5tTestKeyId0001',
  accessKeySecret: 'test+secret/0001',
  securityToken: 'CAIS+token/0001=',
};

/** All orders since then, as far as a live one. */
export function anySince(since: string): OrderSearch {
  return { since, isIt: ({ payment }) => payment === 'paid' || payment === 'unpaid' };
}

export interface WireCall {
  readonly method: string;
  readonly url: string;
  /** Tells one connection from another. */
  readonly port: number;
  /** Parameters of the body, without those of the signature. */
  readonly params: Readonly<Record<string, string>>;
  /** All parameters of the body. */
  readonly all: Readonly<Record<string, string>>;
}

/** A body as JSON, raw text, or what to do with the connection. */
export type Reply =
  | { readonly json: unknown; readonly status?: number }
  | { readonly raw: string; readonly status?: number; readonly type?: string }
  | 'hang'
  /** A space every 50 ms, for ever. */
  | 'trickle'
  | 'drop'
  | 'half';

const SIGNED =
  'Action Version Format AccessKeyId SecurityToken Timestamp Signature SignatureMethod SignatureVersion SignatureNonce'.split(
    ' ',
  );

export interface Wire extends AsyncDisposable {
  readonly url: string;
  readonly calls: WireCall[];
  reply: (call: WireCall) => Reply;
}

export async function startWire(reply: (call: WireCall) => Reply = () => ({ json: {} })): Promise<Wire> {
  const calls: WireCall[] = [];
  const server = createServer((incoming, response) => void answer(incoming, response));
  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const all = Object.fromEntries(new URLSearchParams(Buffer.concat(chunks).toString()));
    const params = Object.fromEntries(
      Object.entries(all).filter(([name]) => !SIGNED.includes(name) || name === 'Action'),
    );
    const call = {
      method: incoming.method ?? '',
      url: incoming.url ?? '',
      port: incoming.socket.remotePort ?? 0,
      params,
      all,
    };
    calls.push(call);
    const given = wire.reply(call);
    if (given === 'hang') return;
    if (given === 'drop') return void response.destroy();
    if (given === 'trickle') {
      response.writeHead(200);
      const drip = setInterval(() => response.write(' '), 50);
      return void response.once('close', () => clearInterval(drip));
    }
    if (given === 'half') {
      response.writeHead(200, { 'content-length': '1000' }).write('{"OrderId":');
      return void setTimeout(() => response.destroy(), 20);
    }
    const type = 'json' in given ? 'application/json' : (given.type ?? 'application/json');
    response.writeHead(given.status ?? 200, { 'content-type': type });
    response.end('json' in given ? JSON.stringify(given.json) : given.raw);
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const wire: Wire = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    reply,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return wire;
}

/** The one of `oneWire`. */
export let wire: Wire;

/** One wire for the tests of a file or a group; each of them sees its own calls only. */
export function oneWire(): void {
  beforeAll(async () => {
    wire = await startWire();
  });
  beforeEach(() => {
    wire.calls.length = 0;
  });
  afterAll(() => wire[Symbol.asyncDispose]());
}

export const REGION = 'cn-hangzhou';
export const ID = 'r-bp1zxszhcgatnx';
export const REF = { account: 'main', region: REGION, instanceId: ID };

export function anAccount(url: string, more: Partial<Account> = {}): Account {
  return {
    name: 'main',
    site: 'china',
    regions: [REGION],
    endpoints: { [REGION]: url, billing: url },
    credentials: { kind: 'default' },
    ...more,
  };
}

/** Impatient, so that faults are seen at once; every call is logged. */
export function aCloud(accounts: readonly Account[], more: Partial<CloudOptions> = {}) {
  const log: CloudCall[] = [];
  const cloud = createCloud({
    accounts: () => accounts,
    keys: () => KEYS,
    retries: { tries: 1, budgetMs: 1000, baseMs: 1 },
    log: (call) => log.push(call),
    ...more,
  });
  return { cloud, log };
}

/** What a call throws. */
export async function faultOfCall(call: Promise<unknown>): Promise<CloudFault> {
  const nothing = Symbol('nothing');
  const thrown = await call.then(
    () => nothing,
    (reason: unknown) => reason,
  );
  if (thrown === nothing) throw new Error('expected a fault');
  return thrown as CloudFault;
}

/** Everything that a value would show in a log, as one text. */
export function shown(value: unknown): string {
  const stack = value instanceof Error ? (value.stack ?? '') : '';
  const own =
    typeof value === 'object' && value !== null ? JSON.stringify(value, Object.getOwnPropertyNames(value)) : '';
  return [inspect(value, { depth: 10, showHidden: true }), JSON.stringify(value), own, stack, String(value)].join('\n');
}

export const attribute = (row: object = {}) => ({
  RequestId: 'CA40C261-EB72-4EDA-AC57-958722162595',
  Instances: { DBInstanceAttribute: [{ ...ROW, ...row }] },
});

export const ROW = {
  InstanceId: ID,
  InstanceName: 'orders-cache',
  RegionId: REGION,
  ZoneId: 'cn-hangzhou-h',
  InstanceStatus: 'Normal',
  InstanceClass: 'redis.master.small.default',
  RealInstanceClass: 'redis.master.small.default',
  Capacity: 1024,
  Bandwidth: 10,
  Connections: 10000,
  QPS: 80000,
  ArchitectureType: 'standard',
  EngineVersion: '5.0',
  ChargeType: 'PrePaid',
  EndTime: '2025-04-06T16:00:00Z',
  HasRenewChangeOrder: 'false',
  IsOrderCompleted: true,
  MaintainStartTime: '18:00Z',
  MaintainEndTime: '22:00Z',
  Tags: { Tag: [{ Key: 'env', Value: 'prod' }] },
};

export const FACTS = anInstance({ ...REF, endTime: '2025-04-06T16:00:00Z' });

/** A failure as every Alibaba Cloud product serves it. */
export const refusal = (code: unknown, status = 400, message = 'Said the cloud.') => ({
  status,
  json: {
    RequestId: '0DA1D7EF-C80D-432C-8758-7D225182626B',
    HostId: 'r-kvstore.aliyuncs.com',
    Code: code,
    Message: message,
  },
});

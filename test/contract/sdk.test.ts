/**
 * A witness from outside: Alibaba Cloud's own SDK as a client of the local cloud. What the local cloud answers is known to
 * the SDK's models and of their types, and what the bot sends are parameters of the SDK's requests.
 */
import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cloud as Sandbox, startCloud } from '../../sandbox/alicloud/cloud.ts';
import { operations } from '../../sandbox/alicloud/operations.ts';
import { demoInstances } from '../../sandbox/alicloud/world.ts';
import { orderSpec } from '../../src/core/lifecycle/order-spec.ts';
import { aCloud, anAccount } from '../alicloud/wire.ts';
import { aChange } from '../builders.ts';

const require = createRequire(import.meta.url);
const kv = require('@alicloud/r-kvstore20150101') as Sdk;
const bss = require('@alicloud/bssopenapi20171214') as Sdk;

type TypeOf = 'string' | 'number' | 'boolean' | 'any' | Model | ListOf | MapOf;
interface ListOf {
  readonly type: 'array';
  readonly itemType: TypeOf;
}
interface MapOf {
  readonly type: 'map';
}
/** What the SDK generates for each request and answer: the names on the wire and the types by its own names. */
interface Model {
  new (map?: object): object;
  names(): Readonly<Record<string, string>>;
  types(): Readonly<Record<string, TypeOf>>;
}
type Models = Readonly<Record<string, Model>>;
type Sdk = Models & { readonly default: new (config: object) => SdkClient };

const REGION = 'cn-hangzhou';
const ID = 'r-bp1zxszhcgatnx';
const COMMON = new Set(
  ['Action', 'Version', 'Format', 'AccessKeyId', 'SecurityToken', 'Timestamp'].concat(
    ['SignatureMethod', 'SignatureVersion', 'SignatureNonce'],
    // Sent with every call by pop-core; the SDK names the region in its endpoint where an operation has none.
    ['RegionId'],
  ),
);
/** In no SDK of these two products. */
const ASKED = operations.filter(({ product }) => product.name !== 'Cms');
/** What the bot has no use for is asked for with these. */
const OTHERS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  DescribeRegions: {},
  DescribeInstanceConfig: { InstanceId: ID },
  CancelOrder: {},
  ModifyInstanceMaintainTime: { InstanceId: ID, MaintainStartTime: '02:00Z', MaintainEndTime: '03:00Z' },
};

let sandbox: Sandbox;
let orderId = '';
/** The last parameters of the bot for each action. */
const sent = new Map<string, Readonly<Record<string, string>>>();

beforeAll(async () => {
  sandbox = await startCloud({ now: () => Date.now(), changeDurationMs: 600_000 });
  for (const instance of demoInstances) sandbox.addInstance(instance);
  await askEverything();
  for (const { action, params } of sandbox.calls) sent.set(action, params);
});
afterAll(() => sandbox.close());

/** Every method of the bot's cloud once. */
async function askEverything(): Promise<void> {
  const keys = { accessKeyId: sandbox.accessKeyId, accessKeySecret: sandbox.accessKeySecret };
  const endpoints = { [REGION]: sandbox.url, billing: sandbox.billingUrls.china, monitor: sandbox.url };
  const { cloud } = aCloud([anAccount('', { endpoints })], { keys: () => keys });
  const since = new Date(Date.now() - 3_600_000).toISOString();
  const ref = await cloud.locate(ID, REGION);
  if (ref === undefined) throw new Error('the instance is not there');
  const facts = await cloud.instance(ref);
  if (facts === undefined) throw new Error('the instance is not there');
  const change = aChange({ targetClass: 'redis.master.mid.default', autoPay: false });
  await cloud.summaries(ref.account, REGION, [ID]);
  await cloud.fleet(5_000);
  await cloud.targets(facts);
  await cloud.usage(facts);
  await cloud.networkFacts(facts);
  const quote = await cloud.quote(facts, change);
  const clientToken = 'b3f5c1d2-0000-4000-8000-000000000001';
  ({ orderId } = await cloud.placeOrder(ref, orderSpec({ before: facts, change, quote, clientToken })));
  await cloud.ordersOf(ref, { since, isIt: () => true });
  await cloud.order(ref.account, orderId);
  await cloud.tasks(ref.account, REGION, [ID], since);
}

/** The part of a generated client that is the same in both. */
interface SdkClient {
  callApi: (...args: unknown[]) => Promise<{ readonly body: unknown }>;
  readonly [operation: string]: unknown;
}

function clientOf(product: string): Sdk['default'] {
  return (product === 'BssOpenApi' ? bss : kv).default;
}

function modelsOf(product: string): Models {
  return product === 'BssOpenApi' ? bss : kv;
}

describe('what the bot sends', () => {
  it.each(ASKED.filter(({ name }) => !(name in OTHERS)).map(({ name, product }) => [name, product.name]))(
    '%s is in the request of the SDK',
    (name, product) => {
      const params = sent.get(name);
      const known = new Set(Object.values(modelsOf(product)[`${name}Request`]!.names()));
      const names = Object.keys(params!).filter((key) => !COMMON.has(key));
      expect(names.filter((key) => !known.has(key.split('.')[0]!))).toEqual([]);
    },
  );
});

describe('what the local cloud answers', () => {
  it.each(ASKED.map(({ name, product }) => [name, product.name]))('%s is known to the SDK', async (name, product) => {
    const [models, params] = [modelsOf(product), { ...sent.get(name), ...OTHERS[name] }];
    if (name === 'CancelOrder') params['OrderId'] = orderId;
    const answered = await askWithSdk(product, name, requestOf(models[`${name}Request`]!, params));
    // The same ClientToken with the same parameters is the same order: it is answered, not made again.
    if (name === 'ModifyInstanceSpec') expect(answered).toMatchObject({ OrderId: orderId });
    expect(mismatches(answered, models[`${name}ResponseBody`]!, name)).toEqual([]);
  });
});

/** The request as the SDK has it: its own names, and numbers and flags where it says so. */
function requestOf(model: Model, params: Readonly<Record<string, string>>): object {
  const types = model.types();
  const entries = Object.entries(model.names()).flatMap(([own, wire]) => {
    const value = params[wire];
    if (value === undefined) return [];
    return [[own, types[own] === 'number' ? Number(value) : types[own] === 'boolean' ? value === 'true' : value]];
  });
  return new model(Object.fromEntries(entries) as object);
}

/** The body as it came, before the SDK drops what it does not know. */
async function askWithSdk(product: string, action: string, request: object): Promise<unknown> {
  const client = new (clientOf(product))({
    accessKeyId: sandbox.accessKeyId,
    accessKeySecret: sandbox.accessKeySecret,
    endpoint: new URL(sandbox.url).host,
    protocol: 'HTTP',
    regionId: REGION,
    signatureAlgorithm: 'v2',
  });
  const { callApi } = client;
  let body: unknown;
  client.callApi = async (...args) => {
    const answer = await callApi.apply(client, args);
    body = answer.body;
    return answer;
  };
  const method = `${action.charAt(0).toLowerCase()}${action.slice(1)}`;
  await (client[method] as (request: object) => Promise<object>)(request);
  return body;
}

/** Where the value has a field that the model does not have, or one of another type. */
function mismatches(value: unknown, type: TypeOf, at: string): string[] {
  if (type === 'any') return [];
  if (typeof type === 'string') return typeof value === type ? [] : [`${at} is ${typeof value}, not ${type}`];
  if ('type' in type) {
    if (type.type === 'map') return isObject(value) ? [] : [`${at} is no map`];
    if (!Array.isArray(value)) return [`${at} is no list`];
    return value.flatMap((item, index) => mismatches(item, type.itemType, `${at}[${String(index)}]`));
  }
  if (!isObject(value)) return [`${at} is no object`];
  const [types, own] = [type.types(), new Map(Object.entries(type.names()).map(([name, wire]) => [wire, name]))];
  return Object.entries(value).flatMap(([key, field]) => {
    const name = own.get(key);
    return name === undefined ? [`${at}.${key} is unknown`] : mismatches(field, types[name]!, `${at}.${key}`);
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Account } from '../../src/core/policy/policy-model.ts';
import { aCloud, anAccount, ID, refusal, type Reply, ROW, startWire, type Wire, type WireCall } from './wire.ts';

const REGIONS = ['cn-hangzhou', 'cn-shanghai'] as const;
let wires: Record<(typeof REGIONS)[number], Wire>;
beforeAll(async () => {
  const [first, second] = await Promise.all([startWire(), startWire()]);
  wires = { 'cn-hangzhou': first, 'cn-shanghai': second };
});
beforeEach(() => {
  for (const wire of Object.values(wires)) {
    wire.calls.length = 0;
    wire.reply = holding([]);
  }
});
afterAll(async () => {
  await Promise.all(Object.values(wires).map((wire) => wire[Symbol.asyncDispose]()));
});

const account = (name = 'main'): Account =>
  anAccount('', {
    name,
    regions: REGIONS,
    endpoints: Object.fromEntries(REGIONS.map((region) => [region, wires[region].url])),
  });

/** Pages of these rows, as DescribeInstances gives them. */
function holding(rows: readonly object[], total: number | undefined = rows.length) {
  return ({ params }: WireCall): Reply => {
    const [size, page] = [Number(params['PageSize']), Number(params['PageNumber'])];
    const shown = rows.slice((page - 1) * size, page * size);
    return { json: { TotalCount: total, Instances: { KVStoreInstance: shown } } };
  };
}

const many = (count: number, prefix = 'r-') =>
  Array.from({ length: count }, (_, index) => ({ ...ROW, InstanceId: `${prefix}${index}`, InstanceName: `n${index}` }));
const unreadIn = ({ unread }: { readonly unread: readonly { readonly region: string }[] }) =>
  unread.map(({ region }) => region);

describe('the list of all instances', () => {
  it('is read page by page, each page once, and kept for a minute', async () => {
    wires['cn-hangzhou'].reply = holding(many(130));
    wires['cn-shanghai'].reply = holding([{ ...ROW, ConnectionDomain: 'orders.redis.rds.aliyuncs.com' }]);
    let now = Date.parse('2026-11-23T12:00:00Z');
    const { cloud } = aCloud([account()], { now: () => new Date(now) });
    const [fleet] = await Promise.all([cloud.fleet(5_000), cloud.fleet(5_000)]);
    expect(fleet.instances).toHaveLength(131);
    expect(fleet.instances.at(-1)).toMatchObject({ instanceId: ID, domain: 'orders.redis.rds.aliyuncs.com' });
    expect(fleet.unread).toEqual([]);
    const pages = () => wires['cn-hangzhou'].calls.map(({ params }) => params['PageNumber']).sort();
    expect(pages()).toEqual(['1', '2', '3']);
    now += 59_000;
    await cloud.fleet(5_000);
    expect(pages()).toEqual(['1', '2', '3']);
    now += 2_000;
    await cloud.fleet(5_000);
    expect(pages()).toEqual(['1', '1', '2', '2', '3', '3']);
  });

  it('of thousands of instances keeps most calls of an account free for others', async () => {
    const rows = many(2_000);
    let [open, most] = [0, 0];
    const reply = holding(rows);
    wires['cn-hangzhou'].reply = (call) => {
      open += 1;
      most = Math.max(most, open);
      setImmediate(() => (open -= 1));
      return reply(call);
    };
    const { instances } = await aCloud([account()]).cloud.fleet(20_000);
    expect(instances).toHaveLength(2_000);
    expect(most).toBeLessThanOrEqual(8);
  });

  it('names a place that cannot be read, and asks it anew the next time', async () => {
    wires['cn-hangzhou'].reply = holding([ROW]);
    wires['cn-shanghai'].reply = () => refusal('Forbidden.RAM', 403);
    const { cloud } = aCloud([account()]);
    const fleet = await cloud.fleet(5_000);
    expect([fleet.instances.length, unreadIn(fleet)]).toEqual([1, ['cn-shanghai']]);
    wires['cn-shanghai'].reply = holding([{ ...ROW, InstanceId: 'r-2' }]);
    const next = await cloud.fleet(5_000);
    expect([next.instances.length, unreadIn(next)]).toEqual([2, []]);
  });

  it.each<readonly [what: string, reply: (call: WireCall) => Reply]>([
    ['a later page fails', (call) => (call.params['PageNumber'] === '2' ? 'drop' : holding(many(60))(call))],
    ['a full page does not say how many there are', (call) => holding(many(50), Number.NaN)(call)],
    ['there are more than anybody reads', (call) => holding(many(50), 1e12)(call)],
  ])('is not whole where %s', async (_, reply) => {
    wires['cn-hangzhou'].reply = reply;
    const fleet = await aCloud([account()]).cloud.fleet(10_000);
    expect([fleet.instances.length, unreadIn(fleet)]).toEqual([50, ['cn-hangzhou']]);
  });

  it('is what came in time while a region hangs', async () => {
    wires['cn-hangzhou'].reply = holding([ROW]);
    wires['cn-shanghai'].reply = () => 'hang';
    const fleet = await aCloud([account()]).cloud.fleet(200);
    expect([fleet.instances.length, unreadIn(fleet)]).toEqual([1, ['cn-shanghai']]);
  });

  it('has an instance that two accounts see once, for the first of them', async () => {
    wires['cn-hangzhou'].reply = holding([ROW]);
    const { instances } = await aCloud([account('first'), account('second')]).cloud.fleet(5_000);
    expect(instances.map(({ account: name }) => name)).toEqual(['first']);
  });
});

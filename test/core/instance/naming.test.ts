import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { plain } from '../../../src/core/command/text.ts';
import { contains, named, namedInText, type Place } from '../../../src/core/instance/naming.ts';
import { anInstance } from '../../builders.ts';
import { runs } from '../../runs.ts';

interface Row {
  readonly instanceId: string;
  readonly name: string;
  readonly domain?: string | undefined;
}
const row = (instanceId: string, name: string, domain?: string): Row => ({ instanceId, name, domain });

const FLEET = [
  row('r-bp1orders', 'orders-cache'),
  row('r-bp1ordersnew', 'orders-cache-new', 'new-orders.redis.rds.aliyuncs.com'),
  row('r-uf6session', 'Sessions_缓存'),
  row('r-bp1feedhz', 'feed'),
  row('r-uf6feedsh', 'feed'),
  row('r-bp1odd', 'r-orders'),
  row('r-bp1pd', 'carts.prod'),
];
const SHANGHAI: readonly Place[] = [{ account: 'main', region: 'cn-shanghai' }];

const table: readonly (readonly [typed: string, kind: 'one' | 'several' | 'none', ids: readonly string[]])[] = [
  ['r-bp1orders', 'one', ['r-bp1orders']],
  ['R-BP1ORDERS', 'one', ['r-bp1orders']],
  // An exact name wins over a part, which is in two.
  ['orders-cache', 'one', ['r-bp1orders']],
  ['Orders-Cache', 'one', ['r-bp1orders']],
  ['orders–cache', 'one', ['r-bp1orders']],
  ['*orders-cache*', 'one', ['r-bp1orders']],
  ['orders', 'several', ['r-bp1orders', 'r-bp1ordersnew', 'r-bp1odd']],
  ['cache-new', 'one', ['r-bp1ordersnew']],
  ['sessions', 'one', ['r-uf6session']],
  ['缓存', 'one', ['r-uf6session']],
  ['feed', 'several', ['r-bp1feedhz', 'r-uf6feedsh']],
  ['feedhz', 'one', ['r-bp1feedhz']],
  ['r-orders', 'one', ['r-bp1odd']],
  ['carts.prod', 'one', ['r-bp1pd']],
  ['r-bp1orderspd.redis.rds.aliyuncs.com', 'one', ['r-bp1orders']],
  ['new-orders.redis.rds.aliyuncs.com', 'one', ['r-bp1ordersnew']],
  ['other.redis.rds.aliyuncs.com', 'none', []],
  ['oders-cache', 'none', ['r-bp1orders']],
  ['fede', 'none', ['r-bp1feedhz', 'r-uf6feedsh']],
  ['', 'none', []],
  ['***', 'none', []],
  ['x'.repeat(5_000), 'none', []],
];

const idsOf = (naming: ReturnType<typeof named<Row>>): readonly string[] =>
  (naming.kind === 'one' ? [naming.instance] : naming.kind === 'several' ? naming.instances : naming.near).map(
    ({ instanceId }) => instanceId,
  );

describe('the instance that a message calls by its name', () => {
  const all = ['orders-cache', 'orders', 'sessions', 'ab', 'sessions'].map((name, index) => ({
    ...{ instanceId: `r-${String(index)}`, name, domain: undefined },
  }));
  it.each<readonly [text: string, name: string | undefined]>([
    ['ALERT: Orders-Cache is at 91%', 'orders-cache'],
    ['orders: latency', 'orders'],
    // One name is a part of the other, and it is the other that stands there.
    ['orders-cache, twice: orders-cache', 'orders-cache'],
    ['orders and orders-cache', undefined],
    ['preorders_x and orders2', undefined],
    ['sessions is slow', undefined],
    ['ab is too short a name', undefined],
    ['nothing', undefined],
    ['', undefined],
  ])('%s: %s', (text, name) => {
    expect(namedInText(text, all)?.name).toBe(name);
  });

  it('is none where there may be more of that name', () => {
    expect(namedInText('orders', all, [{ account: 'main', region: 'cn-hangzhou' }])).toBeUndefined();
  });
});

describe('the name of an instance', () => {
  it.each(table)('%s', (typed, kind, ids) => {
    const naming = named(typed, FLEET);
    expect([naming.kind, idsOf(naming)]).toEqual([kind, ids]);
  });

  it('is not chosen while a place could hold another of that name; an id is', () => {
    expect(named('orders-cache', FLEET, SHANGHAI)).toMatchObject({ kind: 'several', unread: SHANGHAI });
    expect(named('r-bp1orders', FLEET, SHANGHAI)).toMatchObject({ kind: 'one' });
    expect(named('nothing-like-it', FLEET, SHANGHAI)).toEqual({ kind: 'none', near: [], unread: SHANGHAI });
  });
});

const name = fc.oneof(fc.stringMatching(/^[ab-]{1,4}$/), fc.string({ unit: 'grapheme', maxLength: 8 }));
const fleet = fc.uniqueArray(
  fc.record({ instanceId: fc.stringMatching(/^r-[ab]{3,6}$/), name, domain: fc.constant(undefined) }),
  { selector: ({ instanceId }) => instanceId, maxLength: 12 },
);

test('between two that could be meant the person chooses, whatever is typed', () => {
  fc.assert(
    fc.property(fc.oneof(name, fc.stringMatching(/^r-[ab]{1,4}$/)), fleet, (typed, among) => {
      const naming = named(typed, among);
      if (naming.kind !== 'one') return;
      const { instance } = naming;
      const [word, folded] = [plain(typed), (text: string) => text.normalize('NFKC').trim().toLowerCase()];
      const others = among.filter((one) => one !== instance);
      const exact = folded(instance.name) === folded(typed) || plain(instance.name) === word;
      const rivals = exact
        ? others.filter((one) => folded(one.name) === folded(instance.name))
        : others.filter((one) => one.instanceId.includes(word) || plain(one.name).includes(word));
      if (instance.instanceId !== word) expect(rivals).toEqual([]);
      expect(named(typed, [...among].reverse())).toEqual(naming);
    }),
    { numRuns: runs(2_000) },
  );
});

it.each([
  'r-bp1zxszhcgatnxpd.redis.rds.aliyuncs.com',
  'r-bp1zxszhcgatnxpd.redis.rds.aliyuncs.com:6379',
  'redis://:secret@r-bp1zxszhcgatnxpd.redis.rds.aliyuncs.com:6379/0',
])('a search takes an address as a client has it: %s', (typed) => {
  const is = (instanceId: string) => ({ ...anInstance({ instanceId, name: 'orders-cache' }), domain: undefined });
  expect(['r-bp1zxszhcgatnx', 'r-bp1sessions'].map((id) => contains(typed)(is(id)))).toEqual([true, false]);
});

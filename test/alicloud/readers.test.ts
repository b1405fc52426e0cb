import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { at, decimal, type Fields, fields, flag, list, size, text, whole } from '../../src/alicloud/fields.ts';
import { factsOf, instanceRows, summaryOf } from '../../src/alicloud/instance-reader.ts';
import { quoteOf, targetsOf } from '../../src/alicloud/offer-reader.ts';
import { orderOf, orderPageOf, placedOf } from '../../src/alicloud/order-reader.ts';
import { NO_COUPON } from '../../src/core/value/change.ts';
import { CloudFault } from '../../src/core/faults.ts';
import { aCloud, anAccount, attribute, ID, REF, ROW, startWire, type Wire, anySince } from './wire.ts';

/** As json-bigint makes them. */
const big = (digits: string) => ({ s: 1, e: digits.length, c: [1], toFixed: () => digits });
const odd = fc.oneof(
  fc.constantFrom(undefined, null, '', ' ', '0', 'true', 'NaN', -1, 0, 1e21, Number.NaN, Infinity, true, false, [], {}),
  fc.constantFrom(
    big('90071992547409931234'),
    big('-0.00000000000000000001'),
    Object.create(null),
    '__proto__',
    '<!channel>',
  ),
  fc.anything({ withNullPrototype: true, maxDepth: 2 }),
);

/** The good value with some of its parts, at any depth, left out or replaced by something odd. */
function damaged(good: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(good)) {
    const items = fc.tuple(...good.map(damaged)).map((all) => all);
    return fc.oneof({ weight: 6, arbitrary: items }, { weight: 1, arbitrary: odd });
  }
  if (typeof good !== 'object' || good === null) {
    return fc.oneof({ weight: 8, arbitrary: fc.constant(good) }, { weight: 1, arbitrary: odd });
  }
  const parts = fc.record(Object.fromEntries(Object.entries(good).map(([name, value]) => [name, damaged(value)])), {
    requiredKeys: [],
    noNullPrototype: false,
  });
  return fc.oneof({ weight: 8, arbitrary: parts }, { weight: 1, arbitrary: odd });
}

/** Reads a damaged answer: a value that `right` accepts, or a CloudFault; nothing else. */
function survives(good: object, read: (body: Fields) => unknown, right: (value: never) => void): void {
  fc.assert(
    fc.property(damaged(good), (body) => {
      let value: unknown;
      try {
        value = read(fields(body) ?? {});
      } catch (thrown) {
        expect(thrown).toBeInstanceOf(CloudFault);
        return;
      }
      if (value !== undefined) right(value as never);
    }),
    { numRuns: 500 },
  );
}

const textOrNot = (value: unknown) => expect(['string', 'undefined']).toContain(typeof value);
const sizeOrNot = (value: unknown) =>
  expect(value === undefined || (Number.isSafeInteger(value) && Number(value) > 0)).toBe(true);

describe('a damaged answer is a clear error or a right value:', () => {
  it('DescribeInstanceAttribute', () => {
    survives(
      attribute(),
      (body) => factsOf(REF, body),
      (facts: NonNullable<ReturnType<typeof factsOf>>) => {
        expect(facts.instanceId).toBe(ID);
        expect(['PrePaid', 'PostPaid']).toContain(facts.chargeType);
        expect([true, false, undefined]).toContain(facts.orderCompleted);
        expect(typeof facts.hasRenewChangeOrder).toBe('boolean');
        for (const value of [facts.name, facts.status, facts.realClass, facts.instanceClass]) {
          expect(typeof value === 'string' && value !== '').toBe(true);
        }
        for (const value of [facts.zoneId, facts.endTime]) textOrNot(value);
        for (const value of [facts.capacityMb, facts.connections, facts.bandwidthMBs, facts.qps, facts.shards])
          sizeOrNot(value);
        for (const value of Object.values(facts.tags ?? {})) expect(typeof value).toBe('string');
      },
    );
  });

  it('DescribeInstances', () => {
    survives(
      { Instances: { KVStoreInstance: [ROW, ROW] } },
      (body) => instanceRows(body).map((row) => summaryOf('main', 'cn-hangzhou', row)),
      (rows: ReturnType<typeof summaryOf>[]) => {
        for (const row of rows) if (row !== undefined) expect(typeof row.instanceId).toBe('string');
      },
    );
  });

  it('DescribePrice', () => {
    const order = {
      OriginalAmount: '128.40',
      DiscountAmount: '19.26',
      TradeAmount: '-109.14',
      Currency: 'CNY',
      Code: '',
      Coupons: {
        Coupon: [
          { CouponNo: NO_COUPON, Name: 'none', Description: '', IsSelected: 'true' },
          { CouponNo: '50036370', Name: 'Spring', Description: '12 off', IsSelected: 'false' },
          { CouponNo: 50036371, Name: '', IsSelected: true },
        ],
      },
    };
    survives({ Order: order }, quoteOf, (quote: ReturnType<typeof quoteOf>) => {
      expect(quote.currency).toMatch(/^[A-Z]{3}$/);
      for (const amount of [quote.tradeAmount, quote.originalAmount, quote.discountAmount]) {
        expect(amount).toMatch(/^-?\d+(\.\d+)?$/);
      }
      for (const { couponNo, name, description, selected } of quote.coupons ?? []) {
        expect(couponNo).toMatch(/^[\w-]{1,64}$/);
        expect(['none', 'best', 'default', NO_COUPON]).not.toContain(couponNo.toLowerCase());
        expect([typeof name, typeof description, typeof selected]).toEqual(['string', 'string', 'boolean']);
      }
    });
  });

  it.each([
    ['a\0b', 'ab'],
    ['\ud83d off', '\ufffd off'],
    [`${'x'.repeat(199)}\u{1f600} for all`, `${'x'.repeat(199)}\u{1f600}`],
    ['\0', ''],
  ])('has texts that a database takes: %j', (Description, description) => {
    const Order = { TradeAmount: '1', Currency: 'CNY', Coupons: { Coupon: [{ CouponNo: '50036370', Description }] } };
    expect(quoteOf({ RequestId: 'R', Order }).coupons).toMatchObject([{ description }]);
  });

  it('DescribePrice offers coupons: each once, those that can be sent back, none for "no coupon"', () => {
    const amounts = { TradeAmount: '1.00', Currency: 'CNY' };
    const rows = [
      { CouponNo: NO_COUPON, Name: 'none', IsSelected: 'true' },
      { CouponNo: '50036370', Name: 'Spring', Description: '12 off', IsSelected: 'true' },
      { CouponNo: 50036371, IsSelected: false },
      { CouponNo: '50036370', Name: 'twice' },
      { CouponNo: 'best', Name: 'a word of ours' },
      { CouponNo: 'no coupon', Name: 'blank' },
      { Name: 'no number' },
      'odd',
    ];
    expect(quoteOf({ Order: { ...amounts, Coupons: { Coupon: rows } } }).coupons).toEqual([
      { couponNo: '50036370', name: 'Spring', description: '12 off', selected: true },
      { couponNo: '50036371', name: '', description: '', selected: false },
    ]);
    for (const Coupons of [undefined, {}, [], { Coupon: {} }, { Coupon: [] }, { Coupon: [{ CouponNo: NO_COUPON }] }]) {
      expect(quoteOf({ Order: { ...amounts, Coupons } })).not.toHaveProperty('coupons');
    }
  });

  it('DescribeAvailableResource', () => {
    const levels = [
      'AvailableZone',
      'SupportedEngine',
      'SupportedEditionType',
      'SupportedSeriesType',
      'SupportedEngineVersion',
      'SupportedArchitectureType',
      'SupportedShardNumber',
      'SupportedNodeType',
      'AvailableResource',
    ];
    const leaf = {
      InstanceClass: 'tair.rdb.1g',
      Capacity: 1024,
      InstanceClassRemark: '1G',
      ShardNumber: '1',
      Version: '5.0',
    };
    const body = levels.reduceRight<object>((inner, name) => ({ [`${name}s`]: { [name]: [inner] } }), leaf);
    const facts = { engineVersion: '5.0', shards: 1 };
    expect(targetsOf(facts, body as Fields)).toEqual([{ name: 'tair.rdb.1g', capacityMb: 1024, remark: '1G' }]);
    survives(
      body,
      (given) => targetsOf(facts, given),
      (targets: ReturnType<typeof targetsOf>) => {
        for (const target of targets) {
          expect(typeof target.name === 'string' && typeof target.remark === 'string').toBe(true);
          sizeOrNot(target.capacityMb);
        }
      },
    );
  });

  it('ModifyInstanceSpec', () => {
    survives({ OrderId: '207226234310042', RequestId: 'R-1' }, placedOf, (placed: ReturnType<typeof placedOf>) => {
      expect(placed.orderId).toMatch(/^[\w-]{1,64}$/);
      expect(typeof placed.requestId).toBe('string');
    });
  });

  it('QueryOrders and GetOrderDetail', () => {
    const row = { OrderId: '42', PaymentStatus: 'Paid', CreateTime: '2024-01-02T03:04:06Z', InstanceIDs: `["${ID}"]` };
    const body = { Data: { TotalCount: 1, OrderList: { Order: [row, row] } } };
    survives(body, orderPageOf, (page: ReturnType<typeof orderPageOf>) => {
      expect(Number.isSafeInteger(page.total)).toBe(true);
      for (const one of page.rows) expect(one.orderId).toMatch(/^[\w-]{1,64}$/);
    });
    survives(
      body,
      (given) => orderOf('42', given),
      (order: NonNullable<ReturnType<typeof orderOf>>) => {
        expect(order.orderId).toBe('42');
        expect(['paid', 'unpaid', 'cancelled', 'unknown']).toContain(order.payment);
        expect(order.instanceIds.every((id) => /^[\w-]+$/.test(id))).toBe(true);
      },
    );
  });
});

describe('any JSON over the wire', () => {
  let wire: Wire;
  beforeAll(async () => {
    wire = await startWire();
  });
  afterAll(() => wire[Symbol.asyncDispose]());

  it('is a CloudFault or a right value for every method', async () => {
    const { cloud } = aCloud([anAccount(wire.url)]);
    const change = {
      targetClass: 'x',
      autoPay: true,
      coupon: 'none',
      effectiveTime: 'Immediately',
      forceUpgrade: true,
    } as const;
    const json = fc.oneof(
      fc.json(),
      fc.constantFrom(
        '{"__proto__":{"x":1}}',
        '{"OrderId":123456789012345678901234567890}',
        '{"Code":12345678901234567890}',
      ),
      damaged(attribute()).map(
        (value) =>
          (JSON.stringify(value, (_key, part: unknown) => (typeof part === 'bigint' ? 1 : part)) as
            string | undefined) ?? '',
      ),
    );
    await fc.assert(
      fc.asyncProperty(json, async (raw) => {
        wire.reply = () => ({ raw });
        const facts = { ...REF, engineVersion: '5.0', realClass: 'x', chargeType: 'PrePaid' } as never;
        const calls = [
          cloud.instance(REF),
          cloud.summaries('main', 'cn-hangzhou', [ID]),
          cloud.targets(facts),
          cloud.quote(facts, { ...change, businessInfo: undefined }),
          cloud.placeOrder(REF, {}),
          cloud.ordersOf(REF, anySince('2024-01-02T03:04:05Z')),
          cloud.order('main', '42'),
        ];
        for (const settled of await Promise.allSettled(calls)) {
          if (settled.status === 'rejected') expect(settled.reason).toBeInstanceOf(CloudFault);
        }
      }),
      { numRuns: 60 },
    );
  });
});

describe('one value', () => {
  it.each([
    ['text', text(' a '), 'a'],
    ['blank text', text('  '), undefined],
    ['a number as text', text(42), '42'],
    ['a big number as text', text(big('90071992547409931234')), '90071992547409931234'],
    ['no text', text({}), undefined],
    ['a whole number', whole('7'), 7],
    ['zero', whole(0), 0],
    ['zero as a size', size(0), undefined],
    ['beyond 2^53', whole(big('90071992547409931234')), undefined],
    ['a fraction', whole(1.5), undefined],
    ['True', flag('True'), true],
    ['FALSE', flag('FALSE'), false],
    ['1 is no flag', flag(1), undefined],
    ['an amount', decimal('-12.50'), '-12.50'],
    ['an amount with a comma', decimal('1,000.00'), undefined],
    ['an amount with an exponent', decimal(1e-7), undefined],
    ['a path', at({ a: { b: 1 } }, 'a', 'b'), 1],
    ['a path into nothing', at(undefined, 'a', 'b'), undefined],
    ['an inherited name', at({}, 'constructor'), undefined],
    ['a list that is none', list({ a: { length: 1 } }, 'a'), undefined],
    ['a big number is no object', fields(big('1')), undefined],
  ])('reads %s', (_name, got, expected) => {
    expect(got).toEqual(expected);
  });
});

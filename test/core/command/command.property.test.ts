import fc from 'fast-check';
import { typedText } from '../../../src/core/value/typed.ts';
import { expect, test } from 'vitest';
import type { Command } from '../../../src/core/command/command.ts';
import { SUBCOMMANDS } from '../../../src/core/command/grammar.ts';
import { parseCommand } from '../../../src/core/command/parse.ts';
import { meaningOf } from '../../../src/core/command/words.ts';
import { WEEKDAYS } from '../../../src/core/policy/windows.ts';
import { printCommand } from '../../../src/core/command/print.ts';
import { runs } from '../../runs.ts';

const instanceId = fc.stringMatching(/^r-[a-z0-9]{3,20}$/);
const targetClass = fc.constantFrom('redis.master.mid.default', 'redis.shard.small.2.ce', 'tair.rdb.with.proxy.4g');
const region = fc.constantFrom('cn-hangzhou', 'ap-southeast-1', 'cn-beijing-finance-1');
const requestId = fc.stringMatching(/^[0-9abcdefghjkmnpqrstvwxyz]{8}$/).map((digits) => `rr-${digits}` as const);
const text = fc
  .string({
    unit: fc.oneof(
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
      fc.constantFrom(...'"\'“”‘’`\\<>&;—- \n\u00a0|@#!'.split(/(?:)/u)),
    ),
  })
  .filter((value) => value !== '');
// Something to see, and nothing around it.
const lockReason = text.map(typedText).filter((value) => /[\p{L}\p{N}]/u.test(value) && value.length <= 300);
const businessInfo = text.filter((value) => value.length <= 100);
const coupon = fc.oneof(
  fc.constantFrom('none', 'best'),
  fc.stringMatching(/^[\w-]{1,64}$/).filter((value) => !/^(?:none|best)$/i.test(value)),
);
const flags = fc.record(
  {
    autoPay: fc.boolean(),
    forceUpgrade: fc.boolean(),
    effectiveTime: fc.constantFrom('Immediately', 'MaintainTime'),
    coupon,
  },
  { requiredKeys: [] },
);
const clock = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
const time = fc.oneof(
  fc.integer({ min: 1, max: 864_000 }).map((seconds) => ({ kind: 'duration', ms: seconds * 1_000 })),
  fc
    .date({ min: new Date(0), max: new Date('9999-12-31'), noInvalidDate: true })
    .map((date) => ({ kind: 'instant', at: date.toISOString() })),
  fc.record(
    { kind: fc.constant('local'), time: clock, weekday: fc.constantFrom(...WEEKDAYS) },
    { requiredKeys: ['kind', 'time'] },
  ),
  fc.record({ kind: fc.constant('local'), time: clock, date: fc.constantFrom('2026-11-30', '2028-02-29') }),
);
const times = fc.record({ start: time, until: time }, { requiredKeys: [] });
const kind = <K extends string>(name: K): fc.Arbitrary<K> => fc.constant(name);

const PRESETS = ['sale', 'night-shift'];
const instanceName = fc
  .oneof(text, fc.constantFrom('orders-cache', 'up', '4GB', 'status', 'sale', 'carts.prod', '缓存'))
  .filter((name) => name.trim() === name && meaningOf(name).kind !== 'nothing' && isFree(name));
/** What no shape tells: it is read as a name. */
function isFree(name: string): boolean {
  const meaning = meaningOf(name);
  return meaning.kind === 'word' || 'sizing' in meaning || 'instanceName' in meaning;
}
const sizing = fc.oneof(
  fc
    .integer({ min: 1, max: 10_000_000 })
    .filter((mb) => mb < 10_000_000)
    .map((mb) => ({ kind: 'size', mb }) as const),
  fc
    .integer({ min: -99, max: 99 })
    .filter((by) => by !== 0)
    .map((by) => ({ kind: 'step', by }) as const),
);
const ofInstance = fc.oneof(fc.record({ instanceId }), fc.record({ instanceName }));
const ofClass = fc.oneof(
  fc.record({ targetClass }),
  fc.record({ sizing }),
  fc.record({ preset: fc.constantFrom(...PRESETS) }),
);
/** All of these together; those with a `?` may be missing. */
const joined = (...parts: readonly fc.Arbitrary<object>[]) =>
  fc.tuple(...parts).map((all): object => Object.assign({}, ...all) as object);
const maybe = (part: fc.Arbitrary<object>) => fc.option(part, { nil: {} });

const command = fc.oneof(
  joined(
    fc.record(
      { kind: kind('request'), flags, region, businessInfo, reason: text },
      { requiredKeys: ['kind', 'flags'] },
    ),
    maybe(ofInstance),
    maybe(ofClass),
    times,
  ),
  joined(
    fc.record({ kind: kind('why'), flags, region }, { requiredKeys: ['kind', 'flags'] }),
    ofInstance,
    ofClass,
    times,
  ),
  fc.record({ kind: kind('status'), requestId }, { requiredKeys: ['kind'] }),
  joined(fc.record({ kind: kind('status') }), ofInstance),
  joined(fc.record({ kind: kind('history') }), maybe(ofInstance)),
  fc.record({ kind: kind('withdraw'), requestId }),
  joined(
    fc.record({ kind: kind('lock'), region, reason: lockReason }, { requiredKeys: ['kind', 'reason'] }),
    ofInstance,
  ),
  joined(fc.record({ kind: kind('unlock'), region }, { requiredKeys: ['kind'] }), ofInstance),
  fc.record({ kind: kind('locks') }),
  fc.record({ kind: kind('list') }),
  fc.record({ kind: kind('help') }),
);

test('what is printed is read back as the same command', () => {
  fc.assert(
    fc.property(command, (made) => {
      expect(parseCommand(printCommand(made as Command), PRESETS)).toEqual(made);
    }),
    { numRuns: runs(2_000) },
  );
});

test('no text makes it throw, and what it understands it prints and understands again', () => {
  const scraps = fc.constantFrom(
    ...SUBCOMMANDS,
    'r-bp1zxszhcgatnx',
    'rr-7k3f9qx2',
    '--reason',
    '—coupon=',
    '--until ',
    '--start=',
    '09:00',
    ' mon 9:00',
    '6h',
    '2026-11-30',
    ' for ',
    ' until ',
    '2 weeks',
    'monday',
    '4096',
    '扩容',
    '到',
    '"',
    '“',
    '<https://x|',
    '>',
    '`',
    ' ',
    '\u00a0',
    '&amp;',
    'redis.a.b',
    'orders-cache',
    '4GB',
    '+1',
    'up',
    'sale',
    '\ud800',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.array(scraps).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(anything, (typed) => {
      const read = parseCommand(typed, PRESETS);
      if (read.kind !== 'invalid') expect(parseCommand(printCommand(read), PRESETS)).toEqual(read);
    }),
    { numRuns: runs(3_000) },
  );
});

import fc from 'fast-check';
import { typedText } from '../../../src/core/value/typed.ts';
import { expect, test } from 'vitest';
import type { Command } from '../../../src/core/command/command.ts';
import { SUBCOMMANDS } from '../../../src/core/command/grammar.ts';
import { parseCommand } from '../../../src/core/command/parse.ts';
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
const kind = <K extends string>(name: K): fc.Arbitrary<K> => fc.constant(name);

const command = fc.oneof(
  fc.record(
    { kind: kind('request'), flags, instanceId, targetClass, region, businessInfo, reason: text },
    { requiredKeys: ['kind', 'flags'] },
  ),
  fc.record(
    { kind: kind('why'), instanceId, targetClass, flags, region },
    { requiredKeys: ['kind', 'instanceId', 'targetClass', 'flags'] },
  ),
  fc.record({ kind: kind('status'), requestId }, { requiredKeys: ['kind'] }),
  fc.record({ kind: kind('status'), instanceId }, { requiredKeys: ['kind'] }),
  fc.record({ kind: kind('history'), instanceId }, { requiredKeys: ['kind'] }),
  fc.record({ kind: kind('withdraw'), requestId }),
  fc.record(
    { kind: kind('lock'), instanceId, region, reason: lockReason },
    { requiredKeys: ['kind', 'instanceId', 'reason'] },
  ),
  fc.record({ kind: kind('unlock'), instanceId, region }, { requiredKeys: ['kind', 'instanceId'] }),
  fc.record({ kind: kind('locks') }),
  fc.record({ kind: kind('list') }),
  fc.record({ kind: kind('help') }),
);

test('what is printed is read back as the same command', () => {
  fc.assert(
    fc.property(command, (made) => {
      expect(parseCommand(printCommand(made as Command))).toEqual(made);
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
    '"',
    '“',
    '<https://x|',
    '>',
    '`',
    ' ',
    '\u00a0',
    '&amp;',
    'redis.a.b',
    '\ud800',
  );
  const anything = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.array(scraps).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(anything, (typed) => {
      const read = parseCommand(typed);
      if (read.kind !== 'invalid') expect(parseCommand(printCommand(read))).toEqual(read);
    }),
    { numRuns: runs(3_000) },
  );
});

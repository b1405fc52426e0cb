import { describe, expect, it } from 'vitest';
import type { Command, CommandProblem, Form } from '../../../src/core/command/command.ts';
import { GRAMMAR } from '../../../src/core/command/grammar.ts';
import { parseCommand } from '../../../src/core/command/parse.ts';
import { cut, MAX_COMMAND } from '../../../src/core/command/text.ts';

const ID = 'r-bp1zxszhcgatnx';
const MID = 'redis.master.mid.default';
const RR = 'rr-7k3f9qx2';
const PRESETS = ['sale'];
const size = (mb: number) => ({ kind: 'size', mb }) as const;
const step = (by: number) => ({ kind: 'step', by }) as const;
const named = { kind: 'request', instanceName: 'orders-cache', flags: {} } as const;
const asked = { kind: 'request', instanceId: ID, targetClass: MID, flags: {} } as const;

/** What people type on the first day, and how it is read. */
const understood: readonly (readonly [text: string, command: Command])[] = [
  ['-h', { kind: 'help' }],
  ['--help', { kind: 'help' }],
  ['?', { kind: 'help' }],
  ['？', { kind: 'help' }],
  ['Help', { kind: 'help' }],
  ['status help', { kind: 'help' }],
  ['lock -h', { kind: 'help' }],
  [`lock ${ID} cut with -h`, { kind: 'lock', instanceId: ID, reason: 'cut with -h' }],
  ['帮助', { kind: 'help' }],
  ['列表', { kind: 'list' }],
  ['状态', { kind: 'status' }],
  [`状态 ${RR}。`, { kind: 'status', requestId: RR }],
  [`历史 ${ID}`, { kind: 'history', instanceId: ID }],
  [`撤回 ${RR}`, { kind: 'withdraw', requestId: RR }],
  ['扩容', { kind: 'request', flags: {} }],
  [`扩容 ${ID} 到 ${MID}`, asked],
  [`锁定 ${ID} 大促`, { kind: 'lock', instanceId: ID, reason: '大促' }],
  [`解锁 ${ID}`, { kind: 'unlock', instanceId: ID }],
  [`resize ${ID} ${MID}`, asked],
  [`${ID} to ${MID}`, asked],
  [`please resize ${ID} to ${MID}`, asked],
  [`please lock ${ID} sale to come`, { kind: 'lock', instanceId: ID, reason: 'sale to come' }],
  [`${RR} please`, { kind: 'status', requestId: RR }],
  [`${ID.toUpperCase()} ${MID}`, asked],
  [`${MID} ${ID}`, asked],
  [`*${ID}* \`${MID}\``, asked],
  ['orders-cache', named],
  ['Orders-Cache', { ...named, instanceName: 'Orders-Cache' }],
  ['订单缓存 4GB', { ...named, instanceName: '订单缓存', sizing: size(4096) }],
  ['"orders cache"', { ...named, instanceName: 'orders cache' }],
  ['"status"', { ...named, instanceName: 'status' }],
  ['"up" up', { ...named, instanceName: 'up', sizing: step(1) }],
  [`orders-cache ${MID}`, { ...named, targetClass: MID }],
  [`${MID} orders-cache`, { ...named, targetClass: MID }],
  ['r-orders_x', { ...named, instanceName: 'r-orders_x' }],
  ['carts.prod', { ...named, instanceName: 'carts.prod' }],
  ['hlep', { ...named, instanceName: 'hlep' }],
  ['my-cache', { ...named, instanceName: 'my-cache' }],
  [`${ID} 4GB`, { kind: 'request', instanceId: ID, sizing: size(4096), flags: {} }],
  [`${ID} 4 GB`, { kind: 'request', instanceId: ID, sizing: size(4096), flags: {} }],
  ['4096mb orders-cache', { ...named, sizing: size(4096) }],
  ['orders-cache +1', { ...named, sizing: step(1) }],
  ['orders-cache –1', { ...named, sizing: step(-1) }],
  ['orders-cache down', { ...named, sizing: step(-1) }],
  ['4g', { kind: 'request', sizing: size(4096), flags: {} }],
  ['orders-cache 4096', { ...named, sizing: size(4096) }],
  ['4096 orders-cache', { ...named, sizing: size(4096) }],
  [`resize ${ID} to 16384`, { kind: 'request', instanceId: ID, sizing: size(16384), flags: {} }],
  ['4096', { ...named, instanceName: '4096' }],
  ['4096 8GB', { ...named, instanceName: '4096', sizing: size(8192) }],
  ['"4096" 8192', { ...named, instanceName: '4096', sizing: size(8192) }],
  ['why orders-cache 4096', { kind: 'why', instanceName: 'orders-cache', sizing: size(4096), flags: {} }],
  ['resize orders-cache to 4GB', { ...named, sizing: size(4096) }],
  ['please scale orders-cache up', { ...named, sizing: step(1) }],
  ['scale up orders-cache', { ...named, sizing: step(1) }],
  ['扩容 orders-cache 到 4GB', { ...named, sizing: size(4096) }],
  ['把 orders-cache 扩容 到 4g', { ...named, sizing: size(4096) }],
  ['扩容到4GB', { kind: 'request', sizing: size(4096), flags: {} }],
  ['orders-cache 扩容到4GB', { ...named, sizing: size(4096) }],
  ['扩容 orders-cache 到4GB', { ...named, sizing: size(4096) }],
  ['扩容到 4 GB orders-cache', { ...named, sizing: size(4096) }],
  ['扩容 orders-cache 到 4096', { ...named, sizing: size(4096) }],
  ['orders-cache 扩容到4096', { ...named, sizing: size(4096) }],
  ['把orders-cache扩容到４ＧＢ。', { ...named, sizing: size(4096) }],
  [`扩容${ID}到${MID}`, asked],
  ['扩容订单缓存到4GB', { ...named, instanceName: '订单缓存', sizing: size(4096) }],
  ['到家cache', { ...named, instanceName: '到家cache' }],
  ['"扩容到4GB" 8GB', { ...named, instanceName: '扩容到4GB', sizing: size(8192) }],
  [`${ID} ${MID} --reason 扩容到4GB`, { ...asked, reason: '扩容到4GB' }],
  ['orders-cache sale', { ...named, preset: 'sale' }],
  ['Sale orders-cache --at now', { ...named, preset: 'sale', flags: { effectiveTime: 'Immediately' } }],
  ['sale sale', { kind: 'invalid', form: 'request', problems: [{ code: 'too_many', found: 'sale' }] }],
  ['"sale" sale', { ...named, instanceName: 'sale', preset: 'sale' }],
  ['"orders-cache" “4GB”', { ...named, sizing: size(4096) }],
  ['orders-cache "sale"', { ...named, preset: 'sale' }],
  ['"4GB"', { ...named, instanceName: '4GB' }],
  [
    `staus ${RR}`,
    {
      kind: 'invalid',
      form: 'request',
      problems: [{ code: 'unknown_word', found: 'staus', nearest: `status ${RR}` }],
    },
  ],
  [
    `withdrw ${RR}`,
    {
      kind: 'invalid',
      form: 'request',
      problems: [{ code: 'unknown_word', found: 'withdrw', nearest: `withdraw ${RR}` }],
    },
  ],
  ['status orders-cache', { kind: 'status', instanceName: 'orders-cache' }],
  ['what is the status of orders-cache?', { kind: 'status', instanceName: 'orders-cache?' }],
  [`status ${ID}?`, { kind: 'status', instanceId: ID }],
  ['status of the orders-cache', { kind: 'status', instanceName: 'orders-cache' }],
  ['历史 orders-cache', { kind: 'history', instanceName: 'orders-cache' }],
  ['why orders-cache +1', { kind: 'why', instanceName: 'orders-cache', sizing: step(1), flags: {} }],
  [
    'lock orders-cache sale, 4 GB to come',
    { kind: 'lock', instanceName: 'orders-cache', reason: 'sale, 4 GB to come' },
  ],
  ['lock orders-cache because of r-x', { kind: 'lock', instanceName: 'orders-cache', reason: 'because of r-x' }],
  ['lock "orders cache" sale', { kind: 'lock', instanceName: 'orders cache', reason: 'sale' }],
  ['unlock orders-cache', { kind: 'unlock', instanceName: 'orders-cache' }],
  [
    `redis://user:p@ss@${ID}.redis.rds.aliyuncs.com:6379/0 4g`,
    { kind: 'request', instanceId: ID, sizing: size(4096), flags: {} },
  ],
  [`<rediss://${ID}.redis.rds.aliyuncs.com:6379>`, { kind: 'request', instanceId: ID, flags: {} }],
  [`${ID}pd.redis.rds.aliyuncs.com:6379`, { ...named, instanceName: `${ID}pd.redis.rds.aliyuncs.com` }],
  ['orders.redis.singapore.rds.aliyuncs.com', { ...named, instanceName: 'orders.redis.singapore.rds.aliyuncs.com' }],
];

/** Times of two words need no quotes. */
const timed: readonly (readonly [text: string, times: object])[] = [
  ['--start mon 09:00', { start: { kind: 'local', weekday: 'mon', time: '09:00' } }],
  ['--start "mon 9:00"', { start: { kind: 'local', weekday: 'mon', time: '09:00' } }],
  ['--start=mon 09:00', { start: { kind: 'local', weekday: 'mon', time: '09:00' } }],
  ['--until 2026-11-30 09:00', { until: { kind: 'local', date: '2026-11-30', time: '09:00' } }],
  ['—until=“2026–11–30 09:00”', { until: { kind: 'local', date: '2026-11-30', time: '09:00' } }],
  ['--until 2026-11-30 09:00+08:00', { until: { kind: 'instant', at: '2026-11-30T01:00:00.000Z' } }],
  [
    '--start 09:00 --until 6h',
    { start: { kind: 'local', time: '09:00' }, until: { kind: 'duration', ms: 21_600_000 } },
  ],
];

/** The end of a change, in words. */
const ended: readonly (readonly [text: string, until: object])[] = [
  ['for 3d', { kind: 'duration', ms: 259_200_000 }],
  ['for 2 weeks', { kind: 'duration', ms: 1_209_600_000 }],
  ['For 90 minutes', { kind: 'duration', ms: 5_400_000 }],
  ['for 30m', { kind: 'duration', ms: 1_800_000 }],
  ['until monday', { kind: 'local', weekday: 'mon', time: '00:00' }],
  ['till mon 09:00', { kind: 'local', weekday: 'mon', time: '09:00' }],
  ['--until monday', { kind: 'local', weekday: 'mon', time: '00:00' }],
  ['--until 2 weeks', { kind: 'duration', ms: 1_209_600_000 }],
  ['--until=3 days', { kind: 'duration', ms: 259_200_000 }],
];

/** Where the same words are no end. */
const unended: readonly (readonly [text: string, command: Command])[] = [
  ['4GB for orders-cache', { ...named, sizing: size(4096) }],
  ['resize orders-cache for 30m', { ...named, sizing: size(30) }],
  ['lock orders-cache for 3d', { kind: 'lock', instanceName: 'orders-cache', reason: 'for 3d' }],
  [
    `${ID} ${MID} --reason "sale" "for" --until 3d`,
    { kind: 'invalid', form: 'request', problems: [{ code: 'unknown_word', found: 'for' }] },
  ],
];

type Problems = readonly (Omit<CommandProblem, 'found'> & { readonly found?: string })[];

const wrong: readonly (readonly [text: string, form: Form, problems: Problems])[] = [
  ['why orders-cache', 'why', [{ code: 'missing_argument', missing: ['class'] }]],
  ['why 4GB', 'why', [{ code: 'missing_argument', missing: ['instance'] }]],
  ['lock orders-cache', 'lock', [{ code: 'missing_argument', missing: ['reason'] }]],
  ['hlep me', 'request', [{ code: 'unknown_word', found: 'hlep', nearest: 'help' }]],
  ['stauts orders-cache', 'request', [{ code: 'unknown_word', found: 'stauts', nearest: 'status' }]],
  ['orders-cache 4GB 8GB', 'request', [{ code: 'too_many', found: '8GB' }]],
  ['orders-cache 4', 'request', [{ code: 'not_a_class', found: '4', nearest: '4GB' }]],
  [
    'orders-cache 4GB --start 10:00 Europe/Berlin',
    'request',
    [{ code: 'bad_value', found: '10:00 Europe/Berlin', flag: 'start' }],
  ],
  ['freeze sale --until mon 10:00 UTC', 'freeze', [{ code: 'bad_value', found: 'mon 10:00 UTC', flag: 'until' }]],
  [`${ID} ${MID} UTC`, 'request', [{ code: 'unknown_word', found: 'UTC' }]],
  ['orders-cache 1536', 'request', [{ code: 'not_a_class', found: '1536', nearest: '1536MB' }]],
  ['orders-cache 256', 'request', [{ code: 'not_a_class', found: '256', nearest: '256GB' }]],
  ['orders-cache 4GB 8192', 'request', [{ code: 'unknown_word', found: '8192' }]],
  ['orders-cache 4GB --until 3d for 2d', 'request', [{ code: 'repeated_flag', found: 'for 2d' }]],
  [
    'orders-cache 4GB for 3 moons',
    'request',
    [
      { code: 'unknown_word', found: '3' },
      { code: 'unknown_word', found: 'moons' },
    ],
  ],
  ['orders-cache 4GB until', 'request', [{ code: 'unknown_word', found: 'until' }]],
  ['list for 3d', 'list', [{ code: 'unknown_word', found: '3d' }]],
  [
    `${ID} ${MID} --reason sale for 3d`,
    'request',
    [{ code: 'unquoted_value', found: 'sale for 3d', flag: 'reason', nearest: '--reason "sale for 3d"' }],
  ],
  ['delete orders-cache', 'request', [{ code: 'only_resizes', found: 'delete' }]],
  [`重启 ${ID}`, 'request', [{ code: 'only_resizes', found: '重启' }]],
  ['orders-cache delete', 'request', [{ code: 'not_a_class', found: 'delete' }]],
  ['orders-cache sael', 'request', [{ code: 'not_a_class', found: 'sael', nearest: 'sale' }]],
  ['orders-cache users', 'request', [{ code: 'not_a_class', found: 'users' }]],
  [
    '--reason grow to 4GB for sale',
    'request',
    [
      {
        code: 'unquoted_value',
        found: 'grow to 4GB for sale',
        flag: 'reason',
        nearest: '--reason "grow to 4GB for sale"',
      },
    ],
  ],
  [`${ID} ${MID} now`, 'request', [{ code: 'unknown_word', found: 'now' }]],
  [
    `${ID} redi.master.mid.default`,
    'request',
    [{ code: 'not_a_class', found: 'redi.master.mid.default', nearest: MID }],
  ],
  [`${ID} ${MID} --when tonight`, 'request', [{ code: 'unknown_flag', found: '--when', nearest: '--at now|maintain' }]],
  [`${ID} ${MID} --xyzzy tonight`, 'request', [{ code: 'unknown_flag', found: '--xyzzy' }]],
  [`${ID} ${MID} --at tonight`, 'request', [{ code: 'bad_value', found: 'tonight', flag: 'at' }]],
  [
    `${ID} ${MID} --reason need more memory`,
    'request',
    [
      {
        code: 'unquoted_value',
        found: 'need more memory',
        flag: 'reason',
        nearest: '--reason "need more memory"',
      },
    ],
  ],
  [
    `--reason=to list all keys --force ${ID} ${MID}`,
    'request',
    [{ code: 'unquoted_value', found: 'to list all keys', flag: 'reason', nearest: '--reason "to list all keys"' }],
  ],
  [
    `${ID} ${MID} --because need more memory`,
    'request',
    [{ code: 'unknown_flag', found: '--because', nearest: '--reason "need more memory"' }],
  ],
  [
    `lock ${ID} --reason double 11`,
    'lock',
    [{ code: 'unquoted_value', found: 'double 11', flag: 'reason', nearest: '--reason "double 11"' }],
  ],
  [`approve ${RR}`, 'status', [{ code: 'approve_on_card', found: 'approve', nearest: `status ${RR}` }]],
  [`${RR} 批准`, 'status', [{ code: 'approve_on_card', found: '批准', nearest: `status ${RR}` }]],
  ['approve', 'status', [{ code: 'approve_on_card', found: 'approve', nearest: 'status <id>' }]],
  [`reject ${RR}`, 'status', [{ code: 'reject_on_card', found: 'reject', nearest: `status ${RR}` }]],
  [`cancel ${RR}`, 'withdraw', [{ code: 'withdraw_instead', found: 'cancel', nearest: `withdraw ${RR}` }]],
  ['withdraw', 'withdraw', [{ code: 'missing_argument', missing: ['request'] }]],
  ['撤回', 'withdraw', [{ code: 'missing_argument', missing: ['request'] }]],
  ['withdraw orders-cache', 'withdraw', [{ code: 'not_a_request_id', found: 'orders-cache' }]],
  ['withdraw r-x', 'withdraw', [{ code: 'not_a_request_id', found: 'r-x' }]],
  [`${ID} ${RR}x`, 'request', [{ code: 'not_a_request_id', found: `${RR}x` }]],
  [`${ID} --start tonight`, 'request', [{ code: 'bad_value', found: 'tonight', flag: 'start' }]],
  [`${ID} --start tomorrow 09:00`, 'request', [{ code: 'bad_value', found: 'tomorrow 09:00', flag: 'start' }]],
  [`${ID} --until -5m`, 'request', [{ code: 'bad_value', found: '-5m', flag: 'until' }]],
  [`${ID} --until 0s`, 'request', [{ code: 'bad_value', found: '0s', flag: 'until' }]],
  [`${ID} --until --force`, 'request', [{ code: 'missing_value', flag: 'until' }]],
  [`${ID} --until 3h 09:00`, 'request', [{ code: 'bad_value', found: '3h 09:00', flag: 'until' }]],
  [`${ID} --till 6h`, 'request', [{ code: 'unknown_flag', found: '--till', nearest: '--until <time>' }]],
  ['status --until 6h', 'status', [{ code: 'unknown_flag', found: '--until' }]],
  ['list --forse', 'list', [{ code: 'unknown_flag', found: '--forse' }]],
];

describe('what people type on the first day', () => {
  it.each(understood)('%s is understood', (text, command) => {
    expect(parseCommand(text, PRESETS)).toEqual(command);
  });

  it.each(unended)('%s has no end in words', (text, command) => {
    expect(parseCommand(text, PRESETS)).toEqual(command);
  });

  it.each(timed)('%s is a time', (text, times) => {
    expect(parseCommand(`${text} ${ID} ${MID}`)).toEqual({ ...asked, ...times });
    expect(parseCommand(`why ${ID} ${MID} ${text}`)).toEqual({ ...asked, kind: 'why', ...times });
  });

  it.each(ended)('%s is the end of a change', (text, until) => {
    expect(parseCommand(`${ID} ${MID} ${text}`)).toEqual({ ...asked, until });
    expect(parseCommand(`${ID} ${text} ${MID}`)).toEqual({ ...asked, until });
    expect(parseCommand(`why ${ID} ${MID} ${text}`)).toEqual({ ...asked, kind: 'why', until });
  });

  it.each(wrong)('%s is answered with what is right', (text, form, problems) => {
    const told = problems.map((problem) => ({ found: '', ...problem }));
    expect(parseCommand(text, PRESETS)).toEqual({ kind: 'invalid', form, problems: told });
  });
});

describe('the words of commands', () => {
  it('are each of one command only, and long enough to be told from a typing error', () => {
    const words = Object.entries(GRAMMAR).flatMap(([form, { also }]) => [form, ...also]);
    expect(new Set(words).size).toBe(words.length);
    expect(words.filter((word) => word.length < 2)).toEqual(['?']);
  });
});

describe('a long text', () => {
  it('is read up to its limit and no further', () => {
    const text = `${ID} ${MID} --reason "${'x'.repeat(MAX_COMMAND)}" --no-auto-pay`;
    expect(cut(text).unclosed).toHaveLength(MAX_COMMAND - text.indexOf('"'));
    const problems = [{ code: 'command_too_long', found: '', max: MAX_COMMAND }];
    expect(parseCommand(text)).toEqual({ kind: 'invalid', form: 'request', problems });
  });

  it.each(['=', "'", "' ", '(x', 'a.b ', '--a ', 'x ', '<', '\\', '((((', '"'])(
    'of 200,000 times %j is answered',
    (part) => {
      const text = part.repeat(200_000);
      const { words } = cut(text);
      expect(words).toEqual(cut(text.slice(0, MAX_COMMAND)).words);
      expect(words.reduce((sum, { text: word }) => sum + word.length, 0)).toBeLessThanOrEqual(MAX_COMMAND);
      expect(parseCommand(text)).toMatchObject({ kind: 'invalid', problems: [{ code: 'command_too_long' }] });
    },
  );

  it('has no more words called wrong than a person reads', () => {
    const command = parseCommand('banana '.repeat(200));
    expect(command.kind === 'invalid' && command.problems.length).toBe(10);
  });
});

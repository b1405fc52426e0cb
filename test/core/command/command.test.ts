import { describe, expect, test } from 'vitest';
import type { Command, CommandProblem, Form } from '../../../src/core/command/command.ts';
import { parseCommand } from '../../../src/core/command/parse.ts';

const ID = 'r-bp1zxszhcgatnx';
const MID = 'redis.master.mid.default';
const asked = { kind: 'request', instanceId: ID, targetClass: MID, flags: {} } as const;

const good: readonly (readonly [what: string, text: string, command: Command])[] = [
  ['nothing opens it empty', '', { kind: 'request', flags: {} }],
  ['spaces are nothing', ' \u00a0\u3000\t ', { kind: 'request', flags: {} }],
  ['an instance alone', ID, { kind: 'request', instanceId: ID, flags: {} }],
  ['an instance and a class', `${ID} ${MID}`, asked],
  ['a class and an instance', `${MID} ${ID}`, asked],
  ['a class alone', MID, { kind: 'request', targetClass: MID, flags: {} }],
  ['no-break spaces', `\u00a0${ID}\u00a0${MID}\u2003`, asked],
  ['back-ticks around both', `\`${ID} ${MID}\``, asked],
  ['back-ticks around each', `\`${ID}\` \`${MID}\``, asked],
  ['quotes around each', `“${ID}” '${MID}'`, asked],
  ['bold, commas and angle brackets', `*${ID}*, &lt;${MID}&gt;`, asked],
  ['an arrow between them', `${ID} → ${MID}`, asked],
  ['letter case of a phone', `R-bp1zxszhcgatnx Redis.Master.Mid.Default`, asked],
  ['full-width letters', 'ｒ－bp1zxszhcgatnx redis.master.mid.default', asked],
  ['an en dash in the id', `r–bp1zxszhcgatnx ${MID}`, asked],
  ['a zero-width space in the id', `r-bp1\u200bzxszhcgatnx ${MID}`, asked],
  ['a link shows its text', `<https://x.example/|${ID}> ${MID}`, asked],
  [
    'a linked connection address',
    `<http://${ID}.redis.rds.aliyuncs.com|${ID}.redis.rds.aliyuncs.com>:6379 ${MID}`,
    asked,
  ],
  ['a console page', `<https://kvstore.console.aliyun.com/#/detail/${ID}/Normal/info> ${MID}`, asked],
  ['pay later', `${ID} ${MID} --no-auto-pay`, { ...asked, flags: { autoPay: false } }],
  ['pay at once', `--auto-pay ${ID} ${MID}`, { ...asked, flags: { autoPay: true } }],
  ['a switch with a value', `${ID} ${MID} --auto-pay=false`, { ...asked, flags: { autoPay: false } }],
  ['an em dash for two hyphens', `${ID} ${MID} —no-auto-pay`, { ...asked, flags: { autoPay: false } }],
  ['an en dash for two hyphens', `${ID} ${MID} –force`, { ...asked, flags: { forceUpgrade: true } }],
  ['the two em dashes of a Chinese keyboard', `${ID} ${MID} ——force`, { ...asked, flags: { forceUpgrade: true } }],
  ['one hyphen', `${ID} ${MID} -no-force`, { ...asked, flags: { forceUpgrade: false } }],
  ['no-break hyphens in a flag', `${ID} ${MID} --no‑auto‑pay`, { ...asked, flags: { autoPay: false } }],
  ['a flag in capitals', `${ID} ${MID} --Force`, { ...asked, flags: { forceUpgrade: true } }],
  ['at the maintenance time', `${ID} --at maintain ${MID}`, { ...asked, flags: { effectiveTime: 'MaintainTime' } }],
  ['now', `${ID} ${MID} --at=NOW`, { ...asked, flags: { effectiveTime: 'Immediately' } }],
  ['a coupon', `${ID} ${MID} --coupon Abc123`, { ...asked, flags: { coupon: 'Abc123' } }],
  [
    'the longest business info',
    `${ID} ${MID} --business-info ${'x'.repeat(100)}`,
    { ...asked, businessInfo: 'x'.repeat(100) },
  ],
  ['no coupon', `${ID} ${MID} --coupon None`, { ...asked, flags: { coupon: 'none' } }],
  ['a region', `${ID} ${MID} --region CN-Hangzhou`, { ...asked, region: 'cn-hangzhou' }],
  ['business info', `${ID} ${MID} --business-info 'a b'`, { ...asked, businessInfo: 'a b' }],
  ['a reason', `${ID} ${MID} --reason "Double 11, 2x load"`, { ...asked, reason: 'Double 11, 2x load' }],
  ['a reason in curly quotes', `${ID} ${MID} --reason “more memory”`, { ...asked, reason: 'more memory' }],
  [
    'quotes opened curly and closed straight',
    `${ID} ${MID} —reason “more memory"`,
    { ...asked, reason: 'more memory' },
  ],
  ['a reason after an equals sign', `${ID} ${MID} --reason=“more memory”`, { ...asked, reason: 'more memory' }],
  ['an apostrophe in single quotes', `${ID} ${MID} --reason ‘don't wait’`, { ...asked, reason: "don't wait" }],
  ['an apostrophe that opens nothing', `${ID} ${MID} --reason 'tis`, { ...asked, reason: "'tis" }],
  ['a flag in quotes is text', `${ID} ${MID} --reason "--force"`, { ...asked, reason: '--force' }],
  [
    'a mention in a reason',
    `${ID} ${MID} --reason "for <@U1|bob> in <#C1|ops> &amp; <!subteam^S1|@sre>"`,
    { ...asked, reason: 'for @bob in #ops & @sre' },
  ],
  ['status', 'status', { kind: 'status' }],
  ['status of a request', 'Status RR-7K3F9QX2', { kind: 'status', requestId: 'rr-7k3f9qx2' }],
  ['status of an instance, the other way round', `${ID} status`, { kind: 'status', instanceId: ID }],
  ['a request id alone', '`rr-7k3f9qx2`', { kind: 'status', requestId: 'rr-7k3f9qx2' }],
  ['look-alikes of base 32', 'status rr-7k3f9qxO', { kind: 'status', requestId: 'rr-7k3f9qx0' }],
  ['list', ' LIST ', { kind: 'list' }],
  ['history', 'history', { kind: 'history' }],
  ['history of an instance', `history ${ID}`, { kind: 'history', instanceId: ID }],
  ['withdraw', 'withdraw rr-7k3f9qx2.', { kind: 'withdraw', requestId: 'rr-7k3f9qx2' }],
  ['lock', `lock ${ID} sale until Friday`, { kind: 'lock', instanceId: ID, reason: 'sale until Friday' }],
  ['lock, the other way round', `${ID} LOCK load test`, { kind: 'lock', instanceId: ID, reason: 'load test' }],
  ['a reason in quotes', `lock ${ID} “for  the sale”`, { kind: 'lock', instanceId: ID, reason: 'for  the sale' }],
  ['a reason after its flag', `lock ${ID} --reason="sale"`, { kind: 'lock', instanceId: ID, reason: 'sale' }],
  [
    'words of other commands are words of a reason',
    `lock ${ID} why? list —force ${MID} & unlock later`,
    {
      kind: 'lock',
      instanceId: ID,
      reason: `why? list —force ${MID} & unlock later`,
    },
  ],
  ['the reason before the instance', `lock sale on ${ID} now`, { kind: 'lock', instanceId: ID, reason: 'sale on now' }],
  [
    'a connection address and a region',
    `lock ${ID}.redis.rds.aliyuncs.com:6379 --region cn-hangzhou 大促`,
    {
      kind: 'lock',
      instanceId: ID,
      region: 'cn-hangzhou',
      reason: '大促',
    },
  ],
  [
    'a mention in the reason of a lock',
    `lock ${ID} ask <@U1|bob>`,
    { kind: 'lock', instanceId: ID, reason: 'ask @bob' },
  ],
  [
    'a reason that is too long is cut',
    `lock ${ID} ${'é'.normalize('NFD').repeat(151)}`,
    {
      kind: 'lock',
      instanceId: ID,
      reason: 'é'.normalize('NFD').repeat(150),
    },
  ],
  ['unlock', `unlock \`${ID}\``, { kind: 'unlock', instanceId: ID }],
  ['locks', 'Locks', { kind: 'locks' }],
  ['help about lock', 'lock help', { kind: 'help' }],
  ['a reason that says lock', `${ID} ${MID} --reason lock`, { ...asked, reason: 'lock' }],
  ['why', `why ${ID} ${MID}`, { kind: 'why', instanceId: ID, targetClass: MID, flags: {} }],
  [
    'why, a request with one word before it',
    `why ${ID} ${MID} --force --region cn-hangzhou --reason "x"`,
    { kind: 'why', instanceId: ID, targetClass: MID, region: 'cn-hangzhou', flags: { forceUpgrade: true } },
  ],
  ['help', 'help', { kind: 'help' }],
  ['help as a flag', `${ID} --help`, { kind: 'help' }],
  ['a question mark', '?', { kind: 'help' }],
];

describe('a command is understood', () => {
  test.each(good)('%s', (_, text, command) => {
    expect(parseCommand(text)).toEqual(command);
  });
});

const LONG = 'x'.repeat(101);

/** The word in question, with its flag where it is a value; or what is missing. */
type Told = readonly (readonly [code: string, found: string, nearest?: string])[];
const bad: readonly (readonly [text: string, form: Form, told: Told])[] = [
  [`${ID} ${MID} --no-autopay`, 'request', [['unknown_flag', '--no-autopay', '--no-auto-pay']]],
  [
    `${ID} ${MID} --forse --xyzzy`,
    'request',
    [
      ['unknown_flag', '--forse', '--force'],
      ['unknown_flag', '--xyzzy'],
    ],
  ],
  [`${ID} ${MID} --coupon`, 'request', [['missing_value', '--coupon']]],
  [`${ID} ${MID} --reason --force`, 'request', [['missing_value', '--reason']]],
  [`${ID} ${MID} --reason=""`, 'request', [['missing_value', '--reason']]],
  [`${ID} ${MID} --at tomorrow`, 'request', [['bad_value', '--at tomorrow']]],
  [`${ID} ${MID} --at mantain`, 'request', [['bad_value', '--at mantain', 'maintain']]],
  [`${ID} ${MID} --at immediatly`, 'request', [['bad_value', '--at immediatly', 'now']]],
  [`${ID} ${MID} --at noww`, 'request', [['bad_value', '--at noww', 'now']]],
  [`${ID} ${MID} --coupon "a coupon"`, 'request', [['bad_value', '--coupon a coupon']]],
  [`${ID} ${MID} --coupon ${'c'.repeat(65)}`, 'request', [['bad_value', `--coupon ${'c'.repeat(65)}`]]],
  [`why ${ID} ${MID} --coupon <!channel>`, 'why', [['bad_value', '--coupon @channel']]],
  [`${ID} ${MID} --business-info ${LONG}`, 'request', [['too_long', `--business-info ${LONG}`]]],
  [`${ID} ${MID} --region hangzhou`, 'request', [['bad_value', '--region hangzhou']]],
  [`${ID} ${MID} --force=maybe`, 'request', [['bad_value', '--force maybe']]],
  [`${ID} ${MID} --auto-pay --no-auto-pay`, 'request', [['repeated_flag', '--no-auto-pay']]],
  [`${ID} ${MID} --reason "no end`, 'request', [['unclosed_quote', '"no end']]],
  [`stauts ${ID}`, 'request', [['unknown_word', 'stauts', 'status']]],
  [`${ID} ${MID} cn-hangzhou`, 'request', [['unknown_word', 'cn-hangzhou', '--region cn-hangzhou']]],
  [`${ID} redi.master.mid.default`, 'request', [['not_a_class', 'redi.master.mid.default', MID]]],
  [
    `${ID} r-bp2222 ${MID} tair.rdb.1g`,
    'request',
    [
      ['too_many', 'r-bp2222'],
      ['too_many', 'tair.rdb.1g'],
    ],
  ],
  [`${ID} rr-7k3f9qx2`, 'request', [['too_many', 'rr-7k3f9qx2']]],
  [`status rr-7k3f9qx2 ${ID}`, 'status', [['too_many', ID]]],
  ['status rr-7k3f9', 'status', [['not_a_request_id', 'rr-7k3f9']]],
  ['status rr-7k3f9qxu', 'status', [['not_a_request_id', 'rr-7k3f9qxu']]],
  [`status ${MID}`, 'status', [['not_an_instance', MID]]],
  [`list ${ID}`, 'list', [['too_many', ID]]],
  ['list --force', 'list', [['unknown_flag', '--force']]],
  ['history rr-7k3f9qx2', 'history', [['not_an_instance', 'rr-7k3f9qx2']]],
  ['withdraw', 'withdraw', [['missing_argument', 'request']]],
  [`withdraw ${ID}`, 'withdraw', [['not_a_request_id', ID]]],
  ['withdraw it', 'withdraw', [['not_a_request_id', 'it']]],
  [`why ${ID}`, 'why', [['missing_argument', 'class']]],
  ['why', 'why', [['missing_argument', 'instance class']]],
  ['status list', 'status', [['too_many', 'list']]],
  ['lock', 'lock', [['missing_argument', 'instance reason']]],
  [`lock ${ID}`, 'lock', [['missing_argument', 'reason']]],
  [`lock ${ID} " \u200b"`, 'lock', [['missing_argument', 'reason']]],
  [`lock ${ID} sale --reason x`, 'lock', [['too_many', 'sale']]],
  [`lock ${ID} sale --region x_y`, 'lock', [['bad_value', '--region x_y']]],
  [`lock ${ID} for "the sale`, 'lock', [['unclosed_quote', '"the sale']]],
  ['unlock', 'unlock', [['missing_argument', 'instance']]],
  [`unlock ${ID} now`, 'unlock', [['unknown_word', 'now']]],
  ['unlock rr-7k3f9qx2', 'unlock', [['not_an_instance', 'rr-7k3f9qx2']]],
  [`${MID} ${ID} lock`, 'lock', [['too_many', 'lock']]],
  [`locks ${ID}`, 'locks', [['too_many', ID]]],
];

describe('a command with a mistake says which, what was meant, and the right form', () => {
  test.each(bad)('%s', (text, form, told) => {
    const command = parseCommand(text);
    expect(command).toMatchObject({ kind: 'invalid', form });
    expect(command.kind === 'invalid' && command.problems.map(toldOf)).toEqual(told);
  });

  function toldOf({ code, found, nearest, flag, missing }: CommandProblem): Told[number] {
    const what = missing?.join(' ') ?? (flag === undefined ? found : `--${flag} ${found}`.trim());
    return nearest === undefined ? [code, what] : [code, what, nearest];
  }
});

import { describe, expect, test } from 'vitest';
import { loadPolicy, printProblem } from '../../src/config/load.ts';
import { BASE } from './base.ts';

const NOW = new Date('2026-12-01T00:00:00Z');

function told(text: string): readonly string[] {
  const loaded = loadPolicy(text, 'f', NOW);
  return (loaded.kind === 'ok' ? loaded.warnings : loaded.problems).map((problem) => printProblem(problem).slice(2));
}

/** `ok` when the base, with one place written otherwise, is put in force. */
function kindWith(find: string, put: string): 'ok' | 'bad' {
  const text = BASE.replace(find, () => put);
  return loadPolicy(text, 'f', NOW).kind;
}

const free = (more: string): readonly [find: string, put: string] => ['approval: none', `approval: none\n    ${more}`];
const asks = (approval: string): readonly [find: string, put: string] => ['{ from: [sre], count: 2 }', approval];
const tops = (section: string): readonly [find: string, put: string] => ['version: 1', `version: 1\n${section}`];
const rule = (...keys: readonly string[]): readonly [find: string, put: string] => [
  'rules:\n',
  `rules:\n  - name: first\n${keys.map((key) => `    ${key}\n`).join('')}`,
];

type Case = readonly [what: string, change: readonly [find: string, put: string], told: readonly string[]];

/** Line 12 is `approval: none` of the first rule, line 16 the approval of the second. */
const wrong: readonly Case[] = [
  [
    'a rule that neither allows nor denies',
    ['    approval: none\n', ''],
    ['9:5  rules[0].approval (rule "dev")  is required'],
  ],
  [
    'deny misspelled',
    ['approval: none', 'dney: no'],
    ['12:5  rules[0].dney (rule "dev")  unknown key (did you mean "deny"?)'],
  ],
  [
    'denying without saying why',
    ['approval: none', 'deny: " "'],
    ['12:11  rules[0].deny (rule "dev")  must not be empty'],
  ],
  [
    'denying and allowing at once',
    free('deny: no\n    breakGlass: true\n    windows: []\n    flags: { force: { autoPay: true } }'),
    [
      '12:5  rules[0].approval (rule "dev")  is not allowed in a deny rule',
      '14:5  rules[0].breakGlass (rule "dev")  is not allowed in a deny rule',
      '15:5  rules[0].windows (rule "dev")  is not allowed in a deny rule',
      '15:14  rules[0].windows (rule "dev")  must not be empty',
      '16:14  rules[0].flags.force (rule "dev")  is not allowed in a deny rule',
    ],
  ],
  [
    'an emergency that only a channel would be told of',
    ['approval: none', 'approval: { from: [C0OPS], notify: [C0LEADS] }\n    breakGlass: true'],
    [
      '12:15  rules[0].approval (rule "dev")  without "mirror" no one would hear of this emergency (set slack.mirror, or list users or user groups under approval.notify)',
    ],
  ],
  [
    'an approval of no one, with more than who is notified',
    ['approval: none', 'approval: { notify: [sre], expires: 1h }'],
    ['12:15  rules[0].approval.from (rule "dev")  is required'],
  ],
  [
    'an emergency that waits',
    free('breakGlass: true\n    windows: [{ from: "10:00", to: "11:00", zone: UTC }]'),
    [
      '12:15  rules[0].approval (rule "dev")  without "mirror" no one would hear of this emergency (set slack.mirror, or list users or user groups under approval.notify)',
      '14:5  rules[0].windows (rule "dev")  has no effect in a breakGlass rule (remove it)',
    ],
  ],
  [
    'everybody as approver',
    asks('{ from: ["*"] }'),
    ['16:24  rules[1].approval.from[0] (rule "prod")  "*" is only allowed in who'],
  ],
  [
    'everybody excepted',
    tops('freezes: [{ from: 2027-01-01T00:00:00Z, to: 2027-01-02T00:00:00Z, reason: x, except: ["*"] }]'),
    ['2:87  freezes[0].except[0]  "*" is only allowed in who'],
  ],
  ['nobody to ask', asks('{ self: true }'), ['16:15  rules[1].approval.from (rule "prod")  is required']],
  [
    'from and all',
    asks('{ from: [sre], count: 2, all: [{ from: [sre] }, { from: [dev] }] }'),
    [
      '16:17  rules[1].approval.from (rule "prod")  use either from or all, not both',
      '16:30  rules[1].approval.count (rule "prod")  set count in each entry of all instead',
    ],
  ],
  [
    'all of one',
    asks('{ all: [{ from: [sre] }] }'),
    ['16:22  rules[1].approval.all (rule "prod")  must have at least 2 entries'],
  ],
  [
    'nobody to ask for more',
    asks('{ from: [sre], over: [{ price: 500 }, { price: 5, form: [sre] }] }'),
    [
      '16:37  rules[1].approval.over[0].from (rule "prod")  is required',
      '16:65  rules[1].approval.over[1].form (rule "prod")  unknown key (did you mean "from"?)',
    ],
  ],
  [
    'the same price twice',
    asks('{ from: [sre], over: [{ price: 500, from: [sre] }, { price: "500.0", from: [sre] }] }'),
    ['16:75  rules[1].approval.over[1].price (rule "prod")  is listed twice'],
  ],
  [
    'parts that one person would have to fill twice',
    asks('{ all: [{ from: [U0DEV1] }, { from: [U0DEV1] }] }'),
    ['16:22  rules[1].approval.all (rule "prod")  requires 2 approvals, but only 1 person can approve'],
  ],
  [
    'more for more expensive changes than there are',
    asks('{ from: [sre], over: [{ price: 9, from: [dev], count: 3 }] }'),
    ['16:69  rules[1].approval.over[0].count (rule "prod")  requires 3 approvals, but only 2 people can approve'],
  ],
  [
    'more memory than there may be',
    free('change: { minMemory: 16GB, maxMemory: 8GB }'),
    ['13:26  rules[0].change.minMemory (rule "dev")  is more than maxMemory (8GB)'],
  ],
  [
    'a step of less than one, no shards',
    free('change: { maxStep: 0.5, maxShards: 0 }'),
    [
      '13:24  rules[0].change.maxStep (rule "dev")  must be at least 1',
      '13:40  rules[0].change.maxShards (rule "dev")  must be at least 1',
    ],
  ],
  [
    'a forced value that is not allowed',
    free(
      'flags: { autoPay: false, effectiveTime: [MaintainTime], coupon: false, force: { autoPay: true, effectiveTime: Immediately, coupon: best } }',
    ),
    [
      '13:94  rules[0].flags.force.autoPay (rule "dev")  is not allowed by flags.autoPay',
      '13:115  rules[0].flags.force.effectiveTime (rule "dev")  is not allowed by flags.effectiveTime',
      '13:136  rules[0].flags.force.coupon (rule "dev")  is a coupon, but flags.coupon is false',
    ],
  ],
  [
    'nothing forced',
    free('flags: { force: {} }'),
    ['13:21  rules[0].flags.force (rule "dev")  must not be empty (leave it out to force nothing)'],
  ],
  [
    'an architecture nobody sells',
    ['{ tags: { env: dev } }', '{ architectures: [clutser] }'],
    [
      '11:34  rules[0].instances.architectures[0] (rule "dev")  must be standard, cluster or rwsplit (did you mean "cluster"?)',
    ],
  ],
  [
    'holidays nobody defined',
    [
      'rules:\n',
      'holidays: { cn: [2027-10-01, 2027-02-30] }\nrules:\n  - name: first\n    who: [U0DEV9]\n    instances: { names: [x] }\n    approval: none\n    windows: [{ from: "10:00", to: "11:00", zone: UTC, holidays: ch }]\n',
    ],
    [
      '8:30  holidays.cn[1]  must be a date such as 2026-10-01',
      '14:66  rules[0].windows[0].holidays (rule "first")  there are no holidays "ch" (did you mean "cn"?)',
    ],
  ],
  [
    'limits of nobody',
    tops(
      'limits: { monthlySpend: [{ currency: USD, max: 1, groups: [dex], accounts: [mian] }, { currency: CNY, mx: 1 }] }',
    ),
    [
      '2:38  limits.monthlySpend[0].currency  no account is billed in this currency (accounts are billed in CNY)',
      '2:60  limits.monthlySpend[0].groups[0]  there is no group "dex" (did you mean "dev"?)',
      '2:77  limits.monthlySpend[0].accounts[0]  is not the name of an account (did you mean "main"?)',
      '2:103  limits.monthlySpend[1].mx  unknown key (did you mean "max"?)',
    ],
  ],
  [
    'locks of nobody, for nothing',
    tops('locks: [{ who: [srf], instances: { regions: [cn-hangzou] } }, { who: [sre], instances: {} }]'),
    [
      '2:17  locks[0].who[0]  there is no group "srf" (did you mean "sre"?)',
      '2:46  locks[0].instances.regions[0]  is not a region of any account (did you mean "cn-hangzhou"?)',
      '2:88  locks[1].instances  must not be empty (to match every instance, write names: ["*"])',
    ],
  ],
  [
    'somebody to notify whom nobody knows',
    asks('{ from: [sre], notify: [der] }'),
    ['16:39  rules[1].approval.notify[0] (rule "prod")  there is no group "der" (did you mean "dev"?)'],
  ],
  [
    'a rule below one for everybody',
    rule('who: ["*"]', 'instances: { names: ["*"] }', 'approval: none'),
    [
      '13:5  rules[1] (rule "dev")  can never be reached (rules[0] "first" matches everything it matches)',
      '17:5  rules[2] (rule "prod")  can never be reached (rules[0] "first" matches everything it matches)',
    ],
  ],
  [
    'a rule below one that forces what it chooses',
    rule(
      'who: [dev]',
      'instances: { tags: { env: dev } }',
      'flags: { autoPay: true, force: { autoPay: true } }',
      'approval: none',
    ),
    ['14:5  rules[1] (rule "dev")  can never be reached (rules[0] "first" matches everything it matches)'],
  ],
  [
    'a rule that denies what another denies already',
    [
      'rules:\n',
      'rules:\n  - { name: a, deny: x, who: ["*"], instances: { regions: [cn-hangzhou] } }\n  - { name: b, deny: y, who: [dev], instances: { regions: [cn-hangzhou] } }\n',
    ],
    ['10:5  rules[1] (rule "b")  can never be reached (rules[0] "a" matches everything it matches)'],
  ],
];

const doubtful: readonly Case[] = [
  [
    'a channel that is to be told',
    asks('{ from: [sre], count: 2, notify: [sre, C0ONCALL] }'),
    [
      '16:54  rules[1].approval.notify[1] (rule "prod")  notifies no one (mentioning a channel notifies no one; list users or user groups)',
    ],
  ],
  [
    'a bound that denies what is below it',
    rule('deny: too dear', "who: ['*']", "instances: { names: ['*'] }", 'change: { maxPrice: 500, maxMemory: 8GB }'),
    [
      '13:25  rules[0].change.maxPrice (rule "first")  denies changes up to this value, but none above it (to deny changes above it, set the limit in the rules that allow)',
      '13:41  rules[0].change.maxMemory (rule "first")  denies changes up to this value, but none above it (to deny changes above it, use minMemory)',
    ],
  ],
  [
    'a channel that is told twice',
    tops('slack: { mirror: [C0AUDIT, C0AUDIT] }'),
    ['2:28  slack.mirror[1]  is listed twice'],
  ],
  [
    'a rule that another denies wholly, wherever it stands',
    [
      '    approval: { from: [sre], count: 2 }\n',
      '    approval: { from: [sre], count: 2 }\n  - { name: no, deny: x, who: ["*"], instances: { tags: { env: dev } } }\n',
    ],
    ['9:5  rules[0] (rule "dev")  allows nothing (rules[2] "no" denies everything it matches)'],
  ],
  [
    'a rule that forces what another denies',
    [
      '    approval: none\n',
      '    approval: none\n    flags: { force: { autoPay: true } }\n  - { name: no, deny: x, who: [dev], instances: { tags: { env: dev } }, flags: { autoPay: true } }\n',
    ],
    ['9:5  rules[0] (rule "dev")  allows nothing (rules[1] "no" denies everything it matches)'],
  ],
  [
    'classes that nobody sells',
    free('change: { classes: [redis.master.midd.default, "memcached.*"] }'),
    [
      '13:25  rules[0].change.classes[0] (rule "dev")  matches no known instance class (did you mean "redis.master.mid.default"?)',
      '13:52  rules[0].change.classes[1] (rule "dev")  matches no known instance class',
    ],
  ],
  [
    'classes of which none is so small',
    free('change: { classes: ["redis.master.*xlarge.default"], maxMemory: 8GB }'),
    ['13:69  rules[0].change.maxMemory (rule "dev")  no class matched by change.classes has such a size'],
  ],
  [
    'a mirror of the cards’ own channel',
    tops('slack: { cards: C0OPS, mirror: [C0AUDIT, C0OPS] }'),
    ['2:42  slack.mirror[1]  already gets the cards (slack.cards)'],
  ],
  [
    'freezes that overlap, or are past',
    tops(
      'freezes:\n  - { from: 2027-01-01T00:00:00Z, to: 2027-01-03T00:00:00Z, reason: x }\n  - { from: 2027-01-02T00:00:00Z, to: 2027-01-04T00:00:00Z, reason: y }\n  - { from: 2026-01-02T00:00:00Z, to: 2026-12-01T00:00:00Z, reason: z }',
    ),
    ['4:5  freezes[1]  overlaps freezes[0]', '5:39  freezes[2].to  is in the past, so this freeze has no effect'],
  ],
  ['holidays that nobody uses', tops('holidays: { cn: [2027-10-01] }'), ['2:13  holidays.cn  is not used']],
  [
    'parts too few of whom are left when one of them asks',
    asks('{ all: [{ from: [U0DEV1] }, { from: [U0DEV2] }] }'),
    [
      '16:22  rules[1].approval.all (rule "prod")  when one of these people makes the request, too few are left to approve it (add approvers, or set self: true)',
    ],
  ],
];

const fine: readonly (readonly [what: string, change: readonly [find: string, put: string]])[] = [
  ['a channel among a group', ['[U0DEV1, U0DEV2]', '[U0DEV1, U0DEV2, C0DEVS, G0SECRET]']],
  ['a channel by its id', ['who: [dev]', 'who: [C0DEVS]']],
  [
    'a rule for emergencies below one that is as wide',
    [
      '    approval: none\n',
      '    approval: none\n  - { name: now, breakGlass: true, who: [dev], instances: { tags: { env: dev } }, approval: { from: [sre] } }\n',
    ],
  ],
  [
    'a rule that forces a flag below one that is not wider for it',
    [
      '    approval: none\n',
      '    approval: none\n    flags: { autoPay: true }\n  - { name: late, who: [dev], instances: { tags: { env: dev } }, flags: { force: { autoPay: true } }, approval: none }\n',
    ],
  ],
  [
    'a rule that denies coupons, and one that allows them',
    [
      '    approval: none\n',
      '    approval: none\n    flags: { coupon: true }\n  - { name: no, deny: x, who: ["*"], instances: { tags: { env: dev } }, flags: { coupon: true } }\n',
    ],
  ],
  ['a new size of a known family', free('change: { classes: [tair.rdb.512g] }')],
  [
    'freezes that touch',
    tops(
      'freezes:\n  - { from: 2027-01-01T00:00:00Z, to: 2027-01-03T00:00:00Z, reason: x }\n  - { from: 2027-01-03T00:00:00Z, to: 2027-01-04T00:00:00Z, reason: y }',
    ),
  ],
];

describe('failure 35: a typing error silently allows or denies', () => {
  test.each([...wrong, ...doubtful])('%s', (_, [find, put], expected) => {
    expect(BASE).toContain(find);
    expect(told(BASE.replace(find, () => put))).toEqual(expected);
  });

  test.each(wrong)('%s: is not put in force', (_, [find, put]) => {
    expect(kindWith(find, put)).toBe('bad');
  });

  test.each(doubtful)('%s: is put in force anyway', (_, [find, put]) => {
    expect(kindWith(find, put)).toBe('ok');
  });

  test.each(fine)('nothing is said of %s', (_, [find, put]) => {
    expect(BASE).toContain(find);
    expect(told(BASE.replace(find, () => put))).toEqual([]);
  });
});

describe('failure 47: a combination of settings that can only fail', () => {
  test.each([
    [
      'as written',
      'defaults: { autoPay: false }',
      'flags: { autoPay: true }',
      ['2:22  defaults.autoPay  is false, which no rule allows (the form starts with this value)'],
    ],
    [
      'as left out',
      'slack: {}',
      'flags: { effectiveTime: MaintainTime }',
      ['1:1  defaults.effectiveTime  is Immediately, which no rule allows (the form starts with this value)'],
    ],
    ['but not where a rule forces another', 'slack: {}', 'flags: { autoPay: false, force: { autoPay: false } }', []],
  ])('the form offers what every rule forbids, %s: a warning', (_, section, flags, expected) => {
    const both = BASE.replace('version: 1', `version: 1\n${section}`).replaceAll(
      /^ {4}instances/gm,
      `    ${flags}\n    instances`,
    );
    expect(told(both)).toEqual(expected);
  });

  test.each([
    ['approvals that nobody can give', asks('{ from: [U0DEV1], count: 2 }'), 'requires 2 approvals, but only 1'],
    ['a window that never opens', free('windows: [{ from: "10:00", to: "10:00", zone: UTC }]'), 'never opens'],
    [
      'a flag that is both forced and forbidden',
      free('flags: { autoPay: false, force: { autoPay: true } }'),
      'not allowed by flags.autoPay',
    ],
    ['memory that is both more and less', free('change: { minMemory: 2GB, maxMemory: 1GB }'), 'is more than maxMemory'],
    ['a reminder after the end', asks('{ from: [sre], remind: 24h }'), 'must be shorter'],
  ])('is refused: %s', (_, [find, put], message) => {
    expect(told(BASE.replace(find, () => put)).join('\n')).toContain(message);
    expect(kindWith(find, put)).toBe('bad');
  });
});

test('a name that is wrong is told whatever else is wrong around it', () => {
  const text = BASE.replace('who: [dev]', 'who: [deev]')
    .replace('approval: none', 'aproval: none\n    windows: [{ from: "10:00", to: "11:00", zone: UTC, holidays: us }]')
    .replace('{ from: [sre], count: 2 }', '{ from: [sre], count: 2, notify: [nobody] }\n    change: { maxMemory: 16 }');
  expect(told(`${text}locks: [{ who: [sree], instances: {} }]\n`)).toEqual([
    '10:11  rules[0].who[0] (rule "dev")  there is no group "deev" (did you mean "dev"?)',
    '12:5  rules[0].aproval (rule "dev")  unknown key (did you mean "approval"?)',
    '13:66  rules[0].windows[0].holidays (rule "dev")  there are no holidays "us" (define them under holidays)',
    '17:49  rules[1].approval.notify[0] (rule "prod")  there is no group "nobody" (define it under groups, or use a Slack id)',
    '18:26  rules[1].change.maxMemory (rule "prod")  must be a size such as 512MB or 16GB',
    '19:17  locks[0].who[0]  there is no group "sree" (did you mean "sre"?)',
    '19:35  locks[0].instances  must not be empty (to match every instance, write names: ["*"])',
  ]);
});

test('what a misspelled key holds is checked in the same pass', () => {
  const text = BASE.replace('groups:', 'gruops:')
    .replace('approval: none', 'aproval: { form: [dev], count: 0 }')
    .replace('[U0DEV1, U0DEV2]', '[alice]');
  expect(told(text)).toEqual([
    '5:1  gruops  unknown key (did you mean "groups"?)',
    '6:9  groups.dev[0]  must be a Slack id such as U012ABC (user), S012ABC (user group) or C012ABC (channel), not a name or handle',
    '12:5  rules[0].aproval (rule "dev")  unknown key (did you mean "approval"?)',
    '12:16  rules[0].approval.form (rule "dev")  unknown key (did you mean "from"?)',
    '12:36  rules[0].approval.count (rule "dev")  must be at least 1',
  ]);
});

test('a name used twice is told in a rule of the wrong shape', () => {
  const text = BASE.replace('name: prod', 'name: dev').replace('count: 2', 'count: two');
  expect(told(text)).toEqual([
    '13:11  rules[1].name (rule "dev")  is used twice (first in rules[0])',
    '16:37  rules[1].approval.count (rule "dev")  must be a number, not text',
  ]);
});

test('a key that is misspelled beside the right one is only unknown', () => {
  expect(told(BASE.replace('approval: none', 'approval: none\n    aproval: 7'))).toEqual([
    '13:5  rules[0].aproval (rule "dev")  unknown key (did you mean "approval"?)',
  ]);
});

test('a thousand rules are read with all their mistakes', () => {
  const rules = Array.from(
    { length: 1_000 },
    (_, index) => `  - { name: r${index}, who: [dev], instances: { ids: [r-bp${index}] }, approvl: none }\n`,
  );
  const loaded = loadPolicy(BASE.replace('rules:\n', `rules:\n${rules.join('')}`), 'f', NOW);
  expect(loaded.kind === 'bad' && loaded.problems.length).toBe(1_000);
});

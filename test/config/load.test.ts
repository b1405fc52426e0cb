import { describe, expect, test } from 'vitest';
import { BASE, told } from './base.ts';

/** What is replaced in the file above by what, and everything that is then said, as line:col path message (hint). */
const mistakes: readonly (readonly [what: string, find: string, put: string, told: readonly string[]])[] = [
  [
    'a misspelled key',
    'approval: none',
    'aproval: none',
    ['12:5  rules[0].aproval (rule "dev")  unknown key (did you mean "approval"?)'],
  ],
  ['an unknown key that resembles nothing', 'version: 1', 'version: 1\nxyzzy: 1', ['2:1  xyzzy  unknown key']],
  ['a misspelled section', 'groups:', 'gruops:', ['5:1  gruops  unknown key (did you mean "groups"?)']],
  ['a missing key', '    approval: none\n', '', ['9:5  rules[0].approval (rule "dev")  is required']],
  ['a missing section', /accounts:\n.*\n.*\n/.exec(BASE)?.[0] ?? '', '', ['1:1  accounts  is required']],
  ['another version', 'version: 1', 'version: 2', ['1:10  version  must be 1']],
  ['no version', 'version: 1\n', '', ['1:1  version  is required']],
  ['text for a number', 'version: 1', 'version: "1"', ['1:10  version  must be 1 (without quotes)']],
  [
    'a name for a list',
    'who: [dev]',
    'who: dev',
    ['10:10  rules[0].who (rule "dev")  must be a list, not text (write [dev])'],
  ],
  [
    'nothing for a list',
    'who: [dev]',
    'who:',
    ['10:9  rules[0].who (rule "dev")  must be a list, not nothing (e.g. [backend])'],
  ],
  ['an empty list', 'who: [dev]', 'who: []', ['10:10  rules[0].who (rule "dev")  must not be empty']],
  [
    'an undefined group',
    'who: [dev]',
    'who: [devs]',
    ['10:11  rules[0].who[0] (rule "dev")  there is no group "devs" (did you mean "dev"?)'],
  ],
  [
    'an undefined group that resembles nothing',
    'from: [sre]',
    'from: [managers]',
    [
      '16:24  rules[1].approval.from[0] (rule "prod")  there is no group "managers" (define it under groups, or use a Slack id)',
    ],
  ],
  [
    'a name for an id',
    '[U0DEV1, U0DEV2]',
    '[alice, U0DEV2]',
    [
      '6:9  groups.dev[0]  must be a Slack id such as U012ABC (user), S012ABC (user group) or C012ABC (channel), not a name or handle',
    ],
  ],
  ['an empty group', '[S0SRE]', '[]', ['7:8  groups.sre  must not be empty']],
  [
    'a group in capitals',
    'sre: [S0SRE]',
    'SRE: [S0SRE]',
    [
      '7:3  groups.SRE  must be lower-case letters, digits, - and _, starting with a letter',
      '14:16  rules[1].who[1] (rule "prod")  there is no group "sre" (did you mean "SRE"?)',
      '16:24  rules[1].approval.from[0] (rule "prod")  there is no group "sre" (did you mean "SRE"?)',
    ],
  ],
  [
    'an empty matcher',
    '{ tags: { env: dev } }',
    '{}',
    ['11:16  rules[0].instances (rule "dev")  must not be empty (to match every instance, write names: ["*"])'],
  ],
  [
    'empty tags',
    '{ tags: { env: dev } }',
    '{ tags: {} }',
    ['11:24  rules[0].instances.tags (rule "dev")  must not be empty (name at least one tag)'],
  ],
  [
    'a tag that is not text',
    'env: dev',
    'env: true',
    ['11:31  rules[0].instances.tags.env (rule "dev")  must be text, not true (write "true")'],
  ],
  [
    'an empty glob',
    '{ tags: { env: dev } }',
    '{ names: [""] }',
    [
      '11:26  rules[0].instances.names[0] (rule "dev")  must be a pattern of at most 200 characters that does not start with !',
    ],
  ],
  [
    'a negated glob',
    '{ tags: { env: dev } }',
    '{ names: ["!prod"] }',
    [
      '11:26  rules[0].instances.names[0] (rule "dev")  must be a pattern of at most 200 characters that does not start with !',
    ],
  ],
  [
    'a sign of another pattern language',
    '{ tags: { env: dev } }',
    '{ names: ["[ab]*", "{a,b", "ok-{a,b}-?*"] }',
    [
      '11:26  rules[0].instances.names[0] (rule "dev")  may use *, ? and {a,b}, but not [ ] ( ) | or \\',
      '11:35  rules[0].instances.names[1] (rule "dev")  may use *, ? and {a,b}, but not [ ] ( ) | or \\',
    ],
  ],
  [
    'a glob for an id',
    '{ tags: { env: dev } }',
    '{ ids: ["r-*"] }',
    ['11:24  rules[0].instances.ids[0] (rule "dev")  must be an instance id (r-…); put patterns in names'],
  ],
  [
    'a glob without quotes',
    '{ tags: { env: dev } }',
    '{ names: [*] }',
    ['11:26  a value cannot start with * (put it in quotes)'],
  ],
  [
    'a strange region',
    '{ tags: { env: dev } }',
    '{ regions: [cn-hangzhuo] }',
    ['11:28  rules[0].instances.regions[0] (rule "dev")  is not a region of any account (did you mean "cn-hangzhou"?)'],
  ],
  [
    'a strange account',
    '{ tags: { env: dev } }',
    '{ accounts: [mian] }',
    ['11:29  rules[0].instances.accounts[0] (rule "dev")  is not the name of an account (did you mean "main"?)'],
  ],
  [
    'approval misspelled',
    'approval: none',
    'approval: nome',
    ['12:15  rules[0].approval (rule "dev")  must be none or a mapping (did you mean "none"?)'],
  ],
  [
    'approval of the wrong kind',
    'approval: none',
    'approval: true',
    ['12:15  rules[0].approval (rule "dev")  must be none or a mapping (e.g. { from: [sre], count: 2 })'],
  ],
  [
    'approval by nobody',
    '{ from: [sre], count: 2 }',
    '{ from: [], cuont: 2 }',
    [
      '16:23  rules[1].approval.from (rule "prod")  must not be empty',
      '16:27  rules[1].approval.cuont (rule "prod")  unknown key (did you mean "count"?)',
    ],
  ],
  ['a count of none', 'count: 2', 'count: 0', ['16:37  rules[1].approval.count (rule "prod")  must be at least 1']],
  [
    'more approvers than people',
    '{ from: [sre], count: 2 }',
    '{ from: [dev], count: 3 }',
    ['16:37  rules[1].approval.count (rule "prod")  requires 3 approvals, but only 2 people can approve'],
  ],
  [
    'bad durations',
    'count: 2',
    'expires: 1 day, remind: 0h',
    [
      '16:39  rules[1].approval.expires (rule "prod")  must be a duration such as 90s, 30m, 24h or 7d',
      '16:54  rules[1].approval.remind (rule "prod")  must be a duration such as 90s, 30m, 24h or 7d',
    ],
  ],
  [
    'a reminder after the end',
    'count: 2',
    'remind: 24h',
    ['16:38  rules[1].approval.remind (rule "prod")  must be shorter than expires (24h)'],
  ],
  [
    'the same name twice',
    'name: prod',
    'name: dev',
    ['13:11  rules[1].name (rule "dev")  is used twice (first in rules[0])'],
  ],
  ['the same key twice', 'who: [dev]\n', 'who: [dev]\n    who: [sre]\n', ['11:5  rules[0].who  duplicate key']],
  [
    'a rule below one that matches everything',
    '    who: [dev]\n    instances: { tags: { env: dev } }\n',
    '    who: [U0DEV1, U0DEV2, S0SRE]\n    instances: { names: ["*"] }\n',
    ['13:5  rules[1] (rule "prod")  can never be reached (rules[0] "dev" matches everything it matches)'],
  ],
  [
    'bad change terms',
    'approval: none',
    'approval: none\n    change: { direction: up, maxMemory: 16G, maxPrice: cheap, classes: [] }',
    [
      '13:26  rules[0].change.direction (rule "dev")  must be upgrade, downgrade or a list (e.g. upgrade)',
      '13:41  rules[0].change.maxMemory (rule "dev")  must be a size such as 512MB or 16GB',
      '13:56  rules[0].change.maxPrice (rule "dev")  must be an amount such as 200 or "19.99"',
      '13:72  rules[0].change.classes (rule "dev")  must not be empty',
    ],
  ],
  [
    'empty change and flags',
    'approval: none',
    'approval: none\n    change: {}\n    flags: {}',
    [
      '13:13  rules[0].change (rule "dev")  must not be empty (leave it out to allow any change)',
      '14:12  rules[0].flags (rule "dev")  must not be empty (leave it out to allow any flags)',
    ],
  ],
  [
    'bad flags',
    'approval: none',
    'approval: none\n    flags: { autoPay: maybe, coupon: [true], effectiveTime: Maintaintime, forceUpgrade: [] }',
    [
      '13:23  rules[0].flags.autoPay (rule "dev")  must be true or false or a list',
      '13:38  rules[0].flags.coupon (rule "dev")  must be true or false, not a list',
      '13:61  rules[0].flags.effectiveTime (rule "dev")  must be Immediately, MaintainTime or a list (did you mean "MaintainTime"?)',
      '13:89  rules[0].flags.forceUpgrade (rule "dev")  must not be empty',
    ],
  ],
  [
    'bad windows',
    'approval: none',
    'approval: none\n    windows: [{ days: [monday], from: 9:00, to: "25:00", zone: Asia/Shangai }, { from: "10:00", to: "10:00", zone: UTC }]',
    [
      '13:24  rules[0].windows[0].days[0] (rule "dev")  must be mon, tue, wed, thu, fri, sat or sun (did you mean "mon"?)',
      '13:39  rules[0].windows[0].from (rule "dev")  must be a time such as "09:30"',
      '13:49  rules[0].windows[0].to (rule "dev")  must be a time such as "17:00"',
      '13:64  rules[0].windows[0].zone (rule "dev")  must be a time zone such as Asia/Shanghai (did you mean "Asia/Shanghai"?)',
    ],
  ],
  [
    'bad freezes',
    'version: 1',
    'version: 1\nfreezes:\n  - { from: 2026-11-10, to: 2026-13-01T00:00:00Z, reason: x }\n  - { from: 2026-11-12T00:00:00Z, to: 2026-11-10T00:00:00Z, reason: x, except: [sry] }',
    [
      '3:13  freezes[0].from  must be a date and time with an offset, such as 2026-11-10T00:00:00+08:00',
      '3:29  freezes[0].to  must be a date and time with an offset, such as 2026-11-10T00:00:00+08:00',
      '4:39  freezes[1].to  must be later than from',
      '4:81  freezes[1].except[0]  there is no group "sry" (did you mean "sre"?)',
    ],
  ],
  [
    'bad limits',
    'version: 1',
    'version: 1\nlimits: { openPerInstance: 2, monthlySpend: { cny: 1, CNY: -1 }, priceDrift: 0.05 }',
    [
      '2:28  limits.openPerInstance  must be 1',
      '2:47  limits.monthlySpend.cny  must be a currency such as CNY or USD',
      '2:60  limits.monthlySpend.CNY  must be an amount such as 200 or "19.99"',
      '2:78  limits.priceDrift  must be a percentage such as 5%',
    ],
  ],
  [
    'a misspelled currency, whose limit would limit nothing',
    'version: 1',
    'version: 1\nlimits: { monthlySpend: { CNT: 5000 } }',
    ['2:27  limits.monthlySpend.CNT  no account is billed in this currency (did you mean "CNY"?)'],
  ],
  [
    'a currency of the other site',
    'version: 1',
    'version: 1\nlimits: { monthlySpend: { CNY: 5000, USD: 700 } }',
    ['2:38  limits.monthlySpend.USD  no account is billed in this currency (accounts are billed in CNY)'],
  ],
  [
    'a currency of neither site',
    'accounts:\n',
    'limits: { monthlySpend: { CNY: 1, USD: 1, JPY: 1, EUR: 1 } }\naccounts:\n  - { name: intl, site: international, regions: [eu-central-1] }\n',
    ['2:51  limits.monthlySpend.EUR  no account is billed in this currency (accounts are billed in USD or JPY or CNY)'],
  ],
  [
    'a freeze by the number of the week',
    'version: 1',
    'version: 1\nfreezes:\n  - { from: 2026-W46-2T00:00:00Z, to: 2026-11-12T00:00:00Z, reason: x }',
    ['3:13  freezes[0].from  must be a date and time with an offset, such as 2026-11-10T00:00:00+08:00'],
  ],
  [
    'a coupon that no form would take',
    'version: 1',
    'version: 1\ndefaults: { coupon: "ABC 1" }',
    ['2:21  defaults.coupon  must be none, best or a coupon number (letters, digits, - and _, at most 64)'],
  ],
  [
    'bad slack settings',
    'version: 1',
    'version: 1\nslack: { cards: "#ops", mirror: [ops], locale: zh, teams: [] }',
    [
      '2:17  slack.cards  must be a Slack channel id such as C012ABC, not a name',
      '2:34  slack.mirror[0]  must be a Slack channel id such as C012ABC, not a name',
      '2:48  slack.locale  must be auto, en or zh-CN (did you mean "zh-CN"?)',
      '2:59  slack.teams  must not be empty',
    ],
  ],
  [
    'bad defaults',
    'version: 1',
    'version: 1\ndefaults: { autoPay: yes, effectiveTime: now, coupon: "" }',
    [
      '2:22  defaults.autoPay  must be true or false, not text',
      '2:42  defaults.effectiveTime  must be Immediately or MaintainTime',
      '2:55  defaults.coupon  must be none, best or a coupon number (letters, digits, - and _, at most 64)',
    ],
  ],
  [
    'a bad account',
    'regions: [cn-hangzhou]',
    'regions: [hangzhou]\n    site: chn\n    credentials: { profil: x }',
    [
      '4:15  accounts[0].regions[0] (account "main")  must be a region id such as cn-hangzhou',
      '5:11  accounts[0].site (account "main")  must be china or international',
      '6:20  accounts[0].credentials.profil (account "main")  unknown key (did you mean "profile"?)',
    ],
  ],
  [
    'credentials of two kinds',
    'regions: [cn-hangzhou]',
    'regions: [cn-hangzhou]\n    credentials: { profile: x, roleArn: acs:ram::1234567890123456:role/x }',
    ['5:32  accounts[0].credentials.roleArn (account "main")  does not go with the other keys here'],
  ],
  [
    'credentials of the wrong kind',
    'regions: [cn-hangzhou]',
    'regions: [cn-hangzhou]\n    credentials: defualt',
    ['5:18  accounts[0].credentials (account "main")  must be default or a mapping (did you mean "default"?)'],
  ],
  [
    'a bad role',
    'regions: [cn-hangzhou]',
    'regions: [cn-hangzhou]\n    credentials: { roleArn: "acs:x" }',
    [
      '5:29  accounts[0].credentials.roleArn (account "main")  must be a role such as acs:ram::1234567890123456:role/name',
    ],
  ],
  [
    'bad endpoints',
    'regions: [cn-hangzhou]',
    'regions: [cn-hangzhou]\n    endpoints: { cn-hangzho: "https://a.example", billing: "http://a.example", monitor: "https://u:p@a.example", cn-hangzhou: "https://a.example/x" }',
    [
      '5:18  accounts[0].endpoints.cn-hangzho (account "main")  is neither a region of this account nor billing or monitor (did you mean "cn-hangzhou"?)',
      '5:60  accounts[0].endpoints.billing (account "main")  must be https://… without a path, or http:// to this machine',
      '5:89  accounts[0].endpoints.monitor (account "main")  must be https://… without a path, or http:// to this machine',
      '5:127  accounts[0].endpoints.cn-hangzhou (account "main")  must be https://… without a path, or http:// to this machine',
    ],
  ],
  [
    'endpoints of nothing',
    'regions: [cn-hangzhou]',
    'regions: [cn-hangzhou]\n    endpoints: { cn-hangzho: "https://a.example", monitor: "http://127.0.0.1:8080" }',
    [
      '5:18  accounts[0].endpoints.cn-hangzho (account "main")  is neither a region of this account nor billing or monitor (did you mean "cn-hangzhou"?)',
    ],
  ],
  [
    'a short duration without its unit',
    'count: 2',
    'expires: 24',
    ['16:39  rules[1].approval.expires (rule "prod")  must be a duration such as 90s, 30m, 24h or 7d'],
  ],
  [
    'windows that never open',
    'approval: none',
    'approval: none\n    windows: [{ from: "10:00", to: "10:00", zone: UTC }]',
    ['13:36  rules[0].windows[0].to (rule "dev")  is the same as from, so the window never opens'],
  ],
  ['a group that nobody uses', 'sre: [S0SRE]', 'sre: [S0SRE]\n  dba: [S0DBA]', ['8:3  groups.dba  is not used']],
  [
    'a quorum that its own members cannot reach',
    '{ from: [sre], count: 2 }',
    '{ from: [dev], count: 2 }',
    [
      '16:23  rules[1].approval.from (rule "prod")  when one of these people makes the request, too few are left to approve it (add approvers, or set self: true)',
    ],
  ],
  ['nothing at all', BASE, '', ['1:1  is empty']],
  ['only a comment', BASE, '# to do\n', ['1:1  is empty']],
  ['a list instead of a mapping', BASE, '- version: 1\n', ['1:1  must be a mapping, not a list']],
  [
    'a handle of a user group',
    'who: [dev]',
    'who: [@dev]',
    ['10:11  a value cannot start with @ (use Slack ids such as S012ABC, not handles)'],
  ],
  [
    'a handle in quotes',
    'who: [dev]',
    'who: ["@ops"]',
    ['10:11  rules[0].who[0] (rule "dev")  there is no group "@ops" (use Slack ids such as S012ABC, not handles)'],
  ],
];

describe('a mistake is reported at its place', () => {
  test.each(mistakes)('%s', (_, find, put, expected) => {
    expect(BASE).toContain(find);
    expect(told(BASE.replace(find, () => put))).toEqual(expected);
  });
});

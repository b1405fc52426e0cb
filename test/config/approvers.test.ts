import { describe, expect, it } from 'vitest';
import { loadPolicy, printProblem } from '../../src/config/load.ts';
import { BASE } from './base.ts';

const load = (text: string) => loadPolicy(text, 'f', new Date('2026-12-01T00:00:00Z'));

function told(text: string): readonly string[] {
  const loaded = load(text);
  return (loaded.kind === 'ok' ? loaded.warnings : loaded.problems).map((problem) => printProblem(problem).slice(2));
}

/** The approval is in line 16; the rule `dev` ends with line 12. */
const approval = (more: string): string => BASE.replace('count: 2 }', `count: 2, ${more} }`);
const rule = (more: string): string => BASE.replace('approval: none', () => `approval: none\n    ${more}`);
const slack = (more: string): string => BASE.replace('version: 1', `version: 1\nslack: { ${more} }`);
const lead = (text: string): string => text.replace('groups:\n', 'groups:\n  lead: [U0LEAD]\n');
const crowd = Array.from({ length: 21 }, (_, n) => `U0SRE${String(n).padStart(2, '0')}`).join(', ');

describe('what a rule says of its approvers', () => {
  it('is compiled with its defaults', () => {
    const loaded = load(
      lead(
        approval(
          'tell: dm, silent: [lead], escalate: { after: 4h, to: [U0BOSS] }, quiet: { from: "22:00", to: "08:00", zone: Asia/Shanghai }',
        ),
      ),
    );
    expect(loaded.kind === 'ok' && loaded.policy.rules[1]?.approval).toMatchObject({
      tell: 'dm',
      silent: ['lead'],
      escalate: { afterMs: 4 * 3_600_000, to: ['U0BOSS'] },
      quiet: { from: '22:00', to: '08:00', zone: 'Asia/Shanghai' },
    });
    const plain = load(BASE);
    const silence = { tell: 'channel', silent: [], escalate: undefined, quiet: undefined };
    expect(plain.kind === 'ok' && plain.policy.rules[1]?.approval).toMatchObject(silence);
  });

  it.each<[string, string, string]>([
    [
      'an escalation to a group that is not there',
      lead(approval('escalate: { after: 4h, to: [laed] }')),
      '17:68  rules[1].approval.escalate.to[0] (rule "prod")  there is no group "laed" (did you mean "lead"?)',
    ],
    [
      'an escalation after the end',
      lead(approval('expires: 4h, escalate: { after: 4h, to: [lead] }')),
      '17:72  rules[1].approval.escalate.after (rule "prod")  must be shorter than expires (4h)',
    ],
    [
      'quiet hours that are never',
      approval('quiet: { from: "08:00", to: "08:00", zone: UTC }'),
      '16:68  rules[1].approval.quiet.to (rule "prod")  is the same as from, so these hours are never quiet',
    ],
    [
      'direct messages to a crowd',
      approval('tell: both').replace('[S0SRE]', `[${crowd}]`),
      '16:46  rules[1].approval.tell (rule "prod")  more than 20 approvers get no direct messages; the channel is mentioned instead',
    ],
    [
      'too few, were it not for the silent ones',
      lead(approval('silent: [lead], self: true')).replace('[S0SRE]', '[U0SRE1]'),
      '',
    ],
  ])('%s', (_, text, finding) => {
    expect(told(text)).toEqual(finding === '' ? [] : [finding]);
  });
});

describe('channels', () => {
  it('are compiled', () => {
    const loaded = load(rule('where: [C0PAYMENTS]\n    cards: C0REDISOPS'));
    expect(loaded.kind === 'ok' && loaded.policy.rules[0]).toMatchObject({
      where: ['C0PAYMENTS'],
      cards: 'C0REDISOPS',
    });
  });

  it.each<[string, string, string]>([
    [
      'a person where a channel belongs',
      rule('where: [U0DEV1]'),
      '13:13  rules[0].where[0] (rule "dev")  must be a Slack channel id such as C012ABC, not a name',
    ],
    [
      'a name of a channel',
      rule('cards: "#payments"'),
      '13:12  rules[0].cards (rule "dev")  must be a Slack channel id such as C012ABC, not a name',
    ],
    ['no channel', rule('where: []'), '13:12  rules[0].where (rule "dev")  must not be empty'],
    [
      'a narrower rule below',
      BASE.replace('instances: { tags: { env: prod } }', 'where: [C0PAYMENTS]\n    instances: { tags: { env: prod } }'),
      '',
    ],
  ])('%s', (_, text, finding) => {
    expect(told(text)).toEqual(finding === '' ? [] : [finding]);
  });

  it('keep a rule for one channel from hiding the same rule for another', () => {
    const one = (channel: string): string =>
      `  - { name: ${channel}, who: [dev], where: [${channel}], instances: { names: ["*"] }, approval: none }\n`;
    expect(told(BASE.replace('rules:\n', `rules:\n${one('C0ONE')}${one('C0TWO')}`))).toEqual([]);
    expect(
      told(BASE.replace('rules:\n', `rules:\n${one('C0ONE')}${one('C0ONE').replace('name: C0ONE', 'name: again')}`)),
    ).toHaveLength(1);
  });
});

describe('the reason', () => {
  it.each<[string, string, string]>([
    [
      'whatever contains a ticket',
      "reason: { pattern: '[A-Z]+-\\d+', hint: a ticket, link: 'https://t.example/{0}' }",
      '',
    ],
    [
      'a pattern that is none',
      "reason: { pattern: '[A-Z', hint: a ticket }",
      '13:24  rules[0].reason.pattern (rule "dev")  must be a regular expression such as [A-Z]+-\\d+',
    ],
    [
      'a pattern that could take for ever',
      "reason: { pattern: '(a+)+$', hint: a ticket }",
      '13:24  rules[0].reason.pattern (rule "dev")  may not repeat a group, look around or refer back',
    ],
    [
      'a link whose host is what was typed',
      "reason: { pattern: '.*', hint: x, link: 'https://{0}/a' }",
      '13:45  rules[0].reason.link (rule "dev")  must be https://… with {0} after the host, such as https://tickets.example/{0}',
    ],
    ['no hint', "reason: { pattern: '.*' }", '13:13  rules[0].reason.hint (rule "dev")  is required'],
  ])('%s', (_, more, finding) => {
    expect(told(rule(more))).toEqual(finding === '' ? [] : [finding]);
  });

  it('has no place in a rule that denies, nor has a channel for cards', () => {
    const deny = BASE.replace(
      'approval: none',
      "deny: no\n    reason: { pattern: '.*', hint: x }\n    cards: C0REDISOPS",
    );
    expect(told(deny).map((line) => line.split('  ').slice(1).join(' '))).toEqual([
      'rules[0].reason (rule "dev") is not allowed in a deny rule',
      'rules[0].cards (rule "dev") is not allowed in a deny rule',
    ]);
  });
});

it('what the requester hears directly is listed once', () => {
  const loaded = load(slack('dm: [outcome, decision, outcome]'));
  expect(loaded.kind === 'ok' && loaded.policy.slack.dm).toEqual(['outcome', 'decision']);
  expect(told(slack('dm: [everything]'))).toHaveLength(1);
});

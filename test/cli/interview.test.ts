import { expect, it } from 'vitest';
import { interview, type Known } from '../../src/cli/interview.ts';

const KNOWN: Known = {
  given: {
    ALIBABA_CLOUD_ACCESS_KEY_ID: 'LTAIid',
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: 'secret',
    SLACK_BOT_TOKEN: 'xoxb-1',
  },
  userGroups: () => Promise.resolve([{ id: 'S0SRE', handle: 'sre', people: 3 }]),
  channelNamed: (_, name) => Promise.resolve(name === 'redis-changes' ? 'C0CHANGES' : undefined),
  regionsInUse: () =>
    Promise.resolve([
      { region: 'cn-beijing', instances: 12 },
      { region: 'cn-shanghai', instances: 1 },
    ]),
};

/** Answers by the question that they follow; what was said is kept. */
function person(answers: readonly (readonly [question: string, answer: string])[]) {
  const left = [...answers];
  const said: string[] = [];
  const ask = (question: string) => {
    said.push(question);
    const [wanted = '', answer] = left.shift() ?? [];
    expect(question).toContain(wanted);
    return Promise.resolve(answer);
  };
  return { said, terminal: { interactive: true, ask, say: (text: string) => said.push(text), close: () => undefined } };
}

it('proposes the regions of the account, and takes channels and groups by name', async () => {
  const { terminal, said } = person([
    ['App-level token', ''],
    ['Regions [cn-beijing cn-shanghai]', ''],
    ['Channel for cards', '#nowhere'],
    ['Channel for cards', '#redis-changes'],
    ['Who may request', '@sre, U0DEV1'],
    ['Who approves', 'sre'],
  ]);
  expect(await interview({ mode: 'socket' }, terminal, KNOWN)).toMatchObject({
    regions: ['cn-beijing', 'cn-shanghai'],
    cards: 'C0CHANGES',
    requesters: ['S0SRE', 'U0DEV1'],
    approvers: ['S0SRE'],
  });
  expect(said.join('\n')).toContain('cn-beijing: 12 instances');
  expect(said.join('\n')).toContain('Not understood: #nowhere');
});

it('asks on where Slack and the cloud say nothing', async () => {
  const fails = () => Promise.reject(new Error('no'));
  const { terminal, said } = person([
    ['App-level token', ''],
    ['Regions [cn-hangzhou]', 'shanghai'],
    ['Regions', 'cn-shanghai'],
    ['Channel for cards', '#redis-changes'],
    ['Channel for cards', ''],
    ['Who may request', 'U0DEV1'],
    ['Who approves', 'U0SRE1'],
  ]);
  const known = { ...KNOWN, userGroups: fails, channelNamed: fails, regionsInUse: fails };
  expect(await interview({ mode: 'socket' }, terminal, known)).toMatchObject({ regions: ['cn-shanghai'], cards: '' });
  expect(said.join('\n')).toMatch(
    /cloud did not return its regions[^]*Slack did not return its channels[^]*Slack did not return its user groups/,
  );
});

/** Who somebody is can change between the form and the order, and on a grid a person has two ids. */
import { afterEach, describe, expect, it } from 'vitest';
import type { MutableUser } from '../../sandbox/slack/world.ts';
import { openStage, RULES, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const FREEZE = `freezes: [{ from: 2020-01-01T00:00:00Z, to: 2099-01-01T00:00:00Z, reason: sale }]\n`;

const user = (id: string): MutableUser => stage.slack.users.find((each) => each.id === id) ?? expect.fail(id);

function leaves(id: string): void {
  user(id).flags = ['deleted'];
  // What was read of people before is too old to decide on.
  stage.later(11_000);
}

describe('somebody who leaves the company', () => {
  it('after their vote: it does not count, and the request waits for another', async () => {
    stage = await openStage({ rules: `${RULES}${FREEZE}` });
    await stage.ask();
    await stage.sre.presses('Approve');
    await stage.reaches('approved');
    leaves('U0SRE1');
    stage.configure(RULES);
    await stage.reaches('pending');
    await stage.quiet();
    expect(stage.orderCalls()).toEqual([]);
    expect(stage.thread().at(-1)).toMatch(/the approvals are no longer enough/);
    await stage.sre2.presses('Approve');
    await stage.reaches('completed');
  });

  it('after their request: no click counts, and nothing is ordered', async () => {
    stage = await openStage({ rules: `${RULES}${FREEZE}` });
    const { id } = await stage.ask();
    leaves('U0DEV1');
    await stage.sre.presses('Approve');
    await stage.sre.waitsFor(/can no longer use this bot/);
    expect((await stage.only()).state).toBe('pending');
    user('U0DEV1').flags = [];
    stage.later(11_000);
    await stage.sre.presses('Approve');
    await stage.reaches('approved', id);
    leaves('U0DEV1');
    stage.configure(RULES);
    expect((await stage.reaches('failed', id)).failure).toMatchObject({ code: 'RequesterGone' });
    expect(stage.orderCalls()).toEqual([]);
  });
});

it('on a grid both ids are one person: in the rules, in groups, and where nobody approves their own request', async () => {
  const rules = RULES.replace('backend: [U0DEV1, S0BACKEND]', 'backend: [W0DEV1]');
  stage = await openStage({ rules, orgWide: true, slack: '  teams: [T012AB]' });
  Object.assign(user('U0DEV1'), { otherId: 'W0DEV1' });
  Object.assign(user('U0SRE1'), { otherId: 'W0SRE1' });
  // Slack names them by either: the requester is an approver by both, the approver only by the second.
  const [sre] = stage.slack.userGroups;
  sre!.users = ['W0DEV1', 'U0DEV1', 'W0SRE1'];
  await stage.ask();
  await stage.dev.presses('Approve');
  await stage.dev.waitsFor(/不能审批自己的申请/);
  await stage.sre.presses('Approve');
  await stage.reaches('completed');
  expect((await stage.only()).votes.map(({ by }) => by.userId)).toEqual(['U0SRE1']);
});

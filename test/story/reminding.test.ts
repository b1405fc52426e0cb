/** What time does to what waits for people: it is said again, to others as well, not at night, and once a day to all. */
import { afterEach, expect, it } from 'vitest';
import { MID, openStage, ORDERS, type Stage } from './stage.ts';

let stage: Stage;
afterEach(() => stage.close());

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const rules = (approval: string): string => `
groups:
  backend: [S0BACKEND]
  sre: [S0SRE]
  lead: [U0LEAD]
  deputies: [U0SRE3]
rules:
  - name: prod
    who: [backend]
    instances: { tags: { env: prod } }
    approval: { from: [sre], expires: 72h, ${approval} }
`;

/** The wall clock of UTC, so long after the present. */
const clockIn = (ms: number) => new Date(Date.now() + ms).toISOString().slice(11, 16);

it('asks others as well after `approval.escalate`, who may decide from then on, and mentions them once', async () => {
  stage = await openStage({ rules: rules('remind: 6h, escalate: { after: 4h, to: [lead] }') });
  await stage.ask();
  await stage.lead.presses('Approve');
  await stage.lead.waitsFor(/Only sre can approve/);
  await stage.tick(4 * HOUR + 1000);
  await stage.quiet();
  expect(stage.thread().at(-1)).toMatch(/^@priya, orders-cache has waited long for approval.*above as well/);
  await stage.tick(2 * HOUR);
  await stage.quiet();
  expect(stage.thread().at(-1)).toMatch(/^@sre, orders-cache is still waiting/);
  expect(stage.thread().filter((line) => line.includes('@priya'))).toHaveLength(1);
  await stage.lead.presses('Approve');
  await stage.reaches('completed');
  expect((await stage.only()).votes.map(({ by }) => by.userId)).toEqual(['U0LEAD']);
});

it('lets those of `approval.silent` approve without ever mentioning them', async () => {
  stage = await openStage({ rules: rules('remind: 2h, silent: [deputies]').replace('[S0SRE]', '[U0SRE1]') });
  await stage.ask();
  await stage.tick(2 * HOUR + 1000);
  await stage.quiet();
  const said = stage.thread();
  expect(said.at(-1)).toMatch(/^@ana, orders-cache is still waiting/);
  expect(said.join('\n')).not.toContain('@wei');
  expect(stage.slack.messages('D0SRE3')).toEqual([]);
  await stage.slack.person('U0SRE3').presses('Approve');
  await stage.reaches('completed');
});

it('keeps reminders and escalations of quiet hours for their end, and says each of them once', async () => {
  const quiet = `quiet: { from: '${clockIn(HOUR)}', to: '${clockIn(10 * HOUR)}', zone: UTC }`;
  stage = await openStage({ rules: rules(`remind: 2h, escalate: { after: 3h, to: [lead] }, ${quiet}`) });
  await stage.ask();
  for (let hours = 1; hours < 9; hours += 4) {
    await stage.tick(4 * HOUR);
    await stage.quiet();
    expect(stage.thread()).toHaveLength(1);
  }
  await stage.tick(2 * HOUR);
  await stage.quiet();
  expect(stage.thread().slice(1).toSorted()).toEqual([
    expect.stringMatching(/^@priya, orders-cache has waited long/),
    expect.stringMatching(/^@sre, orders-cache is still waiting/),
  ]);
});

it('posts the digest of the day once, over restarts', async () => {
  stage = await openStage({ rules: rules(''), slack: "  digest: { channel: C0REDISOPS, at: '00:00', zone: UTC }" });
  const { id } = await stage.ask();
  const posted = () => stage.cards('#redis-ops').map((message) => stage.read(message));
  // The day of the start was quiet.
  expect(posted()).toEqual([]);
  stage.later(2 * DAY + HOUR);
  await stage.restart();
  await expect.poll(posted).toEqual([expect.stringContaining(`expires within 24 hours (1)\n${id} orders-cache: `)]);
  await stage.restart();
  await stage.tick(0);
  expect(posted()).toHaveLength(1);
});

it('shows the comment of an approval in the thread, and keeps it in the audit log', async () => {
  stage = await openStage();
  const { id } = await stage.ask({ line: `${ORDERS} ${MID}` });
  await stage.sre.presses('Approve with comment');
  await stage.sre.waitsForModal();
  await stage.sre.fills({ comment: 'Watch <!channel> the *evictions*' });
  await stage.sre.submits();
  await stage.reaches('completed', id);
  await stage.quiet();
  expect(stage.thread()).toContain('@ana approved.\nWatch <!channel> the *evictions*');
  const events = await stage.store().records.events(id);
  expect(events.find(({ kind }) => kind === 'voted')?.data).toMatchObject({
    comment: 'Watch <!channel> the *evictions*',
  });
});

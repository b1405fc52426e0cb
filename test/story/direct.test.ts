import { afterEach, expect, it } from 'vitest';
import { openStage, RULES, type Stage } from './stage.ts';

const DIRECT = RULES.replace('count: 1 }', 'count: 1, tell: dm }');
let stage: Stage;

afterEach(() => stage.close());

const buttons = (channel: string): readonly string[] =>
  stage.slack
    .messages(channel)
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) =>
      'elements' in block && block.type === 'actions' ? (block.elements as { action_id: string }[]) : [],
    )
    .map(({ action_id: id }) => id);

it('the card comes to each approver alone, is as true as the one of the channel, and mentions no one there', async () => {
  stage = await openStage({ rules: DIRECT, slack: '  dm: [decision, outcome]\n  locale: en' });
  await stage.ask();
  await expect
    .poll(() => ['D0SRE1', 'D0SRE2', 'D0SRE3'].map((id) => buttons(id).length), { timeout: 10_000 })
    .toEqual([5, 5, 5]);
  expect(stage.thread()[0]).not.toContain('@sre');
  expect(stage.cards()).toHaveLength(1);

  const [card] = stage.slack.messages('D0SRE1');
  await stage.sre.presses('Approve', card === undefined ? {} : { on: card });
  await stage.reaches('completed');
  await stage.quiet();
  // Nothing that is over can be decided any more, in the channel or with any of them; it can be taken back.
  await expect
    .poll(() => ['D0SRE1', 'D0SRE2', 'D0SRE3', 'C0PAYMENTS'].flatMap(buttons), { timeout: 10_000 })
    .toEqual(Array.from({ length: 4 }, () => 'resize_back'));
  expect(stage.slack.messages('D0SRE2')).toHaveLength(1);
  // The requester has read the decision and the outcome.
  const told = stage.slack.messages('D0DEV1').map((message) => stage.read(message));
  expect(told.join('\n')).toMatch(/已批准[\s\S]*已完成|已批准[\s\S]*完成/);
});

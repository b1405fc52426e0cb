import { describe, expect, it } from 'vitest';
import type { EventKind, ResizeRequest } from '../../../src/core/request/request.ts';
import { threadLine } from '../../../src/slack/messages/thread-line.ts';
import { aRequest, DEV, SRE, anEvent } from '../../builders.ts';
import { aSetting } from '../corpus.ts';

type Happened = readonly [kind: EventKind, more?: Parameters<typeof anEvent>[1]];

function thread(request: ResizeRequest, happened: readonly Happened[]): readonly string[] {
  return happened.flatMap(([kind, more]) => {
    return threadLine(request, anEvent(kind, more), aSetting())?.text ?? [];
  });
}

const ORDERED: Happened = ['ordered', { data: { orderId: '2072', requestId: 'B4E0' } }];
const FREE = { ...aRequest().need, count: 0, from: [] };

describe('the thread of a change that no one has to approve', () => {
  const happened: readonly Happened[] = [
    ['requested', { actor: DEV }],
    ['approved', { data: { rule: 'prod needs one of SRE' } }],
    ['sending', { data: { attempt: 1 } }],
    ORDERED,
    ['changing'],
    ['completed'],
  ];

  it('says once that it is going ahead, and nothing twice', () => {
    expect(thread(aRequest({ need: FREE }), happened)).toEqual([
      '<@U0DEV1> is resizing orders-cache: redis.master.small.default (1 GB) → redis.master.mid.default (2 GB). No approval needed (rule “prod needs one of SRE”).',
      'Order `2072` placed (RequestId `B4E0`).',
      expect.stringMatching(/^Resize started\. /),
      '<@U0DEV1>, done: orders-cache is now redis.master.mid.default (2 GB). Verified: status Normal, order completed, new class active.',
    ]);
  });

  it('still shows every retry', () => {
    const retried = thread(aRequest({ need: FREE }), [
      ['sending', { data: { attempt: 1 } }],
      ['not_arrived', { data: { code: 'ECONNRESET' } }],
      ['sending', { data: { attempt: 2 } }],
    ]);
    expect(retried).toEqual([
      'The order did not reach Alibaba Cloud (`ECONNRESET`). The bot will retry.',
      'Retrying the order (attempt 2, same ClientToken, so it cannot be placed twice).',
    ]);
  });
});

it('an approved change names the approver, and shows when its order is placed', () => {
  expect(
    thread(aRequest(), [
      ['voted', { actor: SRE, data: { votes: 1 } }],
      ['approved', { actor: SRE }],
      ['sending', { data: { attempt: 1 } }],
      ORDERED,
    ]),
  ).toEqual([
    '<@U0SRE1> approved.',
    'Approved. <@U0DEV1>, your resize of orders-cache is going ahead.',
    'Placing the order…',
    'Order `2072` placed (RequestId `B4E0`).',
  ]);
});

it('a quarter of an hour after a change its figures are shown, and a warning where the new class is nearly full', () => {
  const GB = 1024 ** 3;
  const memory = { memoryBefore: 0.71 * GB, memoryAfter: 0.7 * GB, memoryLimit: 2 * GB };
  const lines = thread(aRequest({ state: 'completed' }), [
    ['after_change', { data: { ...memory, connectionsBefore: 1_200, connectionsAfter: 1_180, latencyAfter: 123.4 } }],
    ['after_change', { data: { memoryAfter: 1.9 * GB, memoryLimit: 2 * GB, full: 'memory' } }],
    ['after_change', { data: {} }],
  ]);
  expect(lines).toEqual([
    '15 minutes after the change: memory 727 MB → 717 MB (35% of 2 GB), connections 1,200 → 1,180, latency 0.12 ms.',
    '15 minutes after the change: memory 1.9 GB (95% of 2 GB).\n⚠️ <@U0DEV1>, memory is above 80% of the new class. A larger class: `/redis-resize r-bp1zxszhcgatnx up`.',
  ]);
});

/** Who must approve, as it is written. */
import { z } from 'zod';
import * as field from './fields.ts';
import { key, list } from './keys.ts';

const from = list(field.subjectRef).meta({
  description: 'Groups or Slack ids whose members may approve.',
  examples: [['sre']],
});
const count = key(z.int().min(1).max(20), 'How many different people must approve.', { default: 1 });
export const quorumPart = { from, count };
const all = z
  .array(z.strictObject(quorumPart))
  .min(2)
  .meta({
    description: 'Use instead of `from` when several groups must approve. A person counts for one entry only.',
    examples: [[{ from: ['sre'], count: 2 }, { from: ['finance'] }]],
  });
// That there is either `from` or `all` is checked in key-rules.ts, so that other mistakes do not hide it.
const ask = { from: from.optional(), count, all: all.optional() };

export const quorum = z.strictObject({
  ...ask,
  self: key(z.boolean(), 'Whether the requester’s own approval counts.', { default: false }),
  expires: key(field.duration, 'How long a request waits for approval.', { default: '24h' }),
  remind: key(
    field.duration,
    'Remind missing approvers this long after the request; each further pause is twice as long.',
    { examples: ['4h'] },
  ),
  notify: key(list(field.subjectRef), 'Groups or Slack ids to mention without giving them a vote.', {
    examples: [['finance']],
  }),
  tell: key(
    z.enum(['channel', 'dm', 'both']),
    'How approvers are notified: a mention in the channel, a direct message with the buttons of the card, or both. With more than 20 approvers the channel is mentioned instead of `dm`.',
    { default: 'channel' },
  ),
  silent: key(list(field.subjectRef), 'Groups or Slack ids who may approve as well, and are never mentioned.', {
    examples: [['lead']],
  }),
  escalate: key(
    z.strictObject({
      after: field.duration.meta({ description: 'How long the request waits before that.', examples: ['4h'] }),
      to: list(field.subjectRef).meta({
        description: 'Groups or Slack ids who may approve then.',
        examples: [['lead']],
      }),
    }),
    'Who may approve as well once a request has waited; they are mentioned once.',
    { examples: [{ after: '4h', to: ['lead'] }] },
  ),
  quiet: key(
    z.strictObject({
      from: field.time.meta({ description: 'Start.', examples: ['22:00'] }),
      to: field.time.meta({ description: 'End; on the next day if earlier than `from`.', examples: ['08:00'] }),
      zone: field.zone.meta({ description: 'Time zone.', examples: ['Asia/Shanghai'] }),
    }),
    'Hours in which no one is reminded and nothing is escalated; both wait for their end. The first message is not held back.',
    { examples: [{ from: '22:00', to: '08:00', zone: 'Asia/Shanghai' }] },
  ),
  over: key(
    list(
      z.strictObject({
        price: field.money.describe('Applies from this price of the change, counted as for `maxPrice`.'),
        ...ask,
      }),
    ),
    'Who must approve more expensive changes instead. The highest entry reached counts; without a known price, the highest of all.',
    { examples: [[{ price: 500, from: ['finance'] }]] },
  ),
});

export type RawQuorum = z.infer<typeof quorum>;
/** What `from` and `count`, or `all`, say about people. */
export type RawAsk = Pick<RawQuorum, 'from' | 'count' | 'all'>;

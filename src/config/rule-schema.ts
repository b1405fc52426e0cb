/** The rules of the configuration file as they are written. */
import { z } from 'zod';
import { WEEKDAYS } from '../core/policy/windows.ts';
import { quorum } from './approval-schema.ts';
import * as field from './fields.ts';
import { key, list, oneOrList } from './keys.ts';

const notEmpty = (hint: string) =>
  [
    (value: object): boolean => Object.keys(value).length > 0,
    { error: 'must not be empty', params: { hint } },
  ] as const;

export const effectiveTime = z.enum(['Immediately', 'MaintainTime']);

export const instances = z
  .strictObject({
    ids: key(list(field.instanceId), 'Instance ids.', { examples: [['r-bp1zxszhcgatnx']] }),
    names: key(
      list(field.glob),
      'Patterns for the instance name: `*` matches any text, `?` one character, `{a,b}` either. An instance without a name is matched by its id.',
      { examples: [['orders-*']] },
    ),
    tags: key(
      z.record(z.string().min(1), z.string()).refine(...notEmpty('name at least one tag')),
      'Tags the instance must have, each with exactly this value.',
      { examples: [{ env: 'dev' }] },
    ),
    regions: key(list(field.region), 'Region ids.', { examples: [['cn-hangzhou']] }),
    accounts: key(list(field.accountName), 'Names of accounts.', { examples: [['main']] }),
    architectures: key(list(z.enum(['standard', 'cluster', 'rwsplit'])), 'Architectures.', {
      examples: [['standard']],
    }),
    classes: key(list(field.glob), 'Patterns for the current class.', { examples: [['redis.master.*']] }),
  })
  .refine(...notEmpty('to match every instance, write names: ["*"]'))
  .meta({
    description: 'Which instances the rule covers; all given conditions must match.',
    examples: [{ tags: { env: 'dev' } }],
  });

const change = z
  .strictObject({
    direction: key(oneOrList(z.enum(['upgrade', 'downgrade'])), 'Whether the instance grows or shrinks.', {
      examples: ['upgrade'],
    }),
    minMemory: key(field.size, 'Least total memory after the change.', { examples: ['1GB'] }),
    maxMemory: key(field.size, 'Most total memory after the change.', { examples: ['16GB'] }),
    maxStep: key(z.number().min(1).max(1000), 'By what factor the memory may grow or shrink in one change.', {
      examples: [4],
    }),
    maxShards: key(z.int().min(1), 'Most shards after the change.', { examples: [8] }),
    classes: key(list(field.glob), 'Patterns for the new class.', { examples: [['redis.master.*']] }),
    maxPrice: key(
      field.money,
      'Most that may be due for the change, in the account’s currency. For pay-as-you-go: most it may add per month of 730 hours; without a known current price, the whole new month counts.',
      { examples: [200] },
    ),
    maxMonthlyPrice: key(
      field.money,
      'Most that the change may cost per month of 730 hours, in the account’s currency.',
      { examples: [500] },
    ),
    temporary: key(
      z.enum(['required', 'allowed', 'forbidden']),
      'Whether the change may be temporary, so that the instance goes back to its current class. `required` allows no permanent change.',
      { default: 'allowed' },
    ),
    maxDuration: key(field.duration, 'Longest time that a temporary change may last.', { examples: ['72h'] }),
  })
  .refine(...notEmpty('leave it out to allow any change'))
  .describe('Which changes the rule covers; all given conditions must match. Omit it to cover any change.');

/** One value of each flag. */
export const flagValues = {
  autoPay: key(z.boolean(), 'Pay the order automatically.'),
  coupon: key(field.coupon, 'Coupon to pay with.', { examples: ['best'] }),
  effectiveTime: key(effectiveTime, 'When the change happens.'),
  forceUpgrade: key(z.boolean(), 'Change the instance even if commands in use are not supported afterwards.'),
};

const force = z
  .strictObject(flagValues)
  .refine(...notEmpty('leave it out to force nothing'))
  .describe('Values the rule sets, whatever was chosen in the form.');

const flags = z
  .strictObject({
    autoPay: key(oneOrList(z.boolean()), 'Allowed values.'),
    coupon: key(z.boolean(), '`false` forbids coupons. In a deny rule: whether the change uses one.'),
    effectiveTime: key(oneOrList(effectiveTime), 'Allowed values.'),
    forceUpgrade: key(oneOrList(z.boolean()), 'Allowed values.'),
    force: force.optional(),
  })
  .refine(...notEmpty('leave it out to allow any flags'))
  .describe('Values people may choose, and values the rule sets. Omit a flag to allow any value.');

const window = z.strictObject({
  days: key(list(z.enum(WEEKDAYS)), 'Days on which the window opens. Omit it for every day.', {
    examples: [['mon', 'tue']],
  }),
  from: field.time.meta({ description: 'When it opens.', examples: ['10:00'] }),
  to: field.endTime.meta({
    description: 'When it closes; on the next day if earlier than `from`.',
    examples: ['17:00'],
  }),
  zone: field.zone.meta({ description: 'Time zone of the window.', examples: ['Asia/Shanghai'] }),
  holidays: key(oneOrList(z.string().min(1)), 'Lists under `holidays` on whose dates the window stays closed.', {
    examples: ['cn'],
  }),
});

// Which keys go together is checked in key-rules.ts.
export const rule = z
  .strictObject({
    name: field.ruleName.meta({
      description: 'Shown to people and in the audit log; must be unique.',
      examples: ['prod needs two of SRE'],
    }),
    deny: key(
      z.string().trim().min(1).max(300),
      'Makes this a deny rule: what it matches is denied, and people see this text. Deny rules come before all others.',
      {
        examples: ['Managed by Terraform. Open a merge request.'],
      },
    ),
    breakGlass: key(
      z.boolean(),
      'Makes this an emergency rule, used only when someone breaks the glass. It ignores windows, freezes and monthly limits.',
      { default: false },
    ),
    who: list(field.subjectRef).meta({
      description: 'Groups or Slack ids the rule is for; being in one is enough. `"*"` is everyone.',
      examples: [['backend']],
    }),
    where: key(
      list(field.channelId),
      'Channels in which the command may be used. Requests that come from no channel do not match.',
      { examples: [['C0PAYMENTS']] },
    ),
    instances,
    change: change.optional(),
    flags: flags.optional(),
    cards: key(field.channelId, 'Channel for the cards of this rule, instead of `slack.cards`.', {
      examples: ['C0REDISOPS'],
    }),
    reason: key(
      z.strictObject({
        pattern: field.pattern.meta({
          description: 'Regular expression that is looked for in the reason.',
          examples: ['[A-Z]+-\\d+'],
        }),
        hint: z
          .string()
          .trim()
          .min(1)
          .max(150)
          .meta({ description: 'What it means, shown at the field.', examples: ['a ticket such as OPS-123'] }),
        link: key(field.linkTemplate, 'Address shown on the card; `{0}` stands for what the pattern found.', {
          examples: ['https://tickets.example/{0}'],
        }),
      }),
      'What the reason of a request must contain.',
      { examples: [{ pattern: '[A-Z]+-\\d+', hint: 'a ticket such as OPS-123' }] },
    ),
    approval: key(
      z.union([z.literal('none'), quorum]),
      '`none`, or who must approve; with `notify` alone no one must. Required, except in deny rules.',
      {
        examples: [{ from: ['sre'], count: 2 }],
      },
    ),
    windows: key(
      list(window),
      'When orders may be placed; an approved request waits for the next window. Omit it for any time.',
      {
        examples: [[{ from: '10:00', to: '17:00', zone: 'Asia/Shanghai' }]],
      },
    ),
  })
  .meta({ anyOf: [{ required: ['approval'] }, { required: ['deny'] }] });

export type RawRule = z.infer<typeof rule>;

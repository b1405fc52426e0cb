/** The configuration file as it is written. Descriptions here are the policy reference in docs/ and the help of editors. */
import { z } from 'zod';
import * as field from './fields.ts';
import type { JsonShape } from './json-shape.ts';
import { key, list } from './keys.ts';
import { effectiveTime, flagValues, instances, rule } from './rule-schema.ts';

const slack = z
  .strictObject({
    cards: key(field.channelId, 'Channel for request cards. Omit it to post cards where the command was used.'),
    mirror: key(z.array(field.channelId), 'Channels that get one line per outcome.', { examples: [['C0AUDIT']] }),
    locale: key(
      z.enum(['auto', 'en', 'zh-CN']),
      'Language of shared cards. `auto` uses the channel’s; private answers always use the reader’s.',
      { default: 'auto' },
    ),
    teams: key(
      list(field.teamId),
      'Workspaces to serve; everyone else is refused. Omit it to serve the workspace of the bot token.',
      { examples: [['T012AB']] },
    ),
    dm: key(
      list(z.enum(['decision', 'outcome'])),
      'What the requester also gets as a direct message: `decision` (approved, rejected, expired, changed since), `outcome` (ordered, payment due, completed, failed, unknown).',
      { examples: [['decision', 'outcome']] },
    ),
    digest: key(
      z.strictObject({
        channel: field.channelId.meta({ description: 'Channel to post it in.', examples: ['C0REDISOPS'] }),
        at: field.time.meta({ description: 'Time of day.', examples: ['09:30'] }),
        zone: field.zone.meta({ description: 'Time zone.', examples: ['Asia/Shanghai'] }),
      }),
      'A message once a day: what is open, expiring, on hold, unpaid or unclear, locks and freezes, what was ordered and its cost; on Mondays which instances could be smaller or are nearly full. Nothing to report, no message.',
      { examples: [{ channel: 'C0REDISOPS', at: '09:30', zone: 'Asia/Shanghai' }] },
    ),
  })
  .describe('Where the bot posts, and which workspaces it serves.');

const credentials = z.union([
  z.literal('default'),
  z.strictObject({ profile: z.string().min(1).describe('Name of a profile of the Alibaba Cloud CLI.') }),
  z.strictObject({
    roleArn: field.roleArn.describe('RAM role to assume.'),
    externalId: key(z.string().min(1), 'External id that the trust policy of the role requires.'),
  }),
]);

const account = z.strictObject({
  name: field.accountName.describe('Your name for the account; rules refer to it.'),
  site: key(
    z.enum(['china', 'international']),
    'Alibaba Cloud site of the account: decides console links, billing endpoint and currency.',
    { default: 'china' },
  ),
  regions: list(field.region).meta({ description: 'Regions to look for instances in.', examples: [['cn-hangzhou']] }),
  endpoints: key(
    z.record(z.string(), field.endpoint),
    'Endpoints that differ from the default, by region id, `billing` or `monitor`.',
    {
      examples: [{ 'cn-hangzhou': 'https://r-kvstore.example' }],
    },
  ),
  credentials: key(credentials, 'How to sign in: Alibaba Cloud’s default chain, a profile, or a role to assume.', {
    default: 'default',
    examples: [{ roleArn: 'acs:ram::1234567890123456:role/redis-resize' }],
  }),
});

const defaults = z
  .strictObject({
    autoPay: key(z.boolean(), 'Pay the order automatically.', { default: true }),
    effectiveTime: key(effectiveTime, 'When the change happens: right away or in the maintenance window.', {
      default: 'Immediately',
    }),
    forceUpgrade: key(z.boolean(), 'Change the instance even if commands in use are not supported afterwards.', {
      default: false,
    }),
    coupon: key(field.coupon, 'Coupon to pay with.', { default: 'none' }),
  })
  .describe('Values the form starts with.');

// That there is exactly one of the first three is checked in lint.ts, so that other mistakes do not hide it.
const preset = z.strictObject({
  class: key(field.className, 'New class.', { examples: ['redis.master.mid.default'] }),
  size: key(field.size, 'New total memory, in the family, architecture and shard count of the current class.', {
    examples: ['16GB'],
  }),
  step: key(field.step, 'Sizes up or down, likewise.', { examples: ['up'] }),
  at: key(z.enum(['now', 'maintain']), 'When the change happens: right away or in the maintenance window.'),
  until: key(
    field.timeWord,
    'Makes the change temporary: a duration from its completion, or a time in the time zone of the person.',
    { examples: ['3d', 'mon 09:00'] },
  ),
  autoPay: flagValues.autoPay,
  coupon: flagValues.coupon,
  forceUpgrade: flagValues.forceUpgrade,
});
const presets = z.record(field.groupName, preset);

const freeze = z.strictObject({
  from: field.moment.meta({ description: 'Start.', examples: ['2027-11-10T00:00:00+08:00'] }),
  to: field.moment.meta({ description: 'End; must be later than `from`.', examples: ['2027-11-12T00:00:00+08:00'] }),
  reason: z
    .string()
    .min(1)
    .max(200)
    .meta({ description: 'Shown on cards of requests that wait.', examples: ['Double 11'] }),
  except: key(list(field.subjectRef), 'Groups or Slack ids whose requests are not held back.', { examples: [['sre']] }),
});

const spendLimit = z.strictObject({
  currency: field.currency.meta({ description: 'Currency the limit is in.', examples: ['CNY'] }),
  max: field.money.meta({ description: 'Most that may be ordered in a calendar month (UTC).', examples: [5000] }),
  groups: key(list(field.subjectRef), 'Count only requests of their members. Omit it to count all.', {
    examples: [['backend']],
  }),
  accounts: key(list(field.accountName), 'Count only these accounts. Omit it to count all.', { examples: [['main']] }),
});

const limits = z
  .strictObject({
    openPerInstance: key(z.literal(1), 'Open requests per instance; only 1 is possible.', { default: 1 }),
    monthlySpend: key(
      z.union([z.record(field.currency, field.money), list(spendLimit)]),
      'What may be ordered in a calendar month (UTC): an amount by currency, or a list of limits.',
      { examples: [{ CNY: 5000 }] },
    ),
    priceDrift: key(field.percent, 'How far the price may move before approvals no longer count.', { default: '5%' }),
  })
  .describe('Limits that apply to all rules.');

const lock = z.strictObject({
  who: list(field.subjectRef).meta({
    description: 'Groups or Slack ids who may lock and unlock.',
    examples: [['sre']],
  }),
  instances: instances.describe('Which instances they may lock; all given conditions must match.'),
});

const holidays = z.record(field.groupName, list(field.date));
const groups = z.record(field.groupName, list(field.subjectId));

/** The schema of the file. References are checked in lint.ts, defaults filled in by build.ts. */
export const file = z.strictObject({
  version: z.literal(1).describe('Version of the file format.'),
  slack: slack.optional(),
  accounts: list(account).meta({
    description: 'Alibaba Cloud accounts.',
    examples: [[{ name: 'main', regions: ['cn-hangzhou'] }]],
  }),
  defaults: defaults.optional(),
  presets: key(
    presets,
    'Words that stand for a class in a command (`/redis-resize orders-cache sale`), each with exactly one of `class`, `size` and `step`. Options in the command win.',
    { examples: [{ sale: { size: '16GB', at: 'maintain' } }] },
  ),
  groups: key(groups, 'Names for people: Slack ids of users, user groups and channels (everyone in the channel).', {
    examples: [{ sre: ['S0SRE'] }],
  }),
  holidays: key(holidays, 'Names for lists of dates on which windows stay closed.', {
    examples: [{ cn: ['2027-10-01'] }],
  }),
  rules: list(rule).describe(
    'Who may change what. Deny rules come first; then the first rule whose conditions all match decides.',
  ),
  freezes: key(z.array(freeze), 'Periods in which no order is placed; approved requests wait.'),
  limits: limits.optional(),
  locks: key(z.array(lock), 'Who may lock and unlock which instances from Slack. Omit it and no one can.'),
  freezers: key(list(field.subjectRef), 'Who may freeze all orders from Slack. Omit it and no one can.', {
    examples: [['sre']],
  }),
});

export type RawFile = z.infer<typeof file>;
export type RawPreset = z.infer<typeof preset>;
export type RawAccount = z.infer<typeof account>;
export type RawFreeze = z.infer<typeof freeze>;

/** JSON Schema of the configuration file, with which editors complete and check it. */
export function jsonSchema(): JsonShape {
  return { ...(z.toJSONSchema(file, { io: 'input' }) as JsonShape), title: 'redis-resize configuration' };
}

import { z } from 'zod';
import { WEEKDAYS } from '../core/windows.ts';
import * as field from './fields.ts';

const list = <T extends z.ZodType>(element: T): z.ZodArray<T> => z.array(element).min(1);
const oneOrList = <T extends z.ZodType>(element: T): z.ZodUnion<[T, z.ZodArray<T>]> =>
  z.union([element, list(element)]);
const notEmpty = (value: object): boolean => Object.keys(value).length > 0;

const effectiveTime = z.enum(['Immediately', 'MaintainTime']);

const slack = z
  .strictObject({
    cards: field.channelId.optional().describe('Channel of the request cards; omit: where the command was used'),
    mirror: z.array(field.channelId).optional().describe('Channels that get one line per outcome'),
    locale: z
      .enum(['auto', 'en', 'zh-CN'])
      .optional()
      .describe('Language of shared cards; auto (default): the channel’s'),
    teams: list(field.teamId).optional().describe('Workspaces we serve; default: the workspace of the token'),
  })
  .describe('Where the bot speaks, and to whom');

const credentials = z
  .union([
    z.literal('default'),
    z.strictObject({ profile: z.string().min(1) }),
    z.strictObject({ roleArn: field.roleArn, externalId: z.string().min(1).optional() }),
  ])
  .describe('default (Alibaba’s default chain), { profile: x }, or { roleArn: …, externalId: … }');

export const account = z.strictObject({
  name: field.accountName.describe('Our name for the account, used in rules'),
  site: z
    .enum(['china', 'international'])
    .optional()
    .describe('Console links, billing endpoint, currency; default: china'),
  regions: list(field.region).describe('Regions in which instances are looked for'),
  endpoints: z
    .record(z.string(), field.endpoint)
    .optional()
    .describe('Region, billing or monitor → URL, where the default is wrong'),
  credentials: credentials.optional(),
});

const defaults = z
  .strictObject({
    autoPay: z.boolean().optional().describe('Pay the order at once; default: true'),
    effectiveTime: effectiveTime.optional().describe('When the change is made; default: Immediately'),
    forceUpgrade: z
      .boolean()
      .optional()
      .describe('Change even if commands in use are not supported after it; default: false'),
    coupon: field.coupon.optional().describe('none (default), best, or a coupon number'),
  })
  .describe('What the form offers at first');

const instances = z
  .strictObject({
    ids: list(field.instanceId).optional(),
    names: list(field.glob).optional().describe('Patterns: * is any text, ? one character, {a,b} either'),
    tags: z
      .record(z.string().min(1), z.string())
      .refine(notEmpty, { error: 'must not be empty', params: { hint: 'name at least one tag' } })
      .optional()
      .describe('Every tag given must be on the instance, with exactly this value'),
    regions: list(field.region).optional(),
    accounts: list(field.accountName).optional(),
  })
  .refine(notEmpty, { error: 'must not be empty', params: { hint: 'to match every instance, write names: ["*"]' } })
  .describe('Which instances; everything given must hold');

const change = z
  .strictObject({
    direction: oneOrList(z.enum(['upgrade', 'downgrade'])).optional(),
    maxMemory: field.size.optional().describe('Total memory after the change, such as 16GB'),
    classes: list(field.glob).optional().describe('Patterns of target classes'),
    maxPrice: field.money.optional().describe('What is to pay for the change, in the account’s currency'),
  })
  .refine(notEmpty, { error: 'must not be empty', params: { hint: 'leave it out to allow any change' } })
  .describe('Which changes');

const flags = z
  .strictObject({
    autoPay: oneOrList(z.boolean()).optional(),
    coupon: z.boolean().optional().describe('false: no coupon may be used'),
    effectiveTime: oneOrList(effectiveTime).optional(),
    forceUpgrade: oneOrList(z.boolean()).optional(),
  })
  .refine(notEmpty, { error: 'must not be empty', params: { hint: 'leave it out to allow any flags' } })
  .describe('The values a person may choose');

const quorum = z.strictObject({
  from: list(field.subjectRef).describe('Groups or Slack ids whose members may agree'),
  count: z.int().min(1).max(20).optional().describe('How many different people must agree; default: 1'),
  self: z.boolean().optional().describe('Whether the requester counts; default: false'),
  expires: field.duration.optional().describe('How long to wait for them; default: 24h'),
  remind: field.duration.optional().describe('When to remind them'),
});

const window = z.strictObject({
  days: list(z.enum(WEEKDAYS)).optional().describe('Days on which the window begins; default: every day'),
  from: field.time,
  to: field.endTime.describe('Earlier than from: on the next day'),
  zone: field.zone.describe('IANA time zone'),
});

export const rule = z.strictObject({
  name: field.ruleName,
  who: list(field.subjectRef).describe('Groups or Slack ids; one membership is enough'),
  instances,
  change: change.optional(),
  flags: flags.optional(),
  approval: z.union([z.literal('none'), quorum]).describe('none, or who must agree'),
  windows: list(window).optional().describe('When an order may be placed; default: at any time'),
});

export const freeze = z.strictObject({
  from: field.moment,
  to: field.moment,
  reason: z.string().min(1).max(200),
  except: list(field.subjectRef).optional().describe('Groups or Slack ids that may order all the same'),
});

const limits = z.strictObject({
  openPerInstance: z.literal(1).optional().describe('Open requests per instance; only 1 is possible'),
  monthlySpend: z
    .record(field.currency, field.money)
    .optional()
    .describe('Currency → what may be spent in a calendar month'),
  priceDrift: field.percent.optional().describe('How far the price may move after approval; default: 5%'),
});

export const groups = z.record(field.groupName, list(field.subjectId));

/** The configuration file as it is written. Cross-references are checked in lint.ts, defaults filled in by build.ts. */
export const file = z.strictObject({
  version: z.literal(1).describe('Version of this format'),
  slack: slack.optional(),
  accounts: list(account).describe('Alibaba Cloud accounts'),
  defaults: defaults.optional(),
  groups: groups.optional().describe('A name for people: ids of Slack users and user groups'),
  rules: list(rule).describe('Read from top to bottom; the first rule whose every term holds decides'),
  freezes: z.array(freeze).optional().describe('Times in which no order is placed'),
  limits: limits.optional(),
});

export type RawFile = z.infer<typeof file>;
export type RawRule = z.infer<typeof rule>;
export type RawAccount = z.infer<typeof account>;
export type RawFreeze = z.infer<typeof freeze>;

/** JSON Schema of the configuration file, with which editors complete and check it. */
export function jsonSchema(): object {
  return { ...z.toJSONSchema(file, { io: 'input' }), title: 'redis-resize configuration' };
}

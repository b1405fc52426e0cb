import { z } from 'zod';
import { WEEKDAYS } from '../core/policy/windows.ts';
import * as field from './fields.ts';

const list = <T extends z.ZodType>(element: T): z.ZodArray<T> => z.array(element).min(1);
export const oneOrList = <T extends z.ZodType>(element: T): z.ZodUnion<[T, z.ZodArray<T>]> =>
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
    architectures: list(z.enum(['standard', 'cluster', 'rwsplit'])).optional(),
    classes: list(field.glob).optional().describe('Patterns of the class it has now'),
  })
  .refine(notEmpty, { error: 'must not be empty', params: { hint: 'to match every instance, write names: ["*"]' } })
  .describe('Which instances; everything given must hold');

const change = z
  .strictObject({
    direction: oneOrList(z.enum(['upgrade', 'downgrade'])).optional(),
    minMemory: field.size.optional().describe('Total memory after the change, at least'),
    maxMemory: field.size.optional().describe('Total memory after the change, such as 16GB'),
    maxStep: z.number().min(1).max(1000).optional().describe('How many times the memory may grow or shrink at once'),
    maxShards: z.int().min(1).optional().describe('Shards after the change'),
    classes: list(field.glob).optional().describe('Patterns of target classes'),
    maxPrice: field.money.optional().describe('What is to pay for the change, in the account’s currency'),
    maxMonthlyPrice: field.money.optional().describe('What the change costs in a month of 730 hours'),
  })
  .refine(notEmpty, { error: 'must not be empty', params: { hint: 'leave it out to allow any change' } })
  .describe('Which changes');

/** One value of each flag. */
export const flagValues = {
  autoPay: z.boolean().optional(),
  coupon: field.coupon.optional().describe('none, best, or a coupon number'),
  effectiveTime: effectiveTime.optional(),
  forceUpgrade: z.boolean().optional(),
};

const force = z
  .strictObject(flagValues)
  .refine(notEmpty, { error: 'must not be empty', params: { hint: 'leave it out to force nothing' } })
  .describe('Set by the rule, whatever was chosen');

const flags = z
  .strictObject({
    autoPay: oneOrList(z.boolean()).optional(),
    coupon: z.boolean().optional().describe('false: no coupon may be used. In a deny rule: whether one is used'),
    effectiveTime: oneOrList(effectiveTime).optional(),
    forceUpgrade: oneOrList(z.boolean()).optional(),
    force: force.optional(),
  })
  .refine(notEmpty, { error: 'must not be empty', params: { hint: 'leave it out to allow any flags' } })
  .describe('The values a person may choose, and those the rule sets');

const from = list(field.subjectRef).describe('Groups or Slack ids whose members may agree');
const count = z.int().min(1).max(20).describe('How many different people must agree; default: 1');
export const quorumPart = { from, count: count.optional() };
const all = z
  .array(z.strictObject(quorumPart))
  .min(2)
  .describe('Each of them must agree; a person counts for one of them only');

// That there is either `from` or `all` is checked in forms.ts, so that it can be told beside every other mistake.
const quorum = z.strictObject({
  from: from.optional(),
  count: count.optional(),
  all: all.optional(),
  self: z.boolean().optional().describe('Whether the requester counts; default: false'),
  expires: field.duration.optional().describe('How long to wait for them; default: 24h'),
  remind: field.duration.optional().describe('When to remind them'),
  notify: list(field.subjectRef).optional().describe('Groups or Slack ids that are told, without a vote'),
  over: list(
    z.strictObject({
      price: field.money.describe('From this price of the change on'),
      from: from.optional(),
      count: count.optional(),
      all: all.optional(),
    }),
  )
    .optional()
    .describe('Who must agree instead to more expensive changes; without a price, the highest one counts'),
});

const window = z.strictObject({
  days: list(z.enum(WEEKDAYS)).optional().describe('Days on which the window begins; default: every day'),
  from: field.time,
  to: field.endTime.describe('Earlier than from: on the next day'),
  zone: field.zone.describe('IANA time zone'),
  holidays: oneOrList(z.string().min(1)).optional().describe('Names of lists under holidays; shut on their dates'),
});

// Which keys go together is checked in forms.ts.
export const rule = z
  .strictObject({
    name: field.ruleName,
    deny: z.string().trim().min(1).max(300).optional().describe('Denies what it matches, and tells people this'),
    breakGlass: z.boolean().optional().describe('For emergencies: asked only when a person says so; default: false'),
    who: list(field.subjectRef).describe('Groups or Slack ids; one membership is enough. "*": everybody'),
    instances,
    change: change.optional(),
    flags: flags.optional(),
    approval: z
      .union([z.literal('none'), quorum])
      .optional()
      .describe('none, or who must agree; required unless the rule denies'),
    windows: list(window).optional().describe('When an order may be placed; default: at any time'),
  })
  .meta({ anyOf: [{ required: ['approval'] }, { required: ['deny'] }] });

export const freeze = z.strictObject({
  from: field.moment,
  to: field.moment,
  reason: z.string().min(1).max(200),
  except: list(field.subjectRef).optional().describe('Groups or Slack ids that may order all the same'),
});

export const spendLimit = z.strictObject({
  currency: field.currency,
  max: field.money,
  groups: list(field.subjectRef).optional().describe('Counts what their members ask for; default: what anybody does'),
  accounts: list(field.accountName).optional().describe('Default: every account'),
});

const limits = z.strictObject({
  openPerInstance: z.literal(1).optional().describe('Open requests per instance; only 1 is possible'),
  monthlySpend: z
    .union([z.record(field.currency, field.money), list(spendLimit)])
    .optional()
    .describe('What may be ordered in a calendar month: currency → amount, or a list of limits'),
  priceDrift: field.percent.optional().describe('How far the price may move after approval; default: 5%'),
});

export const lock = z
  .strictObject({ who: list(field.subjectRef), instances })
  .describe('Who may lock and unlock which instances from Slack');

export const holidays = z.record(field.groupName, list(field.date));

export const groups = z.record(field.groupName, list(field.subjectId));

/** The configuration file as it is written. Cross-references are checked in lint.ts, defaults filled in by build.ts. */
export const file = z.strictObject({
  version: z.literal(1).describe('Version of this format'),
  slack: slack.optional(),
  accounts: list(account).describe('Alibaba Cloud accounts'),
  defaults: defaults.optional(),
  groups: groups.optional().describe('A name for people: ids of Slack users, user groups and channels'),
  holidays: holidays.optional().describe('A name for dates on which windows stay shut'),
  rules: list(rule).describe('Read from top to bottom; the first rule whose every term holds decides'),
  freezes: z.array(freeze).optional().describe('Times in which no order is placed'),
  limits: limits.optional(),
  locks: z.array(lock).optional().describe('Who may lock instances'),
});

export type RawFile = z.infer<typeof file>;
export type RawRule = z.infer<typeof rule>;
export type RawAccount = z.infer<typeof account>;
export type RawFreeze = z.infer<typeof freeze>;
export type RawLock = z.infer<typeof lock>;
export type RawSpendLimit = z.infer<typeof spendLimit>;
export type RawQuorum = z.infer<typeof quorum>;
/** What `from` and `count`, or `all`, say about people. */
export type RawAsk = Pick<RawQuorum, 'from' | 'count' | 'all'>;

/** JSON Schema of the configuration file, with which editors complete and check it. */
export function jsonSchema(): object {
  return { ...z.toJSONSchema(file, { io: 'input' }), title: 'redis-resize configuration' };
}

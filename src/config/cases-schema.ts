/** A file of policy cases as it is written. Descriptions here are the policy reference in docs/ and the help of editors. */
import { z } from 'zod';
import { looksLikeClass } from '../core/instance/classes.ts';
import { DENY_REASONS, TERMS } from '../core/policy/verdict.ts';
import * as field from './fields.ts';
import type { JsonShape } from './json-shape.ts';
import { key, list, oneOrList } from './keys.ts';
import { quorumPart } from './approval-schema.ts';
import { flagValues } from './rule-schema.ts';

const className = z
  .string()
  .refine(looksLikeClass, { error: 'must be a class such as redis.master.mid.default' })
  .meta({ title: 'instance class', examples: ['redis.master.mid.default'] });

/** Refunds are negative. */
const AMOUNT = /^-?\d{1,12}(?:\.\d{1,6})?$/;
const amount = z
  .union([z.number(), z.string()])
  .refine((value) => AMOUNT.test(String(value)), { error: 'must be an amount such as 200, "19.99" or -5' })
  .meta({ title: 'amount' });

const members = z.record(z.string(), z.union([z.literal('unknown'), z.array(field.userId)]));
const MEMBERS =
  'Members of user groups and channels, by group of the configuration or Slack id. `unknown`: Slack does not answer. Groups that are not listed are empty.';

const instance = z
  .strictObject({
    id: key(field.instanceId, 'Instance id.'),
    name: key(z.string().min(1).max(256), 'Instance name.', { examples: ['orders-cache'] }),
    tags: key(z.record(z.string().min(1), z.string()), 'Tags.', { examples: [{ env: 'prod' }] }),
    account: key(field.accountName, 'Account of the configuration. Omit it for the first one.'),
    region: key(field.region, 'Region. Omit it for the first one of the account.'),
    class: className.describe('Current class.'),
    memory: key(field.size, 'Total memory. Omit it for that of the class.'),
    shards: key(z.int().min(1), 'Number of shards.'),
    architecture: key(z.enum(['standard', 'cluster', 'rwsplit']), 'Architecture. Omit it for that of the class.'),
    chargeType: key(z.enum(['PrePaid', 'PostPaid']), 'Subscription or pay-as-you-go.', { default: 'PrePaid' }),
    until: key(field.moment, 'End of the subscription; needed by `maxMonthlyPrice`.'),
  })
  .describe('The instance as Alibaba Cloud would report it.');

const given = z
  .strictObject({
    person: z
      .union([
        field.userId,
        z.strictObject({
          id: key(field.userId, 'Slack user id.'),
          groups: list(field.subjectRef).describe('Groups of the configuration, or Slack ids, the person is in.'),
        }),
      ])
      .meta({
        description: 'Who requests the change: a Slack user id, or a member of these groups.',
        examples: ['U012ABC'],
      }),
    instance,
    change: z
      .strictObject({
        class: className.describe('New class.'),
        until: key(
          z.union([field.duration, field.moment]),
          'Makes the change temporary: a duration, or the date and time of its return.',
          { examples: ['3d'] },
        ),
        start: key(field.moment, 'When the order is to be placed, at the earliest.'),
        ...flagValues,
      })
      .describe('The change. Flags that are omitted use `defaults` of the configuration.'),
    price: key(amount, 'Amount due; per hour for pay-as-you-go. Omit it if the price cannot be read.'),
    priceNow: key(amount, 'What the current class costs: per hour for pay-as-you-go. Omit it if it cannot be read.'),
    currency: key(field.currency, 'Currency of the price. Omit it for the one the account is billed in.'),
    spentThisMonth: key(
      z.union([z.literal('unknown'), amount]),
      'What the same person has ordered in this account this month.',
      { default: 0 },
    ),
    time: key(field.moment, 'Time of the request. Omit it for the time of the file.'),
    members: key(members, `Replaces entries of the file. ${MEMBERS}`),
    breakGlass: key(z.boolean(), 'Whether the request is an emergency.', { default: false }),
    channel: key(field.channelId, 'Channel in which the command is used. Omit it for a request that comes from none.', {
      examples: ['C012ABC'],
    }),
  })
  .describe('The request.');

const verdict = z.enum(['allowed', 'denied']);
const expected = z
  .union([
    verdict,
    z.strictObject({
      verdict: verdict.describe('The decision.'),
      rule: key(field.ruleName, 'The rule that decides; if none matches, the one that `because` is about.'),
      approvals: key(
        z.union([
          z.literal('none'),
          z.strictObject(quorumPart),
          z.strictObject({ all: list(z.strictObject(quorumPart)).describe('Who must approve, for each group.') }),
        ]),
        'Who must approve.',
        { examples: [{ from: ['sre'], count: 2 }] },
      ),
      because: key(
        oneOrList(z.enum([...DENY_REASONS, ...TERMS]).meta({ title: 'reason or condition' })),
        `The reason for a denial (${DENY_REASONS.map((reason) => `\`${reason}\``).join(', ')}), or the conditions of the rule that do not match, by key; of the nearest rule unless \`rule\` names another.`,
        { examples: ['change.maxPrice'] },
      ),
      timing: key(z.enum(['now', 'later']), 'Whether it could be ordered right away.'),
      flags: key(z.strictObject(flagValues), 'Flags the order would have, including those the rule forces.'),
    }),
  ])
  .meta({ description: 'The expected decision, alone or with details.', examples: ['allowed'] });

/** What a file of cases refers to is checked in cases-lint.ts. */
export const casesFile = z.strictObject({
  version: z.literal(1).describe('Version of the file format.'),
  time: field.moment.meta({
    description: 'Time of all requests, unless a case has its own.',
    examples: ['2027-03-03T11:00:00+08:00'],
  }),
  members: key(members, MEMBERS, { examples: [{ sre: ['U012ABC'] }] }),
  cases: list(
    z.strictObject({ name: field.ruleName.describe('Name of the case; must be unique.'), given, expect: expected }),
  ).describe('The cases.'),
});

export type RawCases = z.infer<typeof casesFile>;
export type RawCase = RawCases['cases'][number];

/** JSON Schema of a file of cases. */
export function casesSchema(): JsonShape {
  return { ...(z.toJSONSchema(casesFile, { io: 'input' }) as JsonShape), title: 'redis-resize policy cases' };
}

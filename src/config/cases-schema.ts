import { z } from 'zod';
import { DENY_REASONS, TERMS } from '../core/policy/verdict.ts';
import { looksLikeClass } from '../core/instance/classes.ts';
import * as field from './fields.ts';
import { flagValues, oneOrList, quorumPart } from './schema.ts';

const list = <T extends z.ZodType>(element: T): z.ZodArray<T> => z.array(element).min(1);

const className = z.string().refine(looksLikeClass, { error: 'must be a class such as redis.master.mid.default' });

/** Refunds are negative. */
const AMOUNT = /^-?\d{1,12}(?:\.\d{1,6})?$/;
const amount = z.union([z.number(), z.string()]).refine((value) => AMOUNT.test(String(value)), {
  error: 'must be an amount such as 200, "19.99" or -5',
});

const members = z
  .record(z.string(), z.union([z.literal('unknown'), z.array(field.userId)]))
  .describe('Who is in the user groups and channels, by group of the configuration or Slack id; others are empty');

const instance = z
  .strictObject({
    id: field.instanceId.optional(),
    name: z.string().min(1).max(256).optional(),
    tags: z.record(z.string().min(1), z.string()).optional(),
    account: field.accountName.optional().describe('Default: the first of the configuration'),
    region: field.region.optional().describe('Default: the first of the account'),
    class: className.describe('The class it has now'),
    memory: field.size.optional().describe('Default: that of the class'),
    shards: z.int().min(1).optional(),
    architecture: z.enum(['standard', 'cluster', 'rwsplit']).optional().describe('Default: that of the class'),
    chargeType: z.enum(['PrePaid', 'PostPaid']).optional().describe('Default: PrePaid'),
    until: field.moment.optional().describe('End of the subscription; maxMonthlyPrice needs it'),
  })
  .describe('The instance as the cloud would show it');

const given = z.strictObject({
  person: z
    .union([field.userId, z.strictObject({ id: field.userId.optional(), groups: list(field.subjectRef) })])
    .describe('A Slack user id, or { groups: […] } for anybody who is in these'),
  instance,
  change: z.strictObject({ class: className.describe('The class after the change'), ...flagValues }),
  price: amount.optional().describe('What is to pay, an hour’s price for PostPaid; default: it could not be read'),
  currency: field.currency.optional().describe('Default: what the account is billed in'),
  spentThisMonth: z
    .union([z.literal('unknown'), amount])
    .optional()
    .describe('Ordered by the same person in the same account this month; default: nothing'),
  time: field.moment.optional().describe('Default: the time of the file'),
  members: members.optional(),
  breakGlass: z.boolean().optional().describe('The person asks for an emergency; default: false'),
});

const expected = z.union([
  z.enum(['allowed', 'denied']),
  z.strictObject({
    verdict: z.enum(['allowed', 'denied']),
    rule: field.ruleName.optional().describe('The rule that decides; where none holds, the one that because is about'),
    approvals: z
      .union([z.literal('none'), z.strictObject(quorumPart), z.strictObject({ all: list(z.strictObject(quorumPart)) })])
      .optional()
      .describe('Who must agree'),
    because: oneOrList(z.enum([...DENY_REASONS, ...TERMS]))
      .optional()
      .describe('The reason of a denial, or terms of the rule that fail; default rule: the nearest'),
    timing: z.enum(['now', 'later']).optional().describe('When it could be ordered'),
    flags: z.strictObject(flagValues).optional().describe('How it would be ordered, with what the rule sets'),
  }),
]);

/** A file of cases as it is written. What it refers to is checked in cases.ts. */
export const casesFile = z.strictObject({
  version: z.literal(1).describe('Version of this format'),
  time: field.moment.describe('When everything here is asked, unless a case says otherwise'),
  members: members.optional(),
  cases: list(
    z.strictObject({
      name: field.ruleName,
      given,
      expect: expected.describe('allowed, denied, or more about the answer'),
    }),
  ),
});

export type RawCases = z.infer<typeof casesFile>;
export type RawCase = RawCases['cases'][number];

/** JSON Schema of a file of cases. */
export function casesSchema(): object {
  return { ...z.toJSONSchema(casesFile, { io: 'input' }), title: 'redis-resize policy cases' };
}

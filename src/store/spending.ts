/** What orders count for in monthly limits, added up by the database: a month may have many thousands. */
import { type Kysely, sql } from 'kysely';
import { z } from 'zod';
import type { Spending } from '../core/policy/verdict.ts';
import type { RequestId } from '../core/request/request.ts';
import type { RequestSearch } from '../workflow/ports.ts';
import { matching } from './change.ts';
import { orUndefined } from './optional.ts';
import { parseDoc, person } from './request-row.ts';
import type { Tables } from './schema.ts';

// What a limit compares is worked out (change.ts): of whatever charge type it was, it counts as it is.
const sum: z.ZodType<Spending> = z.object({
  requester: person,
  account: z.string(),
  chargeType: z.literal('PrePaid'),
  quote: orUndefined(z.object({ currency: z.string(), tradeAmount: z.string() })),
});

/** See Records. */
export async function spendingOf(
  db: Kysely<Tables>,
  filters: readonly RequestSearch[],
  except?: RequestId,
): Promise<readonly Spending[]> {
  const sums: Spending[] = [];
  for (const filter of filters) {
    const all = matching(db, filter);
    const rows = await (except === undefined ? all : all.where('id', '<>', except))
      .select([
        sql`counts->'requester'`.as('requester'),
        sql<string>`counts->>'account'`.as('account'),
        sql<string | null>`counts->>'currency'`.as('currency'),
        // What cannot be added up is a sum of its own.
        sql<boolean>`counts->>'adds' is null`.as('priceless'),
        sql<string>`sum(greatest((counts->>'adds')::numeric, 0))::text`.as('adds'),
      ])
      .groupBy(sql`1, 2, 3, 4`)
      .execute();
    for (const { requester, account, currency, priceless, adds } of rows) {
      const quote = currency === null ? undefined : { currency, tradeAmount: priceless ? '' : adds };
      sums.push(parseDoc(sum, { requester, account, chargeType: 'PrePaid', quote }, 'request', 'sums'));
    }
  }
  return sums;
}

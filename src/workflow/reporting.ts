/** The part of the desk that looks at many instances or orders: it takes as long as the cloud does. */
import type { MonthReport } from '../core/report/ledger.ts';
import type { Suggestions } from '../core/report/advice.ts';
import type { RefusalDetail } from '../core/lifecycle/inbound.ts';
import type { AccessReason, RequestReason } from '../core/request/reasons.ts';
import type { Person } from '../core/request/request.ts';
import type { Month } from '../core/value/month.ts';

interface NoAccess {
  readonly kind: 'no_access';
  readonly reason: AccessReason;
}

export interface Reporting {
  /** What was ordered in a month (without one: in this), as far as the person may see it. */
  report(person: Person, month: Month | undefined): Promise<MonthReport | NoAccess>;
  /** The classes that would do for one instance, or for those of all that this person may change for which others would. */
  suggest(
    person: Person,
    instanceId: string | undefined,
    region: string | undefined,
  ): Promise<
    | Suggestions
    | { readonly kind: 'refused'; readonly reason: RequestReason; readonly detail: RefusalDetail }
    | NoAccess
  >;
}

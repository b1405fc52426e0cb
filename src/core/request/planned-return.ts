import type { Person, RequestId } from './person.ts';

/** Why the return of a temporary change is never made. `replaced`: a later request changed the class. */
export type ReturnEnd =
  | { readonly because: 'cancelled'; readonly by: Person }
  | { readonly because: 'other_class'; readonly isClass: string }
  | { readonly because: 'replaced'; readonly by: RequestId }
  | { readonly because: 'gone' };

/** The way back of a temporary change, from its completion on. */
export interface PlannedReturn {
  /** When it is made, ISO 8601. */
  readonly at: string;
  /** The last announcement that was made, or is too late by now. */
  readonly announced: 'evening' | 'soon' | undefined;
  /** The other open request of the instance that it waits for. */
  readonly waitsFor: RequestId | undefined;
  /** Undefined: it is still to come. `made`: the request that it became. */
  readonly outcome: { readonly made: RequestId } | { readonly ended: ReturnEnd } | undefined;
}

/** What the runbook needs to know of people; edges see it through ports.ts. */
import type { Directory } from '../core/policy/policy-model.ts';
import type { AccessReason, RequestReason } from '../core/request/reasons.ts';
import type { Person } from '../core/request/request.ts';

/** How old what Slack said of people may be: ten seconds for a decision, a minute for a form or a list. */
export type Occasion = 'decision' | 'reading';

export interface People {
  /** Live flags of a person; fails closed: what cannot be read is `person_unknown`. `otherId`: see Person. */
  standing(
    person: Person,
    occasion: Occasion,
  ): Promise<
    | {
        readonly kind: 'member';
        readonly otherId?: string | undefined;
        /** Of the IANA database; undefined: Slack does not say. */
        readonly zone?: string | undefined;
      }
    | { readonly kind: 'refused'; readonly reason: AccessReason }
  >;
  /**
   * Members of every user group and channel of the configuration, `unknown` where Slack did not say. `deciders`: groups
   * of the configuration that a decision depends on; their members are ten seconds old at most, those of others a
   * minute, because Slack lets only some twenty user groups a minute be read.
   */
  directory(deciders?: readonly string[]): Promise<Directory>;
  /** Whether a card can be posted there. */
  channel(
    channelId: string,
  ): Promise<{ readonly kind: 'open' } | { readonly kind: 'refused'; readonly reason: RequestReason }>;
}

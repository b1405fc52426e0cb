import type { Policy } from '../../core/policy/policy-model.ts';
import type { Person } from '../../core/request/request.ts';
import type { Desk } from '../../workflow/ports.ts';
import type { Clients } from '../web/clients.ts';
import type { ViewUpdates } from '../form/view-updates.ts';
import type { Identities } from '../web/identity.ts';
import type { Languages } from '../web/languages.ts';
import type { Log } from '../../core/log.ts';
import type { PeopleEdge } from '../web/people.ts';
import type { Answered } from './answered.ts';
import type { Receipts } from './receipts.ts';
import type { Respond } from './respond.ts';

/** The dependencies of every listener. */
export interface SlackContext {
  readonly desk: Desk;
  readonly policy: () => Policy;
  readonly now: () => Date;
  readonly log: Log;
  readonly clients: Clients;
  readonly identities: Identities;
  readonly languages: Languages;
  readonly zoneOf: PeopleEdge['zone'];
  readonly receipts: Receipts;
  readonly answered: Answered;
  readonly viewUpdates: ViewUpdates;
  /** Address of the Web API. Answers are only sent to its origin or to Slack's own. */
  readonly apiUrl: string;
  /** Counts rejected payloads by reason. */
  readonly refused: (reason: string) => void;
  /** Claims a key across all replicas; false if it was claimed before. */
  readonly claim: (key: string) => Promise<boolean>;
}

/** The person who typed or clicked, and where a private answer reaches them. */
export interface Invocation {
  readonly person: Person;
  readonly channelId: string | undefined;
  /** The thread in which a mention was written. */
  readonly threadTs?: string | undefined;
  /** The same for every delivery of one act. */
  readonly id: string;
  /** Valid for three seconds, for one modal; empty for a mention. */
  readonly triggerId: string;
  /** The response_url of the command or the click; undefined for modals. */
  readonly respond: Respond | undefined;
}

import type { Policy } from '../../core/policy/policy-model.ts';
import type { Person } from '../../core/request/request.ts';
import type { Desk } from '../../workflow/ports.ts';
import type { Clients } from '../web/clients.ts';
import type { ViewUpdates } from '../form/view-updates.ts';
import type { Identities } from '../web/identity.ts';
import type { Languages } from '../web/languages.ts';
import type { Log } from '../web/log.ts';
import type { Receipts } from './receipts.ts';
import type { Respond } from './respond.ts';

/** What every listener works with. */
export interface SlackContext {
  readonly desk: Desk;
  readonly policy: () => Policy;
  readonly now: () => Date;
  readonly log: Log;
  readonly clients: Clients;
  readonly identities: Identities;
  readonly languages: Languages;
  readonly receipts: Receipts;
  readonly viewUpdates: ViewUpdates;
  /** Of the Web API; addresses for answers are held to it. */
  readonly apiUrl: string;
  /** Counts what was turned away, by reason. */
  readonly refused: (reason: string) => void;
  /** Whether this key is new, on every replica. */
  readonly claim: (key: string) => Promise<boolean>;
}

/** The person who typed or clicked, and where a private answer reaches them. */
export interface Invocation {
  readonly person: Person;
  readonly channelId: string | undefined;
  /** Lives three seconds and opens one modal. */
  readonly triggerId: string;
  /** The response_url of the command or the click; undefined for modals. */
  readonly respond: Respond | undefined;
}

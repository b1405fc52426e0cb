/** The half of Slack that the bot calls: who people are, and what they are shown. It needs no desk. */
import type { Policy } from '../core/policy/policy-model.ts';
import type { Notifier, People } from '../workflow/ports.ts';
import type { SlackContext } from './entry/context.ts';
import { createAnswered } from './entry/answered.ts';
import { createReceipts } from './entry/receipts.ts';
import { createViewUpdates } from './form/view-updates.ts';
import { createHomes } from './home/publish.ts';
import { createNotifier } from './messages/notifier.ts';
import { type CallDone, createClients } from './web/clients.ts';
import { createIdentities } from './web/identity.ts';
import { createLanguages } from './web/languages.ts';
import type { Log } from '../core/log.ts';
import { boltLogger } from './web/log.ts';
import { createPace, type Pace, type Rates, RATES } from './web/pace.ts';
import { createPeople } from './web/people.ts';

export interface OutgoingOptions {
  readonly botToken: string;
  /** `https://slack.com/api/`, or a stand-in. */
  readonly apiUrl: string;
  readonly policy: () => Policy;
  readonly log: Log;
  readonly now: () => Date;
  readonly called: CallDone;
  readonly rates?: Rates;
}

/** What the workflow needs of Slack, and what both halves share. */
export interface Outgoing extends Pick<
  SlackContext,
  'clients' | 'identities' | 'languages' | 'zoneOf' | 'receipts' | 'answered' | 'viewUpdates'
> {
  readonly people: People;
  readonly notifier: Notifier;
  /** What keeps messages from people now. */
  readonly troubles: Pace['troubles'];
}

/** Calls nothing yet. */
export function createOutgoing(options: OutgoingOptions): Outgoing {
  const { botToken, apiUrl, policy, log, now, called, rates = RATES } = options;
  const clients = createClients(botToken, apiUrl, boltLogger(log), called);
  const identities = createIdentities(clients);
  const reader = createPeople({ clients, identities, policy, now, log });
  const languages = createLanguages(reader, policy);
  const receipts = createReceipts();
  const answered = createAnswered();
  const { people, zone: zoneOf } = reader;
  const viewUpdates = createViewUpdates();
  const pace = createPace({ now, log });
  const shared = { clients, identities, languages, zoneOf, receipts, answered, viewUpdates, people };
  const edge = { ...shared, policy, now, log, pace, rates };
  const notifier = { ...createNotifier(edge), showHome: createHomes(edge) };
  return { ...shared, notifier, troubles: () => pace.troubles() };
}

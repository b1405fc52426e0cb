/** The world of the bot for looking only: Slack's Web API, the cloud's reads, and the records where a limit needs them. */
import { createCloud } from '../alicloud/cloud.ts';
import type { Environment } from '../config/env.ts';
import type { Policy } from '../core/policy/policy-model.ts';
import { createClients } from '../slack/web/clients.ts';
import { createIdentities, type Identity } from '../slack/web/identity.ts';
import { boltLogger, type Log } from '../slack/web/log.ts';
import { createPeople } from '../slack/web/people.ts';
import { authorize } from '../workflow/ask/access.ts';
import type { Desk, Records } from '../workflow/ports.ts';
import { whyOf as whyBehindDoor } from '../workflow/desk/why.ts';
import type { ReadOnlyWorld } from '../workflow/world.ts';
import { createNotes } from './notes.ts';
import { reasonOf } from './words.ts';

export interface LookingWorld {
  /** The bot's own: the same question is asked of the same rules. */
  readonly why: Desk['why'];
  /** The policy that is asked; without its monthly limit when that could not be checked. */
  readonly policy: Policy;
  readonly limitChecked: boolean;
  /** Whose bot it is. Throws a SlackFault. */
  readonly identity: () => Promise<Identity>;
  /** What could not be read, in the order it was met. */
  readonly notes: () => readonly string[];
  close(): Promise<void>;
}

export async function openLookingWorld(environment: Environment, whole: Policy): Promise<LookingWorld> {
  const { log, notes } = createNotes();
  const spending = await openSpending(environment, whole, log);
  const policy = spending.known ? whole : { ...whole, limits: { ...whole.limits, monthlySpend: [] } };
  const clock = { now: () => new Date() };
  const { botToken, apiUrl } = environment.slack;
  const clients = createClients(botToken, apiUrl, boltLogger(log));
  const identities = createIdentities(clients);
  const { people } = createPeople({ clients, identities, policy: () => policy, now: clock.now, log });
  const cloud = createCloud({ accounts: () => policy.accounts, keys: () => environment.alibaba });
  const why = whyOf({ cloud, people, records: spending, policy: () => policy, clock, log });
  return {
    why,
    policy,
    limitChecked: spending.known,
    identity: () => identities.get(),
    notes,
    close: () => spending.close(),
  };
}

/** Behind the door, as in Slack: whoever the bot does not serve is told nothing here either. */
export function whyOf(world: ReadOnlyWorld): Desk['why'] {
  const why = whyBehindDoor(world);
  return async (person, ...question) => {
    const access = await authorize(world, person, 'reading');
    return access.kind === 'no_access' ? access : why(person, ...question);
  };
}

interface Spending {
  readonly known: boolean;
  find: Records['find'];
  lockOf: Records['lockOf'];
  close(): Promise<void>;
}

/** Requests are read for the monthly limit alone; without one, no database is needed, and no lock is seen. */
async function openSpending({ database }: Environment, { limits }: Policy, log: Log): Promise<Spending> {
  const unread = { find: () => Promise.resolve([]), lockOf: () => Promise.resolve(undefined) };
  const nothing = { ...unread, close: () => Promise.resolve() };
  if (limits.monthlySpend.length === 0) return { known: true, ...nothing };
  try {
    // Loaded here: most policies have no such limit, and a database engine takes its time.
    const { openArchive } = await import('../store/archive.ts');
    return { known: true, ...(await openArchive(database)) };
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, 'the monthly limit could not be checked');
    return { known: false, ...nothing };
  }
}

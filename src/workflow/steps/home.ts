/** Keeps the App Home of those true who look at it. */
import { type Home, homeOf, limitsOf } from '../../core/explain/home.ts';
import { SlackFault } from '../../core/faults.ts';
import { maySeeRequest } from '../../core/policy/visibility.ts';
import type { Person, RequestId } from '../../core/request/request.ts';
import { authorize } from '../ask/access.ts';
import { spendingOfMonth } from '../ask/spend.ts';
import { later, type World } from '../world.ts';

/** After a change of a request, or, without one, of what concerns everybody: locks, the configuration. */
export async function refreshHomes(world: World, id?: RequestId): Promise<void> {
  const { records, people, policy, clock, timings } = world;
  const viewers = await records.homeViewers();
  if (viewers.length === 0) return;
  const [request, directory] = await Promise.all([id === undefined ? undefined : records.get(id), people.directory()]);
  const after = later(clock, timings.homeAfter);
  for (const { person } of viewers) {
    const concerned = request === undefined || maySeeRequest(policy(), person, request, directory);
    if (concerned) await records.enqueue({ queue: 'home', id: person.userId, after });
  }
}

/** Publishes it, unless it shows all of this already. Who has no access finds why. */
export async function publishHome(world: World, userId: string): Promise<void> {
  const { records, notifier, clock, log } = world;
  const viewer = await records.homeViewer(userId);
  if (viewer === undefined) return;
  const access = await authorize(world, viewer.person, 'reading');
  const person = access.kind === 'member' ? access.person : viewer.person;
  const home = access.kind === 'member' ? await readHome(world, person) : access;
  try {
    await records.homeShown(person, await notifier.showHome(person, home, viewer.shown));
  } catch (fault) {
    if (!(fault instanceof SlackFault)) throw fault;
    if (fault.retryAfterMs !== undefined) {
      await records.enqueue({ queue: 'home', id: userId, after: later(clock, fault.retryAfterMs) });
    } else if (fault.temporary) throw fault;
    else log.error({ code: fault.code, person: userId }, 'the App Home of a person cannot be published');
  }
}

/** Open requests that are looked through for those that concern the person. */
const SEARCHED = 500;
/** Requests of the person's own. */
const RECENT = 5;

/** What one person, whose access was checked before, finds on their App Home. However many requests have ended, these are a few short reads. */
export async function readHome(world: World, person: Person): Promise<Home> {
  const { records, people, policy, clock } = world;
  const directory = await people.directory();
  const limited = limitsOf(policy(), person, directory).length > 0;
  const [open, recent, returning, locks, freeze, spending] = await Promise.all([
    records.find({ open: true, limit: SEARCHED }),
    records.find({ requester: person, limit: RECENT }),
    records.find({ returning: true, limit: SEARCHED }),
    records.locks(),
    records.freeze(),
    limited ? spendingOfMonth(world) : [],
  ]);
  return homeOf(policy(), person, directory, clock.now(), { open, recent, returning, locks, freeze, spending });
}

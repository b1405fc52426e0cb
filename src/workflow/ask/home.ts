/** Reads what one person finds on their App Home. */
import { type Home, homeOf, limitsOf } from '../../core/explain/home.ts';
import type { Person } from '../../core/request/request.ts';
import { spendingOfMonth } from './spend.ts';
import type { World } from '../world.ts';

/** Open requests that are looked through for those that concern the person. */
const SEARCHED = 500;
/** Requests of the person's own. */
const RECENT = 5;

/** The person's access is checked before. However many requests have ended, these are a few short reads. */
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

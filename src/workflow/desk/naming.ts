/** Which instance a person means, among those that the occasion is about. */
import type { InstanceSummary } from '../../core/instance/instance.ts';
import { contains, type Fleet, type ListedInstance, named, namedInText } from '../../core/instance/naming.ts';
import type { Sizing } from '../../core/instance/sizing.ts';
import { mayLock } from '../../core/lifecycle/lock.ts';
import type { Directory } from '../../core/policy/policy-model.ts';
import { mayTouch } from '../../core/policy/policy.ts';
import { maySeeLock, maySeeRequest } from '../../core/policy/visibility.ts';
import type { Person } from '../../core/request/request.ts';
import type { Among, Desk } from '../ports.ts';
import { findInstance, sizedFor } from '../ask/facts.ts';
import type { ReadOnlyWorld, World } from '../world.ts';

/** Nobody waits longer for a name. */
const NAMES_MS = 15_000;
/** A list of options has to be there in three seconds: it shows what was read by then. */
const OPTIONS_MS = 1_800;
/** A form has to open in three seconds: it opens without an instance when the list is not there by then. */
const MESSAGE_MS = 800;
/** Slack takes a hundred options. */
const CHOICES = 100;
/** Requests that are looked through for instances that a person may see. */
const SEARCHED = 500;

type NamingDesk = Pick<Desk, 'named' | 'namedIn' | 'search'>;

export function createNaming(world: Pick<World, 'cloud' | 'people' | 'policy' | 'records'>): {
  readonly [M in keyof NamingDesk]: (...asked: Parameters<NamingDesk[M]>) => Promise<Inside<M>>;
} {
  const { cloud, people, policy, records } = world;

  async function within(person: Person, among: Among, fleet: Fleet, directory: Directory) {
    const may = (instance: ListedInstance): boolean =>
      mayTouch(policy(), person, instance, directory) ||
      (among === 'lockable' && mayLock(policy(), person, instance, directory).kind === 'may');
    return merged(fleet.instances.filter(may), await remembered(person, among, directory));
  }

  /** Of instances that are gone or another's, what is told of them in requests and locks that the person may see. */
  async function remembered(person: Person, among: Among, directory: Directory): Promise<readonly InstanceSummary[]> {
    if (among === 'lockable') {
      const locks = await records.locks();
      return locks.filter((lock) => maySeeLock(policy(), person, lock, directory)).map(({ instance }) => instance);
    }
    if (among === 'touchable') return [];
    const requests = await records.find({ limit: SEARCHED });
    const seen = requests.filter((request) => maySeeRequest(policy(), person, request, directory));
    return seen.map(({ before }) => before);
  }

  return {
    async named(person, typed, region, among) {
      const deciders = among === 'lockable' ? policy().locks.flatMap(({ who }) => who) : [];
      const [fleet, directory] = await Promise.all([cloud.fleet(NAMES_MS), people.directory(deciders)]);
      const instances = await within(person, among, fleet, directory);
      return named(typed, instances.filter(inRegion(region)), fleet.unread.filter(inRegion(region)));
    },

    async namedIn(person, text) {
      const [{ instances, unread }, directory] = await Promise.all([cloud.fleet(MESSAGE_MS), people.directory()]);
      return namedInText(
        text,
        instances.filter((instance) => mayTouch(policy(), person, instance, directory)),
        unread,
      );
    },

    async search(person, text) {
      const [fleet, directory] = await Promise.all([cloud.fleet(OPTIONS_MS), people.directory()]);
      const found: ListedInstance[] = [];
      // The name is the cheaper question, and one more than is shown tells that there are more.
      for (const instance of fleet.instances.filter(contains(text))) {
        if (found.length <= CHOICES && mayTouch(policy(), person, instance, directory)) found.push(instance);
      }
      return { items: found.slice(0, CHOICES), more: found.length > CHOICES || fleet.unread.length > 0 };
    },
  };
}

type Inside<M extends keyof NamingDesk> = Exclude<Awaited<ReturnType<NamingDesk[M]>>, { kind: 'no_access' }>;

/** Each once; what the cloud says of it now counts. */
function merged(now: readonly ListedInstance[], before: readonly InstanceSummary[]): readonly ListedInstance[] {
  const byId = new Map<string, ListedInstance>(now.map((one) => [one.instanceId, one]));
  for (const one of before) if (!byId.has(one.instanceId)) byId.set(one.instanceId, one);
  return [...byId.values()];
}

/** Names for the command line, whose user has the keys of the cloud: among all instances. */
export function findForOperator(world: ReadOnlyWorld) {
  return {
    async instances(typed: string, region: string | undefined) {
      const { instances, unread } = await world.cloud.fleet(NAMES_MS);
      return named(typed, instances.filter(inRegion(region)), unread.filter(inRegion(region)));
    },
    async sized(instanceId: string, region: string | undefined, sizing: Sizing) {
      const found = await findInstance(world, instanceId, region);
      return found.kind === 'refused' ? found : sizedFor(world, found.facts, sizing);
    },
  };
}

function inRegion(region: string | undefined): (place: { readonly region: string }) => boolean {
  return (place) => region === undefined || place.region === region;
}

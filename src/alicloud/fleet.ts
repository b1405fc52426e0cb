import type { Fleet, ListedInstance, Place } from '../core/instance/naming.ts';
import { within } from '../core/within.ts';
import type { Cloud } from '../workflow/ports.ts';
import type { CloudClient } from './cloud-client.ts';
import { CLIENT_CODES } from '../core/cloud-errors.ts';
import { clientFault } from './errors.ts';
import { at, whole } from './fields.ts';
import { instanceRows, listedOf } from './instance-reader.ts';
import { servedRegions } from './places.ts';
import { LIST_RETRIES } from './retry.ts';

/** The largest page of DescribeInstances. */
export const PAGE_SIZE = 50;
/** New names are found after this long. */
const FRESH_MS = 60_000;
/** Pages of one account that are read at once: the rest of its calls is for orders and what they need. */
const AT_ONCE = 8;
/** Of a region of more than 20,000 instances only the first page is read. */
const MOST_PAGES = 400;

/** What is known of the instances of one account and region. */
interface Listing {
  readonly rows: Map<string, ListedInstance>;
  readonly began: number;
  reading: boolean;
  whole: boolean;
  done: Promise<void>;
}

/** The list of all instances: read page by page, shared by all who ask meanwhile, and kept for a minute. */
export function createFleet(client: CloudClient, now: () => number): Pick<Cloud, 'fleet'> {
  const listings = new Map<string, Listing>();
  const turns = new Map<string, Turns>();

  function listingOf(place: Place): Listing {
    const key = JSON.stringify([place.account, place.region]);
    const known = listings.get(key);
    const usable = known?.reading === true || (known?.whole === true && now() - known.began < FRESH_MS);
    if (known !== undefined && usable) return known;
    const fresh: Listing = { rows: new Map(), began: now(), reading: true, whole: false, done: Promise.resolve() };
    listings.set(key, fresh);
    fresh.done = read(place, fresh)
      .then(
        () => void (fresh.whole = true),
        () => undefined,
      )
      .then(() => void (fresh.reading = false));
    return fresh;
  }

  async function read(place: Place, { rows }: Listing): Promise<void> {
    const pages = await readPage(place, 1, rows);
    if (pages > MOST_PAGES) throw clientFault(CLIENT_CODES.malformed);
    const more = Array.from({ length: pages - 1 }, (_, index) => index + 2);
    await Promise.all(more.map((page) => readPage(place, page, rows)));
  }

  /** How many pages there are in all. */
  async function readPage({ account, region }: Place, page: number, rows: Listing['rows']): Promise<number> {
    const params = { RegionId: region, PageSize: String(PAGE_SIZE), PageNumber: String(page) };
    const turn = turns.get(account) ?? inTurn(AT_ONCE);
    turns.set(account, turn);
    const body = await turn(() => client.read(account, region, 'DescribeInstances', params, LIST_RETRIES));
    const found = instanceRows(body);
    for (const row of found) {
      const listed = listedOf(account, region, row);
      if (listed !== undefined) rows.set(listed.instanceId, listed);
    }
    const total = whole(at(body, 'TotalCount'));
    if (total === undefined && found.length >= PAGE_SIZE) throw clientFault(CLIENT_CODES.malformed);
    return Math.max(1, Math.ceil((total ?? 0) / PAGE_SIZE));
  }

  return {
    async fleet(ms) {
      const places = servedRegions(client).map((place) => ({ place, listing: listingOf(place) }));
      await within(Promise.all(places.map(({ listing }) => listing.done)), ms);
      // The same instance may be seen by two accounts; the first one of the configuration counts.
      const instances = new Map<string, ListedInstance>();
      for (const { listing } of places) {
        for (const [id, row] of listing.rows) if (!instances.has(id)) instances.set(id, row);
      }
      const unread = places.filter(({ listing }) => !listing.whole).map(({ place }) => place);
      return { instances: [...instances.values()], unread } satisfies Fleet;
    },
  };
}

type Turns = <T>(run: () => Promise<T>) => Promise<T>;

/** Runs so many at once, and the others as these end. */
function inTurn(most: number): Turns {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (run) => {
    if (running < most) running += 1;
    else await new Promise<void>((resolve) => void waiting.push(resolve));
    try {
      return await run();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

import type { Kysely } from 'kysely';
import type { Clock, HomeRecords } from '../workflow/ports.ts';
import type { Jobs } from './jobs.ts';
import { parseDoc, person as personDoc } from './request-row.ts';
import type { Tables } from './schema.ts';

const REMEMBERED_MS = 7 * 24 * 3_600_000;
/** Each of them may be published anew after one change, and Slack takes about a hundred a minute. */
const MOST = 500;

/** Since when an App Home must have been opened to be kept true. */
export function openedSince(clock: Clock): Date {
  return new Date(clock.now().getTime() - REMEMBERED_MS);
}

/** Who looks at their App Home. */
export function homeRecords(db: Kysely<Tables>, jobs: Jobs, clock: Clock): HomeRecords {
  const remembered = () =>
    db.selectFrom('home').select(['user_id', 'shown', 'doc']).where('opened_at', '>=', openedSince(clock));
  return {
    async homeOpened(person, empty) {
      const { userId: id } = person;
      const opened = { opened_at: clock.now(), doc: JSON.stringify(person), ...(empty ? { shown: null } : {}) };
      await db.transaction().execute(async (trx) => {
        await trx
          .insertInto('home')
          .values({ user_id: id, ...opened })
          .onConflict((oc) => oc.column('user_id').doUpdateSet(opened))
          .execute();
        await jobs.add({ queue: 'home', id }, trx);
      });
    },

    async homeViewers() {
      return (await remembered().orderBy('opened_at', 'desc').limit(MOST).execute()).map(toViewer);
    },

    async homeViewer(userId) {
      const row = await remembered().where('user_id', '=', userId).executeTakeFirst();
      return row === undefined ? undefined : toViewer(row);
    },

    async homeShown(person, digest) {
      const shown = { shown: digest, doc: JSON.stringify(person) };
      await db.updateTable('home').set(shown).where('user_id', '=', person.userId).execute();
    },
  };
}

function toViewer({ user_id: id, shown, doc }: { user_id: string; shown: string | null; doc: unknown }) {
  return { person: parseDoc(personDoc, doc, 'home', id), shown: shown ?? undefined };
}

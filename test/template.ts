import type { DatabaseOptions } from '../src/store/database.ts';
import { openStore } from '../src/store/store.ts';

/** The database on the server that those of the tests are copied from. */
export const TEMPLATE = 'redis_resize_template';

/** Starts and stops a store, which leaves its tables behind. */
export async function migrated(at: DatabaseOptions['at']): Promise<void> {
  const onError = (error: unknown) => {
    throw error instanceof Error ? error : new Error('the job engine failed');
  };
  const store = await openStore({ at, clock: { now: () => new Date() }, onError });
  await store.close(1000);
}

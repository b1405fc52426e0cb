import { expect, it } from 'vitest';
import { openStore } from '../../src/store/store.ts';
import { NOON } from '../builders.ts';
import { freshDatabase } from '../database.ts';

it('what is claimed once is nobody else’s, however many come at once, until it is forgotten', async () => {
  let now = NOON.getTime();
  const database = await freshDatabase();
  const clock = { now: () => new Date(now) };
  const store = await openStore({ ...database, clock, onError: () => undefined });
  const claim = (key: string) => store.records.claim(key);
  const tidy = (before: string) => store.records.tidy(before);
  const won = await Promise.all(Array.from({ length: 20 }, () => claim('request:abc')));
  expect(won.filter(Boolean)).toHaveLength(1);
  expect(await claim('request:abd')).toBe(true);

  now += 60 * 60_000;
  await tidy(clock.now().toISOString());
  expect(await claim('request:abc')).toBe(false);
  now += 1;
  await tidy(clock.now().toISOString());
  expect(await claim('request:abc')).toBe(true);
  await store.close(1000);
});

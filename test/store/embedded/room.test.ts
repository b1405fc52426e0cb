import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openStore } from '../../../src/store/store.ts';

it.each([
  [0, []],
  [
    Number.MAX_SAFE_INTEGER,
    [expect.stringMatching(/^the disk of the embedded database has \d+ MB left, and \d+ MB are needed$/)],
  ],
])(
  'an embedded database that needs %i bytes of its disk is ready, or says why not',
  async (leastFreeBytes, problems) => {
    const folder = mkdtempSync(join(tmpdir(), 'redis-resize-room-'));
    const at = { kind: 'pglite', directory: join(folder, 'data') } as const;
    const store = await openStore({ at, leastFreeBytes, clock: { now: () => new Date() }, onError: () => undefined });
    try {
      expect(await store.problems()).toEqual(problems);
    } finally {
      await store.close(1000);
      rmSync(folder, { recursive: true });
    }
  },
);

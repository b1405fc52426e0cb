import { describe, expect, it } from 'vitest';
import { createDesk } from '../../../src/workflow/desk/desk.ts';
import { aRequest, DEV } from '../../builders.ts';
import { aPolicy } from '../../core/policy/policy-builders.ts';
import { aWorld } from '../../world.ts';

const OTHER = { teamId: 'T012AB', userId: 'U0ELSE' };
const id = (n: number) => `rr-${String(n).padStart(8, '2')}` as const;

/** Requests of others and, at these places of the list, of the person's own. */
function deskWith(size: number, own: (n: number) => boolean) {
  const all = Array.from({ length: size }, (_, n) => aRequest({ id: id(n), requester: own(n) ? DEV : OTHER }));
  const read: number[] = [];
  const desk = createDesk(
    aWorld({
      policy: () => aPolicy([]),
      people: {
        standing: () => Promise.resolve({ kind: 'member' }),
        directory: () => Promise.resolve(new Map()),
      },
      records: {
        find: ({ limit, skip = 0 }) => {
          const page = all.slice(skip, skip + limit);
          read.push(page.length);
          // A new one comes while somebody reads: everything is one place further on.
          all.unshift(aRequest({ id: id(1000 + read.length), requester: OTHER }));
          return Promise.resolve(page);
        },
      },
    }),
  );
  const total = () => read.reduce((sum, one) => sum + one, 0);
  return { ask: () => desk.requests(DEV, {}), total };
}

describe('the requests that a person may see', () => {
  it('are the newest twenty, each once, and no more than a page is read for them', async () => {
    const { ask, total } = deskWith(600, () => true);
    const got = await ask();
    expect(got.map((request) => request.id)).toEqual(Array.from({ length: 20 }, (_, n) => id(n)));
    expect(total()).toBe(50);
  });

  it('are looked for among many of others, but not without end', async () => {
    const far = deskWith(600, (n) => n === 30 || n === 400);
    expect((await far.ask()).map((request) => request.id)).toEqual([id(30), id(400)]);
    expect(far.total()).toBe(500);
    const few = deskWith(3, () => true);
    expect(await few.ask()).toHaveLength(3);
  });
});

import { expect, it } from 'vitest';
import type { ResizeRequest } from '../../../src/core/request/request.ts';
import type { RequestSearch } from '../../../src/workflow/ports.ts';
import { skippedReturnOf } from '../../../src/workflow/ask/prolonged.ts';
import { anInstance, aRequest } from '../../builders.ts';
import { aWorld } from '../../world.ts';

const MID = 'redis.master.mid.default';
const back = aRequest({ id: 'rr-00000002', returnOf: 'rr-00000001', before: anInstance({ realClass: MID }) });
const skipped = { ...back, state: 'failed' } as const;
const other = (state: ResizeRequest['state']) => aRequest({ id: 'rr-00000003', state });
const made = aRequest({ id: 'rr-00000001', state: 'completed' });

/** `all`: newest first, as the store gives them. */
it.each<[what: string, all: readonly ResizeRequest[], isClass: string, skipped: boolean]>([
  ['skipped last', [skipped, made], MID, true],
  ['with requests since that came to nothing', [other('failed'), other('withdrawn'), skipped, made], MID, true],
  ['with a change since', [other('completed'), skipped, made], MID, false],
  ['with another class by now', [skipped, made], 'redis.master.large.default', false],
  ['made', [{ ...back, state: 'completed' }, made], MID, false],
  ['under way', [{ ...back, state: 'approved' }, made], MID, false],
  ['never planned', [other('failed')], MID, false],
])('a return %s: %s', async (_, all, isClass, expected) => {
  const find = ({ states = [], limit }: RequestSearch) =>
    Promise.resolve(all.filter(({ state }) => states.includes(state)).slice(0, limit));
  const found = await skippedReturnOf(aWorld({ records: { find } }), { instanceId: 'r-1', realClass: isClass });
  expect(found?.id).toBe(expected ? skipped.id : undefined);
});

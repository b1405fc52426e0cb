import { within } from '../../core/within.ts';

/**
 * Does one thing after another with each item, `atOnce` of them at a time, for `ms` at most: what has not begun by then
 * does not begin. Returns what was done in time, in the order of the items; undefined where it was not, or failed.
 */
export async function inTurn<T, R>(
  items: readonly T[],
  atOnce: number,
  ms: number,
  act: (item: T) => Promise<R>,
): Promise<readonly (R | undefined)[]> {
  const done: (R | undefined)[] = items.map(() => undefined);
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < items.length) {
      const at = next++;
      // What fails is as good as not read; `act` says so where it matters.
      const result = await act(items[at] as T).catch(() => undefined);
      done[at] = result;
    }
  };
  await within(Promise.all(Array.from({ length: atOnce }, worker)), ms);
  // What is under way ends unheard.
  next = items.length;
  return [...done];
}

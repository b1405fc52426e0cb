/** What several reads of the same thing come to. */
import { faultOf } from './errors.ts';

/** What was answered, where anything was; else the first failure is thrown. */
export async function anyAnswered<T>(reads: readonly Promise<T>[]): Promise<readonly T[]> {
  const settled = await Promise.allSettled(reads);
  const answered = settled.filter((one) => one.status === 'fulfilled');
  const failed = settled.find((one) => one.status === 'rejected');
  if (answered.length === 0 && failed !== undefined) throw failed.reason;
  return answered.map((one) => one.value);
}

type Looking<T> = Promise<T | undefined>;

/** The first of the list that is found, however the later ones come out. "None" needs an answer from all. */
export async function inOrder<T>(looks: readonly Looking<T>[]): Looking<T> {
  const answers = looks.map((look) => Promise.allSettled([look]));
  let failure: PromiseRejectedResult | undefined;
  for (const answer of answers) {
    const [settled] = await answer;
    if (settled.status === 'rejected') failure ??= settled;
    else if (settled.value !== undefined) return settled.value;
  }
  if (failure !== undefined) throw failure.reason;
  return undefined;
}

/** The first that is found in time, so that a region which hangs delays no one. "None" needs an answer from all. */
export async function firstFound<T>(looks: readonly Looking<T>[]): Looking<T> {
  const found = looks.map(async (look) => {
    const value = await look;
    if (value === undefined) throw new NotHere();
    return value;
  });
  try {
    return await Promise.any(found);
  } catch (thrown) {
    const reasons: readonly unknown[] = thrown instanceof AggregateError ? thrown.errors : [thrown];
    const failure = reasons.find((reason) => !(reason instanceof NotHere));
    if (failure !== undefined) throw faultOf(failure);
    return undefined;
  }
}

class NotHere extends Error {}

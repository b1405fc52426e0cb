import { within } from '../../core/within.ts';

/** Which presses have been answered: a person who hears nothing for half a second presses again. */
export interface Answered {
  /** Whether the answer to this press comes within this time; ask before the press can be answered. */
  within(pressId: string, ms: number): Promise<boolean>;
  given(pressId: string): void;
}

export function createAnswered(): Answered {
  const open = new Map<string, () => void>();
  return {
    async within(pressId, ms) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      open.set(pressId, () => resolve(true));
      const answered = (await within(promise, ms)) ?? false;
      open.delete(pressId);
      return answered;
    },
    given: (pressId) => open.get(pressId)?.(),
  };
}

import type { State } from '../state.ts';

/** Looks now and after every change, until there is something to see. */
export function patiently<T>(state: State, look: () => T | undefined, ms: number, complaint: () => string): Promise<T> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      state.listeners.delete(listener);
    };
    const listener = (): void => {
      const found = look();
      if (found === undefined) return;
      end();
      resolve(found);
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error(complaint()));
    }, ms);
    state.listeners.add(listener);
    listener();
  });
}

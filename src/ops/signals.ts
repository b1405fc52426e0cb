/** What a signal ends: set early, because a process with number 1 ignores a signal that nobody listens to. */
let end: (() => Promise<void>) | undefined;
let stopping = false;

/** All of a stop fits into this, whatever hangs. */
const DEADLINE_MS = 10_000;

/** From now on a signal ends the process: at once, or after what `stopWith` was given last. */
export function listenToSignals(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // A second signal: stop right away.
    process.on(signal, () => (stopping ? process.exit(1) : exitAfterStop(0)));
  }
}

export function stopWith(stop: () => Promise<void>): void {
  end = stop;
}

/** Ends the process when the stop is done or failed, or at its deadline. */
export function exitAfterStop(code: number): void {
  stopping = true;
  setTimeout(() => process.exit(1), DEADLINE_MS);
  (end ?? (() => Promise.resolve()))().then(
    () => process.exit(code),
    () => process.exit(1),
  );
}

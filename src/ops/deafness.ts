/** How often it is asked. */
const EVERY_MS = 10_000;

/**
 * Gives up where no job is looked for any more although the database works: only another process helps. Asked twice,
 * because a machine that slept looks like it for a moment. Returns what ends it.
 */
export function watchForDeafness(isDeaf: () => Promise<boolean>, giveUp: () => void): () => void {
  let suspected = false;
  const timer = setInterval(() => {
    void isDeaf().then((deaf) => {
      if (deaf && suspected) giveUp();
      suspected = deaf;
    });
  }, EVERY_MS);
  return () => clearInterval(timer);
}

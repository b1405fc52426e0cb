/** How often it is asked. */
const EVERY_MS = 10_000;

/**
 * Gives up where only a new start helps, with the reason. Asked twice, because a machine that slept looks like it for a
 * moment. Returns what ends it.
 */
export function watchForTheEnd(
  pastHelp: () => Promise<string | undefined>,
  giveUp: (reason: string) => void,
): () => void {
  let suspected: string | undefined;
  const timer = setInterval(() => {
    void pastHelp().then((reason) => {
      if (reason !== undefined && reason === suspected) giveUp(reason);
      suspected = reason;
    });
  }, EVERY_MS);
  return () => clearInterval(timer);
}

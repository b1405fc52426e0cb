/**
 * The answer to a form may be ready before the form's own receipt ("checking…") has reached the screen, and Slack
 * shows the one that comes last. So an answer waits until the receipt is out, and then a moment for Slack to show it.
 */
export interface Receipts {
  /** Gives a receipt of this view; what answers it waits until that is out, or failed. */
  giving(viewId: string, give: () => Promise<void>): Promise<void>;
  /** Resolves once Slack has had time to show the receipt of this view. */
  given(viewId: string): Promise<void>;
}

/** Time for Slack to show a receipt, which went out on another connection, perhaps from another process. */
const SHOWN_MS = 300;
/** Slack waits three seconds for a receipt; later none can arrive. */
const LATEST_MS = 3_000;

export function createReceipts(): Receipts {
  const open = new Map<string, Promise<void>>();
  return {
    async giving(viewId, give) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      open.set(viewId, promise);
      try {
        await give();
      } finally {
        open.delete(viewId);
        resolve(undefined);
      }
    },
    async given(viewId) {
      await Promise.race([open.get(viewId) ?? Promise.resolve(), wait(LATEST_MS)]);
      await wait(SHOWN_MS);
    },
  };
}

/** Resolves after this time without keeping the process alive. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

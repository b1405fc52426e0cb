/**
 * The answer to a form may be ready before the form's own receipt ("checking…") has reached the screen, and Slack
 * shows whichever comes last. So an answer waits until the receipt is out, and then a moment for Slack to show it.
 */
export interface Receipts {
  /** Called when a form is being taken; the result is called when its receipt is out. */
  expect(viewId: string): () => void;
  /** Resolves when the receipt of this view has had the time to be shown. */
  given(viewId: string): Promise<void>;
}

/** The receipt went out through another connection, perhaps through another process. */
const SHOWN_MS = 300;
/** After this no receipt can come any more: Slack waits three seconds for it. */
const LATEST_MS = 3_000;

export function createReceipts(): Receipts {
  const open = new Map<string, Promise<void>>();
  return {
    expect(viewId) {
      const { promise, resolve } = Promise.withResolvers<undefined>();
      open.set(viewId, promise);
      return () => {
        open.delete(viewId);
        resolve(undefined);
      };
    },
    async given(viewId) {
      await Promise.race([open.get(viewId) ?? Promise.resolve(), wait(LATEST_MS)]);
      await wait(SHOWN_MS);
    },
  };
}

/** A timer that keeps no process alive. */
export function wait(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}

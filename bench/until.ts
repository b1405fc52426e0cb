/** Looks every millisecond. Throws after twenty seconds. */
export async function until(there: () => boolean): Promise<void> {
  const deadline = performance.now() + 20_000;
  while (!there()) {
    if (performance.now() > deadline) throw new Error('what was waited for did not come');
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
}

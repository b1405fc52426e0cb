/** Runs one read at a time of each key: whoever asks meanwhile gets what that one reads, and nothing that is older. */
export function shared<T>(): (key: string, read: () => Promise<T>) => Promise<T> {
  const running = new Map<string, Promise<T>>();
  return (key, read) => {
    const reading = running.get(key) ?? read().finally(() => running.delete(key));
    running.set(key, reading);
    return reading;
  };
}

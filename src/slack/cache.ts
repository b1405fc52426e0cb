/**
 * Answers kept for a short time, one question at a time per key. Failures are never kept: the next question asks again.
 */
export function cached<T>(options: {
  readonly ttlMs: number;
  readonly now: () => Date;
  readonly load: (key: string) => Promise<T>;
  /** Whether this answer may be kept; all by default. */
  readonly keep?: (value: T) => boolean;
}): (key: string) => Promise<T> {
  const { ttlMs, now, load, keep = () => true } = options;
  const answers = new Map<string, { readonly value: T; readonly until: number }>();
  const asking = new Map<string, Promise<T>>();

  async function ask(key: string): Promise<T> {
    try {
      const value = await load(key);
      if (keep(value)) {
        answers.set(key, { value, until: now().getTime() + ttlMs });
        if (answers.size > MOST) answers.delete(answers.keys().next().value ?? key);
      }
      return value;
    } finally {
      asking.delete(key);
    }
  }

  return (key) => {
    const answer = answers.get(key);
    if (answer !== undefined && answer.until > now().getTime()) return Promise.resolve(answer.value);
    const running = asking.get(key) ?? ask(key);
    asking.set(key, running);
    return running;
  };
}

/** More people than a bot sees in a minute; the oldest answer makes room. */
const MOST = 5_000;

/**
 * Answers kept for a short time, one question at a time per key. Failures are never kept: the next question asks again.
 * Whoever needs a fresher answer says how old it may be.
 */
export function cached<T>(options: {
  readonly ttlMs: number;
  readonly now: () => Date;
  readonly load: (key: string) => Promise<T>;
  /** Whether this answer may be kept; all by default. */
  readonly keep?: (value: T) => boolean;
}): (key: string, maxAgeMs?: number) => Promise<T> {
  const { ttlMs, now, load, keep = () => true } = options;
  const answers = new Map<string, { readonly value: T; readonly at: number }>();
  const asking = new Map<string, Promise<T>>();

  async function ask(key: string): Promise<T> {
    // As old as the question: what changed while Slack was answering may not be in it.
    const at = now().getTime();
    try {
      const value = await load(key);
      answers.delete(key);
      if (keep(value)) {
        answers.set(key, { value, at });
        if (answers.size > MOST) answers.delete(answers.keys().next().value ?? key);
      }
      return value;
    } finally {
      asking.delete(key);
    }
  }

  return (key, maxAgeMs = ttlMs) => {
    const answer = answers.get(key);
    if (answer !== undefined && now().getTime() - answer.at < maxAgeMs) return Promise.resolve(answer.value);
    const running = asking.get(key) ?? ask(key);
    asking.set(key, running);
    return running;
  };
}

/** More people than a bot sees in a minute; the oldest answer makes room. */
const MOST = 5_000;

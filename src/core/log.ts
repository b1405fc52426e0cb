type Line = (facts: object, sentence: string) => void;

/** What the bot needs of a logger: facts first, then one sentence. */
export type Log = Readonly<Record<'debug' | 'info' | 'warn' | 'error', Line>>;

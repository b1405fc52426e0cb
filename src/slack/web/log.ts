import { LogLevel, type Logger } from '@slack/logger';

/** What this edge needs of a logger: a record of facts, then a sentence. */
export interface Log {
  debug(facts: object, message: string): void;
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

/**
 * Bolt's own log lines, through ours. Its debug lines hold whole payloads with response_urls, so they go nowhere;
 * of an error only its name and code are kept, because its body may be Slack's answer.
 */
export function boltLogger(log: Log): Logger {
  const facts = (): object => ({ from: 'bolt' });
  return {
    debug: () => undefined,
    info: (...parts: unknown[]) => log.debug(facts(), sentence(parts)),
    warn: (...parts: unknown[]) => log.warn(facts(), sentence(parts)),
    error: (...parts: unknown[]) => log.error(facts(), sentence(parts)),
    setLevel: () => undefined,
    getLevel: () => LogLevel.INFO,
    setName: () => undefined,
  };
}

function sentence(parts: readonly unknown[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : describe(part))).join(' ');
}

/** Name and code of an error, for a log line; never its message, which may quote a payload or an address. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' ? `${error.name} ${code}` : error.name;
}

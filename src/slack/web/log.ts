import { LogLevel, type Logger } from '@slack/logger';
import type { Log } from '../../core/log.ts';

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

import { type DestinationStream, pino, type Logger } from 'pino';
import { redactor } from '../core/redact.ts';
import { readable } from './readable-log.ts';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

type Out = DestinationStream & { readonly isTTY?: boolean };

/**
 * JSON lines; on a terminal, lines for people. Every line passes the redactor as a whole, so that no field, message or
 * stack can carry a secret out.
 */
export function createLog(level: LogLevel, secrets: readonly string[], out: Out = process.stdout): Logger {
  const redact = redactor(secrets);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  const form = out.isTTY === true ? readable : (line: string) => line;
  return pino(options, { write: (line: string) => out.write(form(redact(line))) });
}

import { type DestinationStream, pino, type Logger } from 'pino';
import { redactor } from '../core/redact.ts';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';

/** JSON lines. Every line passes the redactor as a whole, so that no field, message or stack can carry a secret out. */
export function createLog(
  level: LogLevel,
  secrets: readonly string[],
  out: DestinationStream = process.stdout,
): Logger {
  const redact = redactor(secrets);
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino(options, { write: (line: string) => out.write(redact(line)) });
}

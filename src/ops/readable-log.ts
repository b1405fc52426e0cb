import { styleText } from 'node:util';

const COLORS = { trace: 'gray', debug: 'gray', info: 'green', warn: 'yellow', error: 'red', fatal: 'red' } as const;

/** What a line always begins with, in this order, where it has it; the rest follows the message as name=value. */
interface Line extends Readonly<Record<string, unknown>> {
  readonly time?: string;
  readonly level?: keyof typeof COLORS;
  readonly msg?: string;
  readonly request?: string;
  readonly actor?: string;
  readonly state?: string;
  readonly ms?: number;
}

/** A JSON line of the log as a person reads it: time, level, request, actor, state, duration, message, facts. */
export function readable(json: string): string {
  const { time = '', level = 'info', msg = '', request, actor, state, ms, ...facts } = JSON.parse(json) as Line;
  const head = [request, actor, state, ms === undefined ? undefined : duration(ms)].map((part) => part && plain(part));
  const tail = Object.entries(facts).map(([name, value]) => styleText('dim', `${name}=${plain(value)}`));
  const words = [
    time.slice(11, 23),
    styleText(COLORS[level], level.toUpperCase().padEnd(5)),
    ...head,
    plain(msg),
    ...tail,
  ];
  return `${words.filter((word) => word !== undefined && word !== '').join(' ')}\n`;
}

/** Nothing that a person or a server wrote may move the cursor or end the line. */
function plain(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]/gu, ' ');
}

function duration(ms: number): string {
  const [seconds, minutes] = [ms / 1000, ms / 60_000];
  if (ms < 1_000) return `${String(Math.round(ms))}ms`;
  return seconds < 90
    ? `${seconds.toFixed(1)}s`
    : minutes < 90
      ? `${minutes.toFixed(0)}m`
      : `${(minutes / 60).toFixed(1)}h`;
}

/** The named points at which processes are killed: before and after each commit and each outside call that was seen. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

export interface Points {
  /** A commit or a call happened: its two points exist. */
  saw(what: string): void;
  killed(point: string): void;
  /** The one of this kind that was killed, and tried, least: first those of a request, its order and its messages. */
  next(kind: 'commit' | 'call'): string | undefined;
  report(): { readonly killed: Readonly<Record<string, number>>; readonly never: readonly string[] };
}

/** The file is where a bot with an embedded database writes what it saw, and its last words. */
export function createPoints(file: string): Points {
  const all = new Map<string, { killed: number; tried: number }>();
  let read = 0;

  function pointsOf(what: string): void {
    for (const side of ['before', 'after']) {
      const point = `${side} the ${what}`;
      if (!all.has(point)) all.set(point, { killed: 0, tried: 0 });
    }
  }
  function killed(point: string): void {
    const known = all.get(point);
    if (known !== undefined) known.killed += 1;
  }
  function readFile(): void {
    if (!existsSync(file)) return;
    const lines = readFileSync(file, 'utf8').split('\n').slice(0, -1);
    for (const line of lines.slice(read)) {
      if (line.startsWith('saw ')) pointsOf(line.slice(4));
      else killed(line.slice(7));
    }
    read = lines.length;
  }

  return {
    saw: pointsOf,
    killed,
    next(kind) {
      readFile();
      const mine = [...all].filter(([point]) => point.includes(` the ${kind} of `));
      const [first] = mine.sort(
        ([one, a], [other, b]) => a.killed - b.killed || a.tried - b.tried || worth(other) - worth(one),
      );
      if (first !== undefined) first[1].tried += 1;
      return first?.[0];
    },
    report() {
      readFile();
      const entries = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
      return {
        killed: Object.fromEntries(
          entries.flatMap(([point, { killed: times }]) => (times === 0 ? [] : [[point, times]])),
        ),
        never: entries.filter(([, { killed: times }]) => times === 0).map(([point]) => point),
      };
    },
  };
}

const worth = (point: string): number => (/request|delivery|chat\.|ModifyInstanceSpec/.test(point) ? 1 : 0);

/** In the bot's process: writes down what was committed, and ends the process at the point that it was started with. */
export function endsAt(file: string, point: string | undefined): (side: 'before' | 'after', what: string) => void {
  const seen = new Set<string>();
  return (side, what) => {
    if (!seen.has(what)) appendFileSync(file, `saw ${what}\n`);
    seen.add(what);
    if (`${side} the ${what}` !== point) return;
    appendFileSync(file, `killed ${point}\n`);
    process.kill(process.pid, 'SIGKILL');
  };
}

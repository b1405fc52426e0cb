/** The named points at which processes are killed: before and after each commit and each outside call that was seen. */
import { appendFileSync, existsSync, readFileSync } from 'node:fs';

type Kind = 'commit' | 'call';

export interface Points {
  /** A commit or a call happened: its two points exist. */
  saw(what: string): void;
  killed(point: string): void;
  /** How often each of this kind was killed at least. */
  least(kind: Kind): number;
  /** Those of this kind that were killed least. */
  waiting(kind: Kind): ReadonlySet<string>;
  /** Of these the one that was sought least, and the rare ones last: what they need keeps others from coming. */
  seek(kind: Kind, isRare: (point: string) => boolean): string | undefined;
  report(): { readonly killed: Readonly<Record<string, number>>; readonly never: readonly string[] };
}

/** The file is where a bot with an embedded database writes what it saw, and its last words. */
export function createPoints(file: string): Points {
  const all = new Map<string, { killed: number; sought: number }>();
  let read = 0;

  function pointsOf(what: string): void {
    for (const side of ['before', 'after']) {
      const point = `${side} the ${what}`;
      if (!all.has(point)) all.set(point, { killed: 0, sought: 0 });
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
  function ofKind(kind: Kind) {
    readFile();
    return [...all].filter(([point]) => point.includes(` the ${kind} of `));
  }
  const least = (kind: Kind): number => Math.min(...ofKind(kind).map(([, { killed: times }]) => times));
  function waiting(kind: Kind) {
    const times = least(kind);
    return ofKind(kind).filter(([, point]) => point.killed === times);
  }

  return {
    saw: pointsOf,
    killed,
    least,
    waiting: (kind) => new Set(waiting(kind).map(([point]) => point)),
    seek(kind, isRare) {
      const [first] = waiting(kind).sort(
        ([one, a], [other, b]) => a.sought - b.sought || Number(isRare(one)) - Number(isRare(other)),
      );
      if (first !== undefined) first[1].sought += 1;
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

/** In the bot's process: writes down what was committed, and ends the process at the first of these points. */
export function endsAt(file: string, points: readonly string[]): (side: 'before' | 'after', what: string) => void {
  const seen = new Set<string>();
  return (side, what) => {
    if (!seen.has(what)) appendFileSync(file, `saw ${what}\n`);
    seen.add(what);
    const point = `${side} the ${what}`;
    if (!points.includes(point)) return;
    appendFileSync(file, `killed ${point}\n`);
    process.kill(process.pid, 'SIGKILL');
  };
}

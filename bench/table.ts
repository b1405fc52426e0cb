/** Figures of several rounds, and how far they lie apart. */

export interface Line {
  readonly what: string;
  readonly unit: 'ms' | 'MB' | '%' | '/s';
  /** One figure a round. */
  readonly ours: readonly number[];
  /** The same of the bare bot, in the same rounds; empty where there is none to compare with. */
  readonly bare: readonly number[];
  /** Highest ratio that is aimed at, or highest figure where nothing is compared. */
  readonly bar: number;
  /** It is the lowest instead. */
  readonly least?: boolean;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

export function summary({ what, unit, ours, bare, bar, least = false }: Line) {
  const compared = bare.length > 0;
  const ratios = compared ? ours.map((value, round) => value / (bare[round] ?? Number.NaN)) : ours;
  const measured = median(ratios);
  return {
    what,
    unit,
    ours: rounded(median(ours)),
    ...(compared ? { bare: rounded(median(bare)), ratio: rounded(measured) } : {}),
    /** Of what is held against the bar. */
    from: rounded(Math.min(...ratios)),
    to: rounded(Math.max(...ratios)),
    bar,
    met: least ? measured >= bar : measured <= bar,
  };
}

export function print(lines: readonly Line[]): void {
  console.log(`| what | bare | ours | ratio | spread | bar | |\n|---|---|---|---|---|---|---|`);
  for (const one of lines.map(summary)) {
    const { what, unit, ours, bare = '', ratio, from, to, bar, met } = one;
    const times = ratio === undefined ? ['', '', ''] : [`${String(ratio)} ×`, ' ×', ' ×'];
    const spread = `${String(from)}–${String(to)}${times[1] ?? ''}`;
    const cells = [what, bare, `${String(ours)} ${unit}`, times[0], spread, `${String(bar)}${times[2] ?? ''}`];
    console.log(`| ${[...cells, met ? 'met' : 'not met'].join(' | ')} |`);
  }
}

function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

import table from './regions.json' with { type: 'json' };

interface Region {
  readonly id: string;
  readonly name: string;
  /** The host the real service answers at; the sandbox only quotes it in DescribeRegions. */
  readonly endpoint: string;
  readonly priceFactor: number;
}

export const regions: readonly Region[] = table;

export function findRegion(id: string): Region | undefined {
  return regions.find((region) => region.id === id);
}

/** The real zones differ by region and change; three letters are enough for everything that the sandbox decides. */
export function zonesOf(regionId: string): readonly string[] {
  return ['g', 'h', 'i'].map((letter) => `${regionId}-${letter}`);
}

/** One line of the flat table behind DescribeAvailableResource. */
export interface Offer {
  readonly engine: string;
  readonly edition: string;
  readonly series: string;
  readonly version: string;
  readonly architecture: string;
  readonly shards: string;
  readonly node: string;
  readonly resource: Readonly<Record<string, unknown>>;
}

/** Outer key, key of its list, key of the value in each item. The last name is used twice, as published. */
const levels: readonly (readonly [string, string, string, Exclude<keyof Offer, 'resource'>])[] = [
  ['SupportedEngines', 'SupportedEngine', 'Engine', 'engine'],
  ['SupportedEditionTypes', 'SupportedEditionType', 'EditionType', 'edition'],
  ['SupportedSeriesTypes', 'SupportedSeriesType', 'SeriesType', 'series'],
  ['SupportedEngineVersions', 'SupportedEngineVersion', 'Version', 'version'],
  ['SupportedArchitectureTypes', 'SupportedArchitectureType', 'Architecture', 'architecture'],
  ['SupportedShardNumbers', 'SupportedShardNumber', 'ShardNumber', 'shards'],
  ['SupportedNodeTypes', 'SupportedNodeType', 'SupportedNodeType', 'node'],
];

/** Folds the table into the published nesting, two keys a level. */
export function nest(offers: readonly Offer[], depth = 0): Record<string, unknown> {
  const level = levels[depth];
  if (level === undefined) return { AvailableResources: { AvailableResource: offers.map((offer) => offer.resource) } };
  const [outer, list, name, field] = level;
  const groups = Map.groupBy(offers, (offer) => offer[field]);
  const items = [...groups].map(([value, members]) => ({ [name]: value, ...nest(members, depth + 1) }));
  return { [outer]: { [list]: items } };
}

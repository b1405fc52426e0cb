/** Whether a class is among those that the cloud offers for an instance (DescribeAvailableResource). */
import { describeClass, memoryAfter, productTypeOf } from './classes.ts';
import type { InstanceFacts } from './instance.ts';

interface Offered {
  readonly name: string;
  readonly capacityMb: number | undefined;
}

/** The offered classes that come nearest, as far as they are known. */
export interface Unoffered {
  readonly nearest: readonly string[];
}

/**
 * The nearest offered classes by memory, then by architecture, when this one is provably not offered; undefined when it is, or when the list
 * does not prove it. Larger and smaller classes are asked for apart, so that one of the two may be missing: only a list
 * with another class of the same direction says anything. Classes of another product are in another list.
 */
export function notOffered(
  facts: InstanceFacts,
  targetClass: string,
  offered: readonly Offered[],
  most: number,
): Unoffered | undefined {
  if (targetClass === facts.realClass || offered.some(({ name }) => name === targetClass)) return undefined;
  if (productTypeOf(targetClass) !== productTypeOf(facts.realClass)) return undefined;
  const wanted = memoryAfter(facts, targetClass);
  const now = facts.capacityMb ?? memoryAfter(facts, facts.realClass);
  const sizes = offered.flatMap(({ name, capacityMb }) => {
    const mb = capacityMb ?? describeClass(name)?.memoryMb;
    return mb === undefined ? [] : [{ name, mb }];
  });
  if (now === undefined) return undefined;
  const larger = sizes.some(({ mb }) => mb > now);
  const smaller = sizes.some(({ mb }) => mb < now);
  const read = wanted === undefined || wanted === now ? larger && smaller : wanted > now ? larger : smaller;
  if (!read) return undefined;
  if (wanted === undefined) return { nearest: [] };
  const far = ({ mb }: { readonly mb: number }): number => Math.abs(mb - wanted);
  const built = describeClass(targetClass)?.architecture;
  const other = ({ name }: { readonly name: string }): number => Number(describeClass(name)?.architecture !== built);
  const nearest = [...sizes]
    .sort((a, b) => far(a) - far(b) || other(a) - other(b) || a.name.localeCompare(b.name, 'en'))
    .slice(0, most);
  return { nearest: nearest.map(({ name }) => name) };
}
